import type { Linearised, UndefinedReason } from '../../model/metric.ts';
import { type Deviations, deviationsOf } from './deviations.ts';
import type { PairStatistic } from './pair-statistic.ts';

/**
 * R², the coefficient of determination: 1 − Σw(y − ŷ)²/Σw(y − ȳ)² with ȳ the weighted mean of the targets, at most 1, and below 0 where ȳ
 * would have been the better prediction.
 *
 * With T the sum of squares of the targets, d their deviations and u = Σwe²/T of the errors e, the derivative by the weight of a row is
 * (u·d² − e²)/T: what moves ȳ does not count, because T is least there.
 *
 * Targets that are all the same explain nothing: `constant`, with the value that scikit-learn gives by convention, 1 when every
 * prediction is right and else 0. No value, `too_few`, for a single example.
 * Example: 3, −0.5, 2, 7 predicted as 2.5, 0, 2, 8 give 0.9486081370. Source: scikit-learn `r2_score` (`force_finite`).
 */
export const determination: PairStatistic = (targets, predictions, weights) => {
  const errors = targets.map((target, i) => target - predictions[i]!);
  const spread = deviationsOf(targets, weights);
  if (spread !== null) return explain(spread, errors, weights);
  const examples = weights.reduce((sum, weight) => sum + weight, 0);
  if (examples < 2) return fixed(null, 'too_few', targets.length);
  const isPerfect = errors.every((error) => error === 0);
  return byConvention(isPerfect, targets.length);
};

/**
 * Explained variance: 1 − Var(y − ŷ)/Var(y), which is R² of predictions whose mean error was taken off first, and so blind to a bias.
 * Targets that are all the same: `constant`, with the value 1 when all errors are the same and else 0.
 * Example: 3, −0.5, 2, 7 predicted as 2.5, 0, 2, 8 give 0.9571734475. Source: scikit-learn `explained_variance_score` (`force_finite`).
 */
export const explainedVariance: PairStatistic = (targets, predictions, weights) => {
  const errors = targets.map((target, i) => target - predictions[i]!);
  const spread = deviationsOf(targets, weights);
  const around = deviationsOf(errors, weights);
  if (spread === null) return byConvention(around === null, targets.length);
  const left = around === null ? new Float64Array(targets.length) : around.values.map((value) => value * around.scale);
  return explain(spread, left, weights);
};

/** 1 − Σwe²/T of what is left over, e, and the deviations of the targets. */
function explain({ values, scale, squares }: Deviations, left: Float64Array, weights: Float64Array): Linearised {
  const scaled = left.map((error) => error / scale);
  let sum = 0;
  for (let i = 0; i < scaled.length; i++) sum += weights[i]! * scaled[i]! ** 2;
  const unexplained = sum / squares;
  const sensitivity = scaled.map((error, i) => (unexplained * values[i]! ** 2 - error ** 2) / squares);
  return { value: 1 - unexplained, reason: null, sensitivity };
}

function byConvention(isPerfect: boolean, rows: number): Linearised {
  return fixed(isPerfect ? 1 : 0, 'constant', rows);
}

function fixed(value: number | null, reason: UndefinedReason, rows: number): Linearised {
  return { value, reason, sensitivity: new Float64Array(rows) };
}
