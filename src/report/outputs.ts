import type { MeasurementRow, Report } from '../model/report.ts';
import { byteLength } from './budget.ts';
import { countOutcomes } from './order.ts';

/** All outputs of a job share 1 MB (docs.github.com, workflow syntax, `jobs.<job_id>.outputs`), and a variable of the shell has less. */
const MAX_BYTES = 50_000;
/** Not the name of a suite by chance. */
const OMITTED = '(omitted)';

interface Entry {
  readonly suite: string;
  readonly row: MeasurementRow;
}

/**
 * The action's output `metrics`, compact JSON: suite -> metric -> `{value, baseline, delta}`. The key of a metric is its name, followed by
 * `[label=…]`, `[across=…]` and `[column=value,…]` where it has a class, groups or a slice; names with other characters than `\w.+-` are quoted. Whole metrics
 * come first. What does not fit into 50 kB is left out, and its number stands under `(omitted)`.
 */
export function metricsOutput({ suites }: Report): string {
  const entries = suites.flatMap(({ name, measurements }) => measurements.map((row) => ({ suite: name, row })));
  const ordered = entries.toSorted((a, b) => Number(a.row.slice !== null) - Number(b.row.slice !== null));
  const whole = write(ordered, ordered.length);
  if (byteLength(whole) < MAX_BYTES) return whole;
  let fitting = 0;
  for (let tooMany = ordered.length; tooMany - fitting > 1; ) {
    const middle = (fitting + tooMany) >> 1;
    if (byteLength(write(ordered, middle)) < MAX_BYTES) fitting = middle;
    else tooMany = middle;
  }
  return write(ordered, fitting);
}

/** The outputs `failed-count` and `warned-count`: rules over all suites. */
export function summaryCounts({ suites }: Report): { readonly failed: number; readonly warned: number } {
  const { fail, warn } = countOutcomes(suites.flatMap(({ findings }) => findings));
  return { failed: fail, warned: warn };
}

/** The output `acknowledged`: whether a regression passed because somebody accepted it. */
export function isAcknowledged({ suites }: Report): boolean {
  return suites.some(({ findings }) => findings.some(({ reason }) => reason === 'acknowledged'));
}

function write(entries: readonly Entry[], count: number): string {
  const bySuite = new Map<string, [string, Pick<MeasurementRow, 'value' | 'baseline' | 'delta'>][]>();
  for (const { suite, row } of entries.slice(0, count)) {
    const { value, baseline, delta } = row;
    if (!bySuite.has(suite)) bySuite.set(suite, []);
    bySuite.get(suite)!.push([keyOf(row), { value, baseline, delta }]);
  }
  const suites = [...bySuite].map(([suite, metrics]) => [suite, Object.fromEntries(metrics)]);
  const left = entries.length - count;
  return JSON.stringify(Object.fromEntries(left > 0 ? [...suites, [OMITTED, left]] : suites));
}

function keyOf({ metric, label, slice, across }: MeasurementRow): string {
  const columns = Object.entries(slice ?? {}).map(([column, value]) => `${quoteName(column)}=${quoteName(value)}`);
  const groups = across === null ? '' : `[across=${quoteName(across)}]`;
  return `${metric}${label === null ? '' : `[label=${quoteName(label)}]`}${groups}${slice === null ? '' : `[${columns.join(',')}]`}`;
}

function quoteName(name: string): string {
  return /^[\w.+-]+$/.test(name) ? name : JSON.stringify(name);
}
