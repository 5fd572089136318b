import { findMetric } from '../../src/metrics/catalogue.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { type Dataset, NO_COLUMNS, QUANTITIES, type Quantity, type Texts } from '../../src/model/dataset.ts';
import { type Contributions, type Linearised, type Metric, NO_OPTIONS, type Task } from '../../src/model/metric.ts';

type Cell<T> = T | null;

/** Evidence of a generation as a person would write it down; null is a missing cell. */
export interface Rows {
  /** Text and references of each row. */
  readonly texts?: readonly (readonly [Cell<string>, readonly Cell<string>[]])[];
  readonly quantities?: Readonly<Partial<Record<Quantity, readonly Cell<number>[]>>>;
  /** Rows of one id are runs of one example. */
  readonly id?: readonly string[];
  /** What the random numbers of each row follow from. */
  readonly keys?: readonly number[];
  readonly label?: readonly Cell<string>[];
  readonly prediction?: readonly Cell<string>[];
  readonly weight?: readonly number[] | null;
  readonly rows: number;
}

/** A dataset, and the texts that metrics digest. */
export interface Given {
  readonly dataset: Dataset;
  readonly texts: Texts | null;
}

export function datasetOf({ rows, texts, quantities = {}, id, keys, label, prediction, weight }: Rows): Given {
  const names = [...new Set([...(label ?? []), ...(prediction ?? [])])].filter((name) => name !== null).sort();
  const ids = [...new Set(id)];
  const encode = (column: readonly Cell<string>[] | undefined) =>
    column === undefined ? null : Int32Array.from(column, (cell) => names.indexOf(cell ?? '\0'));
  const numbers = QUANTITIES.flatMap((key): [Quantity, Float64Array][] => {
    const column = quantities[key];
    return column === undefined ? [] : [[key, Float64Array.from(column, (cell) => cell ?? Number.NaN)]];
  });
  return {
    dataset: {
      ...NO_COLUMNS,
      rows,
      classes: names,
      label: encode(label),
      prediction: encode(prediction),
      quantities: new Map(numbers),
      repeats: id === undefined ? null : Int32Array.from(id, (own) => ids.indexOf(own)),
      keys: keys === undefined ? null : Uint32Array.from(keys),
      weight: weight ? Float64Array.from(weight) : null,
    },
    texts:
      texts === undefined
        ? null
        : { hypotheses: texts.map(([text]) => text), references: texts.map(([, references]) => references) },
  };
}

export function metricOf(name: string, task: Task = 'generation'): Metric {
  const metric = findMetric(name, task);
  if (metric === null) throw new Error(`no metric ${name}`);
  return metric;
}

/** The dataset with what the metric's digest keeps of the texts. */
export function digested({ dataset, texts }: Given, { digest }: Metric): Dataset {
  if (digest === undefined || texts === null) return dataset;
  const values = digest.of({ texts, rankings: null });
  return { ...dataset, vectors: new Map([[digest.key, { width: digest.width, values }]]) };
}

export function contributionsOf(name: string, given: Given, task?: Task): Contributions {
  const metric = metricOf(name, task);
  return metric.contribute(digested(given, metric), NO_OPTIONS);
}

/** A metric on all rows under their own weights. */
export function measure(name: string, given: Given, task?: Task): Linearised {
  const weights = given.dataset.weight ?? new Float64Array(given.dataset.rows).fill(1);
  return linearise(contributionsOf(name, given, task), weights);
}
