import type { Bounds } from '../model/measurement.ts';
import { normalQuantile } from './normal.ts';
import { type Range, symmetricBounds } from './symmetric-bounds.ts';

/**
 * Bounds of an estimate whose error is normal with a known standard deviation: estimate ± z × standardError, clamped to `range`.
 * `method` names where the standard error came from. A standard error of 0 gives bounds without width: the caller decides whether
 * that means anything. Throws RangeError for a negative or non-finite input.
 *
 * Example: F1 of 0.8 with standard error 0.016, both at level 0.975: 0.768641 … 0.831359.
 */
export function normalBounds(
  estimate: number,
  standardError: number,
  method: string,
  range: Range = [null, null],
): Bounds {
  return symmetricBounds(method, estimate, standardError, normalQuantile, range);
}
