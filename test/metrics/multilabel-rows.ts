import { findMetric } from '../../src/metrics/catalogue.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { multilabelMetrics } from '../../src/metrics/multilabel/table.ts';
import { type Dataset, NO_COLUMNS, type Sets } from '../../src/model/dataset.ts';
import { type Contributions, type Linearised, NO_OPTIONS } from '../../src/model/metric.ts';

/** The metrics that are of sets alone. */
export const NAMES: readonly string[] = multilabelMetrics().map(({ name }) => name);

/** Sets of class codes, and scores of every class, as a person would write them down; null is a missing cell. */
export interface SetRows {
  readonly classes: readonly string[];
  readonly label: readonly (readonly number[] | null)[];
  readonly prediction?: readonly (readonly number[] | null)[];
  readonly scores?: readonly (readonly number[] | null)[];
  readonly weight?: readonly number[];
}

export function labelledSets({ classes, label, prediction, scores, weight }: SetRows): Dataset {
  return {
    ...NO_COLUMNS,
    rows: label.length,
    classes,
    labelSets: setsOf(label),
    predictionSets: prediction === undefined ? null : setsOf(prediction),
    scores: (scores === undefined ? [] : classes).map((className, k) => ({
      className,
      values: Float64Array.from(scores!, (row) => row?.[k] ?? Number.NaN),
    })),
    weight: weight === undefined ? null : Float64Array.from(weight),
  };
}

function setsOf(cells: readonly (readonly number[] | null)[]): Sets {
  const offsets = new Int32Array(cells.length + 1);
  cells.forEach((cell, row) => {
    offsets[row + 1] = offsets[row]! + (cell?.length ?? 0);
  });
  return {
    offsets,
    values: Int32Array.from(cells.flatMap((cell) => (cell ?? []).toSorted((a, b) => a - b))),
    missing: Uint8Array.from(cells, (cell) => (cell === null ? 1 : 0)),
  };
}

export function contributionsOf(name: string, dataset: Dataset, label: number | null): Contributions {
  return findMetric(name, 'multilabel')!.contribute(dataset, { ...NO_OPTIONS, positive: label });
}

/** A metric on all rows of a dataset under its own weights. `label` is the code of one class, for metrics that are about one. */
export function measure(name: string, dataset: Dataset, label: number | null = 0): Linearised {
  const weights = dataset.weight ?? new Float64Array(dataset.rows).fill(1);
  return linearise(contributionsOf(name, dataset, label), weights);
}
