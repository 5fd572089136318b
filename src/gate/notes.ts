import { runSpread } from '../judgement/run-spread.ts';
import { subjectKey } from '../judgement/slices.ts';
import type { Measurement, Subject } from '../model/measurement.ts';
import { quote } from '../model/quote.ts';
import type { BaselineUse, MeasurementRow } from '../model/report.ts';
import { describeNoValues } from '../report/no-values.ts';
import { describeRunSpread } from '../report/run-spread.ts';
import type { PreparedSuite } from './prepare.ts';
import type { Reference } from './reference.ts';

/** Things that a reader of a suite's report should know of its metrics, as plain sentences. */

/** A measurement with the signature of its metric, where that says how texts were read. */
export function signed({ meter, references }: PreparedSuite, row: MeasurementRow): MeasurementRow {
  const { name, digest, signature } = meter.metric(row.metric);
  if (digest?.from !== 'texts' || references === null) return row;
  return { ...row, signature: `nrefs:${references}|${signature.slice(name.length + 1)}` };
}

/** The signatures of metrics of texts, and what metrics themselves have to say of their values. */
export function metricNotes({ meter }: PreparedSuite, rows: readonly MeasurementRow[]): readonly string[] {
  const whole = rows.filter(({ slice }) => slice === null);
  const signatures = whole.flatMap(({ metric, signature }) =>
    signature === undefined ? [] : [`${metric}: ${signature}.`],
  );
  const remarks = whole.flatMap((row) => {
    const { remark } = meter.metric(row.metric);
    const { value, interval } = row;
    if (remark === undefined || value === null) return [];
    return remark({ value, high: interval?.high ?? null, contributions: meter.contributions(row) }) ?? [];
  });
  return [...new Set([...signatures, ...remarks])];
}

/** How far the metrics of the suite move from run to run, where examples have several. */
export function runNotes(
  { meter, evidence: { runs } }: PreparedSuite,
  rows: readonly MeasurementRow[],
): readonly string[] {
  if (runs === null) return [];
  return rows.flatMap((row) => {
    const { slice, across, label, metric, range } = row;
    if (slice !== null || across !== null || meter.metric(metric).needs.includes('run')) return [];
    const spread = runSpread(meter, row, runs);
    return spread === null ? [] : [describeRunSpread(label === null ? metric : `${metric} of ${label}`, spread, range)];
  });
}

/** Why metrics without a rule have no value: those with one say it themselves. */
export function valueNotes(rows: readonly MeasurementRow[], gated: readonly Subject[]): readonly string[] {
  const told = new Set(gated.map(subjectKey));
  return describeNoValues(rows.filter((row) => !told.has(subjectKey(row))));
}

/** Groups that a comparison of groups leaves out: nobody should take them for compared. */
export function groupNotes(measurements: readonly Measurement[]): readonly string[] {
  return measurements.flatMap(({ metric, across, slice, groups }) => {
    if (across === null || slice !== null || groups === null || groups.leftOut.length === 0) return [];
    const left = groups.leftOut.map(({ name, units }) => `${quote(name)} (${Number(units.toFixed(1))})`);
    const more = left.length > 20 ? ' and more' : '';
    return [
      `${metric} across ${quote(across)} leaves out groups with too few units: ${left.slice(0, 20).join(', ')}${more}.`,
    ];
  });
}

/** What a comparison rests on, where that is not all of both sides. `name`: what the suite is compared with. */
export function comparisonNotes(name: 'baseline' | 'anchor', { sides, use }: Reference): readonly string[] {
  if (sides === null) return [];
  const { match, record } = sides;
  const { shared, fresh }: BaselineUse = use!;
  const { fullRows, dataset } = record;
  return [
    ...(fresh === 0
      ? []
      : [`The ${name} has ${shared} of the ${shared + fresh} examples: changes are judged on those, limits on all.`]),
    ...(match.unpairedBecause === null
      ? []
      : [`The examples are compared with the ${name} as two independent samples, because ${match.unpairedBecause}.`]),
    ...(fullRows > dataset.rows
      ? [`The record of the ${name} keeps ${dataset.rows} of its ${fullRows} rows, and changes are judged on those.`]
      : []),
  ];
}
