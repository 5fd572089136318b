import type { Digest } from '../../model/metric.ts';
import { CORRECT, HYPOTHESIS, ORDER, REFERENCE, TOTAL, WIDTH } from './bleu-score.ts';
import { countNgrams } from './ngram-counts.ts';
import { digestSegments } from './segments.ts';
import { createVocabulary } from './symbols.ts';
import { TOKENIZERS } from './tokenizers.ts';
import { trimEnd } from './whitespace.ts';

/**
 * The counts that BLEU is made from, of each segment: [tokens of the hypothesis, tokens of the reference, correct n-grams of order 1..4,
 * n-grams of the hypothesis of order 1..4]. An n-gram is correct as often as it occurs in that reference which has it most often. The
 * reference length is the one nearest to that of the hypothesis, the shorter of two as near. Lower case comes before tokens.
 * Example: `The man had just bitten him.` against `The man bit him first.` gives [7, 6, 4, 1, 0, 0, 7, 6, 5, 4].
 * Source: Papineni et al. (2002); sacreBLEU 2.6 `BLEU`.
 */
export function digestBleu(tokenizer: keyof typeof TOKENIZERS, lowercase: boolean): Digest {
  return digestSegments(`bleu|case:${lowercase ? 'lc' : 'mixed'}|tok:${tokenizer}`, WIDTH, () => {
    const numberWords = createVocabulary();
    const ngrams = countNgrams(ORDER);
    const matches = new Int32Array(ORDER);
    const tokenize = (text: string) =>
      numberWords(TOKENIZERS[tokenizer](trimEnd(lowercase ? text.toLowerCase() : text)));
    return (hypothesis, references, out) => {
      const ours = tokenize(hypothesis);
      const theirs = references.map(tokenize);
      ngrams.clear(theirs.reduce((sum, { length }) => sum + length, 0));
      for (const tokens of theirs) ngrams.addReference(tokens);
      matches.fill(0);
      ngrams.takeMatches(ours, matches);
      out[HYPOTHESIS] = ours.length;
      out[REFERENCE] = nearestLength(ours.length, theirs);
      for (let n = 0; n < ORDER; n++) {
        out[CORRECT + n] = matches[n]!;
        out[TOTAL + n] = Math.max(ours.length - n, 0);
      }
    };
  });
}

function nearestLength(length: number, references: readonly Int32Array[]): number {
  const lengths = references.map((reference) => reference.length);
  return lengths.reduce((best, other) => {
    const farther = Math.abs(other - length) - Math.abs(best - length);
    return farther < 0 || (farther === 0 && other < best) ? other : best;
  });
}
