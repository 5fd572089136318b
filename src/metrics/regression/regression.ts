import type { Contributions, Metric } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';

/** Makes contributions of targets y and predictions ŷ, one number a row, NaN where it is missing. */
export type PairContributions = (targets: Float64Array, predictions: Float64Array) => Contributions;

/** A metric of numeric labels, the targets, and numeric predictions. */
export function ofNumbers(row: Omit<MetricRow, 'tasks' | 'needs'>, contribute: PairContributions): Metric {
  return defineMetric(
    { ...row, tasks: ['regression'], needs: ['label', 'prediction'] },
    ({ numericLabel, numericPrediction }) => contribute(numericLabel!, numericPrediction!),
  );
}

/** Whether a row is a unit: it has its target and its prediction. */
export function isPair(target: number, prediction: number): boolean {
  return !Number.isNaN(target) && !Number.isNaN(prediction);
}
