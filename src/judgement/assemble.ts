import type { Bounds, Comparison, Interval, Measurement } from '../model/measurement.ts';
import type { MeasurementRow } from '../model/report.ts';

/** Level of the two-sided intervals that reports show. */
const SHOWN_LEVEL = 0.95;

/**
 * A measurement beside the baseline's, as reports show it. The interval of the change is shown when it is about these two numbers:
 * it is absent when rows were paired and some of them have no partner, because then the comparison rests on the shared ones, and when a
 * metric of all classes was compared over those of both sides.
 */
export function assembleRow(
  measurement: Measurement,
  comparison: Comparison | null,
  baseline: number | null,
): MeasurementRow {
  const {
    bounds,
    posterior: _posterior,
    signature: _signature,
    nullCeiling: _ceiling,
    groups: _groups,
    ...facts
  } = measurement;
  const delta = measurement.value === null || baseline === null ? null : measurement.value - baseline;
  return {
    ...facts,
    interval: intervalOf(bounds),
    baseline,
    delta,
    deltaInterval: isAbout(comparison, measurement.value, baseline) ? intervalOf(comparison!.bounds) : null,
  };
}

function isAbout(comparison: Comparison | null, value: number | null, baseline: number | null): boolean {
  if (comparison === null || !comparison.isComplete || value === null || baseline === null) return false;
  return isClose(comparison.value!, value) && isClose(comparison.baseline!, baseline);
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

function intervalOf(bounds: Bounds | null): Interval | null {
  if (bounds === null) return null;
  const oneSided = 1 - (1 - SHOWN_LEVEL) / 2;
  const [low, high] = [bounds.low(oneSided), bounds.high(oneSided)];
  return { low, high, level: SHOWN_LEVEL, method: bounds.method };
}
