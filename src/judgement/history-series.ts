import type { SuiteHistory } from '../model/history.ts';
import type { Measurement } from '../model/measurement.ts';
import { subjectKey } from './slices.ts';

/** A metric as earlier records have it, from the oldest to the newest. */
interface Series {
  readonly values: readonly number[];
  /** Those that are known, in no order that matters. */
  readonly standardErrors: readonly number[];
  /** Records that do not count, because they are of another data set or of another definition of the metric. */
  readonly leftOut: number;
}

/** The values that one of the candidate can be held against: of the same data set and the same definition, the newest `window` of them. */
export function seriesOf(history: SuiteHistory | undefined, measurement: Measurement, window: number): Series {
  const key = subjectKey(measurement);
  const found = (history?.points ?? []).flatMap(({ fingerprint, measurements }) =>
    measurements.filter((one) => subjectKey(one) === key).map((one) => ({ fingerprint, one })),
  );
  const alike = found.filter(
    ({ fingerprint, one }) => fingerprint === history?.fingerprint && one.signature === measurement.signature,
  );
  const counted = alike.slice(-window);
  return {
    values: counted.map(({ one }) => one.value),
    standardErrors: counted.flatMap(({ one }) => one.standardError ?? []),
    leftOut: found.length - alike.length,
  };
}
