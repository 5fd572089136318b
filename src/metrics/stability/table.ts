import type { Metric, MetricFamily } from '../../model/metric.ts';
import { classDrift, numberDrift } from './drift-table.ts';
import { ofNumbers, ofScores } from './examples.ts';
import { flipMetrics } from './flip-table.ts';
import { PREDICTED_NUMBER, SCORE } from './readings.ts';

/** How the answers changed since the baseline, example by example, and how their distribution did. One name may stand for several tasks. */
export const stabilityMetrics = (): readonly (Metric | MetricFamily)[] => [
  ...flipMetrics(),
  ...numberDrift(SCORE, ofScores),
  ...classDrift(),
  ...numberDrift(PREDICTED_NUMBER, ofNumbers),
];
