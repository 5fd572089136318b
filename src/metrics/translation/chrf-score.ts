import type { Reduction } from '../../model/metric.ts';
import { NO_EXAMPLES } from '../evaluate.ts';

export interface ChrfOptions {
  /** Orders of character n-grams: 1 to this. */
  readonly characters: number;
  /** Orders of word n-grams: 1 to this; 0: none. chrF++ has 2. */
  readonly words: number;
  /** White space counts as characters, too. */
  readonly withSpaces: boolean;
  readonly lowercase: boolean;
  /** How much more recall counts than precision. */
  readonly beta: number;
  /** Orders that one side has no n-gram of are left out. Otherwise each order has an F of its own, with 10⁻¹⁶ in place of a ratio 0/0. */
  readonly effective: boolean;
}

type Weighting = Pick<ChrfOptions, 'beta' | 'effective'>;

/** What stands in for a ratio 0/0. */
const EPSILON = 1e-16;

/**
 * chrF = 100·(1 + β²)PR/(β²P + R) from the totals of all segments, in 0..100: P and R are the means, over the orders that both sides have
 * n-grams of, of matches / n-grams of the hypotheses and matches / n-grams of the references. 0 without such an order, and without matches.
 * Not `effective`: the mean over all orders of 100·(1 + β²)pr/(β²p + r) of the order's own precision p and recall r.
 * Example: β = 2 and [3, 3, 2, 2, 2, 1] have P = R = 7/12, and the value 58.3333333333.
 * Sources: Popović (2015, 2017); sacreBLEU 2.6 `CHRF`, where not `effective` is `eps_smoothing`.
 */
export function scoreChrf({ beta, effective }: Weighting): (totals: Float64Array) => Reduction {
  return (totals) => (effective ? averageThenF(totals, beta) : fThenAverage(totals, beta));
}

/**
 * The same of totals that the number of segments follows: without any segment no value, `no_examples`. Segments without an n-gram on one side
 * score 0, as in sacreBLEU.
 */
export function reduceChrf(weighting: Weighting): (totals: Float64Array) => Reduction {
  const score = scoreChrf(weighting);
  return (totals) => {
    const gradient = new Float64Array(totals.length);
    if (totals.at(-1) === 0) return { ...NO_EXAMPLES, gradient };
    const scored = score(totals.subarray(0, -1));
    gradient.set(scored.gradient);
    return { ...scored, gradient };
  };
}

function averageThenF(totals: Float64Array, beta: number): Reduction {
  const gradient = new Float64Array(totals.length);
  let used = 0;
  let precision = 0;
  let recall = 0;
  for (let k = 0; k < totals.length; k += 3) {
    if (totals[k] === 0 || totals[k + 1] === 0) continue;
    used += 1;
    precision += totals[k + 2]! / totals[k]!;
    recall += totals[k + 2]! / totals[k + 1]!;
  }
  if (precision === 0) return { value: 0, reason: null, gradient };
  const { value, byPrecision, byRecall } = fOf(precision / used, recall / used, beta);
  for (let k = 0; k < totals.length; k += 3) {
    if (totals[k] === 0 || totals[k + 1] === 0) continue;
    setGradient(gradient, totals, k, (100 * byPrecision) / used, (100 * byRecall) / used);
  }
  return { value: 100 * value, reason: null, gradient };
}

function fThenAverage(totals: Float64Array, beta: number): Reduction {
  const gradient = new Float64Array(totals.length);
  const orders = totals.length / 3;
  let sum = 0;
  for (let k = 0; k < totals.length; k += 3) {
    const precision = totals[k]! > 0 ? totals[k + 2]! / totals[k]! : EPSILON;
    const recall = totals[k + 1]! > 0 ? totals[k + 2]! / totals[k + 1]! : EPSILON;
    if (beta ** 2 * precision + recall === 0) {
      sum += EPSILON;
      continue;
    }
    const { value, byPrecision, byRecall } = fOf(precision, recall, beta);
    sum += value;
    setGradient(gradient, totals, k, (100 * byPrecision) / orders, (100 * byRecall) / orders);
  }
  return { value: (100 * sum) / orders, reason: null, gradient };
}

/** Fβ of a precision and a recall that are not both 0, and its derivatives. */
function fOf(precision: number, recall: number, beta: number) {
  const weight = beta ** 2;
  const denominator = weight * precision + recall;
  return {
    value: ((1 + weight) * precision * recall) / denominator,
    byPrecision: ((1 + weight) * recall ** 2) / denominator ** 2,
    byRecall: ((1 + weight) * weight * precision ** 2) / denominator ** 2,
  };
}

/** The derivatives by the three counts of an order from those by its precision and recall. */
function setGradient(
  gradient: Float64Array,
  totals: Float64Array,
  k: number,
  byPrecision: number,
  byRecall: number,
): void {
  const [hypothesis, reference, matched] = [totals[k]!, totals[k + 1]!, totals[k + 2]!];
  if (hypothesis > 0) {
    gradient[k] = (-byPrecision * matched) / hypothesis ** 2;
    gradient[k + 2]! += byPrecision / hypothesis;
  }
  if (reference > 0) {
    gradient[k + 1] = (-byRecall * matched) / reference ** 2;
    gradient[k + 2]! += byRecall / reference;
  }
}
