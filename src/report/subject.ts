import { findMetric } from '../metrics/catalogue.ts';
import type { Slice, Subject } from '../model/measurement.ts';
import type { MeasurementRow, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import type { MetricRange } from './format.ts';

/** What the rules of a whole suite are about. */
const SUITE_SUBJECTS: Partial<Record<Finding['rule'], string>> = {
  'max-missing': 'rows without a prediction',
  'expected-rows': 'rows',
  'expected-shards': 'files',
  baseline: 'baseline',
  'affected-by': 'changed files',
};

/** The names that make up a subject, from the whole to the part: metric, class, slice. Text of others, not yet escaped. */
export function namesOf(subject: Subject | Finding): readonly string[] {
  const { metric, label, slice, across } = subject;
  const whole = metric ?? SUITE_SUBJECTS[(subject as Finding).rule] ?? 'suite';
  return [
    whole,
    ...(label === null ? [] : [label]),
    ...(across === null ? [] : [`across ${across}`]),
    ...(slice === null ? [] : [sliceText(slice)]),
  ];
}

/** `age_band=80+, sex=F` */
export function sliceText(slice: Slice): string {
  return Object.entries(slice)
    .map(([column, value]) => `${column}=${value}`)
    .join(', ');
}

/** The measurement that a finding is about; undefined for the rules of a suite, and for slices that this evidence no longer has. */
export function measurementOf({ measurements, anchored }: SuiteReport, finding: Finding): MeasurementRow | undefined {
  return (finding.against === 'anchor' ? anchored : measurements).find((row) => isSame(row, finding));
}

/** The measurements that no finding is about. */
export function ungatedOf({ measurements, findings }: SuiteReport): readonly MeasurementRow[] {
  const gated = new Set(findings.map(keyOf));
  return measurements.filter((row) => !gated.has(keyOf(row)));
}

/** The range of a finding's metric: of a measurement of it, else of the catalogue. */
export function rangeOf({ measurements, task }: SuiteReport, { metric }: Finding): MetricRange {
  if (metric === null) return [0, null];
  const row = measurements.find((measurement) => measurement.metric === metric);
  return row?.range ?? findMetric(metric, task)?.range ?? [null, null];
}

function isSame(row: MeasurementRow, { metric, label, slice, across }: Finding): boolean {
  if (row.metric !== metric || row.label !== label || row.across !== across) return false;
  if (row.slice === null || slice === null) return row.slice === slice;
  const columns = Object.keys(slice);
  return columns.length === Object.keys(row.slice).length && columns.every((name) => row.slice![name] === slice[name]);
}

function keyOf({ metric, label, slice, across }: Subject | Finding): string {
  return JSON.stringify([metric, label, across, Object.entries(slice ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
