import type { Bounds } from '../model/measurement.ts';

/** Limits that no value can pass; null where there is none. */
export type Range = readonly [number | null, number | null];

/** estimate ± quantile(level) × standardError, kept within the range. Throws RangeError for a negative or non-finite input. */
export function symmetricBounds(
  method: string,
  estimate: number,
  standardError: number,
  quantile: (level: number) => number,
  [least, most]: Range,
): Bounds {
  if (!(Number.isFinite(estimate) && standardError >= 0 && standardError < Infinity)) {
    throw new RangeError(`bounds of ${estimate} with standard error ${standardError}`);
  }
  const clamp = (bound: number) => Math.min(Math.max(bound, least ?? -Infinity), most ?? Infinity);
  return {
    method,
    low: (level) => clamp(estimate - quantile(level) * standardError),
    high: (level) => clamp(estimate + quantile(level) * standardError),
  };
}
