import { binomialCdf } from './binomial.ts';

/** Ranks from 1 to n between which a quantile lies; null where even the extreme value is no bound. */
interface RankBounds {
  readonly low: (level: number) => number | null;
  readonly high: (level: number) => number | null;
}

/**
 * Ranks of the values that bound the q-quantile of a continuous distribution from n independent values, whatever the distribution:
 * the l-th smallest value lies below the quantile with probability P(Bin(n, q) ≥ l), and the u-th above with P(Bin(n, q) < u).
 * For a one-sided level c the bounds are l = F⁻¹(1 − c) and u = F⁻¹(c) + 1, with F the distribution function of Bin(n, q).
 *
 * Source: David and Nagaraja, "Order Statistics" (2003), section 7.1.
 *
 * Example: n = 100, q = 0.5, both at level 0.975: ranks 40 and 61.
 */
export function quantileRanks(n: number, q: number): RankBounds {
  return {
    low: (level) => {
      const rank = smallest(n, (k) => binomialCdf(k, n, q) >= 1 - level);
      return rank < 1 ? null : rank;
    },
    high: (level) => {
      const rank = smallest(n, (k) => binomialCdf(k, n, q) >= level) + 1;
      return rank > n ? null : rank;
    },
  };
}

/** The smallest k from 0 to n at which a condition holds that goes on to hold. */
function smallest(n: number, holds: (k: number) => boolean): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
