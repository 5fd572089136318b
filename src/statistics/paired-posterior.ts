import { kernel, regularisedBeta } from './beta.ts';
import { betaQuantile } from './beta-quantile.ts';
import type { Posterior } from './posterior.ts';
import { integrate } from './quadrature.ts';
import { findRoot } from './root.ts';

/** Probability of a tail that is left out of an integral. */
const NOTHING = 1e-16;

/**
 * Posterior of (better − worse)/n, the difference of two proportions on the same n examples, of which `worse` are right before alone and
 * `better` are right after alone: the four kinds of pairs have the probabilities of a Dirichlet distribution with ½ added to each count
 * (Jeffreys). Exact, by quadrature: the share of pairs that differ is Beta(worse + better + 1, rest + 1), and independent of it the share
 * of the better ones among them Beta(better + ½, worse + ½).
 *
 * Probabilities to about 1e-10. Throws RangeError unless the counts, which may be fractional, are at least 0 and together at most n.
 *
 * Example: worse 45, better 30 of 1000: the probability of lying below −0.02 is 0.2789, and below −0.01 it is 0.7167.
 */
export function pairedPosterior(worse: number, better: number, n: number): Posterior {
  if (!(worse >= 0 && better >= 0 && worse + better <= n)) {
    throw new RangeError(`${worse} worse and ${better} better of ${n} pairs`);
  }
  const fall = tailOf(worse, better, n);
  const rise = tailOf(better, worse, n);
  const below = (x: number) => (x <= 0 ? fall(-x) : 1 - rise(x));
  const above = (x: number) => (x >= 0 ? rise(x) : 1 - fall(-x));
  return {
    method: 'posterior',
    low: (level) => findRoot((x) => below(x) - (1 - level), -1, 1),
    high: (level) => findRoot((x) => above(x) - (1 - level), -1, 1),
    probability: { below, above },
  };
}

/** P(share of `more` − share of `less` > d) for d ≥ 0. */
function tailOf(more: number, less: number, n: number): (d: number) => number {
  const [a, b] = [more + less + 1, n - more - less + 1];
  const least = betaQuantile(NOTHING, a, b);
  const most = 1 - betaQuantile(NOTHING, b, a);
  const density = (s: number) => kernel(a, b, s, 1 - s) / (s * (1 - s));
  return (d) => {
    if (d === 0) return regularisedBeta(less + 0.5, more + 0.5, 0.5).lower;
    // Of pairs that differ the better ones are (1 + difference/share)/2.
    const beyond = (s: number) => regularisedBeta(less + 0.5, more + 0.5, Math.max(0, (1 - d / s) / 2)).lower;
    return Math.min(
      1,
      integrate((s) => density(s) * beyond(s), Math.max(least, d), most),
    );
  };
}
