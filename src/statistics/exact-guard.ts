import type { Bounds } from '../model/measurement.ts';
import { binomialCdf } from './binomial.ts';
import { stirlingError } from './gamma.ts';

/** From this many pairs on the interval keeps its level by itself. */
const MANY_PAIRS = 100;
/** A cell that is expected to hold at least so many lets the interval keep its level (Cochran's rule). */
const MANY_EXPECTED = 5;

/**
 * Bounds of a difference of paired shares that exclude "no change" only where the exact test of McNemar does, which keeps its level however
 * few pairs there are: P(X ≥ worse) ≤ 1 − level with X ~ Binomial(worse + better, ½), and likewise for the better ones. Where there are
 * 100 pairs or more the bounds stay as they are. Counts may be fractional: they are rounded towards less proof.
 *
 * Example: 5 of 5 pairs got worse: the chance of that is 1/32 without a change, and no bound at level 0.99 excludes 0.
 */
export function guardPaired(bounds: Bounds, worse: number, better: number, n: number): Bounds {
  if (n >= MANY_PAIRS) return bounds;
  const tail = (more: number, less: number) => binomialCdf(Math.ceil(less), Math.ceil(less) + Math.floor(more), 0.5);
  return guard(bounds, tail(better, worse), tail(worse, better));
}

/**
 * The same for shares of different examples, k₁ of n₁ against k₂ of n₂, by the exact test of Fisher, where some cell of their table is
 * expected to hold less than 5. Example: 3 of 3 against 97 of 100: P = 0.915 and 1.
 */
export function guardUnpaired(bounds: Bounds, k1: number, n1: number, k2: number, n2: number): Bounds {
  const hits = k1 + k2;
  const expected = (Math.min(n1, n2) * Math.min(hits, n1 + n2 - hits)) / (n1 + n2);
  if (expected >= MANY_EXPECTED) return bounds;
  const [a, n, b, m] = [k1, n1, k2, n2].map(Math.round) as [number, number, number, number];
  return guard(bounds, hypergeometricTail(a, n, b, m), hypergeometricTail(n - a, n, m - b, m));
}

/** `rise` and `fall` are the chances of so large a rise or fall without a change. */
function guard(bounds: Bounds, rise: number, fall: number): Bounds {
  return {
    method: bounds.method,
    low: (level) => (rise <= 1 - level ? bounds.low(level) : Math.min(bounds.low(level), 0)),
    high: (level) => (fall <= 1 - level ? bounds.high(level) : Math.max(bounds.high(level), 0)),
  };
}

/** P(at least k₁ of the k₁ + k₂ hits fall to the n₁ of n₁ + n₂). */
function hypergeometricTail(k1: number, n1: number, k2: number, n2: number): number {
  const hits = k1 + k2;
  const all = logChoose(n1 + n2, hits);
  let sum = 0;
  for (let k = k1; k <= Math.min(n1, hits); k++) {
    if (hits - k <= n2) sum += Math.exp(logChoose(n1, k) + logChoose(n2, hits - k) - all);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function logFactorial(n: number): number {
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + stirlingError(x);
}
