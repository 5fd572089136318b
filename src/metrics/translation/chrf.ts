import type { Digest } from '../../model/metric.ts';
import { type ChrfOptions, scoreChrf } from './chrf-score.ts';
import { countNgrams } from './ngram-counts.ts';
import { digestSegments } from './segments.ts';
import { codePointsOf, createVocabulary } from './symbols.ts';
import { splitWords } from './whitespace.ts';

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
  return digestSegments(keyOf(options), 3 * (characters + words), () => {
    const numberWords = createVocabulary();
    const countCharacters = orderCounter(characters);
    const countWords = orderCounter(words);
    const symbolsOf = (text: string) => {
      const cased = lowercase ? text.toLowerCase() : text;
      return {
        characters: codePointsOf(cased, withSpaces),
        words: numberWords(words === 0 ? [] : splitWords(cased).flatMap(detachPunctuation)),
      };
    };
    return (hypothesis, references, out) => {
      const ours = symbolsOf(hypothesis);
      const counts = references.length === 1 ? out : new Float64Array(out.length);
      let best = -1;
      for (const reference of references) {
        const theirs = symbolsOf(reference);
        countCharacters(ours.characters, theirs.characters, counts.subarray(0, 3 * characters));
        countWords(ours.words, theirs.words, counts.subarray(3 * characters));
        if (references.length === 1) return;
        const value = score(counts).value!;
        if (value > best) out.set(counts);
        best = Math.max(best, value);
      }
    };
  });
}

function keyOf({ characters, words, withSpaces, lowercase, beta, effective }: ChrfOptions): string {
  const yes = (on: boolean) => (on ? 'yes' : 'no');
  return `chrf|case:${lowercase ? 'lc' : 'mixed'}|eff:${yes(effective)}|nc:${characters}|nw:${words}|space:${yes(withSpaces)}|beta:${beta}`;
}

/** Counts the n-grams of both sides, and their matches, for each order up to one. */
function orderCounter(orders: number): (hypothesis: Int32Array, reference: Int32Array, out: Float64Array) => void {
  const ngrams = countNgrams(orders);
  const matches = new Int32Array(orders);
  return (hypothesis, reference, out) => {
    ngrams.clear(reference.length);
    ngrams.addReference(reference);
    matches.fill(0);
    ngrams.takeMatches(hypothesis, matches);
    for (let n = 0; n < orders; n++) {
      const inReference = Math.max(reference.length - n, 0);
      out[3 * n] = inReference === 0 ? 0 : Math.max(hypothesis.length - n, 0);
      out[3 * n + 1] = inReference;
      out[3 * n + 2] = matches[n]!;
    }
  };
}

/** A word without one mark of ASCII punctuation, which is a word of its own: the last character, otherwise the first. */
function detachPunctuation(word: string): readonly string[] {
  if (word.length === 1) return [word];
  if (ASCII_PUNCTUATION.has(word.at(-1)!)) return [word.slice(0, -1), word.at(-1)!];
  if (ASCII_PUNCTUATION.has(word[0]!)) return [word[0]!, word.slice(1)];
  return [word];
}
