import { evaluatorOf } from '../metrics/evaluate.ts';
import type { Contributions } from '../model/metric.ts';
import { drawWeights } from '../statistics/poisson-bootstrap.ts';
import { replicateBounds } from '../statistics/replicate-bounds.ts';
import type { Estimate } from './estimate.ts';

/** Draws of a bootstrap. */
const DRAWS = 2000;
/** Units × draws that are gone through at most, and the draws that are too few to say anything. */
const MAX_STEPS = 1e8;
const MIN_DRAWS = 500;
/** Draws that may leave the metric undefined, as a share of all. */
export const MAX_UNDEFINED = 0.05;

/** Whether the uncertainty of a metric is found by resampling, and not along a straight line. */
export function isResampled(contributions: Contributions): boolean {
  const { kind } = contributions;
  return kind === 'quantile' || kind === 'extremum' || (kind === 'sums' && contributions.resampled === true);
}

/** Draws that so many units are worth; 0: so many that a straight line serves as well, and sooner. */
export function drawsFor(units: number, draws = DRAWS): number {
  const affordable = Math.floor(MAX_STEPS / Math.max(units, 1));
  return affordable < Math.min(MIN_DRAWS, draws) ? 0 : Math.min(draws, affordable);
}

/**
 * Bounds of a function of estimates on the same units, by the keyed Poisson bootstrap: in each draw every unit has one weight, the same
 * for all of them. null when there are too few distinct values to tell.
 */
export function pairedReplicates(
  estimates: readonly Estimate[],
  combine: (values: readonly number[]) => number,
  seed: number,
  draws: number,
): Float64Array | null {
  const { keys } = estimates[0]!.design;
  const evaluate = estimates.map(({ contributions, weights }) => evaluatorOf(contributions, weights));
  const drawn = estimates.map(({ weights }) => new Float64Array(weights.length));
  const shareWeights = estimates.every(({ weights }) => sameNumbers(weights, estimates[0]!.weights));
  const replicates = new Float64Array(draws);
  let length = 0;
  for (let draw = 0; draw < draws; draw++) {
    const values: number[] = [];
    for (const [i, { weights }] of estimates.entries()) {
      if (i === 0 || !shareWeights) drawWeights(keys, weights, seed, draw, drawn[i]!);
      const { value } = evaluate[i]!(drawn[shareWeights ? 0 : i]!);
      values.push(value ?? Number.NaN);
    }
    const replicate = combine(values);
    if (Number.isFinite(replicate)) replicates[length++] = replicate;
  }
  return length < draws * (1 - MAX_UNDEFINED) ? null : replicates.subarray(0, length);
}

/** The bounds that replicates give; null when there are none, or all are the same. */
export function boundsOfReplicates(replicates: Float64Array | null): ReturnType<typeof replicateBounds> {
  return replicates === null ? null : replicateBounds(replicates);
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}
