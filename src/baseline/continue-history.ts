import { type HistoryPoint, MAX_HISTORY, type RememberedMeasurement } from '../model/history.ts';
import type { Gate } from '../model/policy.ts';
import type { BaselineRecord, RecordedMeasurement } from '../model/record.ts';

type Gates = readonly Pick<Gate, 'metric' | 'label' | 'across' | 'select'>[];

/**
 * What a record remembers that continues another one: all that the other one remembers, and the other one itself. A record of the same commit
 * is replaced, and not continued. Of slices only those are remembered that a gate looks at.
 */
export function continueHistory(
  previous: BaselineRecord | null,
  commit: string | null,
  gates: Gates,
): readonly HistoryPoint[] {
  if (previous === null) return [];
  if (commit !== null && previous.commit === commit) return previous.history;
  return historyOf(previous, gates);
}

/** A record and the records that it continues, from the oldest to the newest. */
export function historyOf(record: BaselineRecord, gates: Gates): readonly HistoryPoint[] {
  const { commit, createdAt, fingerprint, versions, history } = record;
  const measurements = record.measurements
    .filter((measurement) => measurement.slice === null || gates.some((gate) => looksAt(gate, measurement)))
    .flatMap(remember);
  return [...history, { commit, createdAt, fingerprint, versions, measurements }].slice(-MAX_HISTORY);
}

function looksAt({ metric, label, across, select }: Gates[number], measured: RecordedMeasurement): boolean {
  if (measured.metric !== metric || measured.label !== label || measured.across !== across) return false;
  const slice = measured.slice ?? {};
  const columns = Object.keys(slice);
  if (select.kind === 'all') return columns.length === 0;
  if (select.kind === 'each') {
    return columns.length === select.columns.length && select.columns.every((column) => Object.hasOwn(slice, column));
  }
  const wanted = Object.entries(select.slice);
  return columns.length === wanted.length && wanted.every(([column, value]) => slice[column] === value);
}

/** A number that a metric has by convention alone (0/0 is 0) is no value to learn from. */
function remember(measurement: RecordedMeasurement): readonly RememberedMeasurement[] {
  const { metric, label, slice, across, value, reason, n, signature, standardError } = measurement;
  if (value === null || reason !== null) return [];
  return [{ metric, label, slice, across, value, n, signature, standardError }];
}
