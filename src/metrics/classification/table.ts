import type { Metric, MetricFamily } from '../../model/metric.ts';
import { ACCURACIES, AGREEMENTS } from './all-classes.ts';
import { CLASS_AVERAGES } from './class-averages.ts';
import { ONE_CLASS } from './one-class.ts';
import { SCORED } from './scored.ts';

/** Metrics of labels against predictions, and of labels against scores, by the names of scikit-learn. */
export const CLASSIFICATION: readonly (Metric | MetricFamily)[] = [
  ...ACCURACIES,
  ...ONE_CLASS,
  ...CLASS_AVERAGES,
  ...AGREEMENTS,
  ...SCORED,
];
