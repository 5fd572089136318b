import type { Metric, MetricFamily } from '../../model/metric.ts';
import { ALL_CLASSES } from './all-classes.ts';
import { ONE_CLASS } from './one-class.ts';
import { SCORED } from './scored.ts';

/** Metrics of labels against predictions, and of labels against scores, by the names of scikit-learn. */
export const CLASSIFICATION: readonly (Metric | MetricFamily)[] = [...ALL_CLASSES, ...ONE_CLASS, ...SCORED];
