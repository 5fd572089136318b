import type { Bounds } from '../model/measurement.ts';
import { normalBounds } from './normal-bounds.ts';

/**
 * Bounds of an estimate A strictly between 0 and 1, symmetric on the scale of log-odds: logit(A) ± z × SE/(A(1 − A)), turned back.
 * They stay inside (0, 1). `method` names where the standard error came from. Throws RangeError for A outside (0, 1).
 *
 * M. S. Pepe, "The Statistical Evaluation of Medical Tests for Classification and Prediction" (2003), section 5.2.
 *
 * Example: A = 0.8020833 with SE 0.1036921, both at level 0.975: 0.529746 … 0.935813.
 */
export function logitBounds(estimate: number, standardError: number, method: string): Bounds {
  if (!(estimate > 0 && estimate < 1)) throw new RangeError(`log-odds of ${estimate}, which is not between 0 and 1`);
  const logOdds = Math.log(estimate / (1 - estimate));
  const bounds = normalBounds(logOdds, standardError / (estimate * (1 - estimate)), method);
  return {
    method,
    low: (level) => shareOf(bounds.low(level)),
    high: (level) => shareOf(bounds.high(level)),
  };
}

function shareOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
