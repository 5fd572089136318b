import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../../src/statistics/sum.ts';

test('keeps what plain addition loses', () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
  expect(sum([])).toBe(0);
});

test('is exact where the sum can be told in whole numbers, in any order', () => {
  // Multiples of 2⁻²⁰ up to 2⁶⁰: their exact sum is a whole number of 2⁻²⁰.
  const value = fc.tuple(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), fc.integer({ min: -20, max: 30 }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), (parts) => {
      const exact = parts.reduce((total, [digits, power]) => total + (BigInt(digits) << BigInt(power + 20)), 0n);
      const expected = Number(exact) / 2 ** 20;
      const values = parts.map(([digits, power]) => digits * 2 ** power);
      for (const order of [values, values.toReversed(), values.toSorted((a, b) => a - b)]) {
        expect(Math.abs(sum(order) - expected)).toBeLessThanOrEqual(Number.EPSILON * Math.abs(expected));
      }
    }),
  );
});
