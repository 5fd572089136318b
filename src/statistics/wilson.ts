import type { Bounds } from '../model/measurement.ts';
import { normalQuantile } from './normal.ts';

/**
 * Score bounds of a proportion: the p at which `successes` of `n` lie exactly z standard errors away from expectation,
 * [p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)] / (1 + z²/n). They never leave [0, 1] and have a width even at 0 and n successes.
 *
 * Successes and n may be fractional (an effective sample size). n = 0 gives null.
 * Throws RangeError unless 0 ≤ successes ≤ n.
 *
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 *
 * Example: 870 of 1000, both at level 0.975: 0.847732 … 0.889436.
 */
export function wilsonBounds(successes: number, n: number): Bounds | null {
  if (!(successes >= 0 && successes <= n && n < Infinity)) throw new RangeError(`${successes} successes of ${n}`);
  if (n === 0) return null;
  return {
    method: 'wilson',
    low: (level) => lowerScoreLimit(successes, n, level),
    high: (level) => 1 - lowerScoreLimit(n - successes, n, level),
  };
}

/** The lower limit as p̂² ÷ (the numerator of the upper one): both are roots of one equation, and nothing cancels near 0. */
function lowerScoreLimit(successes: number, n: number, level: number): number {
  if (successes === 0) return 0;
  const z = normalQuantile(level);
  const share = successes / n;
  const half = z * Math.sqrt((share * (1 - share)) / n + (z / (2 * n)) ** 2);
  return share ** 2 / (share + z ** 2 / (2 * n) + half);
}
