import { kernel, regularisedBeta } from './beta.ts';

/**
 * P(X = k) for X ~ Binomial(n, p): whole numbers k and n, p in [0, 1]; 0 for k outside 0 … n. To about 1e-12 of its value for n
 * up to a million.
 * Throws RangeError for p outside [0, 1].
 *
 * The saddle-point form of C. Loader, "Fast and accurate computation of binomial probabilities" (2000), which the beta kernel holds:
 * C(n, k) pᵏ(1 − p)ⁿ⁻ᵏ = n / (k(n − k)) × pᵏ(1 − p)ⁿ⁻ᵏ / B(k, n − k).
 *
 * Example: binomialPmf(2, 4, 0.5) = 6/16.
 */
export function binomialPmf(k: number, n: number, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`binomialPmf with ${p}, which is no probability`);
  if (k < 0 || k > n) return 0;
  if (p === 0 || p === 1) return k === n * p ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  return (kernel(k, n - k, p, 1 - p) * (n / k)) / (n - k);
}

/**
 * P(X ≤ k) for X ~ Binomial(n, p): 1 − Iₚ(k + 1, n − k). Domain and accuracy as for binomialPmf; 0 below 0, 1 from n on.
 *
 * Example: binomialCdf(1, 4, 0.5) = 5/16.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return regularisedBeta(k + 1, n - k, p).upper;
}
