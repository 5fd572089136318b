import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialCdf } from '../../src/statistics/binomial.ts';
import { bonettPriceBounds } from '../../src/statistics/bonett-price.ts';
import { mcnemarMidP } from '../../src/statistics/mcnemar.ts';
import golden from './golden/paired.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

test.each([
  [45, 30, 1000, -0.029354, -0.000586],
  [60, 20, 1000, -0.05464, -0.025201],
  [8, 6, 1000, -0.008561, 0.004569],
  [6, 4, 200, -0.038085, 0.018283],
])('Bonett–Price bounds of %i worse and %i better in %i pairs', (worse, better, n, low, high) => {
  const bounds = bonettPriceBounds(worse, better, n);
  expect(bounds.method).toBe('bonett-price');
  expect(bounds.low(0.95)).toBeCloseTo(low, 6);
  expect(bounds.high(0.95)).toBeCloseTo(high, 6);
});

test('Bonett–Price bounds are clamped, say nothing without pairs, and refuse impossible counts', () => {
  expect(bonettPriceBounds(2, 0, 2).low(0.999)).toBe(-1);
  expect(bonettPriceBounds(0, 2, 2).high(0.999)).toBe(1);
  expect([bonettPriceBounds(0, 0, 0).low(0.95), bonettPriceBounds(0, 0, 0).high(0.95)]).toEqual([-1, 1]);
  for (const [worse, better, n] of [
    [-1, 0, 5],
    [0, -1, 5],
    [3, 3, 5],
    [Number.NaN, 0, 5],
  ]) {
    expect(() => bonettPriceBounds(worse!, better!, n!)).toThrow(RangeError);
  }
});

test('Bonett–Price bounds mirror when the sides swap, widen with the level, and narrow with identical pairs', () => {
  const count = fc.integer({ min: 0, max: 300 });
  const level = fc.double({ min: 0.5, max: 0.999999, noNaN: true });
  fc.assert(
    fc.property(count, count, count, count, level, level, (worse, better, same, more, one, two) => {
      // Where most pairs differ, a further identical pair may widen: a proportion near 1 varies less than one near 1/2.
      const n = 2 * (worse + better) + same + 10;
      const bounds = bonettPriceBounds(worse, better, n);
      const [narrow, wide] = [Math.min(one, two), Math.max(one, two)];
      expect(bounds.low(wide)).toBeLessThanOrEqual(bounds.low(narrow));
      expect(bounds.high(wide)).toBeGreaterThanOrEqual(bounds.high(narrow));
      expect(bounds.low(wide)).toBe(-bonettPriceBounds(better, worse, n).high(wide));
      const fuller = bonettPriceBounds(worse, better, n + more);
      const width = (b: typeof bounds) => b.high(wide) - b.low(wide);
      expect(width(fuller)).toBeLessThanOrEqual(width(bounds) + 1e-15);
    }),
  );
});

test('McNemar’s mid-p of every table up to 60 discordant pairs, and the exact p from the same distribution', () => {
  for (const [worse, better, exact, midP] of golden.mcnemar.rows) {
    expectNear(mcnemarMidP(worse!, better!), midP!, 1e-10);
    expectNear(mcnemarMidP(better!, worse!), midP!, 1e-10);
    const twice = 2 * binomialCdf(Math.min(worse!, better!), worse! + better!, 0.5);
    expectNear(Math.min(1, twice), exact!, 1e-10);
  }
});

test('McNemar’s mid-p of up to a million discordant pairs', () => {
  for (const [worse, better, midP] of golden.mcnemarLarge.rows) expectNear(mcnemarMidP(worse!, better!), midP!, 1e-10);
});

test.each([
  [45, 30, 0.084646],
  [8, 6, 0.6072],
  [6, 4, 0.548828],
  [60, 20, 5.66e-6],
  [7, 7, 1],
  [0, 0, 1],
])('McNemar’s mid-p of %i against %i', (worse, better, midP) => {
  expectNear(mcnemarMidP(worse, better), midP, 1e-3);
  expect(mcnemarMidP(worse, better)).toBeCloseTo(midP, 4);
});
