import type { BinReduction, Bins } from './binned.ts';

/**
 * Expected calibration error: Σ_b (n_b/n)·|o_b − p_b| = Σ_b |d_b|/n over bins, with o_b the share of events and p_b the mean probability in bin
 * b, and d_b the sum of outcome less probability over it. In 0..1. With few rows a bin it lies above 0 for a perfect model too, since
 * chance alone parts o_b from p_b: only values of as many rows in the same bins compare.
 * Example: the probabilities .95 .85 .75 .65 .55 .9 .8 .7 .6 .99 with the outcomes 1 1 0 1 0 1 1 1 0 1 give .266 in ten bins.
 * Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015).
 */
export function expectedError({ weights, sums, total }: Bins): BinReduction {
  const value = Math.min(1, sums.reduce((sum, gap) => sum + Math.abs(gap), 0) / total);
  return {
    value,
    byWeight: new Float64Array(weights.length).fill(-value / total),
    bySum: sums.map((gap) => Math.sign(gap) / total),
  };
}

/**
 * Maximum calibration error: the largest |o_b − p_b| over the bins that have rows. One sparse bin decides it, so that it is biased upwards
 * more than the expected error is. Example: in the example above the bin of .6 and .55, neither of which happened, has .575.
 * Source: as above.
 */
export function largestError({ weights, sums }: Bins): BinReduction {
  const gapOf = (bin: number) => (weights[bin] === 0 ? 0 : Math.abs(sums[bin]!) / weights[bin]!);
  let worst = 0;
  for (let bin = 0; bin < weights.length; bin++) if (gapOf(bin) > gapOf(worst)) worst = bin;
  const value = gapOf(worst);
  const byWeight = new Float64Array(weights.length);
  const bySum = new Float64Array(weights.length);
  if (value > 0) {
    byWeight[worst] = -value / weights[worst]!;
    bySum[worst] = Math.sign(sums[worst]!) / weights[worst]!;
  }
  return { value: Math.min(1, value), byWeight, bySum };
}
