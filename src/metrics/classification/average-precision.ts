import type { Linearised, Value } from '../../model/metric.ts';
import type { RankStatistic } from './ranking-scores.ts';
import { groupTies } from './tie-groups.ts';

/**
 * Average precision: Σ_g (recall_g − recall_{g−1})·precision_g over the distinct scores g in descending order. Rows with one
 * score enter together, and nothing is interpolated.
 *
 * With a_g the weight of the positives of group g, A_g and B_g the weight of positives and negatives down to it, A of all
 * positives, and π_g = A_g/(A_g + B_g): θ = Σ a_gπ_g/A. Weight on a positive of group h raises a_h, A, and every A_g from h
 * on; weight on a negative raises every B_g from h on. Hence the derivatives
 *
 *   positive:  (π_h + Σ_{g≥h} a_g·B_g/(A_g + B_g)² − θ)/A
 *   negative:  −Σ_{g≥h} a_g·A_g/(A_g + B_g)² / A
 *
 * whose sums are taken from the lowest score up. O(n log n).
 *
 * No value: `no_examples` without rows, `single_class` without a positive (scikit-learn returns 0 with a warning there).
 * Example: scores .8 .4 .35 .1 with positives 1 0 1 0 give 5/6. Source: scikit-learn `average_precision_score`.
 */
export const averagePrecision: RankStatistic = { evaluate, linearise, method: 'influence' };

function linearise(scores: Float64Array, positive: Int8Array, weights: Float64Array): Linearised {
  const sensitivity = new Float64Array(scores.length);
  const { group, positives, negatives, positiveWeight, negativeWeight } = groupTies(scores, positive, weights);
  if (positiveWeight + negativeWeight === 0) return { value: null, reason: 'no_examples', sensitivity };
  if (positiveWeight === 0) return { value: null, reason: 'single_class', sensitivity };

  const size = positives.length;
  const precision = new Float64Array(size);
  const gain = new Float64Array(size);
  const loss = new Float64Array(size);
  let positivesAbove = 0;
  let negativesAbove = 0;
  let sum = 0;
  for (let g = size - 1; g >= 0; g--) {
    positivesAbove += positives[g]!;
    negativesAbove += negatives[g]!;
    const reached = positivesAbove + negativesAbove;
    precision[g] = positivesAbove / reached;
    gain[g] = (positives[g]! * (negativesAbove / reached)) / reached;
    loss[g] = (positives[g]! * precision[g]!) / reached;
    sum += positives[g]! * precision[g]!;
  }
  for (let g = 1; g < size; g++) {
    gain[g]! += gain[g - 1]!;
    loss[g]! += loss[g - 1]!;
  }
  // Rounding of fractional weights must not carry a perfect ranking beyond 1.
  const value = Math.min(1, sum / positiveWeight);
  for (let i = 0; i < scores.length; i++) {
    const g = group[i]!;
    if (g < 0) continue;
    const change = positive[i] === 1 ? precision[g]! + gain[g]! - value : -loss[g]!;
    sensitivity[i] = change / positiveWeight;
  }
  return { value, reason: null, sensitivity };
}

function evaluate(scores: Float64Array, positive: Int8Array, weights: Float64Array): Value {
  const { value, reason } = linearise(scores, positive, weights);
  return { value, reason };
}
