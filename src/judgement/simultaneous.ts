import { groupRows, isLargeEnough } from '../metrics/extremum.ts';
import type { Bounds } from '../model/measurement.ts';
import type { Contributions, Extremum } from '../model/metric.ts';
import { boundsOf } from './bounds.ts';
import { independentDifference, independentRatio } from './difference.ts';
import { type Estimate, restrict } from './estimate.ts';

type Range = readonly [number | null, number | null];

/** Turns the one-sided level of the whole into that of each of several bounds, all of which hold at once (Bonferroni). */
type Share = (level: number) => number;

/**
 * Bounds of the worst group, or of how far groups lie apart, that hold whichever group or pair it is. Each group (for the worst), or each
 * pair of groups (for a gap or ratio), has its bounds at the level 1 − (1 − level)/m, m being how many there are over all parts:
 *
 * - worst: the smallest lower and the smallest upper bound, where higher is better;
 * - difference: the largest of the lower bounds of |a − b|, but not below 0, and the largest of their upper bounds;
 * - ratio: the smallest of the lower and the smallest of the upper bounds of the smaller over the larger.
 *
 * The largest difference of groups that are all alike is far above 0 when groups are small; its lower bound is not.
 * Source: Bonferroni; Newcombe (1998) for a pair of shares. null when some pair has no bounds.
 */
export function simultaneousBounds(extremum: Extremum, estimate: Estimate, range: Range, seed: number): Bounds | null {
  const parts = extremum.parts.map((part) => boundsOfPart(extremum, part, estimate, range, seed));
  const members = parts.flatMap((part) => part ?? []);
  if (parts.some((part) => part === null) || members.length === 0) return null;
  const share: Share = (level) => 1 - (1 - level) / members.length;
  const { statistic, better, parted } = extremum;
  const takesSmallest = statistic === 'ratio' || (statistic === 'worst' && better === 'higher');
  const pick = (values: readonly number[]) => (takesSmallest ? Math.min(...values) : Math.max(...values));
  const end = (side: 'low' | 'high') => (level: number) => {
    const each = parts.map((part) => pick(part!.map((bounds) => bounds[side](share(level)))));
    return parted === 'mean' ? each.reduce((sum, x) => sum + x, 0) / each.length : pick(each);
  };
  return { method: 'simultaneous', low: end('low'), high: end('high') };
}

/** Bounds of every group, or of every pair of groups; null when one has none. */
function boundsOfPart(extremum: Extremum, part: Contributions, estimate: Estimate, range: Range, seed: number) {
  const { groups, names, statistic, against } = extremum;
  const rows = groupRows(part, groups, names.length).filter((own) => own.length > 0);
  const large = rows.filter((own) => isLargeEnough(extremum, own, estimate.weights));
  const estimates = large.map((own) => restrict(estimate, part, own));
  const found = statistic === 'worst' ? estimates.map((own) => boundsOf(own, range, seed)) : pairBounds();
  return found.every((bounds) => bounds !== null) ? found : null;

  function pairBounds(): readonly (Bounds | null)[] {
    const compareTwo = statistic === 'difference' ? apart : quotient;
    if (against === 'each-other') {
      return estimates.flatMap((own, g) => estimates.slice(g + 1).map((other) => compareTwo(own, other, 1)));
    }
    // A group differs from the whole as it does from the rest, by as much less as its own share of the whole.
    return large.map((own, g) => {
      const others = Int32Array.from(rows.flatMap((other) => (other === own ? [] : [...other])));
      const rest = restrict(estimate, part, others);
      const weight = (of: Estimate) => of.weights.reduce((sum, w) => sum + w, 0);
      const share = weight(rest) / (weight(estimates[g]!) + weight(rest));
      return compareTwo(estimates[g]!, rest, share);
    });
  }
}

/** |a − b| × scale. */
function apart(a: Estimate, b: Estimate, scale: number): Bounds | null {
  const { bounds } = independentDifference(a, b);
  return (
    bounds && {
      method: bounds.method,
      low: (level) => scale * Math.max(0, bounds.low(level), -bounds.high(level)),
      high: (level) => scale * Math.max(-bounds.low(level), bounds.high(level)),
    }
  );
}

/** The smaller of a/b and b/a; towards 1 by `scale` when b is the rest of a whole. */
function quotient(a: Estimate, b: Estimate, scale: number): Bounds | null {
  const bounds = [independentRatio(a, b).bounds, independentRatio(b, a).bounds];
  if (bounds[0] == null || bounds[1] == null) return null;
  const towardsOne = (ratio: number) => Math.min(1, 1 - scale * (1 - ratio));
  return {
    method: bounds[0].method,
    low: (level) => Math.max(0, towardsOne(Math.min(...bounds.map((each) => 1 + each!.low(level))))),
    high: (level) => towardsOne(Math.min(...bounds.map((each) => 1 + each!.high(level)))),
  };
}
