import type { Bounds } from '../model/measurement.ts';
import type { NullDistribution } from '../model/metric.ts';
import { chiSquaredQuantile, noncentrality } from './chi-squared.ts';
import { kolmogorovQuantile } from './kolmogorov.ts';

/**
 * Bounds of a distance between two distributions that samples of n and m units show to be `value`, N = n·m/(n + m).
 *
 * `chi-squared`: N·scale·valueᵖ is χ² with `df` degrees of freedom when there is no distance, and noncentral χ² with the noncentrality
 * N·scale·distanceᵖ when there is a small one; the bounds are the distances at which the value seen would be extreme. `kolmogorov`: two
 * empirical distribution functions are nowhere farther from the true ones than Kolmogorov's distribution allows.
 *
 * Source: Steiger, "Beyond the F test" (2004), for the inversion. Example: a PSI of 0.1692 from 200 units each in 10 bins is just what
 * noise reaches in one of twenty cases, so that its lower bound at level 0.95 is 0.
 */
export function divergenceBounds(value: number, n: number, m: number, distribution: NullDistribution): Bounds {
  const size = (n * m) / (n + m);
  if (distribution.name === 'kolmogorov') {
    const reach = (level: number) => kolmogorovQuantile(level) / Math.sqrt(size);
    return {
      method: 'kolmogorov',
      low: (level) => Math.max(0, value - reach(level)),
      high: (level) => Math.min(1, value + reach(level)),
    };
  }
  const { df, scale, power } = distribution;
  const seen = size * scale * value ** power;
  const distance = (lambda: number) => (lambda / (size * scale)) ** (1 / power);
  return {
    method: 'noncentral-chi-squared',
    low: (level) => distance(noncentrality(seen, df, level)),
    // Samples can be more alike than chance would have them; that bounds nothing below what is seen.
    high: (level) => Math.max(value, distance(noncentrality(seen, df, 1 - level))),
  };
}

/**
 * What noise alone stays below with probability `level` when both samples come from one population.
 * Example: PSI in 10 bins, 200 units each, at level 0.95: 0.1692.
 */
export function nullCeiling(n: number, m: number, distribution: NullDistribution, level = 0.95): number {
  const size = (n * m) / (n + m);
  if (distribution.name === 'kolmogorov') return kolmogorovQuantile(level) / Math.sqrt(size);
  const { df, scale, power } = distribution;
  return (chiSquaredQuantile(level, df) / (size * scale)) ** (1 / power);
}
