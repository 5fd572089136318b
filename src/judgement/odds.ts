import type { Bounds } from '../model/measurement.ts';
import type { JudgementDetail } from '../model/verdict.ts';

type Detail = Pick<JudgementDetail, 'posterior'>;

/** The probability that the true value keeps a limit, where the bounds are those of a posterior. */
export function oddsOfLimit(rule: 'min' | 'max', limit: number, bounds: Bounds | null): Detail {
  const probability = bounds?.probability;
  if (probability === undefined) return {};
  const breaks = rule === 'min' ? probability.below(limit) : probability.above(limit);
  return { posterior: { keeps: share(1 - breaks) } };
}

/** The probability of a change for the worse, and of one beyond the tolerance. `bounds` are turned so that negative is worse. */
export function oddsOfChange(tolerance: number, bounds: Bounds | null): Detail {
  const probability = bounds?.probability;
  if (probability === undefined) return {};
  return { posterior: { worse: share(probability.below(0)), beyond: share(probability.below(-tolerance)) } };
}

/** A quadrature may miss the ends by a rounding error. */
function share(probability: number): number {
  return Math.min(Math.max(probability, 0), 1);
}
