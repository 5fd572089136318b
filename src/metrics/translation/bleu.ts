import type { Digest } from '../../model/metric.ts';
import { digestTexts } from '../texts.ts';
import { stripEnd } from '../white-space.ts';
import { ORDER, WIDTH } from './bleu-score.ts';
import { countNgrams } from './ngram-counts.ts';
import { createVocabulary } from './symbols.ts';
import { TOKENIZERS } from './tokenizers.ts';

/**
 * The counts that BLEU is made from, of each segment: [tokens of the hypothesis, tokens of the reference, correct n-grams of order 1..4,
 * n-grams of the hypothesis of order 1..4]. An n-gram is correct as often as it occurs in that reference which has it most often. The
 * reference length is the one nearest to that of the hypothesis, the shorter of two as near. Lower case comes before tokens.
 * Example: `The man had just bitten him.` against `The man bit him first.` gives [7, 6, 4, 1, 0, 0, 7, 6, 5, 4].
 * Source: Papineni et al. (2002); sacreBLEU 2.6 `BLEU`.
 */
export function digestBleu(tokenizer: keyof typeof TOKENIZERS, lowercase: boolean): Digest {
  const ngrams = countNgrams(ORDER);
  const tokenize = (text: string) => TOKENIZERS[tokenizer](stripEnd(lowercase ? text.toLowerCase() : text));
  return digestTexts(`bleu|case:${lowercase ? 'lc' : 'mixed'}|tok:${tokenizer}`, WIDTH, (hypothesis, references) => {
    const number = createVocabulary();
    const ours = number(tokenize(hypothesis));
    const theirs = references.map((reference) => number(tokenize(reference)));
    ngrams.clear(theirs.reduce((sum, { length }) => sum + length, 0));
    for (const tokens of theirs) ngrams.addReference(tokens);
    const ofOrders = Array.from({ length: ORDER }, (_, n) => Math.max(ours.length - n, 0));
    return [ours.length, nearestLength(ours.length, theirs), ...ngrams.takeMatches(ours), ...ofOrders];
  });
}

function nearestLength(length: number, references: readonly Int32Array[]): number {
  const lengths = references.map((reference) => reference.length);
  return lengths.reduce((best, other) => {
    const farther = Math.abs(other - length) - Math.abs(best - length);
    return farther < 0 || (farther === 0 && other < best) ? other : best;
  });
}
