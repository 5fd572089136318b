import { findMetric } from '../metrics/catalogue.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Measurement, Slice, Subject } from '../model/measurement.ts';
import type { Task } from '../model/metric.ts';
import { once } from '../model/once.ts';
import type { Gate, Suite } from '../model/policy.ts';
import { boundsOf, ceilingOf } from './bounds.ts';
import { baseExamplesOf } from './estimate.ts';
import { groupFacts } from './group-facts.ts';
import type { Meter } from './meter.ts';
import { posteriorOf } from './posterior.ts';
import { sliceKey, sliceValues, subjectKey } from './slices.ts';

/** One gate at one place: what a rule is judged on. */
export interface GatedSubject extends Subject {
  readonly gate: Gate;
}

/** Every gate at every place that it looks at, in the order of the policy. Slices of the baseline that vanished count too. */
export function gatedSubjects(
  suite: Suite,
  candidate: Dataset,
  baselineOf: (gate: Gate) => Dataset | null,
): readonly GatedSubject[] {
  return suite.gates.flatMap((gate) =>
    slicesOf(gate, candidate, baselineOf(gate)).map((slice) => ({ gate, ...subjectOf(gate, slice) })),
  );
}

function slicesOf({ select }: Gate, candidate: Dataset, baseline: Dataset | null): readonly (Slice | null)[] {
  if (select.kind === 'all') return [null];
  if (select.kind === 'one') return [select.slice];
  const here = sliceValues(candidate, select.columns);
  const known = new Set(here.map(sliceKey));
  const vanished =
    baseline === null ? [] : sliceValues(baseline, select.columns).filter((s) => !known.has(sliceKey(s)));
  return [...here, ...vanished];
}

/**
 * All that a suite reports: its gates first, then its other metrics, then both by the suite's slices, and what groups are compared by in each
 * of them; each subject once.
 */
export function reportedSubjects(suite: Suite, candidate: Dataset, gated: readonly Subject[]): readonly Subject[] {
  const plain = [
    ...suite.gates.map((gate) => subjectOf(gate, null)),
    ...suite.metrics.map((use) => subjectOf(use, null)),
  ];
  const sliced = suite.slices.flatMap((columns) =>
    sliceValues(candidate, columns).flatMap((slice) =>
      plain
        // Within one of its groups there is nothing to compare.
        .filter(({ across }) => across === null || !columns.includes(across))
        .map((subject) => ({ ...subject, slice })),
    ),
  );
  const grouped = plain.flatMap((subject) => membersOf(subject, suite.task, candidate));
  const unique = new Map<string, Subject>();
  for (const use of [...gated, ...plain, ...sliced, ...grouped]) {
    const subject = subjectOf(use, use.slice);
    if (!unique.has(subjectKey(subject))) unique.set(subjectKey(subject), subject);
  }
  return [...unique.values()];
}

/** What a metric of groups rests on, in each group. */
function membersOf({ metric, label, across }: Subject, task: Task, candidate: Dataset): readonly Subject[] {
  const shown = across === null ? [] : (findMetric(metric, task)?.ofEachGroup ?? []);
  return sliceValues(candidate, across === null ? [] : [across]).flatMap((slice) =>
    shown.map((name) => ({ metric: name, label, slice, across: null })),
  );
}

function subjectOf({ metric, label, across }: Omit<Subject, 'slice'>, slice: Slice | null): Subject {
  return { metric, label, slice, across };
}

/** Measures one subject on the candidate. */
export function measure(meter: Meter, subject: Subject): Measurement {
  const { kind, direction, range, signature } = meter.metric(subject.metric);
  const estimate = meter.estimate(subject);
  return {
    metric: subject.metric,
    label: subject.label,
    slice: subject.slice,
    across: subject.across,
    kind,
    direction: direction ?? meter.direction(subject.metric),
    range,
    signature,
    value: estimate.value,
    reason: estimate.reason,
    n: baseExamplesOf(estimate),
    bounds: boundsOf(estimate, range, meter.seed),
    posterior: once(() => posteriorOf(estimate, range, meter.seed)),
    nullCeiling: ceilingOf(estimate),
    groups: groupFacts(meter, subject, estimate),
  };
}
