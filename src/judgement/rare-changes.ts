import { totalsOf } from '../metrics/addends.ts';
import type { Sums } from '../model/metric.ts';
import type { Estimate } from './estimate.ts';

/** How a row that is right or wrong pulls at a function of a confusion matrix: the derivative by each cell, in the unit of a change. */
interface Pull {
  readonly size: number;
  readonly gradient: Float64Array;
  /** Weight of each class among the labels. */
  readonly support: Float64Array;
}

/**
 * The variance that a change of a confusion matrix has from what no row happened to do: of each class one row more that got worse, and one
 * that got better. For a share of one class these are the two pairs of Bonett and Price (2012); a metric in which a rare class weighs as much
 * as a common one needs them for each class, because no common row tells what a rare one might have done.
 *
 * `scale` turns the value of each side into the unit of the change. 0 where the estimates are no confusion matrices.
 */
export function rareChanges(candidate: Estimate, baseline: Estimate, scale: readonly [number, number]): number {
  const [own, other] = [pullOf(candidate, scale[0]), pullOf(baseline, scale[1])];
  if (own === null || other === null || own.size !== other.size) return 0;
  return sumOverClasses(own, (k, j) => {
    const worse = own.gradient[k * own.size + j]! - other.gradient[k * own.size + k]!;
    const better = own.gradient[k * own.size + k]! - other.gradient[k * own.size + j]!;
    return worse ** 2 + better ** 2;
  });
}

/**
 * The same for one side alone: of each class half the variance of one row more that is right or wrong, about what Agresti and Coull's four
 * pseudo-observations do where all rows of a class are alike.
 */
export function rareAnswers(estimate: Estimate): number {
  const pull = pullOf(estimate, 1);
  if (pull === null) return 0;
  const { size, gradient } = pull;
  return sumOverClasses(pull, (k, j) => (gradient[k * size + k]! - gradient[k * size + j]!) ** 2 / 2);
}

/**
 * The largest derivative of a function of a confusion matrix by what a row of a class that occurs may be answered, less what it is by the right
 * answer; 0 where the estimate is no confusion matrix.
 */
export function steepestSlope(estimate: Estimate): number {
  const pull = pullOf(estimate, 1);
  if (pull === null) return 0;
  const { size, gradient } = pull;
  let steepest = 0;
  sumOverClasses(pull, (k, j) => {
    steepest = Math.max(steepest, Math.abs(gradient[k * size + j]! - gradient[k * size + k]!));
    return 0;
  });
  return steepest;
}

/** Σ over the classes that occur of the mean over the other classes. */
function sumOverClasses({ size, support }: Pull, effectOf: (k: number, j: number) => number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) {
    if (support[k] === 0) continue;
    let [others, effects] = [0, 0];
    for (let j = 0; j < size; j++) {
      if (j === k || (support[j] === 0 && size > 2)) continue;
      others += 1;
      effects += effectOf(k, j);
    }
    if (others > 0) sum += effects / others;
  }
  return sum;
}

function pullOf({ contributions, weights }: Estimate, scale: number): Pull | null {
  if (contributions.kind !== 'sums' || contributions.addends.form !== 'cell') return null;
  const { addends, width, reduce }: Sums = contributions;
  const size = Math.round(Math.sqrt(width));
  if (size * size !== width) return null;
  const totals = totalsOf(addends, width, weights);
  const support = Float64Array.from({ length: size }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += totals[k * size + j]!;
    return sum;
  });
  return { size, support, gradient: reduce(totals).gradient.map((slope) => slope * scale) };
}
