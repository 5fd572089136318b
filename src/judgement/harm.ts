import type { Comparison, Measurement, Subject } from '../model/measurement.ts';
import type { Direction } from '../model/metric.ts';
import { adjustPValues } from '../statistics/benjamini-hochberg.ts';
import { pValueOf } from '../statistics/p-value.ts';

/**
 * One-sided p-value of the hypothesis that a metric did not get worse, from the bounds of its change; 1 where every contribution is the same.
 * null where nothing can be said: the metric has no better side or no value on a side, or its change has no interval.
 */
export function harmOf(
  { bounds, delta, reason, unchanged }: Pick<Comparison, 'bounds' | 'delta' | 'reason' | 'unchanged'>,
  direction: Direction | null,
): number | null {
  if (direction === null || delta === null || reason !== null) return null;
  if (unchanged) return 1;
  if (bounds === null) return null;
  return pValueOf(direction === 'higher' ? (level) => bounds.high(level) < 0 : (level) => bounds.low(level) > 0);
}

interface Measured {
  readonly measurement: Measurement;
  readonly comparison: Comparison | null;
}

/** What is known of the harm in one slice. */
export interface SliceHarm {
  readonly subject: Subject;
  readonly p: number;
  /** Adjusted for the number of slices. */
  readonly q: number;
}

/**
 * The p-values of harm of all slices of a suite, adjusted for their number (Benjamini and Hochberg): parallel to `measured`, null for what is
 * no slice or has no p-value. They are advice and decide nothing.
 */
export function harmOfSlices(measured: readonly Measured[]): readonly (SliceHarm | null)[] {
  const pValues = measured.map(({ measurement, comparison }) =>
    measurement.slice === null || measurement.reason !== null || comparison === null
      ? null
      : harmOf(comparison, measurement.direction),
  );
  const adjusted = adjustPValues(pValues.filter((p) => p !== null));
  let next = 0;
  return pValues.map((p, i) => (p === null ? null : { subject: measured[i]!.measurement, p, q: adjusted[next++]! }));
}
