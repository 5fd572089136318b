import { expect, test } from 'vitest';
import { expectedRange } from '../../src/statistics/range-of-normals.ts';

// The constants d2 of control charts (ASTM manual on presentation of data and control chart analysis).
test.each([
  [2, 1.128],
  [3, 1.693],
  [5, 2.326],
  [10, 3.078],
  [25, 3.931],
])('%i estimates of one standard error', (size, expected) => {
  expect(expectedRange(new Array(size).fill(1))).toBeCloseTo(expected, 3);
  expect(expectedRange(new Array(size).fill(0.01))).toBeCloseTo(expected / 100, 5);
});

test('estimates of unequal precision: of two it is the mean of a half-normal', () => {
  expect(expectedRange([3, 4])).toBeCloseTo(5 * Math.sqrt(2 / Math.PI), 6);
  expect(expectedRange([0, 1])).toBeCloseTo(Math.sqrt(2 / Math.PI), 3);
});

test('fewer than two have no range', () => {
  expect([expectedRange([]), expectedRange([1]), expectedRange([0, 0])]).toEqual([0, 0, 0]);
});
