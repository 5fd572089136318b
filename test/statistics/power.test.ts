import { expect, test } from 'vitest';
import { rowsNeeded, smallestVisibleDrop } from '../../src/statistics/power.ts';

test.each([
  [0.02, [4947, 1237, 310, 138]],
  [0.05, [12366, 3092, 773, 344]],
  [0.1, [24731, 6183, 1546, 687]],
  [0.2, [49461, 12366, 3092, 1374]],
])('rows needed where %f of the pairs differ, for tolerances .005, .01, .02 and .03', (discordant, expected) => {
  for (const n of [1, 500, 1000]) {
    const needed = [0.005, 0.01, 0.02, 0.03].map((tolerance) => rowsNeeded(n, Math.sqrt(discordant / n), tolerance));
    expect(needed).toEqual(expected);
  }
});

test.each([
  [0.005, 55940],
  [0.01, 13985],
  [0.02, 3497],
  [0.03, 1554],
  [0.05, 560],
])(
  'rows needed on each side of an unpaired comparison of proportions of .87, for tolerance %f',
  (tolerance, expected) => {
    expect(rowsNeeded(1000, Math.sqrt((2 * 0.87 * 0.13) / 1000), tolerance)).toBe(expected);
  },
);

test.each([
  [100, 0.0786],
  [200, 0.0556],
  [500, 0.0352],
  [1000, 0.0249],
  [5000, 0.0111],
])('smallest drop that %i pairs show where a tenth of them differs', (n, expected) => {
  expect(smallestVisibleDrop(Math.sqrt(0.1 / n))).toBeCloseTo(expected, 4);
});

test('the rows needed to see a drop see exactly that drop', () => {
  const needed = rowsNeeded(400, 0.013, 0.02, 0.01, 0.9);
  expect(smallestVisibleDrop(0.013 * Math.sqrt(400 / needed), 0.01, 0.9)).toBeLessThanOrEqual(0.02);
  expect(smallestVisibleDrop(0.013 * Math.sqrt(400 / (needed - 1)), 0.01, 0.9)).toBeGreaterThan(0.02);
});

test('at least one row, and no number of rows for no tolerance', () => {
  expect(rowsNeeded(10, 0, 0.1)).toBe(1);
  for (const tolerance of [0, -0.1, Number.NaN]) expect(() => rowsNeeded(10, 0.1, tolerance)).toThrow(RangeError);
});
