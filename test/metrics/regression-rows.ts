import { findMetric } from '../../src/metrics/catalogue.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { regressionMetrics } from '../../src/metrics/regression/table.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import { type Contributions, type Linearised, NO_OPTIONS } from '../../src/model/metric.ts';

/** The metrics that are of targets and predictions alone, families by their members. */
export const NAMES: readonly string[] = regressionMetrics()
  .flatMap((entry) => ('members' in entry ? entry.members : [entry]))
  .map(({ name }) => name);

/** Numeric targets and predictions as a person would write them down; null is a missing cell. */
export interface NumberRows {
  readonly label: readonly (number | null)[];
  readonly prediction: readonly (number | null)[];
  readonly weight?: readonly number[];
}

export function numbersOf({ label, prediction, weight }: NumberRows): Dataset {
  const column = (cells: readonly (number | null)[]) => Float64Array.from(cells, (cell) => cell ?? Number.NaN);
  return {
    ...NO_COLUMNS,
    rows: label.length,
    numericLabel: column(label),
    numericPrediction: column(prediction),
    weight: weight === undefined ? null : Float64Array.from(weight),
  };
}

export function contributionsOf(name: string, dataset: Dataset): Contributions {
  return findMetric(name, 'regression')!.contribute(dataset, NO_OPTIONS);
}

/** A metric on all rows of a dataset under its own weights. */
export function measure(name: string, dataset: Dataset): Linearised {
  return linearise(contributionsOf(name, dataset), dataset.weight ?? new Float64Array(dataset.rows).fill(1));
}
