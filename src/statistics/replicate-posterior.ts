import type { Posterior } from './posterior.ts';
import { replicateBounds } from './replicate-bounds.ts';

/** Replicates closer to a number than this share of it are that number, rounded. */
const SLACK = 1e-12;

/**
 * The posterior that draws stand for. A probability from R of them has a standard error of at most ½/√R: 0.0035 for 20,000. Bounds are as
 * those of `replicateBounds`. null when all draws are the same; throws RangeError for fewer than 100.
 *
 * Example: of the draws 1, 2, …, 999 the probability of lying below 50 is 49/999.
 */
export function replicatePosterior(replicates: Float64Array): Posterior | null {
  const found = replicateBounds(replicates);
  if (found === null) return null;
  const sorted = replicates.slice().sort();
  const { length } = sorted;
  const below = (x: number) => countBelow(sorted, x - SLACK * Math.abs(x)) / length;
  const above = (x: number) => 1 - countBelow(sorted, x + SLACK * Math.abs(x)) / length;
  return { ...found.bounds, method: 'posterior', probability: { below, above } };
}

/** How many of sorted numbers are smaller. */
function countBelow(sorted: Float64Array, x: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < x) from = middle + 1;
    else to = middle;
  }
  return from;
}
