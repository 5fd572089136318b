import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Metric, MetricOptions } from '../../model/metric.ts';
import { ofOneClass } from '../classification/classification.ts';
import { defineMetric, type MetricRow } from '../define.ts';

/** The number of a row whose change is measured: a score, or the prediction of a regression. NaN is none. */
export interface Reading {
  /** What it is called: in titles and texts, and in signatures. */
  readonly noun: string;
  readonly column: string;
  /** Of every row of the candidate. */
  readonly of: (dataset: Dataset, options: MetricOptions) => Float64Array;
  /** The same of the baseline; null when it has no such column. */
  readonly inBaseline: (baseline: Dataset, candidate: Dataset, options: MetricOptions) => Float64Array | null;
  /** Makes a metric of the tasks that have the number. */
  readonly define: (
    row: Omit<MetricRow, 'tasks' | 'needs'>,
    contribute: (dataset: Dataset, options: MetricOptions) => Contributions,
  ) => Metric;
}

/** The prediction of a regression. */
export const PREDICTED_NUMBER: Reading = {
  noun: 'predictions',
  column: 'prediction',
  of: ({ numericPrediction }) => numericPrediction!,
  inBaseline: ({ numericPrediction }) => numericPrediction,
  define: (row, contribute) => defineMetric({ ...row, tasks: ['regression'], needs: ['prediction'] }, contribute),
};

/** The score of the positive class; where the only score column is that of the other class, this one, on both sides. */
export const SCORE: Reading = {
  noun: 'scores',
  column: 'score',
  of: (dataset, options) => columnOf(dataset, scoredName(dataset, options), options)!,
  inBaseline: (baseline, candidate, options) => columnOf(baseline, scoredName(candidate, options), options),
  define: (row, contribute) =>
    ofOneClass({ ...row, tasks: ['binary'], needs: ['score'] }, (dataset, _, options) => contribute(dataset, options)),
};

/** The class whose score is read. */
function scoredName({ scores, classes }: Dataset, options: MetricOptions): string {
  const positive = classes[options.positive!]!;
  if (scores.some(({ className }) => className === positive)) return positive;
  return scores[0]!.className ?? unnamedClass(classes, options);
}

function columnOf({ scores, classes }: Dataset, name: string, options: MetricOptions): Float64Array | null {
  return scores.find(({ className }) => (className ?? unnamedClass(classes, options)) === name)?.values ?? null;
}

/** The class that an unnamed score column scores. */
function unnamedClass(classes: readonly string[], { scored, positive }: MetricOptions): string {
  return classes[(scored ?? positive)!]!;
}
