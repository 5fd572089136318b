import type { MeasurementRow } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';

/** What a bar shows, all in one unit. */
export interface Bar {
  readonly low: number;
  readonly high: number;
  readonly estimate: number;
  /** A tick for the limit of the rule; null: none. */
  readonly limit: number | null;
  /** A faint tick for what nothing changed means, or for the baseline; null: none. */
  readonly reference: number | null;
}

const WIDTH = 128;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;
/** Blank space beside the outermost mark, as a share of what is shown. */
const MARGIN = 0.08;

/** The bar of a finding: the change against zero and the tolerance, or the value against its limit and the baseline. */
export function barOfFinding(finding: Finding, row: MeasurementRow | undefined): Bar | null {
  const { rule, limit, delta, value } = finding;
  if (row === undefined) return null;
  if (rule === 'max-drop' || rule === 'max-rise') {
    if (row.deltaInterval === null || delta === null) return null;
    const tolerated = limit === null ? null : rule === 'max-drop' ? -limit : limit;
    return { ...row.deltaInterval, estimate: delta, limit: tolerated, reference: 0 };
  }
  if (row.interval === null || value === null) return null;
  return { ...row.interval, estimate: value, limit, reference: row.baseline };
}

/** The bar of a measurement: its change against zero, or its value alone. */
export function barOfMeasurement({ value, delta, interval, deltaInterval }: MeasurementRow): Bar | null {
  if (delta !== null) return deltaInterval && { ...deltaInterval, estimate: delta, limit: null, reference: 0 };
  return interval === null || value === null ? null : { ...interval, estimate: value, limit: null, reference: null };
}

/** A small drawing of an interval. It repeats what the numbers beside it say, so a screen reader skips it. */
export function drawBar(bar: Bar): string {
  const { low, high, estimate, limit, reference } = bar;
  const marks = [low, high, estimate, limit, reference].filter((x): x is number => x !== null);
  if (!marks.every(Number.isFinite)) return '';
  const [least, most] = [Math.min(...marks), Math.max(...marks)];
  const span = most - least || 1;
  const start = least - (most === least ? 0.5 : MARGIN) * span;
  const x = (mark: number) => (((mark - start) / (span * (most === least ? 1 : 1 + 2 * MARGIN))) * WIDTH).toFixed(1);
  const tick = (mark: number | null, name: string, reach: number) =>
    mark === null
      ? ''
      : `<line class="${name}" x1="${x(mark)}" x2="${x(mark)}" y1="${MIDDLE - reach}" y2="${MIDDLE + reach}"/>`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true" focusable="false">`,
    tick(reference, 'reference', 8),
    tick(limit, 'limit', 8),
    `<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${MIDDLE}" y2="${MIDDLE}"/>`,
    tick(low, 'range', 3),
    tick(high, 'range', 3),
    `<circle cx="${x(estimate)}" cy="${MIDDLE}" r="3.5"/></svg>`,
  ].join('');
}
