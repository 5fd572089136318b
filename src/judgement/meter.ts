import { findMetric } from '../metrics/catalogue.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Subject } from '../model/measurement.ts';
import type { Contributions, Metric, Task } from '../model/metric.ts';
import { type Estimate, estimate, unitRows } from './estimate.ts';
import { sliceRows } from './slices.ts';

/** Reads metrics off one dataset. Contributions are computed once a metric and shared by all its slices. */
export interface Meter {
  readonly dataset: Dataset;
  readonly metric: (name: string) => Metric;
  readonly contributions: (subject: Subject) => Contributions;
  /** The metric on all rows of the subject's slice. */
  readonly estimate: (subject: Subject) => Estimate;
}

export function createMeter(dataset: Dataset, task: Task, positiveLabel: string | null): Meter {
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
  const contributions = ({ metric, label }: Subject) => {
    const key = JSON.stringify([metric, label]);
    let found = cache.get(key);
    if (found === undefined) {
      const scored = codeOf(positiveLabel);
      found = metricOf(metric).contribute(dataset, { positive: label === null ? scored : codeOf(label), scored });
      cache.set(key, found);
    }
    return found;
  };
  return {
    dataset,
    metric: metricOf,
    contributions,
    estimate: (subject) => {
      const parts = contributions(subject);
      return estimate(dataset, parts, unitRows(dataset, parts, sliceRows(dataset, subject.slice)));
    },
  };
}
