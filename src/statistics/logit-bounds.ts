import type { Bounds } from '../model/measurement.ts';
import { normalBounds } from './normal-bounds.ts';

/**
 * Bounds of an estimate A strictly between the ends of its range, symmetric on the scale of log-odds between them: for the range 0..1
 * logit(A) ± z × SE/(A(1 − A)), turned back. They stay inside the range. For a correlation, with the range −1..1, the scale is twice that
 * of Fisher's z. `method` names where the standard error came from. Throws RangeError for A outside the range.
 *
 * M. S. Pepe, "The Statistical Evaluation of Medical Tests for Classification and Prediction" (2003), section 5.2.
 *
 * Example: A = 0.8020833 with SE 0.1036921, both at level 0.975: 0.529746 … 0.935813.
 */
export function logitBounds(
  estimate: number,
  standardError: number,
  method: string,
  [from, to]: readonly [number, number] = [0, 1],
): Bounds {
  if (!(estimate > from && estimate < to)) {
    throw new RangeError(`log-odds of ${estimate}, which is not between ${from} and ${to}`);
  }
  const [below, above, width] = [estimate - from, to - estimate, to - from];
  const bounds = normalBounds(Math.log(below / above), (standardError * width) / (below * above), method);
  const turnBack = (logOdds: number) => from + width / (1 + Math.exp(-logOdds));
  return {
    method,
    low: (level) => turnBack(bounds.low(level)),
    high: (level) => turnBack(bounds.high(level)),
  };
}
