import type { Bounds } from '../model/measurement.ts';
import { studentQuantile } from './student.ts';
import { type Range, symmetricBounds } from './symmetric-bounds.ts';

/**
 * Bounds of a mean (or what behaves as one) whose standard error was estimated with `df` > 0 degrees of freedom: units − 1, or
 * clusters − 1. estimate ± t × standardError, clamped to `range`. Throws RangeError for df ≤ 0 and for non-finite input.
 *
 * `method` names where the standard error came from, if that is worth telling.
 *
 * Student, "The probable error of a mean", Biometrika 6 (1908).
 *
 * Example: −0.028 with standard error 0.0117189 and 9 degrees of freedom, both at level 0.95: −0.049482 … −0.006518.
 */
export function studentBounds(
  estimate: number,
  standardError: number,
  df: number,
  method = 't',
  range: Range = [null, null],
): Bounds {
  if (!(df > 0)) throw new RangeError(`t bounds with ${df} degrees of freedom`);
  return symmetricBounds(method, estimate, standardError, (level) => studentQuantile(level, df), range);
}
