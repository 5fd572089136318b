import { EvidenceError, type Problem } from '../errors.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Column, Contributions, Metric, MetricOptions } from '../model/metric.ts';
import { quoteAll } from '../model/quote.ts';

/** What the table says about a metric. `version` is how it is defined, as far as definitions differ: the end of its signature. */
type ClassificationRow = Omit<Metric, 'tasks' | 'label' | 'signature' | 'contribute'> & {
  readonly version: string;
};

/** A metric of all classes together. It is contributed to only by datasets that have the columns it needs. */
export function ofAllClasses(
  row: ClassificationRow,
  contribute: (dataset: Dataset, options: MetricOptions) => Contributions,
): Metric {
  return {
    ...describe(row),
    label: 'no',
    contribute: (dataset, options) => {
      demand(missingColumns(row, dataset));
      return contribute(dataset, options);
    },
  };
}

/** A metric of one class against the rest: the positive class of a binary task, or the class that the gate names. */
export function ofOneClass(
  row: ClassificationRow,
  contribute: (dataset: Dataset, positive: number, options: MetricOptions) => Contributions,
): Metric {
  return {
    ...describe(row),
    label: 'requires',
    contribute: (dataset, options) => {
      const { positive } = options;
      const noClass = positive === null ? [missingClass(row, dataset)] : [];
      demand([...missingColumns(row, dataset), ...noClass]);
      return contribute(dataset, positive!, options);
    },
  };
}

function describe({ version, ...row }: ClassificationRow) {
  return { ...row, tasks: ['binary', 'multiclass'], signature: `${row.name}|${version}` } as const;
}

function missingColumns({ name, needs }: ClassificationRow, dataset: Dataset): readonly Problem[] {
  const present: Record<Column, boolean> = {
    label: dataset.label !== null,
    prediction: dataset.prediction !== null,
    score: dataset.scores.length > 0,
  };
  return needs
    .filter((column) => !present[column])
    .map((column) => ({
      where: '',
      message: `The metric ${name} needs a ${column} column, and the evidence has none. Name it under columns: ${column}.`,
    }));
}

function missingClass({ name }: ClassificationRow, { classes }: Dataset): Problem {
  return {
    where: '',
    message: `The metric ${name} is about one class, and none was named, or one that no row has; the classes are ${quoteAll(classes)}. Set positive-label of the suite, or label of the gate.`,
  };
}

function demand(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new EvidenceError(problems);
}
