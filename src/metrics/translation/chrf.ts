import type { Digest } from '../../model/metric.ts';
import { digestTexts } from '../texts.ts';
import { splitWords } from '../white-space.ts';
import { type ChrfOptions, scoreChrf } from './chrf-score.ts';
import { countNgrams } from './ngram-counts.ts';
import { codePointsOf, createVocabulary } from './symbols.ts';

const ASCII_PUNCTUATION = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/**
 * The counts that chrF is made from, of each segment: [n-grams of the hypothesis, n-grams of the reference, matches] for each order of
 * characters, then for each of words. The n-grams of the hypothesis count as 0 where the reference has none of that order. Of several
 * references the one with the highest chrF counts, the first of equals. Characters are code points.
 * Example: `ab c` against `abd` with 2 orders of characters gives [3, 3, 2, 2, 2, 1].
 * Sources: Popović (2015, 2017); sacreBLEU 2.6 `CHRF`.
 */
export function digestChrf(options: ChrfOptions): Digest {
  const { characters, words, withSpaces, lowercase } = options;
  const score = scoreChrf(options);
  const countCharacters = orderCounter(characters);
  const countWords = orderCounter(words);
  return digestTexts(keyOf(options), 3 * (characters + words), (hypothesis, references) => {
    const number = createVocabulary();
    const symbolsOf = (text: string) => {
      const cased = lowercase ? text.toLowerCase() : text;
      return {
        characters: codePointsOf(cased, withSpaces),
        words: number(words === 0 ? [] : splitWords(cased).flatMap(detachPunctuation)),
      };
    };
    const ours = symbolsOf(hypothesis);
    const all = references.map((reference) => {
      const theirs = symbolsOf(reference);
      return [...countCharacters(ours.characters, theirs.characters), ...countWords(ours.words, theirs.words)];
    });
    return all.length === 1 ? all[0]! : firstBest(all, (counts) => score(Float64Array.from(counts)).value!);
  });
}

function firstBest<T>(all: readonly T[], scoreOf: (one: T) => number): T {
  const scores = all.map(scoreOf);
  return all[scores.indexOf(Math.max(...scores))]!;
}

function keyOf({ characters, words, withSpaces, lowercase, beta, effective }: ChrfOptions): string {
  const yes = (on: boolean) => (on ? 'yes' : 'no');
  return `chrf|case:${lowercase ? 'lc' : 'mixed'}|eff:${yes(effective)}|nc:${characters}|nw:${words}|space:${yes(withSpaces)}|beta:${beta}`;
}

/** Counts for each order up to one: n-grams of the hypothesis, n-grams of the reference, matches. */
function orderCounter(orders: number): (hypothesis: Int32Array, reference: Int32Array) => readonly number[] {
  const ngrams = countNgrams(orders);
  return (hypothesis, reference) => {
    ngrams.clear(reference.length);
    ngrams.addReference(reference);
    const counts: number[] = [];
    for (const [n, matches] of ngrams.takeMatches(hypothesis).entries()) {
      const inReference = Math.max(reference.length - n, 0);
      counts.push(inReference === 0 ? 0 : Math.max(hypothesis.length - n, 0), inReference, matches);
    }
    return counts;
  };
}

/** A word without one mark of ASCII punctuation, which is a word of its own: the last character, otherwise the first. */
function detachPunctuation(word: string): readonly string[] {
  if (word.length === 1) return [word];
  if (ASCII_PUNCTUATION.has(word.at(-1)!)) return [word.slice(0, -1), word.at(-1)!];
  if (ASCII_PUNCTUATION.has(word[0]!)) return [word[0]!, word.slice(1)];
  return [word];
}
