import { concatenate } from '../metrics/concatenate.ts';
import { evaluatorOf } from '../metrics/evaluate.ts';
import { drawSwaps, randomisationP } from '../statistics/randomisation.ts';
import type { Estimate } from './estimate.ts';
import { drawsFor, isResampled } from './resample.ts';

const ROUNDS = 1000;
/** Rounds that may leave the metric undefined, as a share of all. */
const MAX_UNDEFINED = 0.05;

/**
 * How often a change of paired estimates is as large as theirs when the two models swap their answers to each unit at random: the p-value of
 * approximate randomisation, two-sided. null for metrics that are not resampled, where it would take too long, and where the metric has no
 * value without certain answers.
 *
 * Both sides of all units are one list of rows, of which either side of the change weighs one half.
 */
export function swapP(candidate: Estimate, baseline: Estimate, seed: number, rounds = ROUNDS): number | null {
  const { keys } = candidate.design;
  const n = keys.length;
  if (!isResampled(candidate.contributions) || candidate.value === null || baseline.value === null) return null;
  // A round goes twice through the rows of both sides.
  const affordable = drawsFor(4 * n, rounds);
  const both = affordable === 0 ? null : concatenate(candidate.contributions, baseline.contributions);
  if (both === null) return null;
  const weights = new Float64Array(2 * n);
  weights.set(candidate.weights);
  weights.set(baseline.weights, n);
  const [own, other] = [weights.slice().fill(0, n), new Float64Array(2 * n)];
  // Which groups are large enough follows from one side.
  const evaluate = evaluatorOf(both, own);
  const swaps = new Uint8Array(n);
  const changes: number[] = [];
  for (let round = 0; round < affordable; round++) {
    drawSwaps(keys, seed, round, swaps);
    for (let i = 0; i < n; i++) {
      const [mine, theirs] = swaps[i] === 0 ? [i, n + i] : [n + i, i];
      own[mine] = weights[mine]!;
      own[theirs] = 0;
      other[theirs] = weights[theirs]!;
      other[mine] = 0;
    }
    const change = (evaluate(own).value ?? Number.NaN) - (evaluate(other).value ?? Number.NaN);
    if (Number.isFinite(change)) changes.push(change);
  }
  if (changes.length < affordable * (1 - MAX_UNDEFINED)) return null;
  return randomisationP(changes, candidate.value - baseline.value);
}
