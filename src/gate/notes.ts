import type { Meter } from '../judgement/meter.ts';
import { subjectKey } from '../judgement/slices.ts';
import { groupsLeftOut } from '../metrics/fairness/left-out.ts';
import type { Subject } from '../model/measurement.ts';
import { quote } from '../model/quote.ts';
import type { MeasurementRow } from '../model/report.ts';
import { describeNoValues } from '../report/no-values.ts';
import type { PreparedSuite } from './prepare.ts';

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

/** Why metrics without a rule have no value: those with one say it themselves. */
export function valueNotes(rows: readonly MeasurementRow[], gated: readonly Subject[]): readonly string[] {
  const told = new Set(gated.map(subjectKey));
  return describeNoValues(rows.filter((row) => !told.has(subjectKey(row))));
}

/** Groups that a comparison of groups leaves out, and why: nobody should take them for compared. */
export function groupNotes({ dataset, contributions }: Meter, subjects: readonly Subject[]): readonly string[] {
  const weights = new Float64Array(dataset.rows).map(
    (_, row) => (dataset.count?.[row] ?? 1) * (dataset.weight?.[row] ?? 1),
  );
  return subjects.flatMap((subject) => {
    const { metric, across, slice } = subject;
    const parts = across === null || slice !== null ? null : contributions(subject);
    if (parts?.kind !== 'extremum') return [];
    const left = groupsLeftOut(parts, weights).map(({ name, units }) => `${quote(name)} (${Number(units.toFixed(1))})`);
    return left.length === 0
      ? []
      : [
          `${metric} across ${quote(across!)} leaves out groups with too few units: ${left.slice(0, 20).join(', ')}${left.length > 20 ? ' and more' : ''}.`,
        ];
  });
}
