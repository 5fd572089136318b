import { type MeasurementRow, type SuiteReport, WORSE_Q_VALUE, type WorseSlice } from '../model/report.ts';
import { chooseForm, formatCount, formatDelta, formatP, formatValue } from './format.ts';
import { namesOf } from './subject.ts';

/** Slices of one list; a report with hundreds of them would hide the worst. */
const MAX_LISTED = 5;
/** Stands beside the change of a slice that got worse beyond chance. */
const MARK = '†';

/** Slices that got worse beyond chance, and among how many. */
interface WorseList {
  /** Plain text without text of others. */
  readonly title: string;
  readonly items: readonly {
    /** Metric, class and slice, not yet escaped. */
    readonly names: readonly string[];
    readonly change: string;
  }[];
  /** How many more there are. */
  readonly left: number;
}

/** A mark behind the change of a slice that got worse beyond chance; nothing behind that of others. */
export function worseMark(row: MeasurementRow | undefined): string {
  return row !== undefined && isWorse(row) ? ` ${MARK}` : '';
}

/** The slices that the policy asks for, and those that were found beside them; no list where none of them got worse beyond chance. */
export function worseSlices({ measurements, sliceSearch }: SuiteReport): readonly WorseList[] {
  const tested = measurements.filter(({ qValue }) => qValue !== undefined);
  const worse = tested.filter(isWorse).toSorted((a, b) => leastHarm(b) - leastHarm(a));
  return [
    listOf(
      `Slices that got worse beyond chance (of ${formatCount(tested.length)} looked at; ${MARK} in the tables)`,
      worse,
    ),
    listOf(
      `Other slices that got worse beyond chance (of ${formatCount(sliceSearch?.lookedAt ?? 0)} looked at)`,
      sliceSearch?.worst ?? [],
    ),
  ].filter(({ items }) => items.length > 0);
}

type Told = Pick<WorseSlice, 'metric' | 'label' | 'slice' | 'across' | 'range' | 'n' | 'qValue'> &
  Pick<MeasurementRow, 'value' | 'baseline' | 'delta'>;

function listOf(title: string, worse: readonly Told[]): WorseList {
  const items = worse.slice(0, MAX_LISTED).map((slice) => ({ names: namesOf(slice), change: describeChange(slice) }));
  return { title, items, left: worse.length - items.length };
}

/** `−8.1 pp (93.2% → 85.1%, n = 240, adjusted p = 0.004)` */
function describeChange({ range, value, baseline, delta, n, qValue }: Told): string {
  const numbers = [value, baseline] as const;
  const form = chooseForm(range, numbers, [numbers, [delta, 0]]);
  const moved = `${formatValue(baseline, form)} → ${formatValue(value, form)}`;
  return `${formatDelta(delta, form)} (${moved}, n = ${formatCount(n)}, adjusted ${formatP(qValue)})`;
}

/** How much a slice got worse at least, of the width of the metric's range or else of the baseline; the estimate where the report has no interval. */
function leastHarm({ delta, deltaInterval, baseline, range: [from, to] }: MeasurementRow): number {
  const change = Math.abs(delta ?? 0);
  const sure = deltaInterval === null ? change : Math.min(Math.abs(deltaInterval.low), Math.abs(deltaInterval.high));
  return sure / (from === null || to === null ? Math.abs(baseline ?? 0) || 1 : to - from);
}

function isWorse(row: MeasurementRow): row is MeasurementRow & { readonly qValue: number } {
  return row.qValue !== undefined && row.qValue <= WORSE_Q_VALUE;
}
