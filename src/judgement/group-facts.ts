import { baseWeight, groupRows, isLargeEnough } from '../metrics/extremum.ts';
import { groupsLeftOut } from '../metrics/fairness/left-out.ts';
import type { GroupFacts, Subject } from '../model/measurement.ts';
import type { Extremum } from '../model/metric.ts';
import { expectedRange } from '../statistics/range-of-normals.ts';
import { type Estimate, restrict } from './estimate.ts';
import type { Meter } from './meter.ts';
import { sliceRows } from './slices.ts';
import { standardErrorOf } from './spread.ts';

/** What is known of the groups that a metric compares; null for a metric that compares none. */
export function groupFacts(meter: Meter, subject: Subject, estimate: Estimate): GroupFacts | null {
  const whole = meter.contributions(subject);
  if (whole.kind !== 'extremum' || estimate.contributions.kind !== 'extremum') return null;
  const leftOut = groupsLeftOut(whole, rowWeights(meter, subject));
  return { leftOut, expectedGap: expectedGap(estimate.contributions, estimate) };
}

/** Importance × count of the rows of the slice; 0 outside it. */
function rowWeights({ dataset }: Meter, { slice }: Subject): Float64Array {
  const weights = new Float64Array(dataset.rows);
  const rows = sliceRows(dataset, slice) ?? weights.keys();
  for (const row of rows) weights[row] = (dataset.count?.[row] ?? 1) * (dataset.weight?.[row] ?? 1);
  return weights;
}

/**
 * How far apart groups of these sizes lie on the average when nothing tells them apart, of several parts the largest; null for what is no
 * difference of groups.
 */
function expectedGap(extremum: Extremum, estimate: Estimate): number | null {
  const { parts, groups, names, statistic, against } = extremum;
  if (statistic !== 'difference' || against !== 'each-other') return null;
  const gaps = parts.map((part) => {
    const large = groupRows(part, groups, names.length).filter((rows) =>
      isLargeEnough(extremum, baseWeight(part, rows, estimate.weights)),
    );
    return expectedRange(large.flatMap((rows) => standardErrorOf(restrict(estimate, part, rows))?.se ?? []));
  });
  return Math.max(...gaps);
}
