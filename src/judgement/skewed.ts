import type { Bounds } from '../model/measurement.ts';
import { bcaCorrection } from '../statistics/bca.ts';
import { replicateBounds } from '../statistics/replicate-bounds.ts';
import { skewedMeanBounds } from '../statistics/skewed-mean.ts';
import { skewness } from '../statistics/skewness.ts';
import type { Estimate } from './estimate.ts';
import { envelope } from './fleeting.ts';
import { leaveOneOut } from './jackknife.ts';
import { pairedReplicates } from './resample.ts';

/** Up to so many units, and beyond for replicates that are more skewed than this, percentiles are shifted as Efron's BCa has it. */
const FEW_UNITS = 200;
const SKEWED = 0.5;
/** Examples that counts are written out for: more than a small sample has. */
const MOST_WRITTEN_OUT = 30;

const itself = ([value]: readonly number[]): number => value!;

/** Bounds of one estimate from replicates of it; null when they are too few or all the same. */
export function resampledBounds(estimate: Estimate, seed: number, draws: number): Bounds | null {
  const replicates = pairedReplicates([estimate], itself, seed, draws);
  const plain = replicates && replicateBounds(replicates)?.bounds;
  if (!plain) return null;
  if (estimate.weights.length > FEW_UNITS && Math.abs(skewness(replicates)) <= SKEWED) return plain;
  const leftOut = leaveOneOut([estimate], itself);
  const found = leftOut && replicateBounds(replicates, bcaCorrection(replicates, estimate.value!, leftOut))?.bounds;
  return found ? inPlaceOf(plain, found, estimate.value!) : plain;
}

/** Bounds of a mean, of which those by Student's t are given: others where the sample is small, skewed, and without weights and clusters. */
export function meanBounds({ contributions, design, n, value }: Estimate, student: Bounds, seed: number): Bounds {
  const { cluster, weight, count } = design;
  if (contributions.kind !== 'mean' || cluster !== null || weight !== null || n > MOST_WRITTEN_OUT) return student;
  if (count?.some((times) => !Number.isInteger(times))) return student;
  const scores = Array.from(contributions.scores, (score, i) => Array<number>(count?.[i] ?? 1).fill(score)).flat();
  const found = skewedMeanBounds(Float64Array.from(scores), seed);
  return found ? inPlaceOf(student, found, value!) : student;
}

/**
 * The bounds of BCa, around the value. They are right more often than what they replace, but not on both sides: a proof needs the wider of the
 * two, so that it is never had more cheaply.
 */
function inPlaceOf(replaced: Bounds, found: Bounds, value: number): Bounds {
  const bounds: Bounds = {
    method: 'bca',
    low: (level) => Math.min(value, found.low(level)),
    high: (level) => Math.max(value, found.high(level)),
  };
  return { ...bounds, guaranteed: envelope(bounds, replaced) };
}
