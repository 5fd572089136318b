import type { Bounds } from '../model/measurement.ts';
import { betaQuantile } from './beta-quantile.ts';

/**
 * Bounds of a proportion that hold at least at their level, whatever the proportion is: the low one is the p at which `successes` or more of
 * `n` have the probability 1 − level, a quantile of Beta(k, n − k + 1), and the high one mirrors it. Counts may be fractional (an effective
 * sample size). n = 0 gives null. Throws RangeError unless 0 ≤ successes ≤ n.
 *
 * C. J. Clopper and E. S. Pearson, Biometrika 26 (1934). Example: 20 of 20, low at level 0.95: 0.05^(1/20) = 0.860892.
 */
export function clopperPearsonBounds(successes: number, n: number): Bounds | null {
  if (!(successes >= 0 && successes <= n && n < Infinity)) throw new RangeError(`${successes} successes of ${n}`);
  if (n === 0) return null;
  const low = (k: number, level: number) => (k === 0 ? 0 : betaQuantile(1 - level, k, n - k + 1));
  return {
    method: 'clopper-pearson',
    low: (level) => low(successes, level),
    high: (level) => (successes === n ? 1 : betaQuantile(level, successes + 1, n - successes)),
  };
}
