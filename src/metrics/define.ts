import { EvidenceError, type Problem } from '../errors.ts';
import type { Dataset, Vectors } from '../model/dataset.ts';
import type { Column, Contributions, Metric, MetricOptions } from '../model/metric.ts';

/** What a table says about a metric. `version` is how it is defined, as far as definitions differ: the end of its signature. */
export type MetricRow = Omit<Metric, 'signature' | 'contribute' | 'label'> & {
  readonly label?: Metric['label'];
  readonly version: string;
};

/**
 * A metric from its row. Only datasets that have what it needs contribute to it; `problems` adds what else is wrong. All of it is thrown
 * together, as an EvidenceError.
 */
export function defineMetric(
  { version, label = 'no', ...row }: MetricRow,
  contribute: (dataset: Dataset, options: MetricOptions) => Contributions,
  problems: (dataset: Dataset, options: MetricOptions) => readonly Problem[] = () => [],
): Metric {
  return {
    ...row,
    label,
    signature: `${row.name}|${version}`,
    contribute: (dataset, options) => {
      const found = [...missingColumns(row, dataset), ...problems(dataset, options)];
      if (found.length > 0) throw new EvidenceError(found);
      return contribute(dataset, options);
    },
  };
}

/** The vectors of a metric's digest, which its contributions are made from. */
export function digestOf({ digest }: Pick<MetricRow, 'digest'>, dataset: Dataset): Vectors {
  return dataset.vectors.get(digest!.key)!;
}

function missingColumns({ name, needs, digest }: Omit<MetricRow, 'version'>, dataset: Dataset): readonly Problem[] {
  if (digest !== undefined) {
    const isThere = dataset.vectors.get(digest.key)?.width === digest.width;
    return isThere ? [] : [{ where: '', message: `The metric ${name} is made from ${digest.from}, which are absent.` }];
  }
  return needs
    .filter((column) => !isPresent(column, dataset))
    .map((column) => ({
      where: '',
      message: `The metric ${name} needs a ${column} column, and the evidence has none. Name it under columns: ${column}.`,
    }));
}

function isPresent(column: Column, dataset: Dataset): boolean {
  switch (column) {
    case 'label':
      return dataset.label !== null || dataset.labelSets !== null || dataset.numericLabel !== null;
    case 'prediction':
      return dataset.prediction !== null || dataset.predictionSets !== null || dataset.numericPrediction !== null;
    case 'score':
      return dataset.scores.length > 0;
    case 'run':
      return dataset.repeats !== null;
    case 'popularity':
      return false; // Only digests read it.
    default:
      return dataset.quantities.has(column);
  }
}
