import { findMetric } from '../metrics/catalogue.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Subject } from '../model/measurement.ts';
import type { Contributions, Costs, Direction, Metric, MetricOptions, Task } from '../model/metric.ts';
import { type Estimate, estimate, unitRows } from './estimate.ts';
import { sliceRows, subjectKey } from './slices.ts';

/** Reads metrics off one dataset. Contributions are computed once a metric and shared by all its slices. */
export interface Meter {
  readonly dataset: Dataset;
  /** Of everything that is resampled. */
  readonly seed: number;
  readonly metric: (name: string) => Metric;
  /** Which way the policy says is better. */
  readonly direction: (name: string) => Direction | null;
  readonly contributions: (subject: Subject) => Contributions;
  /** The rows of the subject's slice that are units of the metric, in order. */
  readonly units: (subject: Subject) => Int32Array;
  /** The metric on all units of the subject. */
  readonly estimate: (subject: Subject) => Estimate;
}

/** What a suite says about all of its metrics. */
export interface Terms {
  readonly task: Task;
  readonly positiveLabel: string | null;
  readonly costs: Costs | null;
  /** Which way is better for metrics that do not say so themselves. */
  readonly directions?: ReadonlyMap<string, Direction>;
  readonly seed: number;
}

export function createMeter(
  dataset: Dataset,
  { task, positiveLabel, costs, directions, seed }: Terms,
  counterpart: MetricOptions['counterpart'] = 'no_baseline',
): Meter {
  const cache = new Map<string, Contributions>();
  const metricOf = (name: string) => {
    const metric = findMetric(name, task);
    if (metric === null) throw new Error(`the policy let the unknown metric ${name} pass`);
    return metric;
  };
  const codeOf = (name: string | null) => {
    const code = name === null ? -1 : dataset.classes.indexOf(name);
    return code < 0 ? null : code;
  };
  const contributions = ({ metric, label, across }: Subject) => {
    const key = JSON.stringify([metric, label, across]);
    let found = cache.get(key);
    if (found === undefined) {
      const scored = codeOf(positiveLabel);
      const positive = label === null ? scored : codeOf(label);
      found = metricOf(metric).contribute(dataset, { positive, scored, costs, across, counterpart });
      cache.set(key, found);
    }
    return found;
  };
  const units = rememberLast((subject) => unitRows(dataset, contributions(subject), sliceRows(dataset, subject.slice)));
  const estimateAll = rememberLast((subject) => estimate(dataset, contributions(subject), units(subject)));
  const direction = (name: string) => directions?.get(name) ?? null;
  return { dataset, seed, direction, metric: metricOf, contributions, units, estimate: estimateAll };
}

/** A subject is measured, and then compared: its rows are gone through once for both. */
function rememberLast<T>(compute: (subject: Subject) => T): (subject: Subject) => T {
  let last: { readonly key: string; readonly value: T } | null = null;
  return (subject) => {
    const key = subjectKey(subject);
    if (last?.key !== key) last = { key, value: compute(subject) };
    return last.value;
  };
}
