import type { Reduction, UndefinedReason } from '../../model/metric.ts';
import type { Cost } from './errors.ts';
import { isPair, type PairContributions } from './regression.ts';

/**
 * The mean of a cost over the rows that have a target and a prediction. A row whose cost cannot be told leaves the mean without a value,
 * with the reason `infinite`. `range` holds every cost.
 * Example: absolute errors of 3, −0.5, 2, 7 predicted as 2.5, 0, 2, 8 have the mean 0.5.
 */
export function averageError(
  cost: Cost,
  range: readonly [number | null, number | null] = [0, null],
  infinite: UndefinedReason = 'nonfinite_input',
): PairContributions {
  return (targets, predictions) => ({ kind: 'mean', scores: costsOf(cost, targets, predictions), range, infinite });
}

/** Cells of the totals of `rootOfMean`. */
const [COUNT, COST, UNKNOWN] = [0, 1, 2];

/**
 * √(Σwc/Σw) of costs c, which puts a mean of squares back into the unit of the target. A row adds its weight, its cost, and whether its
 * cost cannot be told. The derivatives are 1/(2nθ) by the sum of costs and −θ/(2n) by the weight n; at 0, where the root is vertical, 0.
 * Example: squared errors of 3, −0.5, 2, 7 predicted as 2.5, 0, 2, 8 have the root 0.6123724357.
 */
export function rootOfMean(cost: Cost, infinite: UndefinedReason = 'nonfinite_input'): PairContributions {
  return (targets, predictions) => {
    const width = 3;
    const costs = costsOf(cost, targets, predictions);
    const values = new Float64Array(costs.length * width);
    costs.forEach((each, i) => {
      const isKnown = each < Infinity;
      values.set([Number.isNaN(each) ? Number.NaN : 1, isKnown ? each : 0, isKnown ? 0 : 1], i * width);
    });
    return { kind: 'sums', addends: { form: 'vector', values }, width, reduce };
  };

  function reduce(totals: Float64Array): Reduction {
    const gradient = new Float64Array(totals.length);
    const count = totals[COUNT]!;
    if (count === 0) return { value: null, reason: 'no_examples', gradient };
    const value = Math.sqrt(totals[COST]! / count);
    if (totals[UNKNOWN]! > 0 || !Number.isFinite(value)) return { value: null, reason: infinite, gradient };
    if (value > 0) {
      gradient[COUNT] = -value / (2 * count);
      gradient[COST] = 1 / (2 * count * value);
    }
    return { value, reason: null, gradient };
  }
}

/** The cost of each row; NaN a row that is no unit, Infinity one whose cost is not finite. */
function costsOf(cost: Cost, targets: Float64Array, predictions: Float64Array): Float64Array {
  return targets.map((target, i) => {
    const prediction = predictions[i]!;
    if (!isPair(target, prediction)) return Number.NaN;
    const each = cost(target, prediction);
    return Number.isFinite(each) ? each : Infinity;
  });
}
