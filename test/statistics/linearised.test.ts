import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearisedVariance } from '../../src/statistics/linearised.ts';
import golden from './golden/means.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

const ALONE = { counts: null, cluster: null, strata: null, centred: false } as const;

/** Effects of a mean: (xᵢ − x̄)/n. */
function meanEffects(values: readonly number[]): Float64Array {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Float64Array.from(values, (x) => (x - mean) / values.length);
}

/** Area under the ROC curve by its definition, over all pairs, with the effect of each example. */
function areaUnderCurve(labels: readonly number[], scores: readonly number[]) {
  const wins = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
  const rows = labels.map((label, i) => ({ label, score: scores[i]! }));
  const shares = rows.map(({ label, score }) => {
    const others = rows.filter((other) => other.label !== label);
    const won = others.map((other) => (label === 1 ? wins(score, other.score) : wins(other.score, score)));
    return won.reduce((a, b) => a + b, 0) / others.length;
  });
  const positives = labels.filter((label) => label === 1).length;
  const area = shares.reduce((total, share, i) => total + (labels[i] === 1 ? share : 0), 0) / positives;
  const effects = shares.map((share, i) => (share - area) / (labels[i] === 1 ? positives : labels.length - positives));
  return { area, effects };
}

const LABELS = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0];
const SCORES = [
  0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.5, 0.5, 0.4, 0.4, 0.35, 0.3, 0.3, 0.2, 0.85, 0.1, 0.65, 0.15, 0.05, 0.45,
];
const CLUSTERS = [
  [1, 1, 1, 0],
  [1, 1, 1, 1],
  [0, 0, 0, 1],
  [1, 0, 1, 1],
  [1, 1, 1, 1],
  [0, 0, 1, 0],
  [1, 1, 0, 1],
  [1, 1, 1, 1],
];

test('a mean: s²/n', () => {
  for (const [values, variance] of golden.student.rows as [number[], number][]) {
    const spread = linearisedVariance({ ...ALONE, effects: meanEffects(values), centred: true });
    expectNear(spread.variance!, variance, 1e-12);
    expect(spread.units).toBe(values.length);
  }
  expectNear(
    linearisedVariance({ ...ALONE, effects: meanEffects([0, 0, 1, 1]), centred: true }).variance!,
    1 / 12,
    1e-14,
  );
});

test('a clustered mean: the cluster-robust variance', () => {
  for (const [values, groups, variance] of golden.clustered.rows as [number[], number[], number][]) {
    const cluster = Int32Array.from(groups);
    const spread = linearisedVariance({ ...ALONE, effects: meanEffects(values), cluster, centred: true });
    expectNear(spread.variance!, variance, 1e-12);
    expect(spread.units).toBe(new Set(groups).size);
  }
});

test('eight clusters of four: naive and clustered standard error of the reference', () => {
  const effects = meanEffects(CLUSTERS.flat());
  const cluster = Int32Array.from(CLUSTERS.flatMap((members, code) => members.map(() => code)));
  const naive = linearisedVariance({ ...ALONE, effects, centred: true });
  expect(Math.sqrt(naive.variance!)).toBeCloseTo(0.080752, 6);
  const clustered = linearisedVariance({ ...ALONE, effects, cluster, centred: true });
  expect(Math.sqrt(clustered.variance!)).toBeCloseTo(0.110169, 6);
  expect(Math.sqrt((clustered.variance! * 7) / 8)).toBeCloseTo(0.103054, 6);
  expect(clustered.units).toBe(8);
});

test('F1 from four counts: 2TP/D has effects 2(1 − F)/D on TP and −F/D on FP and FN', () => {
  const [tp, fp, fn, tn] = [300, 60, 90, 550] as const;
  const d = 2 * tp + fp + fn;
  const f = (2 * tp) / d;
  const effects = Float64Array.of((2 * (1 - f)) / d, -f / d, -f / d, 0);
  const spread = linearisedVariance({ ...ALONE, effects, counts: Float64Array.of(tp, fp, fn, tn) });
  expect(Math.sqrt(spread.variance!)).toBeCloseTo(0.016, 10);
  expect(spread.units).toBe(1000);
  // 300 × 0.4² + 150 × 0.8² = 144, 300 × 0.4⁴ + 150 × 0.8⁴ = 69.12, and 144²/69.12 = 300
  expectNear(spread.changed, 300, 1e-12);
});

test('clusters of unequal size have the degrees of freedom of fewer equal ones', () => {
  const design = (sizes: readonly number[]) => {
    const cluster = Int32Array.from(sizes.flatMap((size, code) => Array<number>(size).fill(code)));
    return linearisedVariance({ ...ALONE, effects: cluster.map((_, i) => i) as never, cluster });
  };
  expect(design([4, 4, 4]).df).toBeCloseTo(2, 12);
  // (20 + 5 + 5)²/(400 + 25 + 25) = 2
  expect(design([20, 5, 5]).df).toBeCloseTo(1, 12);
});

test('few changed units count, the tiny effect of the moved total on all others does not', () => {
  const effects = new Float64Array(1000).fill(1e-5);
  effects.fill(-0.01, 0, 3);
  expect(linearisedVariance({ ...ALONE, effects }).changed).toBeCloseTo(3, 2);
});

test('macro-F1 of three classes, from its confusion matrix', () => {
  const matrix = [
    [80, 10, 10],
    [5, 60, 15],
    [8, 12, 100],
  ];
  const totals = [0, 1, 2].map((k) => {
    const row = matrix[k]!.reduce((a, b) => a + b);
    const column = matrix.reduce((total, cells) => total + cells[k]!, 0);
    return { d: row + column, f: (2 * matrix[k]![k]!) / (row + column) };
  });
  const is = (yes: boolean) => (yes ? 1 : 0);
  const effects = matrix.flatMap((cells, i) =>
    cells.map((_, j) =>
      totals.reduce(
        (sum, { d, f }, k) => sum + (2 * is(i === j && j === k) - f * (is(i === k) + is(j === k))) / d / 3,
        0,
      ),
    ),
  );
  const counts = Float64Array.from(matrix.flat());
  const spread = linearisedVariance({ ...ALONE, effects: Float64Array.from(effects), counts });
  expect(Math.sqrt(spread.variance!)).toBeCloseTo(0.0235805, 7);
});

test('the area under the ROC curve: DeLong’s variance, alone and of a paired difference', () => {
  const shifts = [-0.3, 0.1, -0.2, 0, 0.2, 0, -0.1, 0.1, 0.1, -0.1, 0.2, -0.05, 0, 0.1, -0.4, 0, -0.1, 0.1, 0, 0.1];
  // Not rounded: the oracle saw these sums too, and which of them tie is part of the expected number.
  const shifted = SCORES.map((s, i) => Math.min(1, Math.max(0, s + shifts[i]!)));
  const strata = Int8Array.from(LABELS);
  const [first, second] = [areaUnderCurve(LABELS, SCORES), areaUnderCurve(LABELS, shifted)];
  expect(first.area).toBeCloseTo(0.8020833333, 9);
  expect(second.area).toBeCloseTo(0.5729167, 7);
  const one = linearisedVariance({ ...ALONE, effects: Float64Array.from(first.effects), strata });
  expect(one.variance!).toBeCloseTo(0.01075205, 8);
  const effects = Float64Array.from(second.effects, (effect, i) => effect - first.effects[i]!);
  expect(Math.sqrt(linearisedVariance({ ...ALONE, effects, strata }).variance!)).toBeCloseTo(0.0897019, 7);
});

test('too few units have no variance', () => {
  const two = Float64Array.of(0.1, -0.1);
  expect(linearisedVariance({ ...ALONE, effects: new Float64Array(0) })).toEqual({
    variance: null,
    units: 0,
    df: -1,
    changed: 0,
  });
  expect(linearisedVariance({ ...ALONE, effects: two.subarray(1) }).variance).toBeNull();
  expect(linearisedVariance({ ...ALONE, effects: two, cluster: Int32Array.of(3, 3) })).toEqual({
    variance: null,
    units: 1,
    df: 0,
    changed: 0,
  });
  expect(linearisedVariance({ ...ALONE, effects: two, strata: Int8Array.of(1, 0) }).variance).toBeNull();
  expect(linearisedVariance({ ...ALONE, effects: two, strata: Int8Array.of(1, 1) }).variance).toBeNull();
});

test('an effect that is not finite is refused, in every design', () => {
  const effects = Float64Array.of(0.1, -0.1, Number.NaN, 0.2);
  const cluster = Int32Array.of(0, 1, 1, 0);
  const strata = Int8Array.of(1, 0, 1, 0);
  for (const design of [ALONE, { ...ALONE, cluster }, { ...ALONE, strata }]) {
    expect(() => linearisedVariance({ ...design, effects })).toThrow(RangeError);
  }
});

test('a row that counts 0 is no unit, not even a cluster', () => {
  const effects = Float64Array.of(0.1, -0.1, 5);
  const counts = Float64Array.of(1, 1, 0);
  const cluster = Int32Array.of(0, 1, 2);
  expect(linearisedVariance({ ...ALONE, effects, counts, cluster })).toEqual(
    linearisedVariance({ ...ALONE, effects: effects.subarray(0, 2), cluster: cluster.subarray(0, 2) }),
  );
});

const row = fc.record({
  effect: fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8),
  count: fc.integer({ min: 0, max: 4 }),
  code: fc.integer({ min: -1, max: 3 }),
  stratum: fc.constantFrom(0, 1),
});

test('a row that counts c is c rows, in every design; clusters of one are none, and clusters overrule strata', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.boolean(), (rows, centred) => {
      const columns = (list: typeof rows) => ({
        effects: Float64Array.from(list, ({ effect }) => effect),
        cluster: Int32Array.from(list, ({ code }) => code),
        strata: Int8Array.from(list, ({ stratum }) => stratum),
      });
      const repeated = columns(rows.flatMap((one) => Array<typeof one>(one.count).fill(one)));
      const counted = { ...columns(rows), counts: Float64Array.from(rows, ({ count }) => count) };
      for (const design of [{ cluster: null, strata: null }, { strata: null }, { cluster: null }]) {
        const short = linearisedVariance({ centred, ...counted, ...design });
        const long = linearisedVariance({ centred, counts: null, ...repeated, ...design });
        expect(short.units).toBe(long.units);
        expectNear(short.changed, long.changed, 1e-12);
        if (long.variance === null) expect(short.variance).toBeNull();
        else expectNear(short.variance!, long.variance, 1e-12);
      }
      const clustered = { centred, ...counted };
      expect(linearisedVariance(clustered)).toEqual(linearisedVariance({ ...clustered, strata: null }));
      const own = repeated.cluster.map((_, i) => i);
      const single = { ...repeated, counts: null, strata: null, centred: true };
      expect(linearisedVariance({ ...single, cluster: own })).toEqual(linearisedVariance({ ...single, cluster: null }));
    }),
  );
});
