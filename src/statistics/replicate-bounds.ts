import type { Bounds } from '../model/measurement.ts';
import { type Correction, correctedDeviate, NO_CORRECTION } from './bca.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** Replicates beyond a bound that make it one; a level that leaves fewer is reached on from there as a normal distribution would. */
const MIN_BEYOND = 25;

interface ReplicateBounds {
  readonly bounds: Bounds;
  /** Standard deviation of the replicates. */
  readonly standardError: number;
}

/**
 * Bounds from bootstrap replicates of an estimate: percentiles, or with a correction those of the BCa interval. Where a level leaves fewer than
 * 25 replicates beyond it, the bound of the outermost level that has them is moved outwards by the difference of normal quantiles, in standard
 * deviations of the replicates: far out in the tail a percentile of R replicates says nothing. The bounds widen with the level, as step-down
 * procedures need.
 *
 * null when all replicates are the same, up to rounding. Throws RangeError for fewer than 100 replicates.
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), sections 13.3 and 14.3.
 *
 * Example: the replicates 1, 2, …, 999 have the bounds 50 and 950 at level 0.95.
 */
export function replicateBounds(
  replicates: Float64Array,
  correction: Correction = NO_CORRECTION,
): ReplicateBounds | null {
  const count = replicates.length;
  if (count < 100) throw new RangeError(`bounds from ${count} replicates`);
  const sorted = replicates.slice().sort();
  const mean = sorted.reduce((sum, x) => sum + x, 0) / count;
  const standardError = Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1));
  if (!(standardError > 1e-12 * Math.max(Math.abs(sorted[0]!), Math.abs(sorted[count - 1]!)))) return null;

  const outermost = -normalQuantile(MIN_BEYOND / (count + 1));
  const at = (z: number) => {
    const deviate = correctedDeviate(z, correction);
    const within = Math.min(Math.max(deviate, -outermost), outermost);
    return quantile(sorted, normalCdf(within)) + (deviate - within) * standardError;
  };
  return {
    bounds: {
      method: correction === NO_CORRECTION ? 'bootstrap' : 'bca',
      low: (level) => at(-normalQuantile(level)),
      high: (level) => at(normalQuantile(level)),
    },
    standardError,
  };
}

/** The value at the position p(R + 1) of R sorted values, interpolated. */
function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length + 1) - 1;
  const below = Math.min(Math.max(Math.floor(position), 0), sorted.length - 2);
  return sorted[below]! + (position - below) * (sorted[below + 1]! - sorted[below]!);
}
