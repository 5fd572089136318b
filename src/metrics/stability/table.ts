import type { Metric, MetricFamily } from '../../model/metric.ts';
import { CLASS_DRIFT, numberDrift } from './drift-table.ts';
import { ofNumbers, ofScores } from './examples.ts';
import { FLIPS } from './flip-table.ts';
import { PREDICTED_NUMBER, SCORE } from './readings.ts';

/** How the answers changed since the baseline, example by example, and how their distribution did. One name may stand for several tasks. */
export const STABILITY: readonly (Metric | MetricFamily)[] = [
  ...FLIPS,
  ...numberDrift(SCORE, ofScores),
  ...CLASS_DRIFT,
  ...numberDrift(PREDICTED_NUMBER, ofNumbers),
];
