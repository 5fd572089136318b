import type { Reduction } from '../../model/metric.ts';
import { type Confusion, gradientOf, undefinedReduction } from './confusion.ts';

/**
 * Matthews correlation coefficient for K classes, R_K = (c·s − Σpₖtₖ)/√((s² − Σpₖ²)(s² − Σtₖ²)), in −1..1, with s the weight
 * of all rows, c of the right ones, tₖ and pₖ of class k among labels and predictions. 0 with reason `zero_division` when all
 * labels, or all predictions, are of one class. Example: [[8,4],[2,6]] gives 0.4082482905.
 * Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004); scikit-learn
 * `matthews_corrcoef`.
 */
export function correlate({ size, truth, predicted, total, correct }: Confusion): Reduction {
  if (total === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
  if (classesIn(truth) < 2 || classesIn(predicted) < 2) {
    return undefinedReduction(size, { value: 0, reason: 'zero_division' });
  }
  const spreadOfPredicted = total ** 2 - dot(predicted, predicted);
  const spreadOfTruth = total ** 2 - dot(truth, truth);
  const norm = Math.sqrt(spreadOfPredicted) * Math.sqrt(spreadOfTruth);
  const value = (correct * total - dot(predicted, truth)) / norm;
  const gradient = gradientOf(size, (i, j) => {
    const covariance = (i === j ? total : 0) + correct - predicted[i]! - truth[j]!;
    const spreads = (total - predicted[j]!) / spreadOfPredicted + (total - truth[i]!) / spreadOfTruth;
    return covariance / norm - value * spreads;
  });
  return { value, reason: null, gradient };
}

/**
 * Cohen's kappa without weights, κ = (pₒ − pₑ)/(1 − pₑ) = 1 − s·(s − c)/(s² − Σpₖtₖ), in −1..1: agreement beyond what the
 * margins alone would give. No value, `single_class`, when labels and predictions are all of one and the same class (pₑ = 1).
 * Example: [[8,4],[2,6]] gives 0.4. Source: Cohen, "A coefficient of agreement for nominal scales" (1960); scikit-learn
 * `cohen_kappa_score`.
 */
export function agree({ size, truth, predicted, total, correct }: Confusion): Reduction {
  if (total === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
  if (classesIn(truth.map((weight, k) => weight + predicted[k]!)) < 2) {
    return undefinedReduction(size, { value: null, reason: 'single_class' });
  }
  const wrong = total - correct;
  const chance = total ** 2 - dot(predicted, truth);
  const disagreement = (total * wrong) / chance;
  const gradient = gradientOf(size, (i, j) => {
    const moved = wrong + (i === j ? 0 : total);
    return (disagreement * (2 * total - predicted[i]! - truth[j]!) - moved) / chance;
  });
  return { value: 1 - disagreement, reason: null, gradient };
}

/** How many classes have weight. Counting is exact where a difference of squares of fractional weights would not be. */
function classesIn(margin: Float64Array): number {
  let classes = 0;
  for (const weight of margin) if (weight > 0) classes += 1;
  return classes;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
