import { type HistoryLimit, type Side, signOf } from './limits.ts';
import { isNoSpread, meanAndDeviation } from './summary.ts';

/**
 * Control charts: they add up small shifts that no single value shows. `values` run from the oldest to the newest, which is the one that is
 * judged; a path has the state of the chart after each of them.
 */

/** What is usual: the mean and the standard deviation. */
export interface Usual {
  readonly mean: number;
  readonly deviation: number;
}

/** null: fewer than two values, or values without spread. */
export function usualOf(values: readonly number[]): Usual | null {
  const { mean, deviation } = meanAndDeviation(values);
  return deviation === null || isNoSpread(deviation, mean) ? null : { mean, deviation };
}

/**
 * The exponentially weighted moving average zₜ = λxₜ + (1 − λ)zₜ₋₁ from z₀ = mean, as its distance to the worse side of the mean in units of
 * its own standard deviation, s √(λ/(2 − λ) (1 − (1 − λ)²ᵗ)). An alarm is a distance above L.
 *
 * S. W. Roberts, Technometrics 1 (1959). With λ = .2 and L = 2.7 a process in order alarms once in 471 values, one that got worse by a
 * standard deviation after 7.8.
 */
export function ewmaPath(
  values: ArrayLike<number>,
  { mean, deviation }: Usual,
  side: Side,
  lambda: number,
): Float64Array {
  const path = new Float64Array(values.length);
  let z = 0;
  for (let i = 0; i < path.length; i++) {
    z = lambda * ((signOf(side) * (mean - values[i]!)) / deviation) + (1 - lambda) * z;
    path[i] = z / ewmaDeviation(i + 1, lambda);
  }
  return path;
}

/** The value of the next observation with which `ewmaPath` reaches L: the limit that the chart sets it. */
export function ewmaLimit(
  history: readonly number[],
  side: Side,
  { lambda, L }: { readonly lambda: number; readonly L: number },
): HistoryLimit | null {
  const usual = usualOf(history);
  if (usual === null) return null;
  const before = (ewmaPath(history, usual, side, lambda).at(-1) ?? 0) * ewmaDeviation(history.length, lambda);
  const reach = (L * ewmaDeviation(history.length + 1, lambda) - (1 - lambda) * before) / lambda;
  return { limit: usual.mean - signOf(side) * reach * usual.deviation, centre: usual.mean, spread: usual.deviation };
}

/** Standard deviation of the average of t values with deviation 1. */
function ewmaDeviation(t: number, lambda: number): number {
  return Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * t)));
}

/**
 * The cumulative sum Sₜ = max(0, Sₜ₋₁ + (mean − xₜ)/s − k) from S₀ = 0. An alarm is a sum above h.
 *
 * E. S. Page, Biometrika 41 (1954). With k = .5 a process in order alarms once in 336 values for h = 4, once in 940 for h = 5.
 */
export function cusumPath(values: ArrayLike<number>, { mean, deviation }: Usual, side: Side, k: number): Float64Array {
  const path = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < path.length; i++) {
    sum = Math.max(0, sum + (signOf(side) * (mean - values[i]!)) / deviation - k);
    path[i] = sum;
  }
  return path;
}

/**
 * The test of Page and Hinkley: Sₜ = Σ (mᵢ − xᵢ − ε) with the running mean mᵢ of x₁ … xᵢ, as its height above its lowest point so far, 0 at
 * the start. An alarm is a height above λ. It needs no deviation: ε and λ are in the unit of the values.
 *
 * D. V. Hinkley, Biometrika 58 (1971).
 */
export function pageHinkleyPath(values: ArrayLike<number>, side: Side, epsilon: number): Float64Array {
  const path = new Float64Array(values.length);
  let [total, sum, lowest] = [0, 0, 0];
  for (let i = 0; i < path.length; i++) {
    const x = signOf(side) * values[i]!;
    total += x;
    sum += total / (i + 1) - x - epsilon;
    lowest = Math.min(lowest, sum);
    path[i] = sum - lowest;
  }
  return path;
}
