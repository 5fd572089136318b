import type { Comparison, Measurement, Subject } from '../model/measurement.ts';
import type { Direction } from '../model/metric.ts';
import { adjustPValues } from '../statistics/benjamini-hochberg.ts';
import { pValueOf } from '../statistics/p-value.ts';
import { FINE_LEVEL } from './rules.ts';

type Change = Pick<Comparison, 'bounds' | 'baseline' | 'delta' | 'reason' | 'unchanged'>;

interface Harm {
  /** One-sided p-value of the hypothesis that the metric did not get worse. */
  readonly p: number;
  /** How much it got worse at least, at 95 %: of the width of its range, or where it has none of the baseline. Not above 0: perhaps not at all. */
  readonly atLeast: number;
}

/**
 * What the bounds of a change say of harm; p = 1 where every contribution is the same. null where nothing can be said: the metric has no better
 * side or no value on a side, or its change has no interval.
 */
export function harmOf(
  { bounds, baseline, delta, reason, unchanged }: Change,
  { direction, range: [from, to] }: { readonly direction: Direction | null; readonly range: Measurement['range'] },
): Harm | null {
  if (direction === null || delta === null || reason !== null) return null;
  if (unchanged) return { p: 1, atLeast: 0 };
  if (bounds === null) return null;
  const leastHarm = direction === 'higher' ? (level: number) => -bounds.high(level) : bounds.low;
  const width = from === null || to === null ? Math.abs(baseline ?? 0) || 1 : to - from;
  return { p: pValueOf((level) => leastHarm(level) > 0), atLeast: leastHarm(FINE_LEVEL) / width };
}

interface Measured {
  readonly measurement: Measurement;
  readonly comparison: Comparison | null;
}

/** What is known of the harm in one slice. */
export interface SliceHarm extends Harm {
  readonly subject: Subject;
  /** p adjusted for the number of slices. */
  readonly q: number;
}

/**
 * The harm in all slices of a suite, its p-values adjusted for their number (Benjamini and Hochberg): parallel to `measured`, null for what is
 * no slice or of which nothing can be said. It is advice and decides nothing.
 */
export function harmOfSlices(measured: readonly Measured[]): readonly (SliceHarm | null)[] {
  const harms = measured.map(({ measurement, comparison }) =>
    measurement.slice === null || measurement.reason !== null || comparison === null
      ? null
      : harmOf(comparison, measurement),
  );
  const adjusted = adjustPValues(harms.flatMap((harm) => harm?.p ?? []));
  let next = 0;
  return harms.map((harm, i) => harm && { ...harm, subject: measured[i]!.measurement, q: adjusted[next++]! });
}
