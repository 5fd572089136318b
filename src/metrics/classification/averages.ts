import type { Reduction } from '../../model/metric.ts';
import { type Confusion, gradientOf, undefinedReduction } from './confusion.ts';

/**
 * A ratio of a class k that confusion matrices give: gain·TP / (truth·(TP + FN) + predicted·(TP + FP)),
 * and 0 where the denominator is 0.
 */
interface Ratio {
  readonly gain: number;
  readonly truth: number;
  readonly predicted: number;
}

/** A mean over the classes that occur, or over those of them that are not left out. */
export type Average = (confusion: Confusion, leftOut?: readonly number[]) => Reduction;

export const PRECISION: Ratio = { gain: 1, truth: 0, predicted: 1 };
export const RECALL: Ratio = { gain: 1, truth: 1, predicted: 0 };
/** The harmonic mean of precision and recall, 2TP/(2TP + FN + FP). */
export const F1: Ratio = { gain: 2, truth: 1, predicted: 1 };

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
 * denominator the model itself decides, so that it is no share of fixed rows. 0 with reason `zero_division` when the denominator is 0.
 * Source: scikit-learn `f1_score`, `precision_score` (`zero_division` 0).
 */
export function scoreOne(ratio: Ratio): (confusion: Confusion) => Reduction {
  return (confusion) => scoreClass(confusion, ratio);
}

function scoreClass(confusion: Confusion, ratio: Ratio): Reduction {
  const { size, total } = confusion;
  if (total === 0) return undefinedReduction(size, { value: null, reason: 'no_examples' });
  const { scores, steps } = ratios(confusion, ratio);
  if (ratio.truth * confusion.truth[1]! + ratio.predicted * confusion.predicted[1]! === 0) {
    return undefinedReduction(size, { value: 0, reason: 'zero_division' });
  }
  const gradient = Float64Array.of(
    0,
    steps.asPredicted[1]!,
    steps.asTruth[1]!,
    steps.asTruth[1]! + steps.asPredicted[1]! + steps.asCorrect[1]!,
  );
  return { value: scores[1]!, reason: null, gradient };
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
 * with denominator D, ∂sₖ/∂C[i][j] = (gain·[i = j = k] − sₖ·(truth·[i = k] + predicted·[j = k]))/D.
 */
function ratios({ size, cells, truth, predicted }: Confusion, ratio: Ratio) {
  const scores = new Float64Array(size);
  const asTruth = new Float64Array(size);
  const asPredicted = new Float64Array(size);
  const asCorrect = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const denominator = ratio.truth * truth[k]! + ratio.predicted * predicted[k]!;
    if (denominator === 0) continue;
    scores[k] = (ratio.gain * cells[k * size + k]!) / denominator;
    asTruth[k] = (-scores[k]! * ratio.truth) / denominator;
    asPredicted[k] = (-scores[k]! * ratio.predicted) / denominator;
    asCorrect[k] = ratio.gain / denominator;
  }
  return { scores, steps: { asTruth, asPredicted, asCorrect } };
}
