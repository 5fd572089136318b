import { normalQuantile } from '../normal.ts';
import { meanAndDeviation } from './summary.ts';

/** No tolerance is suggested below this: half a percentage point of a metric in 0..1. */
const LEAST = 0.005;

/**
 * A tolerance for `max-drop` or `max-rise` that leaves alone 95 of 100 changes of a model that did not get worse: z₀.₉₅ · s · √2, where s is
 * the standard deviation from run to run and √2 stands for the noise of both sides; at least .005. For a suggestion to a person, in the unit
 * of the metric. null: fewer than two values.
 *
 * Example: values with s = .01: 1.645 · .01 · 1.414 = .02326.
 */
export function suggestTolerance(series: readonly number[]): number | null {
  const { deviation } = meanAndDeviation(series);
  return deviation === null ? null : Math.max(normalQuantile(0.95) * deviation * Math.SQRT2, LEAST);
}
