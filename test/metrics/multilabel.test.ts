import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import { contributionsOf, labelledSets, measure, NAMES, type SetRows } from './multilabel-rows.ts';

/** Written by tools/oracle/multilabel.py. */
interface Golden {
  readonly calls: Readonly<Record<string, string>>;
  readonly cases: readonly (Required<Omit<SetRows, 'weight'>> & {
    readonly weight: readonly number[] | null;
    /** Code of the label that metrics of one label are about. */
    readonly c: number;
    /** In the order of the calls. */
    readonly values: readonly (number | null)[];
    readonly reasons: Readonly<Record<string, string>>;
  })[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/multilabel.json', import.meta.url), 'utf8'));
const cases = golden.cases.map(({ weight, ...rest }) => ({
  ...rest,
  dataset: labelledSets({ ...rest, ...(weight === null ? {} : { weight }) }),
}));
const names = Object.keys(golden.calls);

describe('scikit-learn', () => {
  it('is asked about every metric of the catalogue, on many data sets', () => {
    expect(NAMES.toSorted()).toEqual(names.toSorted());
    expect(cases.length).toBeGreaterThanOrEqual(500);
    names.forEach((name, i) => {
      expect(cases.filter(({ values }) => values[i] !== null).length, name).toBeGreaterThan(500);
    });
  });

  it.each(names)('gives the same %s', (name) => {
    for (const [index, { dataset, c, values, reasons }] of cases.entries()) {
      const { value, reason } = measure(name, dataset, c);
      const expected = values[names.indexOf(name)]!;
      const where = `${name} of case ${index}: ${value} (${reason}), expected ${expected}`;
      expect(reason, where).toBe(reasons[name] ?? null);
      if (value === null || expected === null) expect(value, where).toBe(expected);
      else expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.max(1, expected));
    }
  });

  it('is matched by evaluators and by derivatives that leave the value alone when all weights double', () => {
    for (const { dataset, c } of cases) {
      const weights = dataset.weight ?? new Float64Array(dataset.rows).fill(1);
      for (const name of names) {
        const parts = contributionsOf(name, dataset, c);
        const { value, reason, sensitivity } = linearise(parts, weights);
        expect(evaluatorOf(parts, weights)(weights), name).toEqual({ value, reason });
        const drift = sensitivity.reduce((sum, slope, i) => sum + slope * weights[i]!, 0);
        expect(Math.abs(drift), name).toBeLessThan(1e-12 * dataset.rows);
      }
    }
  });
});

/** Values by scikit-learn 1.9.1. */
describe('worked numbers', () => {
  const three = labelledSets({
    classes: ['a', 'b', 'c'],
    label: [[0, 2], [1], []],
    prediction: [[0, 1], [1], []],
  });
  it.each([
    ['f1_micro', 2 / 3],
    ['f1_macro', 5 / 9],
    ['f1_weighted', 5 / 9],
    ['f1_samples', 1 / 2],
    ['subset_accuracy', 2 / 3],
    ['hamming_loss', 2 / 9],
    ['jaccard_samples', 4 / 9],
  ])('has %s %d of sets', (name, expected) => expect(measure(name, three).value).toBeCloseTo(expected, 14));

  it('has the ratios of one label that the doc comments show', () => {
    const rows = labelledSets({ classes: ['a', 'b'], label: [[0], [1], []], prediction: [[0, 1], [1], []] });
    expect(['precision', 'recall', 'f1'].map((name) => measure(name, rows, 1).value)).toEqual([1 / 2, 1, 2 / 3]);
  });

  const two = labelledSets({
    classes: ['a', 'b', 'c'],
    label: [[0], [2]],
    scores: [
      [0.75, 0.5, 1],
      [1, 0.2, 0.1],
    ],
  });
  it.each([
    ['label_ranking_average_precision', 5 / 12],
    ['coverage_error', 2.5],
    ['label_ranking_loss', 0.75],
  ])('has %s %d of scores', (name, expected) => expect(measure(name, two).value).toBeCloseTo(expected, 14));

  it('counts ties against the row', () => {
    const tied = labelledSets({ classes: ['a', 'b', 'c'], label: [[0]], scores: [[0.5, 0.5, 0.5]] });
    const of = (name: string) => measure(name, tied).value;
    expect(of('label_ranking_average_precision')).toBeCloseTo(1 / 3, 14);
    expect([of('coverage_error'), of('label_ranking_loss')]).toEqual([3, 1]);
  });

  it('runs the examples of the documentation', () => {
    for (const name of NAMES) {
      const { rows, positive, value } = findMetric(name, 'multilabel')!.example!;
      const classes = ['a', 'b', 'c'];
      const codes = (cell: unknown) => (cell as readonly string[]).map((label) => classes.indexOf(label));
      const data = labelledSets({
        classes,
        label: rows.map((row) => codes(row.label)),
        prediction: rows.map((row) => codes(row.prediction ?? [])),
        scores: rows.map((row) => classes.map((label) => (row[`score_${label}`] ?? 0) as number)),
      });
      expect(measure(name, data, positive === undefined ? null : classes.indexOf(positive)).value, name).toBeCloseTo(
        value,
        10,
      );
    }
  });
});

describe('labels', () => {
  const rows = { label: [[0], [0, 1], []], prediction: [[0], [1], []] } as const;
  const narrow = labelledSets({ ...rows, classes: ['a', 'b'] });
  const wide = labelledSets({ ...rows, classes: ['a', 'b', 'never'] });

  it('count in a macro average and in the Hamming loss although no row has them', () => {
    expect(measure('f1_macro', wide).value).toBeCloseTo((2 / 3) * measure('f1_macro', narrow).value!, 14);
    expect(measure('hamming_loss', wide).value).toBeCloseTo((2 / 3) * measure('hamming_loss', narrow).value!, 14);
    for (const name of ['f1_micro', 'f1_weighted', 'f1_samples', 'subset_accuracy']) {
      expect(measure(name, wide), name).toEqual(measure(name, narrow));
    }
  });

  it('rest on the rows that have them, and can be left out of a macro average', () => {
    const parts = contributionsOf('f1_macro', wide, null);
    if (parts.kind !== 'sums') throw new Error('not sums');
    const totals = Float64Array.of(3, 1, 0, 1, 1, 0, 0, 0, 0, 0);
    expect(parts.reduce(totals).support).toEqual(Float64Array.of(2, 1, 0));
    expect(parts.leavingOut!([2])(totals).value).toBeCloseTo(measure('f1_macro', narrow).value!, 14);
    expect(parts.leavingOut!([0, 2])(totals).value).toBe(1);
    expect(parts.leavingOut!([0, 1])(totals)).toMatchObject({ value: 0, reason: 'zero_division' });
  });

  it('may be absent altogether', () => {
    const none = labelledSets({ classes: [], label: [[], []], prediction: [[], []] });
    const of = (name: string) => {
      const { value, reason } = measure(name, none, null);
      return [value, reason];
    };
    expect(of('subset_accuracy')).toEqual([1, null]);
    expect(of('hamming_loss')).toEqual([0, null]);
    for (const average of ['micro', 'macro', 'weighted']) expect(of(`f1_${average}`)).toEqual([0, 'zero_division']);
  });

  it('must be named where a metric is about one of them', () => {
    const ofOne = NAMES.filter((name) => findMetric(name, 'multilabel')!.label === 'requires');
    expect(ofOne).toEqual(['precision', 'recall', 'f1']);
    for (const name of ofOne) expect(problemsOf(() => contributionsOf(name, wide, null))[0]).toContain('"never"');
  });

  it('must have scores where a metric ranks them', () => {
    const scored = labelledSets({
      ...rows,
      classes: ['a', 'b'],
      scores: [
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    });
    const lacking = { ...scored, scores: scored.scores.slice(0, 1) };
    expect(problemsOf(() => contributionsOf('coverage_error', lacking, null))).toEqual([
      'Rows are labelled "b", but no score column belongs to that class; the scores are of "a". Name its column under columns: score.',
    ]);
    expect(problemsOf(() => contributionsOf('coverage_error', narrow, null))[0]).toContain('needs a score column');
    const more = { ...scored, scores: [...scored.scores, { className: 'never', values: Float64Array.of(2, 0, 0) }] };
    expect(contributionsOf('coverage_error', more, null)).toMatchObject({
      scores: Float64Array.of(2, 2, 0),
      range: [0, 3],
    });
  });

  it('need sets', () => {
    const problems = problemsOf(() => contributionsOf('f1_macro', { ...NO_COLUMNS, classes: ['a'] }, null));
    expect(problems).toHaveLength(2);
  });
});

it('does not take a metric of the same name in another task for its own', () => {
  expect(findMetric('f1_macro', 'multilabel')!.signature).toBe('f1_macro|multilabel|labels:all|zero:0|v1');
  expect(findMetric('f1_macro', 'binary')!.signature).not.toContain('multilabel');
});

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof EvidenceError) return error.problems.map(({ message }) => message);
    throw error;
  }
  throw new Error('nothing was thrown');
}
