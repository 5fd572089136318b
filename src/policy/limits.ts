import type { Tolerance } from '../model/policy.ts';
import { expected } from './words.ts';

/** `1pp` or `10%`; few enough digits that the number is finite. */
export const TOLERANCE_PATTERN = /^\d{1,6}(\.\d{1,12})? ?(pp|%)$/;
export const SHARE_PATTERN = /^(100|\d{1,2}(\.\d{1,12})?) ?%$/;

type Range = readonly [number | null, number | null];

/** Why a value cannot be a `min` or `max`, and what to write instead. */
export function explainLimit(found: unknown): string {
  const sentence = expected('a finite number in the unit of the metric', found);
  if (typeof found !== 'string') return sentence;
  if (TOLERANCE_PATTERN.test(found)) return `${sentence}; write ${hundredth(found)}`;
  return found.trim() !== '' && Number.isFinite(Number(found)) ? `${sentence}; write it without quotes` : sentence;
}

/** Why a `min` or `max` can decide nothing: every value of the metric is on one side of it. Null: it can. */
export function checkLimit(limit: number, metric: string, [low, high]: Range): string | null {
  if ((low === null || limit >= low) && (high === null || limit <= high)) return null;
  return `${limit} is outside the range of ${metric}, ${rangeText([low, high])}, so the gate would always end the same way`;
}

/** A tolerance as numbers: `0.005` is in the unit of the metric, `1pp` is 0.01 of it, `10%` is 0.1 of the baseline. */
export function readTolerance(written: number | string): Tolerance {
  if (typeof written === 'number') return { amount: written + 0, relative: false, text: String(written + 0) };
  return { amount: hundredth(written), relative: written.endsWith('%'), text: written };
}

/** Why a tolerance does not fit a metric, and what to write instead; null when it fits. */
export function checkTolerance(
  rule: 'max-drop' | 'max-rise',
  written: number | string,
  metric: string,
  [low, high]: Range,
): string | null {
  const { amount, relative, text } = readTolerance(written);
  if (text.endsWith('pp') && !(low !== null && low >= -1 && high !== null && high <= 1)) {
    return `"${text}" needs a metric between -1 and 1, and ${metric} is not known to be one; write ${amount} in the unit of the metric, or a relative tolerance such as "10%"`;
  }
  if (relative && rule === 'max-drop' && low === 0 && amount >= 1) {
    return `a drop of ${text} takes ${metric} below 0, so the gate could never fail`;
  }
  if (relative || low === null || high === null || amount < high - low) return null;
  const remedy = amount > 1 && amount <= 100 ? `; ${amount} percentage points are written "${amount}pp"` : '';
  return `a tolerance of ${text} covers the whole range of ${metric}, ${rangeText([low, high])}, so the gate could never fail${remedy}`;
}

/** Rows that may be missing: `3`, or `2%` of all. */
export function readShare(written: number | string): { readonly amount: number; readonly relative: boolean } {
  return typeof written === 'number'
    ? { amount: written + 0, relative: false }
    : { amount: hundredth(written), relative: true };
}

/** The leading number ÷ 100, without the rounding error of a division. */
function hundredth(text: string): number {
  return Number(`${Number.parseFloat(text)}e-2`);
}

function rangeText([low, high]: Range): string {
  if (high === null) return `${low} or more`;
  return low === null ? `${high} or less` : `${low} to ${high}`;
}
