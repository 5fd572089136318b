import { VERSIONED, type Versioned, type Versions } from '../model/dataset.ts';
import type { HistoryPoint, RememberedMeasurement } from '../model/history.ts';
import type { GateFacts } from './facts.ts';
import { subjectKey } from './slices.ts';

/** The earlier records of a suite, and what they must be alike in to count. */
export interface SuiteHistory {
  /** From the oldest to the newest. */
  readonly points: readonly HistoryPoint[];
  /** Of the candidate's data set. */
  readonly fingerprint: () => string;
  readonly versions: Versions;
  readonly bySubject: ReadonlyMap<string, readonly Remembered[]>;
}

interface Remembered {
  readonly point: HistoryPoint;
  readonly measurement: RememberedMeasurement;
}

/** A metric as earlier records have it, from the oldest to the newest. */
interface Series {
  readonly values: readonly number[];
  /** Those that are known, in no order that matters. */
  readonly standardErrors: readonly number[];
  /** Records that do not count: see `seriesOf`. */
  readonly leftOut: number;
}

export function openHistory(
  points: readonly HistoryPoint[],
  fingerprint: () => string,
  versions: Versions,
): SuiteHistory {
  const bySubject = new Map<string, Remembered[]>();
  for (const point of points) {
    for (const measurement of point.measurements) {
      const key = subjectKey(measurement);
      const known = bySubject.get(key);
      if (known === undefined) bySubject.set(key, [{ point, measurement }]);
      else known.push({ point, measurement });
    }
  }
  return { points, fingerprint, versions, bySubject };
}

/**
 * The newest `window` values that one of the candidate can be held against: of the same data set and the same definition, and where both sides
 * name the prompt, the version of the data set, or, for what a judge said, the judge, of the same one.
 */
export function seriesOf(
  history: SuiteHistory | undefined,
  { measurement, isJudged }: Pick<GateFacts, 'measurement' | 'isJudged'>,
  window: number,
): Series {
  const found = history?.bySubject.get(subjectKey(measurement)) ?? [];
  const versioned = VERSIONED.filter((of) => of !== 'judge' || isJudged);
  const alike = found.filter(({ point, measurement: { signature } }) => {
    const isSame = signature === measurement.signature && point.fingerprint === history!.fingerprint();
    return isSame && versioned.every((of) => isSameVersion(of, point.versions, history!.versions));
  });
  const counted = alike.slice(-window).map((one) => one.measurement);
  return {
    values: counted.map(({ value }) => value),
    standardErrors: counted.flatMap(({ standardError }) => standardError ?? []),
    leftOut: found.length - alike.length,
  };
}

function isSameVersion(of: Versioned, before: Versions, now: Versions): boolean {
  const [old, own] = [before[of], now[of]];
  return old === undefined || own === undefined || old.join('\n') === own.join('\n');
}
