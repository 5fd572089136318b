import { sum } from '../sum.ts';

/** The mean and the sample standard deviation (n − 1); the latter is null for fewer than two values. */
export function meanAndDeviation(values: readonly number[]): {
  readonly mean: number;
  readonly deviation: number | null;
} {
  const mean = sum(values) / values.length;
  if (values.length < 2) return { mean, deviation: null };
  return { mean, deviation: Math.sqrt(sum(values.map((x) => (x - mean) ** 2)) / (values.length - 1)) };
}

/**
 * The q-quantile, interpolated between the order statistics around rank 1 + q (n − 1): type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles
 * in statistical packages", The American Statistician 50 (1996); numpy's default. Throws RangeError for no values.
 */
function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('the quantile of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const floor = Math.floor(rank);
  const [low, high] = [sorted[floor]!, sorted[Math.min(floor + 1, sorted.length - 1)]!];
  return low + (high - low) * (rank - floor);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The distance between the quartiles. */
export function quartileRange(values: readonly number[]): number {
  return quantile(values, 0.75) - quantile(values, 0.25);
}

/** Whether a spread is no more than the rounding of numbers of this size. */
export function isNoSpread(spread: number, size: number): boolean {
  return !(spread > 1e-12 * Math.abs(size));
}
