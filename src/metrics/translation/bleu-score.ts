import type { Reduction } from '../../model/metric.ts';
import { NO_EXAMPLES } from '../evaluate.ts';

export const ORDER = 4;
/** Where the totals stand: two lengths in tokens, then counts for each order. */
const HYPOTHESIS = 0;
const REFERENCE = 1;
const CORRECT = 2;
const TOTAL = CORRECT + ORDER;
export const WIDTH = TOTAL + ORDER;

/** What stands in for the precision of an order without a correct n-gram. */
export type Smoothing =
  /** The i-th such order counts as 2⁻ⁱ correct n-grams. */
  | { readonly method: 'exp' }
  /** It counts as `value` correct n-grams. */
  | { readonly method: 'floor'; readonly value: number }
  /** Orders above 1 have `value` more n-grams, all of them correct. */
  | { readonly method: 'add-k'; readonly value: number }
  | { readonly method: 'none' };

/**
 * BLEU = 100·BP·exp((1/N)·Σ ln pₙ) from the totals of all segments, in 0..100: pₙ = correct n-grams / n-grams of order n of the
 * hypotheses, smoothed; N = 4, or with `effective` the largest order that the hypotheses have; BP = 1, or e^(1 − r/c) when their length c
 * is below r, that of the references. 0 when no n-gram is correct, whatever the smoothing, and when an order has no n-gram and is not
 * left out. No value, `no_examples`, when neither side holds a token. What a smoothing adds does not grow with the counts, so that a value
 * that rests on one is not quite the same when all of them double.
 * Example: correct [26, 14, 8, 4] of [35, 30, 25, 20] n-grams, lengths 35 and 36, gives 37.5071962525.
 * Sources: Papineni et al. (2002); Chen and Cherry (2014) for the smoothings; sacreBLEU 2.6 `BLEU.compute_bleu`.
 */
export function reduceBleu(smoothing: Smoothing, effective: boolean): (totals: Float64Array) => Reduction {
  return (totals) => {
    const gradient = new Float64Array(WIDTH);
    const length = totals[HYPOTHESIS]!;
    const wanted = totals[REFERENCE]!;
    if (length === 0 && wanted === 0) return { ...NO_EXAMPLES, gradient };
    if (!totals.subarray(CORRECT, TOTAL).some((correct) => correct > 0)) return { value: 0, reason: null, gradient };
    let logarithms = 0;
    let orders = 0;
    let halvings = 0;
    while (orders < ORDER) {
      const added = smoothing.method === 'add-k' && orders > 0 ? smoothing.value : 0;
      const correct = totals[CORRECT + orders]! + added;
      const total = totals[TOTAL + orders]! + added;
      if (total === 0) break;
      if (correct === 0) halvings += 1;
      const counted = correct === 0 ? standIn(smoothing, halvings) : correct;
      if (counted === 0) return { value: 0, reason: null, gradient: gradient.fill(0) };
      logarithms += Math.log(counted / total);
      if (correct > 0) gradient[CORRECT + orders] = 1 / correct;
      gradient[TOTAL + orders] = -1 / total;
      orders += 1;
    }
    if (orders < ORDER && !effective) return { value: 0, reason: null, gradient: gradient.fill(0) };
    const isShort = length < wanted;
    const value = 100 * Math.exp((isShort ? 1 - wanted / length : 0) + logarithms / orders);
    for (let k = CORRECT; k < WIDTH; k++) gradient[k]! *= value / orders;
    if (isShort) {
      gradient[HYPOTHESIS] = (value * wanted) / length ** 2;
      gradient[REFERENCE] = -value / length;
    }
    return { value, reason: null, gradient };
  };
}

function standIn(smoothing: Smoothing, halvings: number): number {
  switch (smoothing.method) {
    case 'exp':
      return 0.5 ** halvings;
    case 'floor':
      return smoothing.value;
    default:
      return 0;
  }
}
