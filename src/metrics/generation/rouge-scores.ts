import { stem } from './porter-stemmer.ts';
import { commonLength, commonPositions } from './subsequences.ts';

/** Precision, recall and F of one text against one reference. */
export type RougeScore = readonly [precision: number, recall: number, f: number];

type Tokenizer = (text: string) => readonly string[];

const NOTHING: RougeScore = [0, 0, 0];

/**
 * Tokens of a text: runs of the letters a–z and digits in lower case. Every other character parts tokens, so that naïve has two, na and ve,
 * and a text in another script none. With `stems`, tokens of more than three characters are replaced by their stems.
 * Example: "Naïve cats RAN!" has the tokens na, ve, cats and ran, the third of which has the stem cat. Source: rouge-score 0.1.2, its default tokenizer.
 */
export function rougeTokenizer(stems: boolean): Tokenizer {
  const known = new Map<string, string>();
  const stemOf = (token: string): string => {
    const found = known.get(token) ?? stem(token);
    known.set(token, found);
    return found;
  };
  return (text) => {
    const tokens: string[] = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    return stems ? tokens.map((token) => (token.length > 3 ? stemOf(token) : token)) : tokens;
  };
}

/**
 * ROUGE-N: the n-grams that text and reference share, each as often as it occurs in both, over those of the text (precision) and of the
 * reference (recall). Without n-grams on a side that side's score is 0.
 * Example: the bigrams of "a b a b" against those of "a b c" share one of three and one of two, F = 2/5.
 * Source: Lin, "ROUGE: a package for automatic evaluation of summaries" (2004); rouge-score 0.1.2 `rouge1` … `rouge9`.
 */
export function scoreNgrams(n: number, tokenize: Tokenizer) {
  return (hypothesis: string, reference: string): RougeScore => {
    const [own, other] = [tokenize(hypothesis), tokenize(reference)];
    const counts = countNgrams(other, n);
    let shared = 0;
    for (const [ngram, count] of countNgrams(own, n)) shared += Math.min(count, counts.get(ngram) ?? 0);
    return scoreOf(shared, Math.max(own.length - n + 1, 1), Math.max(other.length - n + 1, 1));
  };
}

/**
 * ROUGE-L: the longest common subsequence of the whole texts, line ends aside, over the tokens of either; 0 where one has none.
 * Example: "a x b" against "a b c d" has P = 2/3, R = 1/2, F = 4/7. Source: Lin (2004); rouge-score 0.1.2 `rougeL`.
 */
export function scoreLongest(tokenize: Tokenizer) {
  return (hypothesis: string, reference: string): RougeScore => {
    const [own, other] = [tokenize(hypothesis), tokenize(reference)];
    if (own.length === 0 || other.length === 0) return NOTHING;
    return scoreOf(commonLength(other, own), own.length, other.length);
  };
}

/**
 * ROUGE-L of summaries, whose sentences are lines: for each line of the reference the tokens in a longest common subsequence with any line of
 * the text, each counted at most as often as the text has it, over all tokens of either.
 * Example: the lines "a b", "c" against the line "c a b" have P = R = F = 1, where ROUGE-L has 2/3.
 * Source: Lin (2004), section 3.2; rouge-score 0.1.2 `rougeLsum` without `split_summaries`.
 */
export function scoreLines(tokenize: Tokenizer) {
  const linesOf = (text: string) => text.split('\n').map(tokenize);
  return (hypothesis: string, reference: string): RougeScore => {
    const [own, other] = [linesOf(hypothesis), linesOf(reference)];
    const left = countNgrams(own.flat(), 1);
    let hits = 0;
    for (const line of other) {
      for (const position of new Set(own.flatMap((ownLine) => commonPositions(line, ownLine)))) {
        const token = line[position]!;
        const count = left.get(token)!;
        if (count === 0) continue;
        left.set(token, count - 1);
        hits += 1;
      }
    }
    return hits === 0 ? NOTHING : scoreOf(hits, own.flat().length, other.flat().length);
  };
}

/**
 * The score against the reference whose F is largest, the first of equals.
 * Example: "a" against "a b" and "a" has the score 1 of the second. Source: rouge-score 0.1.2 `score_multi`.
 */
export function bestScore(
  score: (hypothesis: string, reference: string) => RougeScore,
): (hypothesis: string, references: readonly string[]) => RougeScore {
  return (hypothesis, references) =>
    references
      .map((reference) => score(hypothesis, reference))
      .reduce((best, next) => (next[2] > best[2] ? next : best));
}

/** The order of the operations is that of rouge-score, so that equal scores of two references are equal here too. */
function scoreOf(shared: number, own: number, other: number): RougeScore {
  const [precision, recall] = [shared / own, shared / other];
  return [precision, recall, precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0];
}

function countNgrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const ngram = tokens.slice(i, i + n).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
