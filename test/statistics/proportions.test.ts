import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clopperPearsonBounds } from '../../src/statistics/clopper-pearson.ts';
import { newcombeBounds } from '../../src/statistics/newcombe.ts';
import { wilsonBounds } from '../../src/statistics/wilson.ts';
import golden from './golden/proportions.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

const counts = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5000 }))
  .map(([share, n]) => [Math.round(share * n), n] as const);
const level = fc.double({ min: 0.5, max: 0.999999, noNaN: true });

test('Wilson bounds of every proportion up to 30 trials', () => {
  for (const [k, n, low95, high95, low998, high998] of golden.wilson.rows) {
    const bounds = wilsonBounds(k!, n!)!;
    expectNear(bounds.low(0.975), low95!, 1e-12, 1e-15);
    expectNear(bounds.high(0.975), high95!, 1e-12);
    expectNear(bounds.low(0.999), low998!, 1e-12, 1e-15);
    expectNear(bounds.high(0.999), high998!, 1e-12);
  }
});

test('Clopper–Pearson bounds of every proportion up to 30 trials', () => {
  for (const [k, n, low, high] of golden.clopperPearson.rows) {
    const bounds = clopperPearsonBounds(k!, n!)!;
    expectNear(bounds.low(0.975), low!, 1e-10);
    expectNear(bounds.high(0.975), high!, 1e-10);
  }
  expect(clopperPearsonBounds(0, 0)).toBeNull();
  expect(() => clopperPearsonBounds(6, 5)).toThrow(RangeError);
});

test.each([
  [870, 1000, 0.847732, 0.889436],
  [0, 50, 0, 0.071348],
  [50, 50, 0.928652, 1],
  [3, 20, 0.052369, 0.360419],
  [95, 100, 0.88825, 0.978456],
  [29, 30, 0.833296, 0.994091],
])('Wilson bounds of %i successes in %i', (k, n, low, high) => {
  const bounds = wilsonBounds(k, n)!;
  expect(bounds.method).toBe('wilson');
  expect(bounds.low(0.975)).toBeCloseTo(low, 6);
  expect(bounds.high(0.975)).toBeCloseTo(high, 6);
});

test('one-sided Wilson bound of 870 in 1000', () => {
  expect(wilsonBounds(870, 1000)!.low(0.95)).toBeCloseTo(0.851504, 6);
});

test('Wilson bounds at the ends are exact, without trials absent, and wrong counts are refused', () => {
  expect(wilsonBounds(0, 7)!.low(0.95)).toBe(0);
  expect(wilsonBounds(7, 7)!.high(0.95)).toBe(1);
  expect(wilsonBounds(0, 0)).toBeNull();
  for (const [k, n] of [
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
    [1, Number.NaN],
  ]) {
    expect(() => wilsonBounds(k!, n!)).toThrow(RangeError);
  }
});

test('an effective sample size may be fractional, and a larger one narrows', () => {
  const [small, large] = [wilsonBounds(7.3, 10.6)!, wilsonBounds(14.6, 21.2)!];
  expect(small.low(0.95)).toBeLessThan(large.low(0.95));
  expect(large.high(0.95)).toBeLessThan(small.high(0.95));
});

test('Wilson bounds stay around the estimate, widen with the level, and swap with successes and failures', () => {
  fc.assert(
    fc.property(counts, level, level, ([k, n], one, two) => {
      const [bounds, mirror] = [wilsonBounds(k, n)!, wilsonBounds(n - k, n)!];
      const [narrow, wide] = [Math.min(one, two), Math.max(one, two)];
      expect(bounds.low(wide)).toBeLessThanOrEqual(bounds.low(narrow));
      expect(bounds.high(wide)).toBeGreaterThanOrEqual(bounds.high(narrow));
      expect(bounds.low(wide)).toBeLessThanOrEqual(k / n + 1e-15);
      expect(bounds.low(wide)).toBeGreaterThanOrEqual(0);
      expect(bounds.low(wide)).toBeCloseTo(1 - mirror.high(wide), 14);
    }),
  );
});

test('Newcombe bounds, against every mixture of extreme and middling sides', () => {
  for (const [k1, n1, k2, n2, low, high] of golden.newcombe.rows) {
    const bounds = newcombeBounds(k1!, n1!, k2!, n2!)!;
    expectNear(bounds.low(0.95), low!, 1e-12, 1e-15);
    expectNear(bounds.high(0.95), high!, 1e-12, 1e-15);
  }
});

test.each([
  [56, 70, 48, 80, 0.975, 0.052431, 0.333873],
  [870, 1000, 885, 1000, 0.975, -0.043833, 0.013808],
  [870, 1000, 885, 1000, 0.95, -0.039174, 0.009156],
])('Newcombe bounds of %i/%i − %i/%i at level %f', (k1, n1, k2, n2, at, low, high) => {
  const bounds = newcombeBounds(k1, n1, k2, n2)!;
  expect(bounds.method).toBe('newcombe');
  expect(bounds.low(at)).toBeCloseTo(low, 6);
  expect(bounds.high(at)).toBeCloseTo(high, 6);
});

test('Newcombe bounds stay in [−1, 1], widen with the level, and mirror when the sides swap', () => {
  fc.assert(
    fc.property(counts, counts, level, level, ([k1, n1], [k2, n2], one, two) => {
      const [bounds, mirror] = [newcombeBounds(k1, n1, k2, n2)!, newcombeBounds(k2, n2, k1, n1)!];
      const [narrow, wide] = [Math.min(one, two), Math.max(one, two)];
      expect(bounds.low(wide)).toBeLessThanOrEqual(bounds.low(narrow));
      expect(bounds.high(wide)).toBeGreaterThanOrEqual(bounds.high(narrow));
      expect(bounds.low(wide)).toBeGreaterThanOrEqual(-1);
      expect(bounds.high(wide)).toBeLessThanOrEqual(1);
      expect(bounds.low(wide)).toBeCloseTo(-mirror.high(wide), 14);
    }),
  );
  expect(newcombeBounds(0, 0, 1, 2)).toBeNull();
  expect(newcombeBounds(1, 2, 0, 0)).toBeNull();
});
