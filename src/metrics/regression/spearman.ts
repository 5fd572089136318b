import { type Deviations, deviationsOf } from './deviations.ts';
import type { PairStatistic } from './pair-statistic.ts';
import { correlate, noCorrelation } from './pearson.ts';
import { type Ties, tiesOf } from './ties.ts';

/**
 * Spearman's correlation: Pearson's of the midranks, in −1..1. A number that weighs w stands for w equal ones: its rank is the weight of all
 * smaller numbers and half the weight of its equals (and ½, which changes no correlation).
 *
 * The weight of a row moves the correlation as it moves Pearson's, and it moves ranks besides: those of all larger numbers by 1, and those of
 * its equals by ½. With gᵢ the derivative by the rank of row i, wᵢ(v/norm − r·u/Σwu²), that adds Σ g of the larger numbers and half of Σ g of
 * the equals, summed from the top down, for targets and for predictions. O(n log n).
 *
 * No value, `constant`, when all targets or all predictions are the same.
 * Example: 1, 2, 3, 4 and 1, 3, 2, 2 give 0.3162277660. Source: scipy `spearmanr`.
 */
export const rankCorrelation: PairStatistic = (x, y, weights) => {
  const [own, other] = [tiesOf(x, weights), tiesOf(y, weights)];
  const [u, v] = [deviationsOf(midranks(own), weights), deviationsOf(midranks(other), weights)];
  if (u === null || v === null) return noCorrelation(x.length);
  const { value, reason, sensitivity } = correlate(u, v, weights);
  addRankShifts(sensitivity, own, slopes(u, v, value, weights));
  addRankShifts(sensitivity, other, slopes(v, u, value, weights));
  return { value, reason, sensitivity };
};

function midranks({ codes, weights }: Ties): Float64Array {
  const ranks = new Float64Array(weights.length);
  let below = 0;
  for (let code = 0; code < weights.length; code++) {
    ranks[code] = below + weights[code]! / 2;
    below += weights[code]!;
  }
  return Float64Array.from(codes, (code) => ranks[code]!);
}

/** The derivative of the correlation by each number of the first column. */
function slopes(u: Deviations, v: Deviations, value: number, weights: Float64Array): Float64Array {
  const norm = Math.sqrt(u.squares * v.squares);
  return u.values.map((own, i) => (weights[i]! * (v.values[i]! / norm - (value * own) / u.squares)) / u.scale);
}

/** Adds to each row the slopes of all rows above it, and half of those level with it. */
function addRankShifts(sensitivity: Float64Array, { codes, weights }: Ties, slope: Float64Array): void {
  const level = new Float64Array(weights.length);
  for (let i = 0; i < codes.length; i++) level[codes[i]!]! += slope[i]!;
  const shift = new Float64Array(weights.length);
  let above = 0;
  for (let code = weights.length - 1; code >= 0; code--) {
    shift[code] = above + level[code]! / 2;
    above += level[code]!;
  }
  for (let i = 0; i < codes.length; i++) sensitivity[i]! += shift[codes[i]!]!;
}
