import { describe, expect, it } from 'vitest';
import { bcaCorrection, correctedDeviate } from '../../src/statistics/bca.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { replicateBounds } from '../../src/statistics/replicate-bounds.ts';
import { skewness } from '../../src/statistics/skewness.ts';
import golden from './golden/bca.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

type Exact = [number[], number, number[], number, number, number, number | null, number | null];

describe('bounds by BCa', () => {
  it('are those of scipy’s formulas, for given replicates and leave-one-out values', () => {
    let compared = 0;
    for (const [replicates, estimate, leftOut, level, bias, acceleration, low, high] of golden.exact.rows as Exact[]) {
      const correction = bcaCorrection(replicates, estimate, leftOut);
      expectNear(correction.bias, bias, 1e-10, 1e-14);
      expectNear(correction.acceleration, acceleration, 1e-9, 1e-13);
      const { bounds } = replicateBounds(Float64Array.from(replicates), correction)!;
      expect(bounds.method).toBe('bca');
      for (const [end, expected] of [
        [bounds.low(level), low],
        [bounds.high(level), high],
      ] as const) {
        if (expected === null) continue;
        expectNear(end, expected, 1e-9);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(15);
  });

  it('of the paired scores are those of scipy’s bootstrap, up to the error of simulation', () => {
    const [changes, low, high, lowError, highError] = golden.pairedScores.rows[0] as unknown as [
      number[],
      ...[number, number, number, number],
    ];
    const n = changes.length;
    let state = 11;
    const pick = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return changes[Math.floor(((state >>> 8) / 2 ** 24) * n)]!;
    };
    const replicates = Float64Array.from({ length: 4000 }, () => {
      let total = 0;
      for (let i = 0; i < n; i++) total += pick();
      return total / n;
    });
    const total = changes.reduce((sum, x) => sum + x, 0);
    const leftOut = changes.map((x) => (total - x) / (n - 1));
    const { bounds } = replicateBounds(replicates, bcaCorrection(replicates, total / n, leftOut))!;
    // Published: −.0450 … −.0080. Steps of one replicate are .001 wide.
    expect(Math.abs(bounds.low(0.95) - low)).toBeLessThan(3 * lowError);
    expect(Math.abs(bounds.high(0.95) - high)).toBeLessThan(3 * highError);
    expect(Math.abs(bounds.low(0.95) + 0.045)).toBeLessThan(3 * lowError);
    expect(Math.abs(bounds.high(0.95) + 0.008)).toBeLessThan(3 * highError);
  });

  it('widen with the level, far into the tails, and end where the acceleration allows no bound', () => {
    const replicates = Float64Array.from({ length: 2000 }, (_, i) => Math.exp(2 * normalQuantile((i + 0.5) / 2000)));
    for (const correction of [
      { bias: 0.3, acceleration: 0.15 },
      { bias: -0.4, acceleration: -0.2 },
      { bias: 2.5, acceleration: 0.05 },
    ]) {
      const { bounds } = replicateBounds(replicates, correction)!;
      const levels = Array.from({ length: 300 }, (_, i) => 0.5 + i * 0.00166);
      for (const [i, level] of levels.slice(1).entries()) {
        expect(bounds.low(level)).toBeLessThanOrEqual(bounds.low(levels[i]!) + 1e-9);
        expect(bounds.high(level)).toBeGreaterThanOrEqual(bounds.high(levels[i]!) - 1e-9);
      }
      // Ten replicates lie beyond: the bound is none of them, and goes on outwards.
      expect(bounds.high(0.9999)).toBeGreaterThan(bounds.high(0.995));
    }
    expect(correctedDeviate(4, { bias: 0, acceleration: 0.3 })).toBe(Infinity);
    expect(correctedDeviate(-4, { bias: 0, acceleration: -0.3 })).toBe(-Infinity);
    // 0.1 + 1.1/(1 − 0.05 × 1.1), by hand.
    expectNear(correctedDeviate(1, { bias: 0.1, acceleration: 0.05 }), 1.264021164021164, 1e-14);
  });

  it('count half a replicate where all lie on one side, and equal ones half', () => {
    const leftOut = [1, 2, 3];
    expect(bcaCorrection(new Float64Array(100).fill(2), 1, leftOut)).toEqual({
      bias: normalQuantile(1 / 200),
      acceleration: -0,
    });
    expect(bcaCorrection(new Float64Array(100).fill(2), 3, leftOut).bias).toBeCloseTo(normalQuantile(199 / 200), 12);
    expect(bcaCorrection(new Float64Array(100).fill(2), 2, leftOut).bias).toBe(0);
  });
});

it('the skewness of a sample', () => {
  expectNear(skewness([0, 0, 1]), Math.SQRT1_2, 1e-14);
  expectNear(skewness([0, 0, -1]), -Math.SQRT1_2, 1e-14);
  expect([skewness([1, 2, 3]), skewness([4, 4])]).toEqual([0, 0]);
});
