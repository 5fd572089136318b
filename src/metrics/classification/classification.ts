import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Metric, MetricOptions } from '../../model/metric.ts';
import { quoteAll } from '../../model/quote.ts';
import { defineMetric, type MetricRow } from '../define.ts';

/** What metrics have in common: shares of rows, functions of a table of counts, and statistics of scores. */
export const SHARE = {
  kind: 'proportion',
  direction: 'higher',
  range: [0, 1],
  needs: ['label', 'prediction'],
} as const;
export const TABLE = { ...SHARE, kind: 'sums' } as const;
export const RANKING = { ...SHARE, kind: 'rank', needs: ['label', 'score'] } as const;

type ClassificationRow = Omit<MetricRow, 'tasks'> & Partial<Pick<MetricRow, 'tasks'>>;

/** A metric of all classes together. */
export function ofAllClasses(
  row: ClassificationRow,
  contribute: (dataset: Dataset, options: MetricOptions) => Contributions,
): Metric {
  return defineMetric({ tasks: ['binary', 'multiclass'], ...row }, contribute);
}

/** A metric of one class against the rest: the positive class of a binary task, or the class that the gate names. */
export function ofOneClass(
  row: ClassificationRow,
  contribute: (dataset: Dataset, positive: number, options: MetricOptions) => Contributions,
): Metric {
  return defineMetric(
    { tasks: ['binary', 'multiclass'], label: 'requires', ...row },
    (dataset, options) => contribute(dataset, options.positive!, options),
    ({ classes }, { positive }) => {
      const message = `The metric ${row.name} is about one class, and none was named, or one that no row has; the classes are ${quoteAll(classes)}. Set positive-label of the suite, or label of the gate.`;
      return positive === null ? [{ where: '', message }] : [];
    },
  );
}
