import { describe, expect, it } from 'vitest';
import { linearise } from '../../src/metrics/linearise.ts';
import { contributionsOf, datasetOf, measure } from './rows.ts';

const near = (value: number | null) => expect(value, String(value));

/** Twenty scored rows, predicted 1 from a score of .5 on: TN 8, FP 4, FN 2, TP 6. Values by scikit-learn. */
describe('fixture B20', () => {
  const label = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0].map(String);
  const scores = [
    0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.5, 0.5, 0.4, 0.4, 0.35, 0.3, 0.3, 0.2, 0.85, 0.1, 0.65, 0.15, 0.05, 0.45,
  ];
  const prediction = scores.map((score) => (score >= 0.5 ? '1' : '0'));
  const rows = datasetOf({ label, prediction, scores: { '': scores } });

  it.each([
    ['accuracy', 0.7],
    ['balanced_accuracy', 0.7083333333],
    ['precision', 0.6],
    ['recall', 0.75],
    ['specificity', 8 / 12],
    ['npv', 0.8],
    ['false_positive_rate', 4 / 12],
    ['false_negative_rate', 0.25],
    ['false_discovery_rate', 0.4],
    ['false_omission_rate', 0.2],
    ['f1', 0.6666666667],
    ['fbeta@2', 0.7142857143],
    ['fbeta@1', 0.6666666667],
    ['jaccard', 0.5],
    ['selection_rate', 0.5],
    ['default_rate', 0.4],
    ['zero_one_loss', 0.3],
    ['matthews_corrcoef', 0.4082482905],
    ['cohen_kappa', 0.4],
    ['roc_auc', 0.8020833333],
    ['gini', 0.6041666667],
    ['ks_statistic', 0.5416666667],
    ['average_precision', 0.758974359],
    ['brier_score', 0.17925],
    ['log_loss', 0.5287941373],
  ])('has %s %d', (name, expected) => near(measure(name, rows, '1').value).toBeCloseTo(expected, 10));

  it('has DeLong’s variance of the AUC, as R pROC computes it', () => {
    const { sensitivity } = measure('roc_auc', rows, '1');
    const sumOfSquares = (of: string) => sensitivity.reduce((sum, d, i) => sum + (label[i] === of ? d * d : 0), 0);
    near((sumOfSquares('1') * 8) / 7 + (sumOfSquares('0') * 12) / 11).toBeCloseTo(0.01075205, 8);
  });

  it('turns an unnamed score column around for the other class', () => {
    const weights = new Float64Array(20).fill(1);
    const other = contributionsOf('roc_auc', rows, '0', '1');
    near(linearise(other, weights).value).toBeCloseTo(0.8020833333, 10);
  });
});

describe('fixture M3', () => {
  const matrix = [
    [80, 10, 10],
    [5, 60, 15],
    [8, 12, 100],
  ];
  const cells = matrix.flatMap((row, i) => row.flatMap((count, j) => Array(count).fill([String(i), String(j)])));
  const rows = datasetOf({ label: cells.map(([i]) => i), prediction: cells.map(([, j]) => j) });

  it.each([
    ['f1_macro', 0.7953609385],
    ['matthews_corrcoef', 0.6960974894],
    ['cohen_kappa', 0.6956374704],
    ['accuracy', 0.8],
    ['f1_micro', 0.8],
    ['jaccard_micro', 240 / 360],
  ])('has %s %d', (name, expected) => near(measure(name, rows).value).toBeCloseTo(expected, 10));

  it('has the standard error 0.0235805 of the macro F1', () => {
    near(Math.hypot(...measure('f1_macro', rows).sensitivity)).toBeCloseTo(0.0235805, 7);
  });
});

it('has the standard error 0.016 of F1 on TP 300, FP 60, FN 90 of 1000', () => {
  const counted = (n: number, label: string, prediction: string) => Array(n).fill([label, prediction]);
  const cells = [
    ...counted(300, '1', '1'),
    ...counted(60, '0', '1'),
    ...counted(90, '1', '0'),
    ...counted(550, '0', '0'),
  ];
  const rows = datasetOf({ label: cells.map(([y]) => y), prediction: cells.map(([, p]) => p) });
  const { value, sensitivity } = measure('f1', rows, '1');
  near(value).toBeCloseTo(0.8, 12);
  near(Math.hypot(...sensitivity)).toBeCloseTo(0.016, 7);
});

it('clips probabilities as scikit-learn does', () => {
  const rows = datasetOf({ label: ['1', '0'], scores: { '': [0, 0.5] } });
  near(measure('log_loss', rows, '1').value).toBeCloseTo(18.3684002848, 9);
  const sure = datasetOf({ label: ['1'], scores: { '': [1] } });
  expect(measure('log_loss', sure, '1').value).toBeCloseTo(2.220446049250313e-16, 30);
});

it('reads one named score column of two classes for both of them', () => {
  const rows = datasetOf({ label: ['1', '0'], scores: { '0': [0.8, 0.4] } });
  near(measure('log_loss', rows, '1').value).toBeCloseTo(-Math.log(0.2 * 0.4) / 2, 14);
  near(measure('brier_score', rows, '1').value).toBeCloseTo((0.8 ** 2 + 0.6 ** 2) / 2, 14);
  expect(measure('roc_auc', rows, '1').value).toBe(0);
  expect(measure('roc_auc', rows, '0').value).toBe(0);
});

it('takes probabilities that do not sum to 1 as they are', () => {
  const rows = datasetOf({
    label: ['a', 'c', 'b'],
    scores: { a: [0.5, 0.25, 0], b: [0.25, 0.5, 0.5], c: [0.25, 0.5, 0.25] },
  });
  near(measure('log_loss', rows).value).toBeCloseTo(Math.LN2, 14);
  near(measure('brier_score', rows).value).toBeCloseTo((0.375 + 0.5625 + 0.3125) / 3, 14);
});

it('lets the class that comes later win a tie among the top k', () => {
  const rows = datasetOf({
    label: ['0', '1', '2'],
    scores: { '2': [0, 0.2, 0.45], '0': [0.5, 0.4, 0.1], '1': [0.5, 0.4, 0.45] },
  });
  near(measure('top_k_accuracy@1', rows).value).toBeCloseTo(0.6667, 4);
  expect(measure('top_k_accuracy@3', rows).value).toBe(1);
});

it('counts steps between the grades that occur', () => {
  const grades = (label: string[], prediction: string[]) =>
    datasetOf({ classes: ['1', '2', '3', '4', '5'], label, prediction });
  // 1, 2 and 5 are three grades in a row, since no row has 3 or 4.
  const gap = grades(['1', '2', '5', '5'], ['1', '5', '5', '2']);
  const row = grades(['1', '2', '3', '3'], ['1', '3', '3', '2']);
  for (const name of ['cohen_kappa_linear', 'cohen_kappa_quadratic']) {
    expect(measure(name, gap).value, name).toBe(measure(name, row).value);
  }
});

it('works the examples of the doc comments', () => {
  const ab = datasetOf({ label: ['a', 'b', 'b'], prediction: ['a', 'b', 'a'] });
  expect(measure('accuracy', ab).value).toBe(2 / 3);
  const auc = datasetOf({ label: ['1', '0', '1'], scores: { '': [0.9, 0.8, 0.7] } });
  expect(measure('roc_auc', auc, '1').value).toBe(0.5);
  const ks = datasetOf({ label: ['1', '0', '1', '0'], scores: { '': [0.9, 0.8, 0.7, 0.1] } });
  expect(measure('ks_statistic', ks, '1').value).toBe(0.5);
  expect(measure('jaccard_micro', ab).value).toBe(2 / 4);
  const abc = datasetOf({
    label: ['a', 'b', 'c'],
    scores: { a: [0.6, 0.2, 0.5], b: [0.3, 0.5, 0.1], c: [0.1, 0.5, 0.4] },
  });
  for (const name of ['roc_auc_ovr_macro', 'roc_auc_ovo_weighted']) {
    near(measure(name, abc).value).toBeCloseTo(5 / 6, 14);
  }
  const ap = datasetOf({ label: ['1', '0', '1', '0'], scores: { '': [0.8, 0.4, 0.35, 0.1] } });
  near(measure('average_precision', ap, '1').value).toBeCloseTo(5 / 6, 14);
  const brier = datasetOf({ label: ['1', '0'], scores: { '': [0.8, 0.4] } });
  near(measure('brier_score', brier, '1').value).toBeCloseTo(0.1, 14);
  const hits = linearise({ kind: 'proportion', hits: Int8Array.of(1, 0, -1, 1) }, Float64Array.of(1, 1, 1, 2));
  expect(hits).toEqual({ value: 3 / 4, reason: null, sensitivity: Float64Array.of(1 / 16, -3 / 16, 0, 1 / 16) });
});
