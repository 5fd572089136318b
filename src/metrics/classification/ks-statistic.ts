import type { Linearised, Value } from '../../model/metric.ts';
import type { RankStatistic } from './ranking-scores.ts';
import { groupTies } from './tie-groups.ts';

/**
 * Kolmogorov and Smirnov's statistic of two samples, here the positives and the negatives: max_t |F⁺(t) − F⁻(t)| with F⁺ and F⁻ the shares of
 * either that score at most t, which is the largest |TPR − FPR| over all thresholds. Rows with one score pass a threshold together.
 *
 * At the threshold t where the two lie farthest apart (the lowest of several), with σ the sign of F⁺ − F⁻ there, the derivatives by the weight
 * of a positive and of a negative are σ·([s ≤ t] − F⁺(t))/W_P and −σ·([s ≤ t] − F⁻(t))/W_N. O(n log n).
 *
 * No value: `no_examples` without rows, `single_class` when all are positive or all negative.
 * Example: scores .9 .8 .7 .1 with positives 1 0 1 0 give 1/2. Source: scipy `ks_2samp`; scikit-learn `roc_curve`.
 */
export const ksStatistic: RankStatistic = { evaluate, linearise, method: 'influence' };

function linearise(scores: Float64Array, positive: Int8Array, weights: Float64Array): Linearised {
  const sensitivity = new Float64Array(scores.length);
  const { group, positives, negatives, positiveWeight, negativeWeight } = groupTies(scores, positive, weights);
  if (positiveWeight + negativeWeight === 0) return { value: null, reason: 'no_examples', sensitivity };
  if (positiveWeight === 0 || negativeWeight === 0) return { value: null, reason: 'single_class', sensitivity };

  let positivesBelow = 0;
  let negativesBelow = 0;
  let farthest = { threshold: -1, ofPositives: 0, ofNegatives: 0 };
  // Beyond the last group everything is below, on both sides.
  for (let g = 0; g + 1 < positives.length; g++) {
    positivesBelow += positives[g]!;
    negativesBelow += negatives[g]!;
    const here = {
      threshold: g,
      ofPositives: positivesBelow / positiveWeight,
      ofNegatives: negativesBelow / negativeWeight,
    };
    if (distance(here) > distance(farthest)) farthest = here;
  }
  const { threshold, ofPositives, ofNegatives } = farthest;
  const sign = Math.sign(ofPositives - ofNegatives);
  for (let i = 0; i < scores.length; i++) {
    if (group[i]! < 0) continue;
    const below = group[i]! <= threshold ? 1 : 0;
    sensitivity[i] =
      positive[i] === 1
        ? (sign * (below - ofPositives)) / positiveWeight
        : (-sign * (below - ofNegatives)) / negativeWeight;
  }
  return { value: Math.min(1, distance(farthest)), reason: null, sensitivity };
}

function distance({
  ofPositives,
  ofNegatives,
}: {
  readonly ofPositives: number;
  readonly ofNegatives: number;
}): number {
  return Math.abs(ofPositives - ofNegatives);
}

function evaluate(scores: Float64Array, positive: Int8Array, weights: Float64Array): Value {
  const { value, reason } = linearise(scores, positive, weights);
  return { value, reason };
}
