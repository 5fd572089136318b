import type { Linearised, UndefinedReason, Value } from '../model/metric.ts';

/** Values in ascending order, with where each of them came from. */
interface Sorted {
  readonly values: Float64Array;
  readonly rows: Int32Array;
}

interface Quantile {
  readonly values: Float64Array;
  readonly q: number;
  readonly problem?: UndefinedReason;
}

/**
 * Makes a function of the weights that gives the q-quantile of weighted values: at the position 1 + (W − 1)q among W = Σw values in ascending
 * order, of which each stands there as often as it weighs, interpolated linearly between neighbours. For equal weights it is numpy's
 * `linear`, Hyndman and Fan's type 7. Values are sorted once for all weights. The median is the value at which half of the weight is reached,
 * or the mean of the two between which it is, and the 1-quantile the largest value: for whole weights that is the same.
 *
 * Example: 1, 2, 3, 4, 10 have the quantiles 3 at .5 and 8.8 at .95.
 * Source: Hyndman and Fan, "Sample quantiles in statistical packages" (1996); numpy `quantile`.
 */
export function quantileEvaluator({ values, q, problem }: Quantile): (weights: Float64Array) => Value {
  const sorted = sortRows(values);
  return (weights) => {
    if (problem !== undefined) return { value: null, reason: problem };
    const value = quantileAt(sorted, weights, q);
    return { value, reason: value === null ? 'no_examples' : null };
  };
}

/**
 * The quantile and its sensitivity (q − [x ≤ Q])/(f·W). The density f at the quantile is what the quantiles one standard error to either
 * side tell: 2d/(Q(q + d) − Q(q − d)) with d = √(q(1 − q)/W). Source: Woodruff (1952).
 */
export function lineariseQuantile({ values, q, problem }: Quantile, weights: Float64Array): Linearised {
  const sensitivity = new Float64Array(values.length);
  const sorted = sortRows(values);
  const value = problem === undefined ? quantileAt(sorted, weights, q) : null;
  if (value === null) return { value, reason: problem ?? 'no_examples', sensitivity };
  const total = weightOf(sorted, weights);
  const step = Math.sqrt((q * (1 - q)) / total);
  const [low, high] = [Math.max(0, q - step), Math.min(1, q + step)];
  const width = quantileAt(sorted, weights, high)! - quantileAt(sorted, weights, low)!;
  if (width > 0) {
    const scale = width / (high - low) / total;
    for (const row of sorted.rows)
      if (weights[row]! > 0) sensitivity[row] = scale * (q - (values[row]! <= value ? 1 : 0));
  }
  return { value, reason: null, sensitivity };
}

/** The value at a rank from 1 to W; between whole ranks, and between the last whole one and W, it is interpolated. null without values. */
function quantileAt(sorted: Sorted, weights: Float64Array, q: number): number | null {
  const total = weightOf(sorted, weights);
  if (total <= 0) return null;
  if (q === 1) return valuesAtRanks(sorted, weights, Infinity, Infinity)[1];
  if (q === 0.5) {
    const [low, high] = valuesAtRanks(sorted, weights, total / 2, (total / 2) * (1 + 1e-11));
    return low + (high - low) / 2;
  }
  const position = 1 + Math.max(0, total - 1) * q;
  const rank = Math.min(Math.floor(position), total);
  const next = Math.min(rank + 1, total);
  const [low, high] = valuesAtRanks(sorted, weights, rank, next);
  return next > rank ? low + ((position - rank) / (next - rank)) * (high - low) : low;
}

/** The smallest values whose cumulative weights reach the two ranks. */
function valuesAtRanks({ values, rows }: Sorted, weights: Float64Array, first: number, second: number) {
  let reached = 0;
  let low = Number.NaN;
  let last = Number.NaN;
  for (let i = 0; i < rows.length; i++) {
    const weight = weights[rows[i]!]!;
    if (weight === 0) continue;
    reached += weight;
    last = values[i]!;
    if (Number.isNaN(low) && reached >= first * (1 - 1e-12)) low = last;
    if (reached >= second * (1 - 1e-12)) return [low, last] as const;
  }
  return [Number.isNaN(low) ? last : low, last] as const;
}

/** The smallest value that together with those below it has at least this share of the weight. */
export function valueAtShare(sorted: Sorted, weights: Float64Array, share: number): number {
  const rank = share * weightOf(sorted, weights);
  return valuesAtRanks(sorted, weights, rank, rank)[1];
}

function weightOf({ rows }: Sorted, weights: Float64Array): number {
  let total = 0;
  for (const row of rows) total += weights[row]!;
  return total;
}

/** Sorts what is a number. */
export function sortRows(values: Float64Array): Sorted {
  const rows = Int32Array.from(values.keys())
    .filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => values[a]! - values[b]!);
  return { values: Float64Array.from(rows, (row) => values[row]!), rows };
}
