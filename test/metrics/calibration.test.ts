import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binRows } from '../../src/metrics/calibration/bins.ts';
import { calibrationMetrics } from '../../src/metrics/calibration/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Sums } from '../../src/model/metric.ts';
import { contributionsOf, datasetOf, measure, membersOf } from './rows.ts';

/** Written by tools/oracle/calibration.py. */
interface Golden {
  readonly names: readonly (readonly string[])[];
  readonly sets: readonly {
    readonly classes: number;
    readonly label: readonly (number | null)[];
    readonly scores: readonly (readonly number[])[];
    readonly weight?: readonly number[];
    /** First the index of their names. */
    readonly values: readonly (number | null)[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/calibration.json', import.meta.url), 'utf8'));
const CLASSES = ['0', '1', '2', '3', '4'];
const LINE = ['calibration_slope', 'calibration_intercept'];
const sets = golden.sets.map(({ classes, label, scores, weight, values: [shape, ...values] }) => ({
  dataset: datasetOf({
    classes: CLASSES.slice(0, classes),
    label: label.map((code) => (code === null ? null : CLASSES[code]!)),
    scores: Object.fromEntries(scores.map((column, k) => [classes === 2 ? '' : CLASSES[k]!, column])),
    ...(weight && { weight }),
  }),
  positive: classes === 2 ? '1' : undefined,
  values: new Map(golden.names[shape!]!.map((name, i) => [name, values[i]!])),
}));

describe('scikit-learn and statsmodels', () => {
  const names = [...new Set(golden.names.flat())];

  it.each(names)('give the same %s', (name) => {
    let answered = 0;
    for (const [index, { dataset, positive, values }] of sets.entries()) {
      const expected = values.get(name);
      if (expected === undefined) continue;
      const { value, reason } = measure(name, dataset, positive);
      const where = `${name} of set ${index}: ${value} (${reason}), expected ${expected}`;
      if (value === null || expected === null) {
        expect(value, where).toBe(expected);
        expect(reason, where).not.toBeNull();
      } else {
        const tolerance = LINE.includes(name) ? 1e-9 : 1e-12;
        expect(Math.abs(value - expected), where).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
        answered += 1;
      }
    }
    expect(answered).toBeGreaterThan(120);
  });

  it('are asked about every metric, with every option', () => {
    const asked = new Set(names.map((name) => name.split('@')[0]));
    expect(new Set(membersOf(calibrationMetrics()).map(({ name }) => name.split('@')[0]))).toEqual(asked);
    expect(names.join()).toMatch(/bins:\d.*strategy:quantile/);
  });
});

describe('the calibration errors', () => {
  const confidence = [0.95, 0.85, 0.75, 0.65, 0.55, 0.9, 0.8, 0.7, 0.6, 0.99];
  const right = [1, 1, 0, 1, 0, 1, 1, 1, 0, 1];
  const rows = datasetOf({ label: right.map(String), scores: { '': confidence } });

  it('of the worked example are .266 and .575', () => {
    expect(measure('expected_calibration_error', rows, '1').value).toBeCloseTo(0.266, 14);
    expect(measure('max_calibration_error', rows, '1').value).toBeCloseTo(0.575, 14);
  });

  it('put a probability on an edge into the lower bin, and 0 into the first', () => {
    const edges = datasetOf({ label: ['1', '0', '0', '1'], scores: { '': [0, 0.25, 0.5, 0.75] } });
    // Bins of .5: {0, .25, .5} and {.75}; were they closed below, .5 would be with .75.
    expect(measure('expected_calibration_error@bins:2', edges, '1').value).toBe(0.25 / 4 + 0.25 / 4);
  });

  it('are about the largest probability where no class is named, of equal ones the first', () => {
    const three = datasetOf({
      label: ['a', 'b', 'c'],
      scores: { c: [0.2, 0.2, 0.6], a: [0.4, 0.4, 0.1], b: [0.4, 0.4, 0.3] },
    });
    // The top class is a, a and c: .4 right, .4 wrong, .6 right; .6 belongs to the bin (.5, .6].
    expect(measure('expected_calibration_error', three).value).toBeCloseTo((Math.abs(1 - 0.8) + 0.4) / 3, 14);
    // Of the class b: .4 no, .4 yes, .3 no.
    expect(measure('expected_calibration_error', three, 'b').value).toBeCloseTo((Math.abs(1 - 0.8) + 0.3) / 3, 14);
  });

  it('of quantile bins see a row as often as it counts', () => {
    const repeat = [3, 1, 2, 5, 1, 1, 4, 2, 1, 3];
    const copies = (values: readonly number[]) => values.flatMap((value, i) => Array<number>(repeat[i]!).fill(value));
    const counted = { ...rows, count: Float64Array.from(repeat) };
    const repeated = datasetOf({ label: copies(right).map(String), scores: { '': copies(confidence) } });
    for (const name of ['expected_calibration_error@bins:4|strategy:quantile', 'rank_order_breaks@5']) {
      const { value } = linearise(contributionsOf(name, counted, '1'), counted.count);
      expect(value, name).toBeCloseTo(measure(name, repeated, '1').value!, 14);
    }
  });

  it('of the class that the only column does not score take the rest of its probability', () => {
    const error = contributionsOf('expected_calibration_error@bins:4', rows, '0', '1');
    const scores = { '0': confidence.map((p) => 1 - p), '1': confidence };
    const both = datasetOf({ label: right.map(String), scores });
    const own = contributionsOf('expected_calibration_error@bins:4', both, '0');
    expect(error).toMatchObject({ addends: (own as Sums).addends });
  });

  it('refuse probabilities outside 0..1, of rows that take part', () => {
    const logits = datasetOf({ label: ['1', '0'], scores: { '': [1.5, 0.2] } });
    const missing = datasetOf({ label: [null, '0', '1'], scores: { '': [1.5, 0.2, 0.6] } });
    for (const { name } of membersOf(calibrationMetrics())) {
      expect(measure(name, logits, '1'), name).toMatchObject({ value: null, reason: 'out_of_range' });
      expect(measure(name, missing, '1').reason, name).not.toBe('out_of_range');
    }
    const top = datasetOf({ label: ['a', 'b', 'c'], scores: { a: [-0.1, 0, 0], b: [0.5, 1, 0], c: [0.6, 0, 1] } });
    expect(measure('expected_calibration_error', top).reason).toBe('out_of_range');
  });
});

describe('the decomposition of the Brier score', () => {
  const labels = ['1', '0', '1', '1', '0', '0', '1', '0'];
  const terms = (scores: readonly number[], suffix = '') => {
    const rows = datasetOf({ label: labels, scores: { '': scores } });
    const of = (name: string) => measure(name, rows, '1').value!;
    const sum = of(`brier_reliability${suffix}`) - of(`brier_resolution${suffix}`) + of('brier_uncertainty');
    return { sum, brier: of('brier_score') };
  };

  it('adds up where all probabilities of a bin are equal', () => {
    const { sum, brier } = terms([0.2, 0.2, 0.9, 0.9, 0.2, 0.5, 0.5, 0.5]);
    expect(sum).toBeCloseTo(brier, 14);
  });

  it('works the examples of the doc comments', () => {
    const two = datasetOf({ label: ['1', '0'], scores: { '': [0.2, 0.2] } });
    expect(measure('brier_reliability', two, '1').value).toBeCloseTo(0.09, 14);
    const four = datasetOf({ label: ['1', '1', '0', '0'], scores: { '': [0.8, 0.8, 0.3, 0.3] } });
    expect(measure('brier_resolution', four, '1').value).toBe(0.25);
    const marks = Int8Array.of(0, 1, 0, 1);
    const bins = binRows(four, Float64Array.of(0.1, 0.2, 0.3, 0.4), marks, { bins: 2, strategy: 'quantile' });
    expect(bins).toEqual(Int32Array.of(0, 0, 1, 1));
  });

  it('leaves the spread within bins where they are not', () => {
    const scores = [0.12, 0.2, 0.95, 0.91, 0.19, 0.5, 0.45, 0.41];
    const bins = [
      [0, 1, 4],
      [2, 3],
      [5, 6, 7],
    ];
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const within = bins.flatMap((rows) => {
      const [p, o] = [mean(rows.map((i) => scores[i]!)), mean(rows.map((i) => Number(labels[i])))];
      return rows.map((i) => (scores[i]! - p) ** 2 - 2 * (scores[i]! - p) * (Number(labels[i]) - o));
    });
    const { sum, brier } = terms(scores);
    expect(brier - sum).toBeCloseTo(mean(within), 14);
    expect(Math.abs(mean(within))).toBeGreaterThan(0.001);
  });
});

describe('the calibration line', () => {
  const line = (label: readonly number[], scores: readonly number[]) =>
    LINE.map((name) =>
      measure(name, datasetOf({ classes: ['0', '1'], label: label.map(String), scores: { '': scores } }), '1'),
    );

  it.each([
    ['no row', [], [], 'no_examples'],
    ['one class', [1, 1], [0.2, 0.7], 'single_class'],
    ['equal probabilities', [1, 0, 1], [0.3, 0.3, 0.3], 'constant'],
    ['classes that are apart', [0, 0, 1, 1], [0.1, 0.4, 0.6, 0.7], 'separated'],
    ['classes that are apart the other way', [1, 1, 0, 0], [0.1, 0.4, 0.6, 0.7], 'separated'],
    ['classes that touch', [0, 0, 1, 1], [0.1, 0.4, 0.4, 0.7], 'separated'],
  ])('has no value with %s', (_, label, scores, reason) => {
    for (const found of line(label, scores)) expect(found).toMatchObject({ value: null, reason });
  });

  it('of calibrated probabilities is 1 and 0', () => {
    const label = [1, 0, 0, 0, 1, 1, 1, 0];
    const [slope, intercept] = line(label, [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]);
    expect(slope!.value).toBeCloseTo(1, 13);
    expect(intercept!.value).toBeCloseTo(0, 13);
  });

  it('is found where Newton’s steps alone lead away from it', () => {
    const scores = [1e-12, 0.999999, 0.001, 0.3, 0.5, 0.3, 0.5];
    const outcome = [1, 0, 0, 0, 1, 1, 0];
    const weight = [74, 0.1, 0.03, 2, 0.25, 1330, 1];
    const rows = datasetOf({ label: outcome.map(String), scores: { '': scores }, weight });
    const [slope, intercept] = LINE.map((name) => measure(name, rows, '1').value!);
    const odds = scores.map((p) => Math.log(p / (1 - p)));
    const errors = odds.map((x, i) => weight[i]! * (outcome[i]! - 1 / (1 + Math.exp(-intercept! - slope! * x))));
    // At the maximum of the likelihood both of its derivatives are 0.
    expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 8);
    expect(errors.reduce((sum, error, i) => sum + error * odds[i]!, 0)).toBeCloseTo(0, 8);
  });

  it('bears probabilities of 0 and 1 that were wrong', () => {
    const [slope, intercept] = line([1, 0, 1, 0, 1], [0, 1, 1, 0, 1]);
    expect(Number.isFinite(slope!.value)).toBe(true);
    expect(Number.isFinite(intercept!.value)).toBe(true);
  });
});
