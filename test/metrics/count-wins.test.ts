import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWins } from '../../src/metrics/classification/count-wins.ts';

/** Spread out, tied, crowded beside far ones at several scales, and all equal. */
const scores = fc.oneof(
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }),
  fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 300 }),
  fc.array(
    fc
      .tuple(fc.constantFrom(1e-300, 1e-9, 1, 1e6, 1e300), fc.integer({ min: 0, max: 20 }))
      .map(([scale, step]) => scale * step),
    { minLength: 100, maxLength: 400 },
  ),
  fc.array(fc.constant(0.5), { maxLength: 200 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
);

describe('countWins', () => {
  it('counts scores that lie further apart than a double can tell', () => {
    const far = Float64Array.of(-1.7e308, 0, 1.7e308);
    expect(countWins(far, Int8Array.of(0, 1, 1))).toEqual({ negatives: 1, positives: 2, halves: 4 });
    expect(countWins(far, Int8Array.of(1, -1, 0))).toEqual({ negatives: 1, positives: 1, halves: 0 });
  });

  it('counts what comparing every pair counts', () => {
    fc.assert(
      fc.property(scores, fc.infiniteStream(fc.constantFrom(-1, 0, 1)), (list, marks) => {
        const values = Float64Array.from(list);
        const positive = Int8Array.from(list, () => marks.next().value);
        const side = (mark: number) => list.filter((_, i) => positive[i] === mark);
        let halves = 0;
        for (const high of side(1)) for (const low of side(0)) halves += high > low ? 2 : high === low ? 1 : 0;
        expect(countWins(values, positive)).toEqual({
          negatives: side(0).length,
          positives: side(1).length,
          halves,
        });
        expect(values).toEqual(Float64Array.from(list));
      }),
    );
  });
});
