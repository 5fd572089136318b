import { normalQuantile } from './normal.ts';

/**
 * The smallest true drop that data with this standard error show with probability `power` at one-sided level 1 − alpha:
 * (z₁₋α + z_power) × standardError.
 *
 * Example: a tenth of 1000 pairs differs, standardError = √(0.1/1000): 0.0249.
 */
export function smallestVisibleDrop(standardError: number, alpha = 0.05, power = 0.8): number {
  return (normalQuantile(1 - alpha) + normalQuantile(power)) * standardError;
}

/**
 * The units that would prove, with probability `power` and at one-sided level 1 − alpha, that nothing dropped by `tolerance` (> 0) when
 * nothing did: n ((z₁₋α + z_power) × standardError / tolerance)², rounded up, at least 1. `standardError` is the one of `n` units,
 * and shrinks as 1/√n.
 *
 * The answer may be below n: then the present data have that power already, and a doubt comes from the estimate, not from too few units.
 * Throws RangeError for a tolerance that is not positive: no number of units proves that nothing dropped at all.
 *
 * Example: a tenth of the pairs differs, tolerance 0.02: rowsNeeded(1000, √(0.1/1000), 0.02) = 1546.
 */
export function rowsNeeded(n: number, standardError: number, tolerance: number, alpha = 0.05, power = 0.8): number {
  if (!(tolerance > 0)) throw new RangeError(`rows needed for a tolerance of ${tolerance}`);
  return Math.max(1, Math.ceil(n * (smallestVisibleDrop(standardError, alpha, power) / tolerance) ** 2));
}
