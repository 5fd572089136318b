import { expect, test } from 'vitest';
import { adjustPValues } from '../../src/statistics/benjamini-hochberg.ts';
import { pValueOf } from '../../src/statistics/p-value.ts';
import { studentBounds } from '../../src/statistics/student-bounds.ts';
import golden from './golden/multiplicity.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

test('adjusts as statsmodels does', () => {
  for (const [pValues, adjusted] of golden.benjaminiHochberg.rows as [number[], number[]][]) {
    adjustPValues(pValues).forEach((p, i) => {
      expectNear(p, adjusted[i]!, 1e-12);
    });
  }
});

test('the worked family, in any order', () => {
  const family = [0.001, 0.008, 0.012, 0.03, 0.04, 0.2, 0.6];
  const adjusted = [0.007, 0.028, 0.028, 0.0525, 0.056, 0.2333, 0.6];
  const rounded = (pValues: readonly number[]) => adjustPValues(pValues).map((p) => Number(p.toFixed(4)));
  expect(rounded(family)).toEqual(adjusted);
  expect(rounded(family.toReversed())).toEqual(adjusted.toReversed());
});

test('an empty family, equal values and what is no probability', () => {
  expect(adjustPValues([])).toEqual([]);
  expect(adjustPValues([1, 1, 0.04])).toEqual([1, 1, 0.12]);
  expect(() => adjustPValues([0.5, Number.NaN])).toThrow(RangeError);
  expect(() => adjustPValues([1.5])).toThrow(RangeError);
});

test('bounds turned round are the p-value of the test that they come from', () => {
  // Paired scores of ten examples: t = −2.389297, and half of the two-sided p 0.0406042.
  const bounds = studentBounds(-0.028, 0.01171893055416463, 9);
  expectNear(
    pValueOf((level) => bounds.high(level) < 0),
    0.0406042 / 2,
    1e-6,
  );
  expect(pValueOf((level) => bounds.low(level) > 0)).toBe(1);
  const sure = studentBounds(-1, 1e-3, 1000);
  expect(pValueOf((level) => sure.high(level) < 0)).toBe(1e-10);
});
