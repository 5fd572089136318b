import type { Extremum, UndefinedReason } from '../../model/metric.ts';
import { evaluatorOf } from '../evaluate.ts';
import { baseWeight, groupRows, isLargeEnough, occurringGroups } from '../extremum.ts';
import { takeRows } from '../units.ts';

/** A group that takes no part in a comparison of groups. */
interface LeftOut {
  readonly name: string;
  /** What its units weigh, in the part of the metric that it is left out of. */
  readonly units: number;
  /** `too_few` units, or why the metric has no value in it that says anything. */
  readonly reason: UndefinedReason;
}

/**
 * The groups that a comparison leaves out, in the order of their names, each with the fewest units that it has in a part which it is
 * left out of. `weights` are importance × count, one a row. Groups that have rows but no unit are listed only when those rows are among
 * the contributions: ask before the rows that are no units are dropped.
 *
 * Example: with a minimum of 30 and groups of 40, 29 and 0 units the second and the third are left out, with 29 and 0.
 */
export function groupsLeftOut(extremum: Extremum, weights: Float64Array): readonly LeftOut[] {
  const { parts, groups, names, emptyIsZero } = extremum;
  const occurs = occurringGroups(extremum, weights);
  const found = new Map<number, LeftOut>();
  for (const part of parts) {
    for (const [group, rows] of groupRows(part, groups, names.length).entries()) {
      if (!occurs[group]) continue;
      const units = baseWeight(part, rows, weights);
      const reason = isLargeEnough(extremum, units) ? reasonIn(rows) : 'too_few';
      if (reason === null || units >= (found.get(group)?.units ?? Infinity)) continue;
      found.set(group, { name: names[group]!, units, reason });
    }

    function reasonIn(rows: Int32Array): UndefinedReason | null {
      if (emptyIsZero) return null;
      const own = Float64Array.from(rows, (row) => weights[row]!);
      return evaluatorOf(takeRows(part, rows), own)(own).reason;
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, leftOut]) => leftOut);
}
