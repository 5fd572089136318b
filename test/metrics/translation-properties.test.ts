import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { unitTest } from '../../src/metrics/units.ts';
import { splitWords } from '../../src/metrics/white-space.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { contributionsOf, digestOf, measureTexts, type Segment, statisticsOf, textMetric } from './translation-rows.ts';

const NAMES = [
  'bleu',
  'bleu@case:lc|eff:yes|tok:intl|smooth:floor:0.1',
  'bleu@tok:char|smooth:none',
  'bleu@tok:zh|smooth:add-k:1',
  'sentence_bleu',
  'chrf',
  'chrf@eff:no|nw:1|space:yes|beta:1',
  'chrf++@case:lc',
  'sentence_chrf',
  'ter',
  'ter@case:mixed|punct:no|asian:yes',
];

const word = fc.constantFrom('the', 'The', 'a', 'b.', 'cat', '10-20%', '中文', '，', 'été', '👍🏽', 'Σ', '\u0085', '');
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
const segment = fc.record({
  hyp: fc.option(text, { freq: 9 }),
  refs: fc.array(fc.option(text, { freq: 6 }), { minLength: 1, maxLength: 3 }),
  weight: fc.constantFrom(0, 1, 2, 3),
});
const segments = fc.array(segment, { minLength: 1, maxLength: 8 });
type Drawn = Segment & { readonly weight: number };
const weightsOf = (list: readonly Drawn[]) => list.map(({ weight }) => weight);

function expectSame(left: ReturnType<typeof measureTexts>, right: ReturnType<typeof measureTexts>): void {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(left.value).toBeCloseTo(right.value, 10);
}

describe.each(NAMES)('%s', (name) => {
  const holds = (check: (list: readonly Drawn[]) => void) =>
    fc.assert(fc.property(segments, check), { numRuns: runs(8) });

  it('does not depend on the order of the rows', () => {
    holds((list) => {
      const turned = list.toReversed();
      expectSame(measureTexts(name, list, weightsOf(list)), measureTexts(name, turned, weightsOf(turned)));
    });
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((row) => Array<Drawn>(row.weight).fill(row));
      expectSame(measureTexts(name, list, weightsOf(list)), measureTexts(name, copies));
    });
  });

  it('keeps the same of every segment, whatever stands beside it', () => {
    holds((list) => {
      expect(statisticsOf(name, list)).toEqual(list.flatMap((row) => statisticsOf(name, [row])));
    });
  });

  it('never gives NaN, keeps its range, and leaves rows that are no segments alone', () => {
    holds((list) => {
      const parts = contributionsOf(name, list);
      const weights = Float64Array.from(weightsOf(list));
      const { value, reason, sensitivity } = linearise(parts, weights);
      expect({ value, reason }).toEqual(evaluatorOf(parts, weights)(weights));
      const [low, high] = textMetric(name).range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= low! && value <= (high ?? Infinity)).toBe(true);
      const isUnit = unitTest(parts);
      for (const [i, { hyp, refs, weight }] of list.entries()) {
        expect(isUnit(i)).toBe(hyp !== null && refs.some((reference) => reference !== null));
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (!isUnit(i) || weight === 0) expect(sensitivity[i]).toBe(0);
      }
    });
  });

  it('is best when every hypothesis is a reference', () => {
    const best = textMetric(name).direction === 'lower' ? 0 : 100;
    holds((list) => {
      const all = [{ hyp: null, refs: ['one two three four, and more 中文'] }, ...list];
      const perfect = all.map(({ refs }) => ({
        hyp: refs.find((reference) => splitWords(reference ?? '').length > 0) ?? null,
        refs,
      }));
      expect(measureTexts(name, perfect).value).toBeCloseTo(best, 10);
    });
  });
});

/** A text with matches of every order, one that is longer than its reference, and one that is shorter. */
const CORNERLESS = [
  { hyp: 'one two three four five', refs: ['one two three four five six'] },
  { hyp: 'a b c d e f g h', refs: ['a b c d'] },
  { hyp: 'u v', refs: ['u v w x y z u v w x y z'] },
];

describe('the derivative by each weight', () => {
  const drawn = fc.array(
    fc.record({ hyp: text, refs: fc.tuple(text), weight: fc.double({ min: 0.5, max: 3, noNaN: true }) }),
    { maxLength: 6 },
  );
  const ends = fc.tuple(
    ...CORNERLESS.map((row) => fc.double({ min: 0.5, max: 3, noNaN: true }).map((weight) => ({ ...row, weight }))),
  );

  it.each(NAMES)('of %s equals the numerical one', (name) => {
    fc.assert(
      fc.property(drawn, ends, (list, fixed) => {
        const all: readonly Drawn[] = [...list, ...fixed];
        const parts = contributionsOf(name, all);
        const weights = Float64Array.from(weightsOf(all));
        const { sensitivity } = linearise(parts, weights);
        for (let i = 0; i < all.length; i++) expect(sensitivity[i]).toBeCloseTo(slope(parts, weights, i), 5);
        const drift = sensitivity.reduce((sum, d, i) => sum + d * weights[i]!, 0);
        if (!name.includes('add-k')) expect(drift).toBeCloseTo(0, 10);
      }),
      { numRuns: runs(8) },
    );
  });
});

/** Central difference of the value by the weight of one row. */
function slope(parts: Contributions, weights: Float64Array, i: number): number {
  const step = 1e-5;
  const at = (weight: number) => linearise(parts, weights.with(i, weight)).value!;
  return (at(weights[i]! + step) - at(weights[i]! - step)) / (2 * step);
}

it('counts n-grams as they are listed one by one', () => {
  const longer = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }).map((letters) => letters.join(' '));
  const listed = (words: readonly string[], n: number) => {
    const counts = new Map<string, number>();
    for (let i = 0; i + n <= words.length; i++) {
      const ngram = words.slice(i, i + n).join(' ');
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
    return counts;
  };
  fc.assert(
    fc.property(longer, fc.array(longer, { minLength: 1, maxLength: 3 }), (hyp, refs) => {
      const [statistics] = statisticsOf('bleu', [{ hyp, refs }]);
      const words = (text: string) => text.split(' ').filter(Boolean);
      for (let n = 1; n <= 4; n++) {
        const theirs = refs.map((reference) => listed(words(reference), n));
        let matches = 0;
        for (const [ngram, count] of listed(words(hyp), n)) {
          matches += Math.min(count, Math.max(...theirs.map((counts) => counts.get(ngram) ?? 0)));
        }
        expect(statistics![1 + n]).toBe(matches);
      }
    }),
  );
});

it('digests into as many numbers as it says', () => {
  for (const name of NAMES) {
    const { digest } = textMetric(name);
    expect([...digestOf(name, CORNERLESS).vectors.keys()]).toEqual([digest!.key]);
    expect(statisticsOf(name, CORNERLESS)[0]).toHaveLength(digest!.width);
  }
});
