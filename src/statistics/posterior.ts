import type { Bounds } from '../model/measurement.ts';

/** Bounds that are quantiles of a posterior distribution: `low(0.95)` has the truth below it with a probability of 5 %. */
export interface Posterior extends Bounds {
  readonly probability: NonNullable<Bounds['probability']>;
}

/** Halvings of the levels between ½ and 1 that no double can tell apart. */
const STEPS = 60;

/**
 * Bounds at every level, taken for a posterior: the probability that the truth lies below a number is the level at which the bound reaches it
 * (a confidence distribution). For an estimate with a normal error that is the posterior without prior knowledge; for others it is near
 * to it where there are many units.
 */
export function asPosterior(bounds: Bounds): Posterior {
  const { low, high } = bounds;
  return {
    method: 'posterior',
    low,
    high,
    probability: {
      below: (x) => (high(0.5) < x ? highest((level) => high(level) < x) : 1 - highest((level) => low(level) >= x)),
      above: (x) => (low(0.5) > x ? highest((level) => low(level) > x) : 1 - highest((level) => high(level) <= x)),
    },
  };
}

/** The highest level at which something holds that holds at lower ones; ½ where it never does. */
function highest(holds: (level: number) => boolean): number {
  let [yes, no] = [0.5, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (yes + no) / 2;
    if (middle === yes || middle === no) break;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
