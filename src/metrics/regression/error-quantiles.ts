import type { UndefinedReason } from '../../model/metric.ts';
import { absoluteError } from './errors.ts';
import { isPair, type PairContributions } from './regression.ts';

const NOT_FINITE: { readonly problem: UndefinedReason } = { problem: 'nonfinite_input' };

/**
 * The q-quantile of the absolute errors |y − ŷ|; q = 1 is the largest, of which no sample tells how much larger the next one may be, so that
 * it has no interval. Units: rows with a target and a prediction.
 * Example: 3, −0.5, 2, 7 predicted as 2.5, 0, 2, 8 have the median error 0.5 and the largest 1.
 * Sources: scikit-learn `median_absolute_error`, `max_error`.
 */
export function errorQuantile(q: number): PairContributions {
  return (targets, predictions) => {
    const values = targets.map((target, i) => {
      const prediction = predictions[i]!;
      return isPair(target, prediction) ? absoluteError(target, prediction) : Number.NaN;
    });
    return { kind: 'quantile', values, q, range: [0, null], ...(values.includes(Infinity) ? NOT_FINITE : {}) };
  };
}
