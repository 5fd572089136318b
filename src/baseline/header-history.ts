import type { Versions } from '../model/dataset.ts';
import type { HistoryPoint, RememberedMeasurement } from '../model/history.ts';
import { type Check, is, listOf, objectOf, orAbsent, orNull } from './shape.ts';

/**
 * The history of a record as it stands in its header. What is measured is written once, in a list; each point refers to it by its place
 * there: [place, value, standard error]. A hundred records of twenty metrics take about 75 kB.
 */
export interface HeaderHistory {
  readonly subjects: readonly HeaderSubject[];
  readonly points: readonly HeaderPoint[];
}

interface HeaderSubject {
  readonly metric: string;
  readonly label?: string;
  readonly slice?: Readonly<Record<string, string>>;
  readonly across?: string;
  readonly n: number;
  readonly signature: string;
}

interface HeaderPoint {
  readonly commit: string | null;
  readonly created_at: string;
  readonly fingerprint: string | null;
  readonly versions?: Versions;
  readonly values: readonly (readonly [number, number, number | null])[];
}

/** Far more than a hundred records of the metrics of usual suites, and a small part of what a record may have. */
const MAX_BYTES = 400_000;
/** More than the slack of a limit needs. */
const VALUE_DIGITS = 14;
const ERROR_DIGITS = 3;

/** Gates on thousands of slices could make a history larger than the record: then its oldest points go. */
export function formatHistory(points: readonly HistoryPoint[], maxBytes = MAX_BYTES): HeaderHistory {
  for (let kept = points; ; kept = kept.slice(Math.ceil(kept.length / 10))) {
    const history = encode(kept);
    if (kept.length === 0 || Buffer.byteLength(JSON.stringify(history)) <= maxBytes) return history;
  }
}

function encode(points: readonly HistoryPoint[]): HeaderHistory {
  const subjects = new Map<string, { readonly place: number; readonly subject: HeaderSubject }>();
  const placeOf = ({ metric, label, slice, across, n, signature }: RememberedMeasurement): number => {
    const subject: HeaderSubject = {
      metric,
      ...(label === null ? {} : { label }),
      ...(slice === null ? {} : { slice }),
      ...(across === null ? {} : { across }),
      n,
      signature,
    };
    const key = JSON.stringify(subject);
    if (!subjects.has(key)) subjects.set(key, { place: subjects.size, subject });
    return subjects.get(key)!.place;
  };
  const encoded = points.map(({ commit, createdAt, fingerprint, versions, measurements }): HeaderPoint => {
    const values = measurements.map((one): HeaderPoint['values'][number] => {
      const error = one.standardError;
      return [placeOf(one), round(one.value, VALUE_DIGITS), error === null ? null : round(error, ERROR_DIGITS)];
    });
    const named = Object.keys(versions).length === 0 ? {} : { versions };
    return { commit, created_at: createdAt, fingerprint, ...named, values };
  });
  return { subjects: Array.from(subjects.values(), ({ subject }) => subject), points: encoded };
}

function round(x: number, digits: number): number {
  return Number(x.toPrecision(digits));
}

/** The points of a header that was checked. */
export function parseHistory({ subjects, points }: HeaderHistory): readonly HistoryPoint[] {
  return points.map(({ commit, created_at, fingerprint, versions = {}, values }) => ({
    commit,
    createdAt: created_at,
    fingerprint,
    versions,
    measurements: values.map(([place, value, standardError]) => {
      const { label = null, slice = null, across = null, ...rest } = subjects[place]!;
      return { ...rest, label, slice, across, value, standardError };
    }),
  }));
}

/** The checks of a header's other parts that a history is made of as well. */
export function historyCheck({
  text,
  amount,
  commit,
  time,
  slice,
  fingerprint,
  versions,
}: Readonly<Record<Part, Check>>): Check {
  const shape = objectOf<HeaderHistory>({
    subjects: listOf(
      objectOf<HeaderSubject>({
        metric: text,
        label: orAbsent(text),
        slice: orAbsent(slice),
        across: orAbsent(text),
        n: amount,
        signature: text,
      }),
    ),
    points: listOf(
      objectOf<HeaderPoint>({
        commit: orNull(commit),
        created_at: time,
        fingerprint: orNull(fingerprint),
        versions: orAbsent(versions),
        values: listOf(is('[place, value, standard error]', isEntry)),
      }),
    ),
  });
  return (value, path, problems) => {
    const before = problems.length;
    shape(value, path, problems);
    if (problems.length > before) return;
    const { subjects, points } = value as HeaderHistory;
    if (points.some(({ values }) => values.some(([place]) => place >= subjects.length))) {
      problems.push(`\`${path}\`: a value is of a subject that is not there`);
    }
  };
}

type Part = 'text' | 'amount' | 'commit' | 'time' | 'slice' | 'fingerprint' | 'versions';

function isEntry(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [place, number, error] = value as readonly unknown[];
  return (
    Number.isSafeInteger(place) &&
    (place as number) >= 0 &&
    Number.isFinite(number) &&
    (error === null || Number.isFinite(error))
  );
}
