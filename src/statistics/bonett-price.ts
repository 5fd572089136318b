import type { Bounds } from '../model/measurement.ts';
import { normalBounds } from './normal-bounds.ts';

/**
 * Bounds of (better − worse)/n, the difference of two proportions on the same n examples, of which `worse` are right before alone and
 * `better` are right after alone. One pair is added to each side first, which keeps a width where nothing differs:
 * with w = (worse + 1)/(n + 2) and b = (better + 1)/(n + 2), b − w ± z √((w + b − (b − w)²)/(n + 2)), clamped to [−1, 1].
 *
 * Counts may be fractional. Throws RangeError unless they are at least 0 and together at most n.
 *
 * D. G. Bonett and R. M. Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data",
 * Journal of Educational and Behavioral Statistics 37 (2012).
 *
 * Example: worse 45, better 30 of 1000, both at level 0.95: −0.029354 … −0.000586.
 */
export function bonettPriceBounds(worse: number, better: number, n: number): Bounds {
  if (!(worse >= 0 && better >= 0 && worse + better <= n)) {
    throw new RangeError(`${worse} worse and ${better} better of ${n} pairs`);
  }
  const lost = (worse + 1) / (n + 2);
  const won = (better + 1) / (n + 2);
  const change = won - lost;
  const standardError = Math.sqrt((lost + won - change ** 2) / (n + 2));
  return normalBounds(change, standardError, 'bonett-price', [-1, 1]);
}
