import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainParameter, findMetric } from '../../src/metrics/catalogue.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { deviationsOf } from '../../src/metrics/regression/deviations.ts';
import { tiesOf } from '../../src/metrics/regression/ties.ts';
import { takeRows } from '../../src/metrics/units.ts';
import { contributionsOf, measure, NAMES, type NumberRows, numbersOf } from './regression-rows.ts';

/** Written by tools/oracle/regression.py. */
interface Golden {
  readonly calls: Readonly<Record<string, string>>;
  readonly cases: readonly (Omit<NumberRows, 'weight'> & {
    readonly weight: readonly number[] | null;
    readonly alpha: number;
    /** In the order of the calls. */
    readonly values: readonly (number | null)[];
    readonly reasons: Readonly<Record<string, string>>;
  })[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/regression.json', import.meta.url), 'utf8'));
const cases = golden.cases.map(({ weight, ...rest }) => ({
  ...rest,
  dataset: numbersOf({ ...rest, ...(weight === null ? {} : { weight }) }),
}));
const names = Object.keys(golden.calls);
const CANCELLING = ['mean_bias_error', 'r2_score', 'explained_variance_score', 'pearsonr', 'spearmanr', 'kendalltau'];

describe('scikit-learn and scipy', () => {
  it('are asked about every metric of the catalogue, on many data sets', () => {
    const known = NAMES.map((name) => name.replace(/@.*/, ''));
    expect([...new Set(known)]).toEqual(names);
    expect(cases.length).toBeGreaterThanOrEqual(600);
    names.forEach((name, i) => {
      expect(cases.filter(({ values }) => values[i] !== null).length, name).toBeGreaterThan(300);
    });
  });

  it.each(names)('give the same %s', (name) => {
    for (const [index, { dataset, alpha, values, reasons }] of cases.entries()) {
      const { value, reason } = measure(name === 'mean_pinball_loss' ? `${name}@${alpha}` : name, dataset);
      const expected = values[names.indexOf(name)]!;
      const where = `${name} of case ${index}: ${value} (${reason}), expected ${expected}`;
      expect(reason, where).toBe(reasons[name] ?? null);
      if (value === null || expected === null) {
        expect(value, where).toBe(expected);
        continue;
      }
      const tolerance = name.includes('log') ? 1e-9 : 1e-12;
      // What may be 0 although its terms are not is compared in their size.
      const size = CANCELLING.includes(name) ? sizeOf(name, values) : 0;
      expect(Math.abs(value - expected), where).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), size));
    }
  });

  const sizeOf = (name: string, values: readonly (number | null)[]) =>
    name === 'mean_bias_error' ? values[names.indexOf('mean_absolute_error')]! : 1;

  it('are matched by evaluators and by derivatives that leave the value alone when all weights double', () => {
    for (const { dataset } of cases) {
      const weights = dataset.weight ?? new Float64Array(dataset.rows).fill(1);
      for (const name of names) {
        const parts = contributionsOf(name === 'mean_pinball_loss' ? `${name}@0.3` : name, dataset);
        const { value, reason, sensitivity } = linearise(parts, weights);
        expect(evaluatorOf(parts, weights)(weights), name).toEqual({ value, reason });
        if (parts.kind === 'quantile') continue;
        const drift = sensitivity.reduce((sum, slope, i) => sum + slope * weights[i]!, 0);
        expect(Math.abs(drift), name).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(value ?? 0)));
      }
    }
  });
});

/** Values by scikit-learn 1.9.1 and scipy 1.17.1. */
describe('worked numbers', () => {
  const four = { label: [3, -0.5, 2, 7], prediction: [2.5, 0, 2, 8] };
  it.each([
    ['mean_absolute_error', 0.5],
    ['mean_squared_error', 0.375],
    ['root_mean_squared_error', 0.6123724357],
    ['r2_score', 0.948608137],
    ['median_absolute_error', 0.5],
    ['max_error', 1],
    ['explained_variance_score', 0.9571734475],
    ['mean_absolute_percentage_error', 0.3273809524],
    ['mean_pinball_loss@0.9', 0.15],
    ['mean_bias_error', 0.25],
    ['pearsonr', 0.9848696184],
    ['spearmanr', 1],
    ['kendalltau', 1],
  ])('has %s %d', (name, expected) => expect(measure(name, numbersOf(four)).value).toBeCloseTo(expected, 10));

  it.each([
    ['mean_absolute_error', 3, 2.5, 0.5],
    ['mean_squared_error', 3, 2.5, 0.25],
    ['mean_bias_error', 7, 8, 1],
    ['mean_absolute_percentage_error', 8, 6, 0.25],
    ['smape', 3, 1, 1],
    ['smape', 0, 0, 0],
    ['smape', 0, -5, 2],
    ['smape', 1, -2, 2],
    ['mean_squared_log_error', 0, Math.E - 1, 1],
    ['mean_pinball_loss@0.9', 3, 2.5, 0.45],
    ['mean_pinball_loss@0.9', 3, 3.5, 0.05],
  ])('%s of %d predicted as %d costs %d', (name, label, prediction, expected) => {
    expect(measure(name, numbersOf({ label: [label], prediction: [prediction] })).value).toBeCloseTo(expected, 14);
  });

  it('has the correlations of ties that the doc comments show', () => {
    const tied = numbersOf({ label: [1, 2, 3, 4], prediction: [1, 3, 2, 2] });
    expect(measure('spearmanr', tied).value).toBeCloseTo(0.316227766, 10);
    const more = numbersOf({ label: [12, 2, 1, 12, 2], prediction: [1, 4, 7, 1, 0] });
    expect(measure('kendalltau', more).value).toBeCloseTo(-0.4714045208, 10);
  });

  it('takes the median where half of the weight is reached', () => {
    const rows = { label: [0, 0, 0], prediction: [1, 2, 4] };
    const median = (...weight: number[]) => measure('median_absolute_error', numbersOf({ ...rows, weight })).value;
    expect(median(1.6, 0.4, 1)).toBe(1);
    expect(median(0.1, 0.2, 0.3)).toBe(3);
    expect(median(0.001, 0.001, 0.001)).toBe(2);
  });

  it('runs the examples of the documentation', () => {
    for (const name of NAMES) {
      const { rows, value } = findMetric(name, 'regression')!.example!;
      const column = (key: 'label' | 'prediction') => rows.map((row) => row[key] as number);
      const data = numbersOf({ label: column('label'), prediction: column('prediction') });
      expect(measure(name, data).value, name).toBeCloseTo(value, 10);
    }
  });
});

describe('values that are not there', () => {
  const outcome = (name: string, label: readonly number[], prediction: readonly number[]) => {
    const { value, reason } = measure(name, numbersOf({ label, prediction }));
    return [value, reason];
  };

  it.each(NAMES)('%s has none without rows', (name) => {
    expect(outcome(name, [], [])).toEqual([null, 'no_examples']);
    const unanswered = numbersOf({ label: [1, null], prediction: [null, 2] });
    expect(measure(name, unanswered)).toMatchObject({ value: null, reason: 'no_examples' });
  });

  it('has no percentage of a target of 0, but of slices without one', () => {
    const rows = { label: [0, 2, 4, 1e-17], prediction: [1, 1, 4, 0] };
    const parts = contributionsOf('mean_absolute_percentage_error', numbersOf(rows));
    const of = (...weights: number[]) => linearise(parts, Float64Array.from(weights));
    expect(of(1, 1, 1, 0)).toMatchObject({ value: null, reason: 'zero_target' });
    expect(of(0, 1, 1, 1)).toMatchObject({ value: null, reason: 'zero_target' });
    expect(of(0, 1, 1, 0)).toMatchObject({ value: 0.25, reason: null });
    const slice = linearise(takeRows(parts, Int32Array.of(1, 2)), Float64Array.of(1, 1));
    expect(slice).toEqual({ value: 0.25, reason: null, sensitivity: Float64Array.of(0.125, -0.125) });
  });

  it.each(['mean_squared_log_error', 'root_mean_squared_log_error'])('%s has no logarithm of −1 or less', (name) => {
    expect(outcome(name, [-1, 2], [1, 2])).toEqual([null, 'out_of_range']);
    expect(outcome(name, [1, 2], [1, -1.5])).toEqual([null, 'out_of_range']);
    expect(outcome(name, [-0.5], [-0.5])).toEqual([0, null]);
    const parts = contributionsOf(name, numbersOf({ label: [-3, 0], prediction: [1, 0] }));
    expect(linearise(parts, Float64Array.of(0, 1))).toEqual({
      value: 0,
      reason: null,
      sensitivity: Float64Array.of(0, 0),
    });
  });

  it.each(['r2_score', 'explained_variance_score'])('%s of targets that are all the same says so', (name) => {
    expect(outcome(name, [0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toEqual([1, 'constant']);
    expect(outcome(name, [0.1, 0.1, 0.1], [0.1, 0.1, 0.2])).toEqual([0, 'constant']);
  });

  it('has no R² of one example, but one by convention of an example that counts twice', () => {
    expect(outcome('r2_score', [3], [3])).toEqual([null, 'too_few']);
    const twice = (prediction: number) =>
      measure('r2_score', numbersOf({ label: [3], prediction: [prediction], weight: [2] }));
    expect(twice(3)).toMatchObject({ value: 1, reason: 'constant' });
    expect(twice(4)).toMatchObject({ value: 0, reason: 'constant' });
  });

  it.each(['pearsonr', 'spearmanr', 'kendalltau'])('%s has none when one side is all the same', (name) => {
    expect(outcome(name, [0.1, 0.1, 0.1], [1, 2, 3])).toEqual([null, 'constant']);
    expect(outcome(name, [1, 2, 3], [0.1, 0.1, 0.1])).toEqual([null, 'constant']);
    expect(outcome(name, [1], [2])).toEqual([null, 'constant']);
  });

  it.each(NAMES)('%s lets no number out that is none', (name) => {
    for (const huge of [1e308, -1e308]) {
      const data = numbersOf({ label: [huge, -huge, 1], prediction: [-huge, huge, 2] });
      const { value, sensitivity } = measure(name, data);
      expect(value === null || Number.isFinite(value), `${value}`).toBe(true);
      expect(sensitivity.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('numbers far away', () => {
  it('keep their R² and their correlation', () => {
    const near = { label: [1, 2, 3, 4, 6], prediction: [1, 3, 2, 4, 5] };
    const far = (by: number, scale: number) =>
      numbersOf({
        label: near.label.map((y) => (y + by) * scale),
        prediction: near.prediction.map((y) => (y + by) * scale),
      });
    for (const name of ['r2_score', 'explained_variance_score', 'pearsonr', 'spearmanr', 'kendalltau']) {
      const { value } = measure(name, numbersOf(near));
      for (const [by, scale] of [
        [2 ** 40, 1],
        [0, 2 ** 600],
        [0, 2 ** -600],
        [2 ** 40, 2 ** -600],
      ] as const) {
        expect(measure(name, far(by, scale)).value, `${name} ${by} ${scale}`).toBeCloseTo(value!, 13);
      }
    }
  });
});

describe('the parts of a correlation', () => {
  it('are deviations of one size, or none of numbers that are all the same', () => {
    const ones = Float64Array.of(1, 1, 1);
    expect(deviationsOf(Float64Array.of(1, 3, 5), ones)).toEqual({
      values: Float64Array.of(-1, 0, 1),
      scale: 2,
      squares: 2,
    });
    expect(deviationsOf(Float64Array.of(0.1, 0.1, 0.1), ones)).toBeNull();
  });

  it('are ties, in the order of the numbers', () => {
    const { codes, weights } = tiesOf(Float64Array.of(7, 2, 7), Float64Array.of(1, 2, 3));
    expect([[...codes], [...weights]]).toEqual([
      [1, 0, 1],
      [2, 4],
    ]);
    expect([...tiesOf(Float64Array.of(0, -0), Float64Array.of(1, 1)).codes]).toEqual([0, 0]);
  });
});

describe('mean_pinball_loss', () => {
  it('needs a number between 0 and 1', () => {
    expect(findMetric('mean_pinball_loss@0.25', 'regression')?.signature).toBe('mean_pinball_loss@0.25|v1');
    expect(findMetric('mean_pinball_loss@0.25', 'binary')).toBeNull();
    expect(explainParameter('mean_pinball_loss', 'regression')).toContain('mean_pinball_loss@0.5');
    expect(explainParameter('mean_pinball_loss@1', 'regression')).toContain('a number above 0 and below 1');
    expect(explainParameter('mean_pinball_loss@1', 'binary')).toBeNull();
  });
});
