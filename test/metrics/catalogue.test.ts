import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { allMetrics, explainParameter, findMetric, metricNames } from '../../src/metrics/catalogue.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import { type Metric, NO_OPTIONS as OPTIONS, TASKS } from '../../src/model/metric.ts';
import { contributionsOf, datasetOf, measure } from './rows.ts';

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof EvidenceError) return error.problems.map(({ message }) => message);
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the catalogue', () => {
  it('has unique titles and signatures, and in each task unique names', () => {
    for (const key of ['title', 'signature'] as const) {
      expect(new Set(allMetrics().map((metric) => metric[key])).size, key).toBe(allMetrics().length);
    }
    for (const task of TASKS) expect(new Set(metricNames(task)).size, task).toBe(metricNames(task).length);
  });

  it('finds every metric under its name in each of its tasks, and has some for each task', () => {
    for (const metric of allMetrics()) {
      for (const task of metric.tasks) expect(findMetric(metric.name, task)?.title, metric.name).toBe(metric.title);
    }
    for (const task of TASKS) {
      const isOwn = task === 'scores' || task === 'metrics';
      expect(metricNames(task).length > 0 || isOwn, task).toBe(true);
    }
  });

  it('knows the metrics of a task by name', () => {
    expect(findMetric('f1_macro', 'binary')?.signature).toBe('f1_macro|labels:union|zero:0|v1');
    expect(findMetric('f1_macro', 'regression')).toBeNull();
    expect(findMetric('f1-macro', 'binary')).toBeNull();
    const names = allMetrics()
      .filter(({ tasks }) => tasks.includes('multiclass'))
      .map(({ name }) => name);
    expect(metricNames('multiclass')).toEqual(names);
    expect(metricNames('scores')).toEqual([]);
  });

  it('asks for a label where a metric is about one class', () => {
    const labelled = (use: Metric['label']) =>
      allMetrics()
        .filter(({ label }) => label === use)
        .map(({ name }) => name);
    expect(labelled('requires')).toEqual(expect.arrayContaining(['precision', 'fbeta@2', 'roc_auc', 'default_rate']));
    expect(labelled('no')).toEqual(expect.arrayContaining(['accuracy', 'fbeta_macro@2', 'log_loss', 'expected_cost']));
    expect(labelled('accepts')).toContain('max_calibration_error@strategy:quantile');
  });

  it.each([
    ['fbeta@0.25', 'fbeta@0.25'],
    ['fbeta@2.50', 'fbeta@2.5'],
    ['fbeta_macro@3', 'fbeta_macro@3'],
    ['top_k_accuracy@5', 'top_k_accuracy@5'],
    ['expected_calibration_error@bins:10', 'expected_calibration_error'],
    ['expected_calibration_error@strategy:quantile|bins:20', 'expected_calibration_error@bins:20|strategy:quantile'],
    ['brier_resolution@bins:100', 'brier_resolution@bins:100'],
  ])('takes %s for %s', (written, name) => expect(findMetric(written, 'multiclass')?.name).toBe(name));

  it.each([
    ['fbeta', 'write fbeta@2'],
    ['fbeta@0', 'expects a number from 0.001 to 1000'],
    ['fbeta_weighted@2000', 'expects a number from 0.001 to 1000'],
    ['top_k_accuracy@0', 'expects a whole number above 0'],
    ['max_calibration_error@bins:101', 'bins is one of 10, a whole number from 1 to 100, found "101"'],
    ['brier_reliability@strategy:equal', 'strategy is one of uniform, quantile, found "equal"'],
  ])('says what is wrong with %s: %s', (written, problem) => {
    expect(findMetric(written, 'multiclass')).toBeNull();
    expect(explainParameter(written, 'multiclass')).toContain(problem);
  });

  it('reports every column that is absent, and an absent class, at once', () => {
    const recall = findMetric('recall', 'binary')!;
    const problems = problemsOf(() => recall.contribute({ ...NO_COLUMNS, classes: ['no', 'yes'] }, OPTIONS));
    expect(problems).toEqual([
      'The metric recall needs a label column, and the evidence has none. Name it under columns: label.',
      'The metric recall needs a prediction column, and the evidence has none. Name it under columns: prediction.',
      'The metric recall is about one class, and none was named, or one that no row has; the classes are "no", "yes". Set positive-label of the suite, or label of the gate.',
    ]);
  });

  it('names the classes that scores lack', () => {
    const rows = datasetOf({ label: ['a', 'b', 'c', 'a'], scores: { b: [0, 1, 0, 1] } });
    expect(problemsOf(() => contributionsOf('log_loss', rows))).toHaveLength(2);
    expect(problemsOf(() => contributionsOf('roc_auc', rows, 'a'))[0]).toContain('class "a"; there are scores of "b"');
    expect(contributionsOf('roc_auc', rows, 'b').kind).toBe('rank');
  });

  it('refuses a column of texts where it needs classes', () => {
    const label = Array.from({ length: 3000 }, (_, i) => `text ${i}`);
    expect(problemsOf(() => contributionsOf('f1_macro', datasetOf({ label, prediction: label })))[0]).toContain('3000');
  });
});

describe('values that are not there', () => {
  const undefinedOn = (name: string, dataset: Dataset, positive?: string) => {
    const { value, reason } = measure(name, dataset, positive);
    return [value, reason];
  };
  const empty = datasetOf({ label: [], prediction: [], scores: { '': [] }, classes: ['n', 'y'] });
  const onlyN = datasetOf({
    label: ['n', 'n'],
    prediction: ['n', 'n'],
    scores: { '': [0.1, 0.2] },
    classes: ['n', 'y'],
  });
  const onlyY = datasetOf({
    label: ['y', 'y'],
    prediction: ['y', 'n'],
    scores: { '': [0.1, 0.2] },
    classes: ['n', 'y'],
  });

  it.each([
    ['accuracy', [null, 'no_examples']],
    ['balanced_accuracy', [null, 'no_examples']],
    ['recall', [null, 'no_examples']],
    ['specificity', [null, 'no_examples']],
    ['f1', [null, 'no_examples']],
    ['f1_macro', [null, 'no_examples']],
    ['f1_micro', [null, 'no_examples']],
    ['f1_weighted', [null, 'no_examples']],
    ['matthews_corrcoef', [null, 'no_examples']],
    ['cohen_kappa', [null, 'no_examples']],
    ['roc_auc', [null, 'no_examples']],
    ['average_precision', [null, 'no_examples']],
    ['log_loss', [null, 'no_examples']],
    ['false_negative_rate', [null, 'no_examples']],
    ['false_positive_rate', [null, 'no_examples']],
    ['jaccard_micro', [null, 'no_examples']],
    ['ks_statistic', [null, 'no_examples']],
    ['roc_auc_ovr_macro', [null, 'no_examples']],
    ['selection_rate', [null, 'no_examples']],
    ['expected_calibration_error', [null, 'no_examples']],
    ['brier_uncertainty', [null, 'no_examples']],
  ])('%s without rows: %j', (name, expected) => {
    expect(undefinedOn(name, empty, 'y')).toEqual(expected);
    const weightless = datasetOf({
      label: ['y', 'n', 'y'],
      prediction: ['n', 'n', 'y'],
      scores: { '': [0.1, 0.2, 0.3] },
      weight: [0, 0, 0],
    });
    expect(undefinedOn(name, weightless, 'y')).toEqual(expected);
  });

  it.each([
    ['precision', [0, 'zero_division']],
    ['recall', [0, 'zero_division']],
    ['f1', [0, 'zero_division']],
    ['f1_macro', [1, null]],
    ['matthews_corrcoef', [0, 'zero_division']],
    ['cohen_kappa', [null, 'single_class']],
    ['roc_auc', [null, 'single_class']],
    ['average_precision', [null, 'single_class']],
    ['gini', [null, 'single_class']],
    ['ks_statistic', [null, 'single_class']],
    ['roc_auc_ovo_weighted', [null, 'single_class']],
    ['cohen_kappa_linear', [null, 'single_class']],
    ['false_negative_rate', [0, 'zero_division']],
    ['false_discovery_rate', [0, 'zero_division']],
    ['jaccard', [0, 'zero_division']],
    ['npv', [1, null]],
  ])('%s without a positive: %j', (name, expected) => expect(undefinedOn(name, onlyN, 'y')).toEqual(expected));

  it.each([
    ['specificity', [null, 'single_class']],
    ['roc_auc', [null, 'single_class']],
    ['average_precision', [1, null]],
    ['matthews_corrcoef', [0, 'zero_division']],
    ['cohen_kappa', [0, null]],
    ['balanced_accuracy', [0.5, null]],
  ])('%s without a negative: %j', (name, expected) => expect(undefinedOn(name, onlyY, 'y')).toEqual(expected));

  it.each(['log_loss', 'brier_score'])('%s of a probability outside 0..1', (name) => {
    const rows = datasetOf({ label: ['n', 'y'], scores: { '': [-0.1, 1] } });
    expect(undefinedOn(name, rows, 'y')).toEqual([null, 'out_of_range']);
    const three = datasetOf({ label: ['a', 'b', 'c'], scores: { a: [1, 0, 0], b: [-0.1, 1, 0], c: [0, 0, 1] } });
    expect(undefinedOn(name, three)).toEqual([null, 'out_of_range']);
    const unlabelled = datasetOf({ label: [null, 'y'], scores: { '': [-0.1, 1] } });
    expect(undefinedOn(name, unlabelled, 'y')[1]).toBeNull();
  });
});

describe('the evidence’s own metrics', () => {
  const numbers = new Map([
    ['passed', Float64Array.of(1, 0, Number.NaN, 1)],
    ['quality', Float64Array.of(1, 0.5, Number.NaN, 0)],
    ['spread', Float64Array.of(1e16, 1, Number.NaN, -1e16)],
  ]);
  const scalars = new Map([
    ['bleu', { value: 27.5, standardError: 0.4, n: 3004 }],
    ['lost', { value: null, standardError: null, n: null }],
  ]);
  const data: Dataset = { ...NO_COLUMNS, rows: 4, numbers, scalars };
  const ones = Float64Array.of(1, 1, 1, 1);

  it('takes zeros and ones for a proportion, other numbers for a mean', () => {
    const parts = ['passed', 'quality', 'spread'].map((name) => findMetric(name, 'scores')!.contribute(data, OPTIONS));
    expect(parts[0]).toEqual({ kind: 'proportion', hits: Int8Array.of(1, 0, -1, 1) });
    expect(linearise(parts[0]!, ones).value).toBe(2 / 3);
    expect(parts[1]!.kind).toBe('mean');
    expect(linearise(parts[1]!, ones).value).toBe(0.5);
    expect(linearise(parts[2]!, ones).value).toBe(1 / 3);
  });

  it('passes precomputed values on', () => {
    const parts = findMetric('bleu', 'metrics')!.contribute(data, OPTIONS);
    expect(linearise(parts, ones)).toEqual({ value: 27.5, reason: null, sensitivity: new Float64Array(4) });
    expect(linearise(findMetric('lost', 'metrics')!.contribute(data, OPTIONS), ones)).toMatchObject({
      value: null,
      reason: 'missing_value',
    });
  });

  it('says what there is when a name is absent', () => {
    expect(problemsOf(() => findMetric('speed', 'scores')!.contribute(data, OPTIONS))).toEqual([
      'The evidence has no numeric column "speed". It has "passed", "quality", "spread".',
    ]);
    expect(problemsOf(() => findMetric('speed', 'metrics')!.contribute(NO_COLUMNS, OPTIONS))).toEqual([
      'The evidence has no metric "speed". It has none.',
    ]);
    const hostile = {
      ...NO_COLUMNS,
      scalars: new Map([...'abcdefghijklmnopqrstu'].map((c) => [`${c}\n\u202e`, scalars.get('lost')!])),
    };
    const [message] = problemsOf(() => findMetric('speed', 'metrics')!.contribute(hostile, OPTIONS));
    expect(message).toMatch(/It has "a\\u\{000a\}\\u\{202e\}", .* and 1 more\.$/);
  });

  it('has no value where the mean overflows', () => {
    const parts = { kind: 'mean', scores: Float64Array.of(1e308, 1e308), range: [null, null] } as const;
    expect(linearise(parts, Float64Array.of(1, 1))).toMatchObject({ value: null, reason: 'nonfinite_input' });
  });
});
