import type { Bounds } from '../model/measurement.ts';
import { bcaCorrection } from './bca.ts';
import { drawWeights } from './poisson-bootstrap.ts';
import { replicateBounds } from './replicate-bounds.ts';
import { skewness } from './skewness.ts';
import { sum } from './sum.ts';

/** A mean of fewer values says too little of its skew, and one of more is close enough to normal. */
const FEWEST = 10;
const MOST = 29;
/** Skewness from which on Student's t is too sure of the side to which the sample leans. */
const SKEWED = 0.5;
const DRAWS = 2000;

/**
 * BCa bounds of the mean of a small, skewed sample, by the Poisson bootstrap; null where Student's t serves: for fewer than 10 or more than 29
 * values, and for a skewness of at most ½. Equal values give equal bounds, in whatever order they come.
 *
 * B. Efron, "Better bootstrap confidence intervals", JASA 82 (1987).
 */
export function skewedMeanBounds(values: Float64Array, seed: number): Bounds | null {
  const n = values.length;
  if (n < FEWEST || n > MOST || !(Math.abs(skewness(values)) > SKEWED)) return null;
  const sorted = values.slice().sort();
  const places = Uint32Array.from(sorted, (_, place) => place);
  const weights = new Float64Array(n);
  const replicates = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    drawWeights(places, null, seed, draw, weights);
    let [total, weight] = [0, 0];
    for (let i = 0; i < n; i++) {
      total += weights[i]! * sorted[i]!;
      weight += weights[i]!;
    }
    replicates[draw] = weight === 0 ? Number.NaN : total / weight;
  }
  const total = sum(sorted);
  const leftOut = sorted.map((value) => (total - value) / (n - 1));
  const known = replicates.filter((replicate) => Number.isFinite(replicate));
  return replicateBounds(known, bcaCorrection(known, total / n, leftOut))?.bounds ?? null;
}
