/** What one prediction ŷ of a target y costs, in the unit of the target unless said otherwise. No finite number: it cannot be told. */
export type Cost = (target: number, prediction: number) => number;

/** |y − ŷ|. Example: 3 predicted as 2.5 costs 0.5. Source: scikit-learn `mean_absolute_error`. */
export const absoluteError: Cost = (target, prediction) => Math.abs(target - prediction);

/** (y − ŷ)², in the squared unit. Example: 3 predicted as 2.5 costs 0.25. Source: scikit-learn `mean_squared_error`. */
export const squaredError: Cost = (target, prediction) => (target - prediction) ** 2;

/** ŷ − y: above 0 where too much is predicted. Example: 7 predicted as 8 gives 1. */
export const signedError: Cost = (target, prediction) => prediction - target;

/** Spacing of doubles at 1, `numpy.finfo(float64).eps`. */
const EPSILON = Number.EPSILON;

/**
 * |y − ŷ|/|y|, a fraction and not a percentage. Infinity for a target closer to 0 than ε = 2.22e-16: scikit-learn divides by ε there, and
 * one such row makes a mean of some 1e15 that says nothing about the model.
 * Example: 8 predicted as 6 costs 0.25. Source: scikit-learn `mean_absolute_percentage_error`.
 */
export const percentageError: Cost = (target, prediction) => {
  const size = Math.abs(target);
  return size < EPSILON ? Infinity : absoluteError(target, prediction) / size;
};

/**
 * 2|y − ŷ|/(|y| + |ŷ|), a fraction in 0..2: 0 when both are 0, and 2 when one alone is, or when they differ in sign.
 * Example: 3 predicted as 1 costs 1. Source: Makridakis, "Accuracy measures: theoretical and practical concerns" (1993), without its 100.
 */
export const symmetricPercentageError: Cost = (target, prediction) => {
  const size = Math.abs(target) + Math.abs(prediction);
  return size === 0 ? 0 : 2 * (absoluteError(target, prediction) / size);
};

/**
 * (ln(1 + y) − ln(1 + ŷ))². No finite number where either is −1 or less: scikit-learn refuses such numbers.
 * Example: 0 predicted as e − 1 costs 1. Source: scikit-learn `mean_squared_log_error`.
 */
export const squaredLogError: Cost = (target, prediction) => (Math.log1p(target) - Math.log1p(prediction)) ** 2;

/**
 * The pinball loss of a prediction of the α-quantile: α(y − ŷ) below the target, (1 − α)(ŷ − y) above it.
 * Example: at α = 0.9, 3 predicted as 2.5 costs 0.45. Source: Koenker and Bassett (1978); scikit-learn `mean_pinball_loss`.
 */
export function pinballLoss(alpha: number): Cost {
  return (target, prediction) => {
    const error = target - prediction;
    return error >= 0 ? alpha * error : (alpha - 1) * error;
  };
}
