import type { Bounds } from '../model/measurement.ts';
import { betaPosterior } from '../statistics/beta-posterior.ts';
import { asPosterior, type Posterior } from '../statistics/posterior.ts';
import { replicatePosterior } from '../statistics/replicate-posterior.ts';
import { baseOf, boundsOf, effectiveSize, sizeOfConstant } from './bounds.ts';
import type { Estimate } from './estimate.ts';
import { valueDraws } from './posterior-draws.ts';

type Range = readonly [number | null, number | null];

/**
 * The posterior distribution of one value; null when the data give none. `range` is that of the metric.
 *
 * - shares: Beta with ½ added to either count (Jeffreys), of as many examples as those of unequal weight or in clusters are worth;
 * - functions of a table, means, statistics of the order, quantiles, extremes of groups: draws (see `valueDraws`);
 * - a given value with a standard error: normal;
 * - distances between distributions keep their bounds, which are no posterior.
 */
export function posteriorOf(estimate: Estimate, range: Range, seed: number): Bounds | null {
  const { value, reason, contributions } = estimate;
  if (value === null || reason !== null) return null;
  switch (contributions.kind) {
    case 'divergence':
      return boundsOf(estimate, range, seed);
    case 'scalar':
      return fromBounds(boundsOf(estimate, range, seed));
    case 'quantile':
      // Of the largest of all no draw knows more than the sample does.
      if (contributions.q === 1) return null;
  }
  const share = shareOf(estimate);
  if (share !== null) return betaPosterior(...share);
  const draws = valueDraws(estimate, seed);
  if (draws === 'too-many') return fromBounds(boundsOf(estimate, range, seed));
  return draws && (replicatePosterior(draws) ?? ofConstant(estimate, range));
}

/** Successes and trials of a value that is a share; null for what is none. */
export function shareOf(estimate: Estimate): readonly [number, number] | null {
  const { contributions, value } = estimate;
  const isShare = contributions.kind === 'sums' && contributions.shareOf !== undefined;
  if (contributions.kind !== 'proportion' && !isShare) return null;
  const n = effectiveSize(isShare ? baseOf(estimate) : estimate, value!);
  return [Math.min(value! * n, n), n];
}

/** Units that are all alike: on a bounded scale what as many successes in as many trials leave possible, else nothing. */
function ofConstant(estimate: Estimate, range: Range): Posterior | null {
  const alike = constantShare(estimate, range);
  if (alike === null) return null;
  const { share, from, to } = alike;
  const unit = betaPosterior(...share);
  if (unit === null) return null;
  const [scale, turn] = [(x: number) => from + x * (to - from), (x: number) => (x - from) / (to - from)];
  return {
    method: 'posterior',
    low: (level) => scale(unit.low(level)),
    high: (level) => scale(unit.high(level)),
    probability: {
      below: (x) => unit.probability.below(turn(x)),
      above: (x) => unit.probability.above(turn(x)),
    },
  };
}

/** A value of units that are all alike as successes in trials on its scale; null where the scale has no ends, or nothing could be tried. */
export function constantShare(estimate: Estimate, range: Range) {
  const { contributions, value } = estimate;
  if (contributions.kind === 'quantile' || contributions.kind === 'extremum') return null;
  const [from, to] = contributions.kind === 'mean' ? contributions.range : range;
  if (from === null || to === null) return null;
  const n = sizeOfConstant(estimate, range);
  const successes = n * Math.min(Math.max((value! - from) / (to - from), 0), 1);
  return { share: [Math.min(successes, n), n], from, to } as const;
}

export function fromBounds(bounds: Bounds | null): Posterior | null {
  return bounds && asPosterior(bounds);
}
