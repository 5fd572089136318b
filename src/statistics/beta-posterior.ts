import { regularisedBeta } from './beta.ts';
import { betaQuantile } from './beta-quantile.ts';
import type { Posterior } from './posterior.ts';

/**
 * Posterior of a proportion, `successes` of `n`, under the prior of Jeffreys: Beta(k + ½, n − k + ½). Counts may be fractional (an effective
 * sample size). n = 0 gives null: nothing was seen. Throws RangeError unless 0 ≤ successes ≤ n.
 *
 * H. Jeffreys, "An invariant form for the prior probability in estimation problems", Proceedings of the Royal Society A 186 (1946).
 *
 * Example: 870 of 1000: the probability of lying below 0.85 is 0.036323.
 */
export function betaPosterior(successes: number, n: number): Posterior | null {
  if (!(successes >= 0 && successes <= n && n < Infinity)) throw new RangeError(`${successes} successes of ${n}`);
  if (n === 0) return null;
  const [a, b] = [successes + 0.5, n - successes + 0.5];
  const at = (x: number) => regularisedBeta(a, b, Math.min(Math.max(x, 0), 1));
  return {
    method: 'posterior',
    low: (level) => betaQuantile(1 - level, a, b),
    high: (level) => 1 - betaQuantile(1 - level, b, a),
    probability: { below: (x) => at(x).lower, above: (x) => at(x).upper },
  };
}
