import type { Contributions, Reduction } from '../../model/metric.ts';
import type { BinReduction, Bins } from './binned.ts';
import type { Forecasts } from './forecasts.ts';

/*
 * Murphy's decomposition of the Brier score of one class over bins. With n_b rows in bin b, of mean probability p_b and share of events o_b,
 * and o the share of events of all n rows,
 *
 *   reliability − resolution + uncertainty = (1/n)·Σ (p_b(i) − yᵢ)²,
 *
 * the Brier score that the model would have if every row had the mean probability of its bin. It is the Brier score of the model itself when
 * all probabilities of a bin are equal; else that has (1/n)·Σ ((pᵢ − p_b)² − 2(pᵢ − p_b)(yᵢ − o_b)) in addition, the spread within bins.
 *
 * Source: Murphy, "A new vector partition of the probability score" (1973); the rest: Stephenson, Coelho and Jolliffe, "Two extra components in
 * the Brier score decomposition" (2008).
 */

/**
 * Reliability Σ (n_b/n)(o_b − p_b)², in 0..1: how far probabilities lie from what happens. Small samples raise it.
 * Example: two rows of probability .2, one of which is an event, have (.5 − .2)² = .09.
 */
export function unreliability({ weights, sums, total }: Bins): BinReduction {
  const gaps = weights.map((weight, bin) => (weight === 0 ? 0 : sums[bin]! / weight));
  const value = Math.min(1, gaps.reduce((sum, gap, bin) => sum + weights[bin]! * gap * gap, 0) / total);
  return {
    value,
    byWeight: gaps.map((gap) => -(gap * gap + value) / total),
    bySum: gaps.map((gap) => (2 * gap) / total),
  };
}

/**
 * Resolution Σ (n_b/n)(o_b − o)², in 0..¼: how far bins lie apart in what happens. Small samples raise it.
 * Example: a bin of two events and one of two other rows have ¼.
 */
export function resolution({ weights, sums, total }: Bins): BinReduction {
  const share = sums.reduce((sum, events) => sum + events, 0) / total;
  const offsets = weights.map((weight, bin) => (weight === 0 ? 0 : sums[bin]! / weight - share));
  const value = Math.min(0.25, offsets.reduce((sum, offset, bin) => sum + weights[bin]! * offset * offset, 0) / total);
  return {
    value,
    byWeight: offsets.map((offset) => (share * share - (share + offset) ** 2 - value) / total),
    bySum: offsets.map((offset) => (2 * offset) / total),
  };
}

/** Uncertainty o(1 − o), in 0..¼: the Brier score of always giving the share of events. It depends on the labels alone. */
export function uncertainty({ outcome, inRange }: Forecasts): Contributions {
  const cells = Int32Array.from(outcome);
  const reduce = inRange ? spreadOfOutcomes : () => nothing('out_of_range');
  return { kind: 'sums', addends: { form: 'cell', cells }, width: 2, reduce };
}

function spreadOfOutcomes(totals: Float64Array): Reduction {
  const total = totals[0]! + totals[1]!;
  if (total === 0) return nothing('no_examples');
  const share = totals[1]! / total;
  const slope = (1 - 2 * share) / total;
  return { value: share * (1 - share), reason: null, gradient: Float64Array.of(-slope * share, slope * (1 - share)) };
}

function nothing(reason: 'no_examples' | 'out_of_range'): Reduction {
  return { value: null, reason, gradient: new Float64Array(2) };
}
