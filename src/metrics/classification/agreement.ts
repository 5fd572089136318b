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

/** How far label and prediction lie apart, by their places among the classes that occur. */
type Distance = (label: number, prediction: number) => number;

/**
 * Cohen's kappa, κ = 1 − s·Σdᵢⱼ·Cᵢⱼ / Σdᵢⱼ·tᵢ·pⱼ, at most 1: the weight of the disagreements less than what the margins t and p alone would
 * give. With d 1 off the diagonal it is (pₒ − pₑ)/(1 − pₑ). The other distances go by the place of a class among those that occur as a label
 * or a prediction: of the classes 1, 2, 5 the last two are neighbours, as for scikit-learn. No value, `single_class`, when labels and
 * predictions are all of one and the same class. Example: [[8,4],[2,6]] gives 0.4.
 * Source: Cohen (1960), "A coefficient of agreement for nominal scales", and (1968), "Weighted kappa"; scikit-learn `cohen_kappa_score`.
 */
function agreeBy(distance: Distance): (confusion: Confusion) => Reduction {
  return ({ size, cells, truth, predicted, total }) => {
    if (total === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
    const occurring = truth.map((weight, k) => weight + predicted[k]!);
    if (classesIn(occurring) < 2) return undefinedReduction(size, { value: null, reason: 'single_class' });
    const place = placesOf(occurring);
    let observed = 0;
    let expected = 0;
    // What one more row of a label, or of a prediction, adds to the expected disagreement.
    const asTruth = new Float64Array(size);
    const asPredicted = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const apart = distance(place[i]!, place[j]!);
        observed += apart * cells[i * size + j]!;
        asTruth[i]! += apart * predicted[j]!;
        asPredicted[j]! += apart * truth[i]!;
      }
      expected += truth[i]! * asTruth[i]!;
    }
    const disagreement = (total * observed) / expected;
    const gradient = gradientOf(size, (i, j) => {
      const moved = observed + total * distance(place[i]!, place[j]!);
      return (disagreement * (asTruth[i]! + asPredicted[j]!) - moved) / expected;
    });
    return { value: 1 - disagreement, reason: null, gradient };
  };
}

/** Cohen's kappa in which all mistakes weigh the same. */
export const agree = agreeBy((i, j) => (i === j ? 0 : 1));

/** Cohen's kappa in which a mistake weighs as much as there are steps between the classes. */
export const agreeLinearly = agreeBy((i, j) => Math.abs(i - j));

/** Cohen's kappa in which a mistake weighs the square of the steps between the classes. */
export const agreeQuadratically = agreeBy((i, j) => (i - j) ** 2);

/** The place of each class among those with weight: how many of them come before it. */
function placesOf(occurring: Float64Array): Int32Array {
  const places = new Int32Array(occurring.length);
  let place = 0;
  for (let k = 0; k < places.length; k++) {
    places[k] = place;
    if (occurring[k]! > 0) place += 1;
  }
  return places;
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
