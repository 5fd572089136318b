import { noncentralTQuantile } from '../noncentral-t.ts';
import { normalQuantile } from '../normal.ts';
import { studentQuantile } from '../student.ts';
import { isNoSpread, meanAndDeviation, median, quartileRange } from './summary.ts';

/**
 * Limits that a history of values sets the next one. Every function takes the values from the oldest to the newest, and the side on which
 * values are worse: `low` gives the smallest usual value, `high` the largest. null: the values have no spread (or too few of them are there
 * to have one), so that nothing tells usual from unusual.
 */
export type Side = 'low' | 'high';

export interface HistoryLimit {
  readonly limit: number;
  /** What the limit is that far away from: a median or mean. */
  readonly centre: number;
  readonly spread: number;
}

/** What makes the median absolute deviation estimate the standard deviation of a normal distribution: 1 ÷ z₀.₇₅. */
const MAD_TO_DEVIATION = 1.4826;

/**
 * median − k · 1.4826 · MAD, for `low`. The MAD counts as at least the median of the standard errors that are known: by less than what the
 * test set leaves open two models do not differ. One bad run among the values hardly moves it. `isFloor`: the spread is that standard error.
 *
 * F. R. Hampel, "The influence curve and its role in robust estimation", JASA 69 (1974).
 *
 * Example: of .912 .915 .909 .914 .911 .870 .913 .916 .910 .912 with k = 3.5: .912 − 3.5 · 1.4826 · .002 = .90162.
 */
export function madLimit(
  values: readonly number[],
  standardErrors: readonly number[],
  side: Side,
  k: number,
): (HistoryLimit & { readonly isFloor: boolean }) | null {
  const centre = median(values);
  const floor = standardErrors.length === 0 ? 0 : median(standardErrors);
  const deviation = median(values.map((x) => Math.abs(x - centre)));
  const found = away(centre, Math.max(deviation, floor), k * MAD_TO_DEVIATION, side);
  return found && { ...found, isFloor: floor > deviation };
}

/**
 * The one-sided tolerance limit of a normal distribution: with confidence γ at least the share P of usual values lies on the good side of
 * mean − k s, where k is the γ-quantile of the noncentral t distribution with n − 1 degrees of freedom and shift z_P √n, ÷ √n.
 *
 * NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.3.
 *
 * Example: n = 10, P = .99, γ = .95: k = 3.9811.
 */
export function toleranceLimit(
  values: readonly number[],
  side: Side,
  share: number,
  confidence: number,
): HistoryLimit | null {
  const { mean, deviation } = meanAndDeviation(values);
  if (deviation === null) return null;
  return away(mean, deviation, toleranceFactor(values.length, share, confidence), side);
}

/** The k of `toleranceLimit` for n ≥ 2 values. */
export function toleranceFactor(n: number, share: number, confidence: number): number {
  const root = Math.sqrt(n);
  return noncentralTQuantile(confidence, n - 1, normalQuantile(share) * root) / root;
}

/**
 * The prediction limit for one more value: mean − t(p; n − 1) s √(1 + 1/n). The test `t_test` of Bencher.
 *
 * Example: 25 values with mean 100 and deviation 10, p = .977: 78.54.
 */
export function predictionLimit(values: readonly number[], side: Side, p: number): HistoryLimit | null {
  const { mean, deviation } = meanAndDeviation(values);
  if (deviation === null) return null;
  const n = values.length;
  return away(mean, deviation, studentQuantile(p, n - 1) * Math.sqrt(1 + 1 / n), side);
}

/** mean − z(p) s: right for many values alone. The test `z_score` of Bencher. Example: mean 100, deviation 10, p = .977: 80.05. */
export function normalLimit(values: readonly number[], side: Side, p: number): HistoryLimit | null {
  const { mean, deviation } = meanAndDeviation(values);
  return deviation === null ? null : away(mean, deviation, normalQuantile(p), side);
}

/**
 * For values that are skewed to the right, as latencies are: `high` is exp(m + z(p) s) of the mean m and deviation s of the logarithms, and
 * `low` lies as far below exp(m), as the test `log_normal` of Bencher has it. null also when a value is not positive.
 *
 * Example: where `high` is 134.18 with a geometric mean of 102.69, `low` is 71.20.
 */
export function logNormalLimit(values: readonly number[], side: Side, p: number): HistoryLimit | null {
  if (values.some((x) => x <= 0)) return null;
  const { mean, deviation } = meanAndDeviation(values.map(Math.log));
  if (deviation === null || isNoSpread(deviation, 1)) return null;
  const centre = Math.exp(mean);
  const high = Math.exp(mean + normalQuantile(p) * deviation);
  return { limit: side === 'high' ? high : 2 * centre - high, centre, spread: deviation };
}

/** median − m · (third quartile − first quartile). The test `iqr` of Bencher. Example: median 100, range 10, m = 2: 80. */
export function quartileLimit(values: readonly number[], side: Side, m: number): HistoryLimit | null {
  return away(median(values), quartileRange(values), m, side);
}

/**
 * median · (1 − m · range between the quartiles of |xₜ₊₁ − xₜ| ÷ |xₜ|): by how much, relative to their size, values usually jump. The test
 * `delta_iqr` of Bencher. null also for fewer than three values, and when a value that is divided by is 0.
 *
 * Example: median 100, range of the changes .2, m = 2: 60.
 */
export function deltaQuartileLimit(values: readonly number[], side: Side, m: number): HistoryLimit | null {
  if (values.length < 3 || values.slice(0, -1).includes(0)) return null;
  const changes = values.slice(1).map((x, i) => Math.abs((x - values[i]!) / values[i]!));
  const [centre, spread] = [median(values), quartileRange(changes)];
  if (isNoSpread(spread, 1)) return null;
  return { limit: centre - signOf(side) * m * spread * Math.abs(centre), centre, spread };
}

/** mean − p · |mean|, whatever the spread. The test `percentage` of Bencher. */
export function percentageLimit(values: readonly number[], side: Side, p: number): HistoryLimit {
  const { mean } = meanAndDeviation(values);
  return { limit: mean - signOf(side) * p * Math.abs(mean), centre: mean, spread: 0 };
}

function away(centre: number, spread: number, factor: number, side: Side): HistoryLimit | null {
  if (isNoSpread(spread, centre)) return null;
  return { limit: centre - signOf(side) * factor * spread, centre, spread };
}

/** What turns values so that small ones are worse. */
export function signOf(side: Side): 1 | -1 {
  return side === 'low' ? 1 : -1;
}
