import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepDown } from '../../src/statistics/holm.ts';
import { runs } from '../runs.ts';
import golden from './golden/multiplicity.json' with { type: 'json' };

/** A bound that excludes 0 at a level rejects exactly when its p-value is at most 1 − level. */
function byPValues(pValues: readonly number[], alpha: number) {
  return stepDown(
    pValues.map((p) => (level: number) => p <= 1 - level),
    alpha,
  );
}

/** Holm's procedure as printed: from the smallest p-value on, until the first that exceeds alpha/(m − i). */
function textbookHolm(pValues: readonly number[], alpha: number): readonly boolean[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const stop = order.findIndex((member, i) => pValues[member]! > alpha / (pValues.length - i));
  const rejected = new Set(stop < 0 ? order : order.slice(0, stop));
  return pValues.map((_, i) => rejected.has(i));
}

test('rejects what Holm’s procedure on p-values rejects', () => {
  for (const [pValues, rejected] of golden.holm.rows as [number[], boolean[]][]) {
    expect(byPValues(pValues, 0.05).map((result) => result.rejected)).toEqual(rejected);
  }
});

test('each member keeps the level that decided on it', () => {
  const results = byPValues([0.001, 0.008, 0.012, 0.03, 0.04, 0.2, 0.6], 0.05);
  expect(results.map(({ rejected }) => rejected)).toEqual([true, true, false, false, false, false, false]);
  expect(results[0]!.level).toBe(1 - 0.05 / 7);
  expect(results[1]!.level).toBe(1 - 0.05 / 6);
  for (const { level } of results.slice(2)) expect(level).toBe(1 - 0.05 / 5);
});

test('members that cannot be evaluated count; a family may be empty or wholly rejected', () => {
  const never = () => false;
  expect(stepDown([never, (level) => level <= 0.975], 0.05)[1]).toEqual({ rejected: true, level: 0.975 });
  expect(stepDown([(level) => level <= 0.95], 0.05)).toEqual([{ rejected: true, level: 0.95 }]);
  expect(stepDown([never, never, (level) => level <= 0.975], 0.05).every(({ rejected }) => !rejected)).toBe(true);
  expect(byPValues([0, 0, 0], 0.05).every(({ rejected }) => rejected)).toBe(true);
  expect(stepDown([], 0.05)).toEqual([]);
});

test('equals the textbook on any family', () => {
  const p = fc.oneof(fc.double({ min: 0, max: 0.06, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(p, { maxLength: 25 }), fc.constantFrom(0.01, 0.05, 0.2), (pValues, alpha) => {
      const results = byPValues(pValues, alpha);
      expect(results.map(({ rejected }) => rejected)).toEqual(textbookHolm(pValues, alpha));
    }),
    { numRuns: runs(333) },
  );
});
