import type { Metric, MetricFamily } from '../../model/metric.ts';
import { accuracies, agreements } from './all-classes.ts';
import { classAverages } from './class-averages.ts';
import { oneClassMetrics } from './one-class.ts';
import { scoredMetrics } from './scored.ts';

/** Metrics of labels against predictions, and of labels against scores, by the names of scikit-learn. */
export const classificationMetrics = (): readonly (Metric | MetricFamily)[] => [
  ...accuracies(),
  ...oneClassMetrics(),
  ...classAverages(),
  ...agreements(),
  ...scoredMetrics(),
];
