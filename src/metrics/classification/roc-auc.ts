import type { Linearised, Measured, Value } from '../../model/metric.ts';
import { countWins } from './count-wins.ts';
import type { RankStatistic } from './ranking-scores.ts';
import { groupTies } from './tie-groups.ts';

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting one half,
 * θ = Σᵢ∈P Σⱼ∈N wᵢwⱼψ(sᵢ, sⱼ)/(W_P·W_N) with ψ 1, ½ or 0 for sᵢ above, equal to or below sⱼ.
 *
 * With the placement of a positive, Vᵢ = Σⱼ wⱼψ(sᵢ, sⱼ)/W_N, and of a negative, Vⱼ = Σᵢ wᵢψ(sᵢ, sⱼ)/W_P, the derivatives are
 * (Vᵢ − θ)/W_P and (Vⱼ − θ)/W_N. Their squares, summed within positives and within negatives and each corrected by
 * n/(n − 1), are DeLong's variance. O(n log n).
 *
 * No value: `no_examples` without rows, `single_class` when all are positive or all negative.
 * Example: scores .9 .8 .7 with positives 1 0 1 give 1/2. Sources: DeLong, DeLong and Clarke-Pearson (1988); Sun and Xu,
 * "Fast implementation of DeLong's algorithm" (2014); scikit-learn `roc_auc_score`.
 */
export const rocAuc: RankStatistic = { evaluate, linearise, method: 'delong' };

/**
 * Gini coefficient of a score, 2·AUC − 1 in −1..1: 0 is chance, 1 a perfect ranking; also called accuracy ratio, or Somers' D.
 * Example: an AUC of .8020833333 is a Gini of .6041666667.
 */
export const gini: RankStatistic = {
  evaluate: (scores, positive, weights) => doubled(evaluate(scores, positive, weights)),
  linearise: (scores, positive, weights) => {
    const { sensitivity, ...area } = linearise(scores, positive, weights);
    return { ...doubled(area), sensitivity: sensitivity.map((slope) => 2 * slope) };
  },
  method: 'delong',
};

/** Says of a metric that is clearly below what chance gives that its scores may stand for the other class. */
export function remarkIfTurned(name: string, chance: number) {
  return ({ value, high }: Measured): string | null =>
    value < chance && high !== null && high < chance
      ? `${name} is clearly below chance: the scores seem to be turned round. A higher score must mean that the positive class is more likely; check \`positive-label\`, and the column that the scores are read from.`
      : null;
}

function doubled({ value, reason }: Value): Value {
  return { value: value === null ? null : 2 * value - 1, reason };
}

function linearise(scores: Float64Array, positive: Int8Array, weights: Float64Array): Linearised {
  const sensitivity = new Float64Array(scores.length);
  const { group, positives, negatives, positiveWeight, negativeWeight } = groupTies(scores, positive, weights);
  if (positiveWeight + negativeWeight === 0) return { value: null, reason: 'no_examples', sensitivity };
  if (positiveWeight === 0 || negativeWeight === 0) return { value: null, reason: 'single_class', sensitivity };

  const placementOfPositive = new Float64Array(positives.length);
  const placementOfNegative = new Float64Array(positives.length);
  let positivesBelow = 0;
  let negativesBelow = 0;
  let area = 0;
  for (let g = 0; g < positives.length; g++) {
    const beaten = negativesBelow + negatives[g]! / 2;
    area += positives[g]! * beaten;
    placementOfPositive[g] = beaten / negativeWeight;
    placementOfNegative[g] = (positiveWeight - positivesBelow - positives[g]! / 2) / positiveWeight;
    positivesBelow += positives[g]!;
    negativesBelow += negatives[g]!;
  }
  // Rounding of fractional weights must not carry a perfect ranking beyond 1.
  const value = Math.min(1, area / positiveWeight / negativeWeight);
  for (let i = 0; i < scores.length; i++) {
    const g = group[i]!;
    if (g < 0) continue;
    sensitivity[i] =
      positive[i] === 1
        ? (placementOfPositive[g]! - value) / positiveWeight
        : (placementOfNegative[g]! - value) / negativeWeight;
  }
  return { value, reason: null, sensitivity };
}

/** The value alone. */
function evaluate(scores: Float64Array, positive: Int8Array, weights: Float64Array): Value {
  if (!areOnes(weights)) {
    const { value, reason } = linearise(scores, positive, weights);
    return { value, reason };
  }
  const { negatives, positives, halves } = countWins(scores, positive);
  if (negatives + positives === 0) return { value: null, reason: 'no_examples' };
  if (negatives === 0 || positives === 0) return { value: null, reason: 'single_class' };
  return { value: halves / 2 / negatives / positives, reason: null };
}

function areOnes(weights: Float64Array): boolean {
  for (let i = 0; i < weights.length; i++) if (weights[i] !== 1) return false;
  return true;
}
