import type { UndefinedReason } from '../model/metric.ts';
import { quote } from '../model/quote.ts';
import type { MeasurementRow } from '../model/report.ts';
import { countOf } from './format.ts';
import { UNDEFINED } from './sentences.ts';

/** More names than these of one reason are a number. */
const MAX_NAMES = 12;

/** Why measurements have no value, or one by convention alone: a plain sentence for each reason, not yet escaped. */
export function describeNoValues(rows: readonly MeasurementRow[]): readonly string[] {
  const sentences = new Map<string, Map<string, MeasurementRow[]>>();
  for (const row of rows) {
    if (row.reason === null) continue;
    const { metric, label, value, reason } = row;
    const ending = endingOf(value, reason);
    const name = label === null ? metric : `${metric} of ${quote(label)}`;
    const names = sentences.get(ending) ?? new Map<string, MeasurementRow[]>();
    sentences.set(ending, names.set(name, [...(names.get(name) ?? []), row]));
  }
  return [...sentences].map(([ending, names]) => `${listNames([...names].map(nameOf))}: ${ending}.`);
}

function endingOf(value: number | null, reason: UndefinedReason): string {
  return `${value === null ? 'no value' : `${value} by convention alone`}, because ${UNDEFINED[reason]}`;
}

/** A metric that has no value in slices alone says in how many. */
function nameOf([name, rows]: readonly [string, readonly MeasurementRow[]]): string {
  return rows.some(({ slice }) => slice === null) ? name : `${name} (in ${countOf(rows.length, 'slice')})`;
}

function listNames(names: readonly string[]): string {
  const left = names.length - MAX_NAMES;
  return left > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${left} more` : names.join(', ');
}
