import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bounds } from '../../src/model/measurement.ts';
import { logitBounds } from '../../src/statistics/logit-bounds.ts';
import { normalBounds } from '../../src/statistics/normal-bounds.ts';
import { studentBounds } from '../../src/statistics/student-bounds.ts';
import { welchDf } from '../../src/statistics/welch.ts';
import golden from './golden/means.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b) / values.length;
}

function varianceOfMean(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((total, x) => total + (x - mean) ** 2, 0) / (values.length - 1) / values.length;
}

test('normal bounds: F1 of the reference', () => {
  const bounds = normalBounds(0.8, 0.016, 'influence');
  expect(bounds.method).toBe('influence');
  expect(bounds.low(0.975)).toBeCloseTo(0.768641, 6);
  expect(bounds.high(0.975)).toBeCloseTo(0.831359, 6);
});

test('bounds stop at the ends of the range that they are given', () => {
  const both = normalBounds(0.8020833, 0.1036921, 'delong', [0, 1]);
  expect(both.high(0.975)).toBe(1);
  expect(both.low(0.975)).toBeCloseTo(0.598851, 6);
  expect(normalBounds(0.8020833, 0.1036921, 'delong').high(0.975)).toBeCloseTo(1.005316, 6);
  expect(studentBounds(0.1, 1, 3, 't', [0, null]).low(0.95)).toBe(0);
  expect(studentBounds(0.1, 1, 3, 't', [0, null]).high(0.95)).toBeGreaterThan(2);
});

test('t bounds of means, and of the paired differences of the reference', () => {
  for (const [values, variance, low, high] of golden.student.rows as [number[], number, number, number][]) {
    const bounds = studentBounds(meanOf(values), Math.sqrt(variance), values.length - 1);
    expectNear(bounds.low(0.95), low, 1e-10, 1e-12);
    expectNear(bounds.high(0.95), high, 1e-10, 1e-12);
  }
  const base = [0.8, 0.6, 0.9, 0.4, 0.7, 0.5, 0.85, 0.3, 0.95, 0.65];
  const candidate = [0.75, 0.6, 0.92, 0.35, 0.7, 0.42, 0.8, 0.33, 0.9, 0.6];
  const differences = candidate.map((score, i) => score - base[i]!);
  const bounds = studentBounds(meanOf(differences), Math.sqrt(varianceOfMean(differences)), 9);
  expect(bounds.method).toBe('t');
  expect(bounds.low(0.95)).toBeCloseTo(-0.049482, 6);
  expect(bounds.high(0.95)).toBeCloseTo(-0.006518, 6);
});

test('Welch’s degrees of freedom and interval', () => {
  for (const [x, y, df, low, high] of golden.welch.rows as [number[], number[], number, number, number][]) {
    const [vx, vy] = [varianceOfMean(x), varianceOfMean(y)];
    const own = welchDf(Math.sqrt(vx), x.length - 1, Math.sqrt(vy), y.length - 1);
    expectNear(own, df, 1e-12);
    const bounds = studentBounds(meanOf(x) - meanOf(y), Math.sqrt(vx + vy), own);
    expectNear(bounds.low(0.95), low, 1e-10, 1e-12);
    expectNear(bounds.high(0.95), high, 1e-10, 1e-12);
  }
  expectNear(welchDf(2, 9, 2, 9), 18, 1e-14);
  expectNear(welchDf(1e-200, 9, 1e-200, 9), 18, 1e-14);
  expect(welchDf(0, 4, 1, 9)).toBe(9);
  expect(welchDf(0, 4, 0, 9)).toBe(4);
});

test('logit bounds: the area under the ROC curve of the reference', () => {
  const bounds = logitBounds(0.8020833333, Math.sqrt(0.01075205), 'delong');
  expect(bounds.method).toBe('delong');
  expect(bounds.low(0.975)).toBeCloseTo(0.529746, 6);
  expect(bounds.high(0.975)).toBeCloseTo(0.935813, 6);
});

test('bounds widen with the level, lie around the estimate, and mirror with its sign', () => {
  const estimate = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  const error = fc.double({ min: 0, max: 10, noNaN: true });
  const level = fc.double({ min: 0.5, max: 0.999999, noNaN: true });
  fc.assert(
    fc.property(
      estimate,
      error,
      fc.double({ min: 0.5, max: 1e4, noNaN: true }),
      level,
      level,
      (x, se, df, one, two) => {
        const [narrow, wide] = [Math.min(one, two), Math.max(one, two)];
        const nest = (bounds: Bounds) => {
          expect(bounds.low(wide)).toBeLessThanOrEqual(bounds.low(narrow));
          expect(bounds.high(wide)).toBeGreaterThanOrEqual(bounds.high(narrow));
          expect(bounds.low(wide)).toBeLessThanOrEqual(x + 1e-15);
          expect(bounds.high(wide)).toBeGreaterThanOrEqual(x - 1e-15);
        };
        nest(normalBounds(x, se, 'delta'));
        nest(normalBounds(x, se, 'delta', [0, 1]));
        nest(studentBounds(x, se, df));
        nest(logitBounds(x, se, 'delong'));
        expect(studentBounds(-x, se, df).low(wide)).toBe(-studentBounds(x, se, df).high(wide));
      },
    ),
  );
});

test('what cannot have bounds is refused, and never becomes NaN', () => {
  const outside = [
    () => normalBounds(Number.NaN, 1, 'delta'),
    () => normalBounds(1, -1, 'delta'),
    () => normalBounds(1, Infinity, 'delta'),
    () => studentBounds(1, 1, 0),
    () => studentBounds(1, Number.NaN, 3),
    () => logitBounds(1, 0.1, 'delong'),
    () => logitBounds(0, 0.1, 'delong'),
  ];
  for (const call of outside) expect(call, String(call)).toThrow(RangeError);
});
