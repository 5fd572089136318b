import type { Reduction } from '../../model/metric.ts';
import { type Confusion, gradientOf, undefinedReduction } from './confusion.ts';

/**
 * A ratio of a class k that confusion matrices give: gain·TP / (truth·(TP + FN) + predicted·(TP + FP) − overlap·TP),
 * and 0 where the denominator is 0.
 */
export interface Ratio {
  readonly gain: number;
  readonly truth: number;
  readonly predicted: number;
  readonly overlap: number;
}

/** A mean over the classes that occur, or over those of them that are not left out. */
export type Average = (confusion: Confusion, leftOut?: readonly number[]) => Reduction;

export const PRECISION: Ratio = { gain: 1, truth: 0, predicted: 1, overlap: 0 };
export const RECALL: Ratio = { gain: 1, truth: 1, predicted: 0, overlap: 0 };
/** The Jaccard index, TP/(TP + FN + FP): the rows that are and are predicted the class, among those that are or are predicted it. */
export const JACCARD: Ratio = { gain: 1, truth: 1, predicted: 1, overlap: 1 };
/** The harmonic mean of precision and recall, 2TP/(2TP + FN + FP). */
export const F1: Ratio = weighRecall(1);

/**
 * F_β = (1 + β²)TP/((1 + β²)TP + β²FN + FP): the weighted harmonic mean of precision and recall in which recall counts β times as much.
 * Example: TP 6, FN 2, FP 4 have the F₂ 30/42. Source: van Rijsbergen, "Information Retrieval" (1979); scikit-learn `fbeta_score`.
 */
export function weighRecall(beta: number): Ratio {
  return { gain: 1 + beta ** 2, truth: beta ** 2, predicted: 1, overlap: 0 };
}

/**
 * Macro average (1/m)·Σ sₖ over the m classes that occur as a label or as a prediction. A class whose ratio has the
 * denominator 0 counts as 0, so one that is predicted but never true drags the average down.
 * Example: the matrix [[80,10,10],[5,60,15],[8,12,100]] has the macro F1 0.7953609385.
 * Source: scikit-learn `f1_score(average='macro')` with its default `labels` (the union) and `zero_division` 0.
 */
export function averageMacro(ratio: Ratio): Average {
  return (confusion, leftOut = []) =>
    averageOver(confusion, ratio, (k) => confusion.truth[k]! + confusion.predicted[k]! > 0 && !leftOut.includes(k));
}

/**
 * Balanced accuracy: the mean of the recalls of the classes that occur as a label; a class that is only predicted does not count.
 * Source: scikit-learn `balanced_accuracy_score` (`adjusted` false).
 */
export const averageRecall: Average = (confusion, leftOut = []) =>
  averageOver(confusion, RECALL, (k) => confusion.truth[k]! > 0 && !leftOut.includes(k));

/**
 * Weighted average Σ nₖsₖ/N with nₖ the weight of the rows whose label is k. Its F1 may lie outside precision and recall.
 * Source: scikit-learn `f1_score(average='weighted')`, `zero_division` 0.
 */
export function averageWeighted(ratio: Ratio): (confusion: Confusion) => Reduction {
  return (confusion) => {
    const { size, truth, total } = confusion;
    if (total === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
    const { scores, steps } = ratios(confusion, ratio);
    let value = 0;
    for (let k = 0; k < size; k++) value += truth[k]! * scores[k]!;
    value /= total;
    const gradient = gradientOf(size, (i, j) => {
      let moved = truth[i]! * steps.asTruth[i]! + truth[j]! * steps.asPredicted[j]!;
      if (i === j) moved += truth[i]! * steps.asCorrect[i]!;
      return (moved + scores[i]! - value) / total;
    });
    return { value, reason: null, gradient };
  };
}

/**
 * A ratio of one class, from the matrix of the class (1) against the rest (0): F1 is 2TP/(2TP + FN + FP), precision TP/(TP + FP), whose
 * denominator the model itself decides, so that it is no share of fixed rows. `of` 0 takes the ratio of the rest: the precision of "not
 * the class" is the negative predictive value TN/(TN + FN). 0 with reason `zero_division` when the denominator is 0.
 * Source: scikit-learn `f1_score`, `precision_score` (`zero_division` 0).
 */
export function scoreOne(ratio: Ratio, of: 0 | 1 = 1): (confusion: Confusion) => Reduction {
  return (confusion) => {
    const { size, truth, predicted, total } = confusion;
    if (total === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
    const { scores, steps } = ratios(confusion, ratio);
    if (ratio.truth * truth[of]! + ratio.predicted * predicted[of]! === 0) {
      return undefinedReduction(size, { value: 0, reason: 'zero_division' });
    }
    const gradient = gradientOf(size, (i, j) => {
      const moved = (i === of ? steps.asTruth[of]! : 0) + (j === of ? steps.asPredicted[of]! : 0);
      return i === of && j === of ? moved + steps.asCorrect[of]! : moved;
    });
    return { value: scores[of]!, reason: null, gradient };
  };
}

/** One minus a ratio: the false discovery rate FP/(TP + FP) of precision. Without a denominator it is 0 as well, not 1. */
export function oneMinus(reduce: (confusion: Confusion) => Reduction): (confusion: Confusion) => Reduction {
  return (confusion) => {
    const { value, reason, gradient } = reduce(confusion);
    if (value === null || reason !== null) return { value, reason, gradient };
    return { value: 1 - value, reason, gradient: gradient.map((slope) => -slope) };
  };
}

function averageOver(confusion: Confusion, ratio: Ratio, counts: (k: number) => boolean): Reduction {
  const { size } = confusion;
  const { scores, steps } = ratios(confusion, ratio);
  let sum = 0;
  let members = 0;
  const support = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    if (!counts(k)) {
      for (const step of [steps.asTruth, steps.asPredicted, steps.asCorrect]) step[k] = 0;
      continue;
    }
    support[k] = confusion.truth[k]! + confusion.predicted[k]!;
    sum += scores[k]!;
    members += 1;
  }
  if (members === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
  const gradient = gradientOf(
    size,
    (i, j) => (steps.asTruth[i]! + steps.asPredicted[j]! + (i === j ? steps.asCorrect[i]! : 0)) / members,
  );
  return { value: sum / members, reason: null, gradient, support };
}

/**
 * The ratio of every class, and how it moves by weight that arrives with the class as label, as prediction, and as both at once:
 * with denominator D, ∂sₖ/∂C[i][j] = ((gain + sₖ·overlap)·[i = j = k] − sₖ·(truth·[i = k] + predicted·[j = k]))/D.
 */
function ratios({ size, cells, truth, predicted }: Confusion, ratio: Ratio) {
  const scores = new Float64Array(size);
  const asTruth = new Float64Array(size);
  const asPredicted = new Float64Array(size);
  const asCorrect = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const hits = cells[k * size + k]!;
    const denominator = ratio.truth * truth[k]! + ratio.predicted * predicted[k]! - ratio.overlap * hits;
    if (denominator === 0) continue;
    scores[k] = (ratio.gain * hits) / denominator;
    asTruth[k] = (-scores[k]! * ratio.truth) / denominator;
    asPredicted[k] = (-scores[k]! * ratio.predicted) / denominator;
    asCorrect[k] = (ratio.gain + scores[k]! * ratio.overlap) / denominator;
  }
  return { scores, steps: { asTruth, asPredicted, asCorrect } };
}
