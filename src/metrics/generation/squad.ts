import { splitWords } from '../white-space.ts';

/** ASCII punctuation, Python's `string.punctuation`. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** The articles as whole words, where a word is what Python's `\w` matches: letters and numbers of any script, and the underscore. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * The words of an answer as SQuAD compares them: in lower case, without ASCII punctuation and without the articles a, an and the; what
 * was punctuation does not part words. Example: "The U.S.A.’s well-known – a – song" has the words usa’s, wellknown, –, – and song.
 * Source: Rajpurkar et al., "SQuAD: 100,000+ questions for machine comprehension of text" (2016), evaluate-v2.0.py.
 */
export function squadWords(text: string): string[] {
  return splitWords(text.toLowerCase().replace(PUNCTUATION, '').replace(ARTICLES, ' '));
}

/**
 * F1 of two bags of words, 2·shared/(words of both): each word is shared as often as it occurs in both. 1 when both are without words, 0 when
 * one is. Example: barack obama against president barack obama has 4/5. Source: SQuAD, evaluate-v2.0.py `compute_f1`.
 */
export function bagF1(own: readonly string[], other: readonly string[]): number {
  if (own.length === 0 && other.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of own) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return (2 * shared) / (own.length + other.length);
}
