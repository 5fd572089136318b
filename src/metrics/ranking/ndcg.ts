import type { Rankings } from '../../model/dataset.ts';
import type { Digest } from '../../model/metric.ts';
import { UNKNOWN } from './per-query.ts';
import { digestQueries, type Query } from './queries.ts';

/**
 * Normalised discounted cumulative gain as scikit-learn has it: DCG/IDCG with DCG = Σ_{r ≤ k} gain_r/log₂(r + 1) over the ranks r, and
 * IDCG the same sum when all judged items stand in the order of their relevance. The gain is the relevance. Items of one score share
 * the mean of their gains at the ranks that they take up together, of which those up to k count. In 0..1. Without a cut, k is Infinity.
 *
 * An item that was returned and not judged gains 0. One that was judged and not returned gains nothing, below every rank, and counts in
 * IDCG alone: scikit-learn knows no such items. Where nothing was to be gained, 0. A query with one item, which scikit-learn refuses,
 * gives 1 when it was returned and relevant. Negative relevance, which scikit-learn refuses too, leaves no value, and so do gains that are
 * too large to be added.
 *
 * Example: relevance 3 2 3 0 1 2 with the scores .9 .8 .7 .7 .5 .4 gives .9462464757, and .8505071682 at k = 3.
 * Sources: Järvelin and Kekäläinen (2002); for ties McSherry and Najork (2008); scikit-learn 1.9 `ndcg_score`.
 */
export function tieAveragedNdcg(k: number): Digest {
  return digestQueries(`ndcg|k:${k}|gain:linear|ties:average|v1`, 1, (rankings) => (query, out) => {
    const { judged } = query;
    const isNegative = judged.at(-1)! < 0;
    out[0] = isNegative ? UNKNOWN : normalised(tieAveragedDcg(query, rankings, k), dcgOf(judged, k, positive));
  });
}

/**
 * nDCG of the first k items as trec_eval's `ndcg_cut_k` has it: the gain is the relevance, and items of one score stand in the order of
 * their names, the last one first. Items that were not judged, and those of negative relevance, gain 0; IDCG is over all judged items.
 * Where nothing was to be gained, 0. Gains that are too large to be added leave no value. In 0..1.
 *
 * Example: in the one of `tieAveragedNdcg` with items a to f, d (relevance 0) stands before c, and ndcg_cut_3 is .7232329748.
 * Source: trec_eval 9 `ndcg_cut`.
 */
export function itemOrderedNdcg(k: number): Digest {
  return orderedNdcg(`ndcg|k:${k}|gain:linear|ties:item|v1`, k, positive);
}

/**
 * nDCG of the first k items with the gain 2^relevance − 1, which makes much of the highest grades; else as `itemOrderedNdcg`.
 * Example: relevance 1 2 in this order gives (1 + 3/log₂3)/(3 + 1/log₂3) = .7967.
 * Sources: Burges et al., "Learning to rank using gradient descent" (2005); TREC's gdeval.pl.
 */
export function exponentialNdcg(k: number): Digest {
  return orderedNdcg(`ndcg|k:${k}|gain:exponential|ties:item|v1`, k, (grade) => 2 ** positive(grade) - 1);
}

type Gain = (grade: number) => number;

/** 0 for an item that was not judged (NaN). */
function positive(grade: number): number {
  return grade > 0 ? grade : 0;
}

function orderedNdcg(key: string, k: number, gain: Gain): Digest {
  return digestQueries(key, 1, ({ relevance }) => ({ returned, judged }, out) => {
    const ranked = Float64Array.from(returned.subarray(0, k), (at) => relevance[at]!);
    out[0] = normalised(dcgOf(ranked, k, gain), dcgOf(judged, k, gain));
  });
}

/** DCG of grades in the order in which they stand. */
function dcgOf(grades: Float64Array, k: number, gain: Gain): number {
  let total = 0;
  for (let i = 0; i < Math.min(k, grades.length); i++) total += gain(grades[i]!) * discount(i);
  return total;
}

function tieAveragedDcg({ returned }: Query, { relevance, score }: Rankings, k: number): number {
  let total = 0;
  let end = 0;
  for (let start = 0; start < Math.min(k, returned.length); start = end) {
    let gain = 0;
    let discounts = 0;
    for (; end < returned.length && score[returned[end]!] === score[returned[start]!]; end++) {
      gain += positive(relevance[returned[end]!]!);
      if (end < k) discounts += discount(end);
    }
    total += (gain / (end - start)) * discounts;
  }
  return total;
}

/** What a gain is worth at a place counted from 0. */
function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}

function normalised(dcg: number, ideal: number): number {
  if (!Number.isFinite(dcg) || !Number.isFinite(ideal)) return UNKNOWN;
  // Rounding must not carry a perfect ranking beyond 1.
  return ideal === 0 ? 0 : Math.min(1, dcg / ideal);
}
