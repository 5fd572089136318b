import { calibrationMetrics } from '../../src/metrics/calibration/table.ts';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { classificationMetrics } from '../../src/metrics/classification/table.ts';
import { creditMetrics } from '../../src/metrics/credit/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import {
  type Contributions,
  type Costs,
  type Linearised,
  type Metric,
  type MetricFamily,
  type MetricOptions,
  NO_OPTIONS,
} from '../../src/model/metric.ts';

type Cell<T> = T | null;

/** A classification test set as a person would write it down; null is a missing cell. */
export interface Rows {
  readonly label: readonly Cell<string>[];
  readonly prediction?: readonly Cell<string>[];
  /** Class -> its scores; the class '' stands for an unnamed column. */
  readonly scores?: Readonly<Record<string, readonly Cell<number>[]>>;
  readonly weight?: readonly number[];
  /** Default: the labels and predictions that occur. */
  readonly classes?: readonly string[];
}

export function datasetOf({ label, prediction, scores = {}, weight, classes }: Rows): Dataset {
  const names = classes ?? [...new Set([...label, ...(prediction ?? [])])].filter((name) => name !== null).sort();
  const encode = (column: readonly Cell<string>[]) => Int32Array.from(column, (cell) => names.indexOf(cell ?? '\0'));
  return {
    ...NO_COLUMNS,
    rows: label.length,
    classes: names,
    label: encode(label),
    prediction: prediction === undefined ? null : encode(prediction),
    scores: Object.entries(scores).map(([name, values]) => ({
      className: name === '' ? null : name,
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
    })),
    weight: weight === undefined ? null : Float64Array.from(weight),
  };
}

/** A metric as a test asks for it: of the class b, or of the top class. */
export interface Asked {
  readonly title: string;
  readonly metric: Metric;
  readonly positive: string | undefined;
}

const TABLES = [...classificationMetrics(), ...calibrationMetrics(), ...creditMetrics()];

/** Every metric of classification, calibration and credit scoring, each way that it can be asked for. */
export const ASKED: readonly Asked[] = membersOf(TABLES).flatMap((metric) => {
  const ofOne = { title: metric.name, metric, positive: 'b' };
  return metric.label === 'accepts'
    ? [ofOne, { title: `${metric.name} of the top class`, metric, positive: undefined }]
    : [ofOne];
});

const COSTS: Costs = { kind: 'binary', falseNegative: 5, falsePositive: 1 };

/** The contributions of a metric that is asked for, mistakes having a cost. */
export function contribute({ metric, positive }: Asked, dataset: Dataset): Contributions {
  return contributionsOf(metric.name, dataset, positive, undefined, { costs: COSTS });
}

/** Its value and sensitivities on all rows of a dataset under its own weights. */
export function ask(asked: Asked, dataset: Dataset): Linearised {
  return measure(asked.metric.name, dataset, asked.positive, { costs: COSTS });
}

/** The metrics of a table, families by their standing members. */
export function membersOf(table: readonly (Metric | MetricFamily)[]): readonly Metric[] {
  return table.flatMap((entry) => ('members' in entry ? entry.members : [entry]));
}

export function contributionsOf(
  name: string,
  dataset: Dataset,
  positive?: string,
  scored?: string,
  options: Partial<MetricOptions> = {},
): Contributions {
  const metric = findMetric(name, 'multiclass') ?? findMetric(name, 'binary');
  if (metric === null) throw new Error(`no metric ${name}`);
  const code = (label: string | undefined) => (label === undefined ? null : dataset.classes.indexOf(label));
  return metric.contribute(dataset, { ...NO_OPTIONS, positive: code(positive), scored: code(scored), ...options });
}

/** A metric on all rows of a dataset under its own weights. */
export function measure(
  name: string,
  dataset: Dataset,
  positive?: string,
  options: Partial<MetricOptions> = {},
): Linearised {
  const weights = dataset.weight ?? new Float64Array(dataset.rows).fill(1);
  return linearise(contributionsOf(name, dataset, positive, undefined, options), weights);
}
