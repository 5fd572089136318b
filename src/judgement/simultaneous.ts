import { baseWeight, groupRows, isLargeEnough } from '../metrics/extremum.ts';
import type { Bounds } from '../model/measurement.ts';
import type { Contributions, Extremum } from '../model/metric.ts';
import { boundsOf } from './bounds.ts';
import { independentDifference, independentRatio } from './difference.ts';
import { type Estimate, restrict } from './estimate.ts';

type Range = readonly [number | null, number | null];

/** One-sided bounds of one group or pair. `level` is that of each of them. */
type Side = (level: number) => number;
type Member = Pick<Bounds, 'low' | 'high'>;

/**
 * Bounds of the worst group, or of how far groups lie apart, that hold whichever group or pair it is. Each group (for the worst), or each
 * pair of groups (for a gap or ratio), has bounds of its own:
 *
 * - worst: the smallest lower and the smallest upper bound, where higher is better;
 * - difference: the largest of the lower bounds of |a − b|, but not below 0, and the largest of their upper bounds;
 * - ratio: the smallest of the lower and the smallest of the upper bounds of the smaller over the larger.
 *
 * On the side where the extreme of the bounds is nearer than that of any one of them all must hold at once, so that each has the level
 * 1 − (1 − level)/m (Bonferroni), m being how many there are over all parts, a pair twice: either group may be the larger one. On the other
 * side the bound of the group or pair that truly is extreme is enough, at the level itself; for a mean of parts that of each part.
 *
 * The largest difference of groups that are all alike is far above 0 when groups are small; its lower bound is not.
 * Source: Bonferroni; Berger, "Multiparameter hypothesis testing and acceptance sampling" (1982), for the side without a correction;
 * Newcombe (1998) for a pair of shares. null when some group or pair has no bounds.
 */
export function simultaneousBounds(extremum: Extremum, estimate: Estimate, range: Range, seed: number): Bounds | null {
  const parts = extremum.parts.map((part) => boundsOfPart(extremum, part, estimate, range, seed));
  const members = parts.flatMap((part) => part ?? []);
  if (parts.some((part) => part === null) || members.length === 0) return null;
  const { statistic, better, parted } = extremum;
  const takesSmallest = statistic === 'ratio' || (statistic === 'worst' && better === 'higher');
  const pick = (values: readonly number[]) => (takesSmallest ? Math.min(...values) : Math.max(...values));
  const all = members.length * (statistic === 'worst' ? 1 : 2);
  const one = parted === 'mean' ? parts.length : 1;
  const end = (side: 'low' | 'high', among: number): Side => {
    const share = (level: number) => 1 - (1 - level) / among;
    return (level) => {
      const each = parts.map((part) => pick(part!.map((bounds) => bounds[side](share(level)))));
      return parted === 'mean' ? each.reduce((sum, x) => sum + x, 0) / each.length : pick(each);
    };
  };
  return {
    method: 'simultaneous',
    low: end('low', takesSmallest ? one : all),
    high: end('high', takesSmallest ? all : one),
  };
}

/** Bounds of every group, or of every pair of groups; null when one has none. */
function boundsOfPart(
  extremum: Extremum,
  part: Contributions,
  estimate: Estimate,
  range: Range,
  seed: number,
): readonly Member[] | null {
  const { groups, names, statistic, against, emptyIsZero } = extremum;
  const rows = groupRows(part, groups, names.length);
  const large = rows.filter((own) => isLargeEnough(extremum, baseWeight(part, own, estimate.weights)));
  const estimates = large.map((own) => restrict(estimate, part, own));
  const known = estimates.filter(({ value, reason }) => value !== null && reason === null);
  // A value by convention has no bounds, and the extreme may be one.
  if (emptyIsZero && known.length < estimates.length) return null;
  const found = statistic === 'worst' ? known.map((own) => boundsOf(own, range, seed)) : pairBounds();
  return found.every((bounds) => bounds !== null) ? found : null;

  function pairBounds(): readonly (Member | null)[] {
    const compareTwo = statistic === 'difference' ? apart : quotient;
    if (against === 'each-other') {
      return known.flatMap((own, g) => known.slice(g + 1).map((other) => compareTwo(own, other, 0)));
    }
    return large.flatMap((own, g) => {
      if (!known.includes(estimates[g]!)) return [];
      const others = Int32Array.from(rows.flatMap((other) => (other === own ? [] : [...other])));
      const rest = restrict(estimate, part, others);
      const weight = (of: Estimate) => of.weights.reduce((sum, w) => sum + w, 0);
      return [compareTwo(estimates[g]!, rest, weight(estimates[g]!) / (weight(estimates[g]!) + weight(rest)))];
    });
  }
}

/**
 * |a − b|; with `share`, the share of a in the whole that a and b make together, |a − whole| = |a − b| × (1 − share), as means of units have it.
 */
function apart(a: Estimate, b: Estimate, share: number): Member | null {
  const { bounds } = independentDifference(a, b);
  return (
    bounds && {
      low: (level) => (1 - share) * Math.max(0, bounds.low(level), -bounds.high(level)),
      high: (level) => (1 - share) * Math.max(-bounds.low(level), bounds.high(level)),
    }
  );
}

/** The smaller of a/b and b/a; with `share`, of a/whole and whole/a, the whole being share·a + (1 − share)·b. */
function quotient(a: Estimate, b: Estimate, share: number): Member | null {
  const { bounds } = independentRatio(a, b);
  const fold = (ratio: number) => {
    const whole = share * ratio + 1 - share;
    return Math.max(0, ratio <= 1 ? ratio / whole : whole / ratio);
  };
  return (
    bounds && {
      low: (level) => Math.min(fold(1 + bounds.low(level)), fold(1 + bounds.high(level))),
      high: (level) => {
        const [from, to] = [1 + bounds.low(level), 1 + bounds.high(level)];
        return from <= 1 && to >= 1 ? 1 : Math.max(fold(from), fold(to));
      },
    }
  );
}
