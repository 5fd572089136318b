import { describe, expect, it } from 'vitest';
import { cusumPath, ewmaLimit, ewmaPath, pageHinkleyPath, type Usual } from '../../src/statistics/history/charts.ts';
import {
  deltaQuartileLimit,
  type HistoryLimit,
  logNormalLimit,
  madLimit,
  normalLimit,
  percentageLimit,
  predictionLimit,
  quartileLimit,
  toleranceFactor,
  toleranceLimit,
} from '../../src/statistics/history/limits.ts';
import { suggestTolerance } from '../../src/statistics/history/suggest-tolerance.ts';
import { noncentralTCdf, noncentralTQuantile } from '../../src/statistics/noncentral-t.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import golden from './golden/history.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

const WORKED = [0.912, 0.915, 0.909, 0.914, 0.911, 0.87, 0.913, 0.916, 0.91, 0.912];
const LATENCIES = [412, 398, 431, 405, 640, 420, 399, 415, 408, 417, 426, 395];

/** n values with this mean and sample standard deviation. */
function valuesWith(n: number, mean: number, deviation: number): number[] {
  const raw = Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const scale = deviation / Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0) / (n - 1));
  return raw.map((x) => mean + scale * x);
}

describe('the noncentral t distribution', () => {
  it('agrees with quadrature in 22 digits', () => {
    for (const [t, df, shift, p] of golden.noncentralT.rows) {
      expectNear(noncentralTCdf(t!, df!, shift!), p!, 1e-10, 1e-14);
    }
    expectNear(noncentralTCdf(1, 1, 0), 0.75, 1e-13);
    expectNear(noncentralTCdf(-1, 1, 0), 0.25, 1e-13);
  });

  it('gives the tolerance factors of scipy, and those that are printed', () => {
    for (const [n, share, confidence, k] of golden.toleranceFactor.rows) {
      expectNear(toleranceFactor(n!, share!, confidence!), k!, 1e-10);
    }
    const printed = [5, 10, 20, 30, 50].map((n) =>
      [0.99, 0.95].map((share) => toleranceFactor(n, share, 0.95).toFixed(4)),
    );
    expect(printed).toEqual([
      ['5.7411', '4.2027'],
      ['3.9811', '2.9110'],
      ['3.2952', '2.3960'],
      ['3.0639', '2.2198'],
      ['2.8624', '2.0650'],
    ]);
  });

  it('has its quantiles on both sides of 0, and refuses what is outside its domain', () => {
    for (const p of [1e-6, 0.01, 0.3, 0.999]) {
      expectNear(noncentralTCdf(noncentralTQuantile(p, 3, 0.5), 3, 0.5), p, 1e-9);
    }
    expect(noncentralTQuantile(0.01, 3, 0.5)).toBeLessThan(0);
    for (const call of [
      () => noncentralTCdf(1, 0, 1),
      () => noncentralTCdf(Number.NaN, 3, 1),
      () => noncentralTQuantile(0, 3, 1),
      () => noncentralTQuantile(1, 3, 1),
      () => noncentralTQuantile(0.5, 3, Infinity),
    ]) {
      expect(call, String(call)).toThrow(RangeError);
    }
  });
});

describe('limits', () => {
  it('agree with scipy on both sides', () => {
    const methods: readonly ((x: readonly number[], side: 'low' | 'high') => HistoryLimit | null)[] = [
      (x, side) => madLimit(x, [], side, 3.5),
      (x, side) => toleranceLimit(x, side, 0.99, 0.95),
      (x, side) => predictionLimit(x, side, 0.99),
      (x, side) => normalLimit(x, side, 0.99),
      (x, side) => logNormalLimit(x, side, 0.99),
      (x, side) => quartileLimit(x, side, 2),
      (x, side) => deltaQuartileLimit(x, side, 2),
      (x, side) => percentageLimit(x, side, 0.1),
    ];
    const series = [WORKED, LATENCIES].flatMap((x) => methods.map((method) => [x, method] as const));
    series.forEach(([x, method], i) => {
      const [low, high] = golden.limits.rows[i]!;
      expectNear(method(x, 'low')!.limit, low!, 1e-11);
      expectNear(method(x, 'high')!.limit, high!, 1e-11);
    });
  });

  it('are those of the worked history', () => {
    expect(madLimit(WORKED, [], 'low', 3.5)!.limit).toBeCloseTo(0.90162, 5);
    expect(normalLimit(WORKED, 'low', 0.9986501019683699)!.limit).toBeCloseTo(0.86741, 5);
    expect(predictionLimit(WORKED, 'low', 0.99)!.limit).toBeCloseTo(0.867968, 6);
    expect(quartileLimit(WORKED, 'low', 2)!.limit).toBeCloseTo(0.905, 10);
  });

  it('are those that Bencher documents', () => {
    const values = valuesWith(25, 100, 10);
    const both = (of: (side: 'low' | 'high') => HistoryLimit | null) =>
      (['low', 'high'] as const).map((side) => of(side)!.limit.toFixed(2));
    expect(both((side) => predictionLimit(values, side, 0.977))).toEqual(['78.54', '121.46']);
    expect(both((side) => normalLimit(values, side, 0.977))).toEqual(['80.05', '119.95']);
    // Centre and spread are what its two numbers imply: it does not print the values.
    const logs = valuesWith(26, Math.log(102.69), Math.log(134.18 / 102.69) / normalQuantile(0.977));
    expect(both((side) => logNormalLimit(logs.map(Math.exp), side, 0.977))).toEqual(['71.20', '134.18']);
    expect(both((side) => quartileLimit([80, 95, 100, 105, 120], side, 2))).toEqual(['80.00', '120.00']);
    // Changes of .1, .3, .1 and .3: quartiles .1 and .3.
    const jumps = [100, 100 * 1.1, 110 * 1.3, 143 * 0.9, 128.7 * 1.3];
    const { centre, spread } = deltaQuartileLimit(jumps, 'low', 2)!;
    expect([centre, spread]).toEqual([expect.closeTo(128.7, 10), expect.closeTo(0.2, 12)]);
    expectNear(deltaQuartileLimit(jumps, 'low', 2)!.limit / centre, 0.6, 1e-12);
    expectNear(deltaQuartileLimit(jumps, 'high', 2)!.limit / centre, 1.4, 1e-12);
  });

  it('keep the MAD above what the test set leaves open', () => {
    expectNear(madLimit(WORKED, [0.004, 0.005, 0.006], 'low', 3.5)!.limit, 0.912 - 3.5 * 1.4826 * 0.005, 1e-12);
    expectNear(madLimit(WORKED, [0.001], 'low', 3.5)!.limit, 0.90162, 1e-5);
  });

  it('do not exist without spread, and the logarithm of 0 or a division by it never becomes a number', () => {
    const same = [0.91, 0.91, 0.91, 0.91];
    expect([
      madLimit(same, [], 'low', 3.5),
      toleranceLimit(same, 'low', 0.99, 0.95),
      toleranceLimit([1], 'low', 0.99, 0.95),
      predictionLimit(same, 'low', 0.99),
      normalLimit([1], 'low', 0.99),
      logNormalLimit(same, 'high', 0.99),
      logNormalLimit([1, 0, 2], 'high', 0.99),
      quartileLimit(same, 'low', 2),
      deltaQuartileLimit(same, 'low', 2),
      deltaQuartileLimit([1, 2], 'low', 2),
      deltaQuartileLimit([1, 0, 2, 3], 'low', 2),
      ewmaLimit(same, 'low', { lambda: 0.2, L: 2.7 }),
    ]).toEqual(Array(12).fill(null));
    expect(madLimit([0.1 + 0.2, 0.3, 0.3], [], 'low', 3.5)).toBeNull();
  });
});

describe('charts', () => {
  const STANDARD: Usual = { mean: 0, deviation: 1 };
  const noise = normals(500_000);

  /** How many values pass on the average until a chart that starts anew is above its limit. */
  function runLength(
    path: (values: Float64Array) => Float64Array,
    limit: number,
    runs: number,
    longest: number,
  ): number {
    let at = 0;
    for (let run = 0; run < runs; run++) {
      const length = path(noise.subarray(at, at + longest)).findIndex((state) => state > limit) + 1;
      expect(length).toBeGreaterThan(0);
      at += length;
    }
    return at / runs;
  }

  it('alarm as rarely as published when nothing changes', () => {
    const ewma = (values: Float64Array) => ewmaPath(values, STANDARD, 'low', 0.2);
    const cusum = (values: Float64Array) => cusumPath(values, STANDARD, 'low', 0.5);
    expectNear(runLength(ewma, 2.7, 600, 5000), 471, 0.1);
    expectNear(runLength(cusum, 4, 600, 4000), 336, 0.1);
    expectNear(runLength(cusum, 5, 450, 8000), 940, 0.1);
  });

  it('alarm soon when values get worse by one deviation, on either side', () => {
    const worse = (values: Float64Array) => values.map((x) => x - 1);
    const better = (values: Float64Array) => values.map((x) => x + 1);
    expectNear(
      runLength((x) => ewmaPath(worse(x), STANDARD, 'low', 0.2), 2.7, 1000, 200),
      7.8,
      0.1,
    );
    expectNear(
      runLength((x) => ewmaPath(better(x), STANDARD, 'high', 0.2), 2.7, 1000, 200),
      7.8,
      0.1,
    );
    for (const [k, h, shift, expected] of golden.cusumRunLength.rows.filter(([, , moved]) => moved === 1)) {
      expectNear(
        runLength((x) => cusumPath(worse(x), STANDARD, 'low', k!), h!, 1000, 200),
        expected!,
        0.05 * shift!,
      );
      expectNear(
        runLength((x) => cusumPath(better(x), STANDARD, 'high', k!), h!, 1000, 200),
        expected!,
        0.05,
      );
    }
  });

  it('of the moving average sets a limit that is just where its alarm begins', () => {
    for (const side of ['low', 'high'] as const) {
      const { limit, centre, spread } = ewmaLimit(WORKED, side, { lambda: 0.2, L: 2.7 })!;
      const last = (x: number) => ewmaPath([...WORKED, x], { mean: centre, deviation: spread }, side, 0.2).at(-1)!;
      expectNear(last(limit), 2.7, 1e-12);
      expect(last(limit + (side === 'low' ? -1e-6 : 1e-6))).toBeGreaterThan(2.7);
    }
    // By hand: x = 1, 3 has mean 2 and deviation √2. In deviations to the worse side: +.7071, −.7071, so z = .14142, −.028284.
    const { limit } = ewmaLimit([1, 3], 'low', { lambda: 0.2, L: 2.7 })!;
    const sd3 = Math.sqrt((0.2 / 1.8) * (1 - 0.8 ** 6));
    expectNear(limit, 2 - Math.SQRT2 * ((2.7 * sd3 + 0.8 * 0.02828427124746191) / 0.2), 1e-12);
  });

  it('of cumulative sums, by hand', () => {
    const usual = { mean: 10, deviation: 2 };
    expect([...cusumPath([10, 8, 6, 12], usual, 'low', 0.5)]).toEqual([0, 0.5, 2, 0.5]);
    expect([...cusumPath([10, 12, 14, 8], usual, 'high', 0.5)]).toEqual([0, 0.5, 2, 0.5]);
    // Running means 10, 9, 8, 9; heights of Σ (m − x − .25): −.25, .5, 2.25, −1 above the lowest of 0, −.25, −.25, −.25, −1.
    expect([...pageHinkleyPath([10, 8, 6, 12], 'low', 0.25)]).toEqual([0, 0.75, 2.5, 0]);
    expect([...pageHinkleyPath([-10, -8, -6, -12], 'high', 0.25)]).toEqual([0, 0.75, 2.5, 0]);
  });
});

describe('suggestTolerance', () => {
  it('is 1.645 deviations of a difference, and at least half a point', () => {
    expectNear(suggestTolerance(valuesWith(12, 0.9, 0.01))!, 1.645 * 0.01 * Math.SQRT2, 1e-4);
    expect(suggestTolerance(valuesWith(12, 0.9, 0.001))).toBe(0.005);
    expect(suggestTolerance([0.9, 0.9])).toBe(0.005);
    expect([suggestTolerance([0.9]), suggestTolerance([])]).toEqual([null, null]);
  });
});

/** Normal numbers by the method of Box and Muller, from a generator with a fixed seed. */
function normals(length: number): Float64Array {
  let state = 20_240_607;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  const values = new Float64Array(length);
  for (let i = 0; i < length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    values[i] = radius * Math.cos(angle);
    values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}
