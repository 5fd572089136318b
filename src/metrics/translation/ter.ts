import type { Digest, Reduction } from '../../model/metric.ts';
import { NO_EXAMPLES } from '../evaluate.ts';
import { digestTexts } from '../texts.ts';
import { stripEnd } from '../white-space.ts';
import { countEdits } from './shifts.ts';
import { createVocabulary } from './symbols.ts';
import { type TercomOptions, tokenizeTercom } from './tercom.ts';

/**
 * What translation edit rate is made from, of each segment: [the fewest edits that turn the hypothesis into one of the references, the
 * mean length of the references in tokens]. References are tokenized twice, as in sacreBLEU, where the second time parts possessives from
 * stops that the first time parted: normalised, `dog's.` is not the same as a reference `dog's.`.
 * Example: `a b c d e f` against `d e f a b c` and `a b c d e f g h` gives [1, 7].
 * Sources: Snover et al. (2006); sacreBLEU 2.6 `TER`.
 */
export function digestTer(options: TercomOptions): Digest {
  const { normalized, withoutPunctuation, asian, lowercase } = options;
  const yes = (on: boolean) => (on ? 'yes' : 'no');
  const key = `ter|case:${lowercase ? 'lc' : 'mixed'}|norm:${yes(normalized)}|punct:${yes(!withoutPunctuation)}|asian:${yes(asian)}`;
  const tokenize = (text: string) => tokenizeTercom(stripEnd(text), options);
  return digestTexts(key, 2, (hypothesis, references) => {
    const number = createVocabulary();
    const ours = number(tokenize(hypothesis));
    const theirs = references.map((reference) => number(tokenize(tokenize(reference).join(' '))));
    const edits = Math.min(...theirs.map((reference) => countEdits(ours, reference)));
    return [edits, theirs.reduce((sum, { length }) => sum + length, 0) / theirs.length];
  });
}

/**
 * TER = 100·edits / reference length, both summed over the segments; above 100 when the hypotheses need more edits than the references
 * have words. When the references are all empty and the hypotheses are not 100, with the reason `zero_division`; when there is no word
 * at all no value, `no_examples`. Example: 2 edits of 8 words give 25. Sources: as for the digest.
 */
export function reduceTer(totals: Float64Array): Reduction {
  const [edits = 0, length = 0] = totals;
  if (length === 0) {
    const gradient = new Float64Array(2);
    return edits === 0 ? { ...NO_EXAMPLES, gradient } : { value: 100, reason: 'zero_division', gradient };
  }
  const value = (100 * edits) / length;
  return { value, reason: null, gradient: Float64Array.of(100 / length, -value / length) };
}
