import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasetOf, measure, type Rows } from './rows.ts';

/** Real outputs of other people's models, kept beside the repository. */
const shared = new URL('../../../shared/data/', import.meta.url);
const present = existsSync(shared);
const because = present ? '' : ' (skipped: ../shared is absent)';

/** Plain CSV: no quotes in these files. */
function readTable(path: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...lines] = readFileSync(new URL(path, shared), 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}

describe.skipIf(!present)(`breast cancer, as scikit-learn measured it${because}`, () => {
  it.each(['logreg', 'gnb', 'rf'])('%s', (model) => {
    const expected = JSON.parse(readFileSync(new URL('sklearn/expected.json', shared), 'utf8'))[
      `breast_cancer.${model}`
    ];
    const table = readTable(`sklearn/breast_cancer.${model}.csv`);
    const rows = datasetOf({
      label: table.map((row) => row.label!),
      prediction: table.map((row) => row.prediction!),
      scores: {
        malignant: table.map((row) => Number(row.p_malignant)),
        benign: table.map((row) => Number(row.p_benign)),
      },
    });
    const names = {
      accuracy: 'accuracy',
      balanced_accuracy: 'balanced_accuracy',
      f1_macro: 'macro_f1',
      f1_micro: 'micro_f1',
      f1_weighted: 'weighted_f1',
      precision_macro: 'macro_precision',
      recall_macro: 'macro_recall',
      matthews_corrcoef: 'mcc',
      cohen_kappa: 'kappa',
      log_loss: 'log_loss',
      roc_auc: 'roc_auc',
      average_precision: 'average_precision',
      brier_score: 'brier',
    };
    expect(rows.rows).toBe(expected.n);
    for (const [ours, theirs] of Object.entries(names)) {
      expect(measure(ours, rows, expected.positive).value, ours).toBeCloseTo(expected[theirs], 12);
    }
  });
});

describe.skipIf(!present)(`COMPAS, as ProPublica published it${because}`, () => {
  const table = present ? readTable('compas/compas.csv') : [];
  const isAny = () => true;
  const isRace = (race: string) => (row: Readonly<Record<string, string>>) => row.race === race;

  it.each([
    ['all', isAny, ['Medium', 'High'], 32.35, 37.4],
    ['African-American', isRace('African-American'), ['Medium', 'High'], 44.85, 27.99],
    ['Caucasian', isRace('Caucasian'), ['Medium', 'High'], 23.45, 47.72],
    ['Caucasian, High only', isRace('Caucasian'), ['High'], 5.44, 79.81],
    ['African-American, High only', isRace('African-American'), ['High'], 15.82, 61.02],
  ] as const)('%s', (_, isIn, flagged: readonly string[], falsePositives, falseNegatives) => {
    const chosen = table.filter(isIn);
    const rows: Rows = {
      label: chosen.map((row) => row.two_year_recid!),
      prediction: chosen.map((row) => (flagged.includes(row.score_text!) ? '1' : '0')),
    };
    const percent = (name: string) => (100 * measure(name, datasetOf(rows), '1').value!).toFixed(2);
    expect(percent('false_positive_rate')).toBe(falsePositives.toFixed(2));
    expect(percent('false_negative_rate')).toBe(falseNegatives.toFixed(2));
    expect(percent('specificity')).toBe((100 - falsePositives).toFixed(2));
    expect(percent('recall')).toBe((100 - falseNegatives).toFixed(2));
  });
});
