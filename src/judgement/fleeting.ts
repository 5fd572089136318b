import { totalsOf } from '../metrics/addends.ts';
import type { Bounds } from '../model/measurement.ts';
import { type Estimate, evaluateUnits } from './estimate.ts';

/** Below this many labels and predictions a class that only one side has may as well have been on both, or on neither. */
const MIN_SUPPORT = 10;

/**
 * Classes that an average is over on one of the two sides alone, and there hardly: a stray answer moves the average by a whole class, and
 * nothing tells whether the next test set would hold one.
 */
export function fleetingClasses(candidate: Estimate, baseline: Estimate): readonly number[] {
  const [own, other] = [supportOf(candidate), supportOf(baseline)];
  if (own === null || other === null) return [];
  return Array.from(own.keys()).filter((k) => {
    const [less, more] = [Math.min(own[k]!, other[k] ?? 0), Math.max(own[k]!, other[k] ?? 0)];
    return less === 0 && more > 0 && more < MIN_SUPPORT;
  });
}

/** The estimate with its average taken over the other classes alone; null where the metric cannot leave any out. */
export function withoutClasses({ contributions, design }: Estimate, classes: readonly number[]): Estimate | null {
  if (contributions.kind !== 'sums' || contributions.leavingOut === undefined) return null;
  return evaluateUnits({ ...contributions, reduce: contributions.leavingOut(classes) }, design);
}

/** Bounds that hold whichever of two pairs of bounds is right; of two probabilities the one that is less sure. */
export function envelope(a: Bounds, b: Bounds): Bounds {
  const [p, q] = [a.probability, b.probability];
  return {
    method: a.method,
    low: (level) => Math.min(a.low(level), b.low(level)),
    high: (level) => Math.max(a.high(level), b.high(level)),
    ...(p &&
      q && {
        probability: {
          below: (x) => lessSure(p.below(x), q.below(x)),
          above: (x) => lessSure(p.above(x), q.above(x)),
        },
      }),
  };
}

function lessSure(p: number, q: number): number {
  const [least, most] = [Math.min(p, q), Math.max(p, q)];
  return least > 0.5 ? least : Math.min(most, 0.5);
}

function supportOf({ contributions, design }: Estimate): Float64Array | null {
  if (contributions.kind !== 'sums') return null;
  const { addends, width, reduce } = contributions;
  const examples = design.count ?? new Float64Array(design.keys.length).fill(1);
  return reduce(totalsOf(addends, width, examples)).support ?? null;
}
