import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortScores } from '../../src/metrics/classification/sort-scores.ts';
import { groupTies } from '../../src/metrics/classification/tie-groups.ts';

/** Spread out, crowded around one value with some far away, tied, and of every size that a double can have. */
const scores = fc.oneof(
  fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
  fc.array(fc.oneof(fc.double({ min: 0, max: 1e-9, noNaN: true }), fc.constant(1e6)), {
    minLength: 80,
    maxLength: 200,
  }),
  fc.array(fc.integer({ min: -3, max: 3 })),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
);

describe('sortScores', () => {
  it('sorts as the platform does, and leaves its argument alone', () => {
    fc.assert(
      fc.property(scores, (list) => {
        const given = Float64Array.from(list);
        const sorted = sortScores(given);
        // Equality of numbers: it is all the same in which order 0 and −0 come.
        expect(sorted.every((score, i) => score === Float64Array.from(list).sort()[i])).toBe(true);
        expect(sorted.length).toBe(list.length);
        expect(given).toEqual(Float64Array.from(list));
      }),
    );
  });
});

describe('groupTies', () => {
  it('finds the group of every row that takes part', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 2, max: 5 }), (list, every) => {
        const given = Float64Array.from(list);
        const marks = Int8Array.from(given, (_, i) => (i % every === 0 ? -1 : i % 2));
        const weights = Float64Array.from(given, (_, i) => i % 4);
        const { group, scores: distinct } = groupTies(given, marks, weights);
        expect(distinct.every((score, g) => g === 0 || score > distinct[g - 1]!)).toBe(true);
        group.forEach((g, i) => {
          expect(g < 0).toBe(marks[i]! < 0 || weights[i] === 0);
          if (g >= 0) expect(distinct[g]! === given[i]).toBe(true);
        });
      }),
    );
  });
});
