import { BaselineError } from '../errors.ts';
import type { Versions } from '../model/dataset.ts';
import { TASKS, UNDEFINED_REASONS } from '../model/metric.ts';
import type { BaselineRecord, RecordedMeasurement } from '../model/record.ts';
import { type HeaderHistory, historyCheck } from './header-history.ts';
import { damaged } from './parquet.ts';
import { type Check, is, isObject, listOf, objectOf, orAbsent, orNull } from './shape.ts';

/** Raised when an older program would misread a record of this one. */
export const SCHEMA = 1;

/** Everything of a record that is not a column, as the JSON in the metadata of the file. Keys are snake_case, as in report.json. */
export interface Header {
  readonly schema: typeof SCHEMA;
  readonly suite: string;
  readonly task: BaselineRecord['task'];
  readonly commit: string | null;
  readonly created_at: string;
  readonly n: number;
  readonly missing: number;
  readonly rows: number;
  readonly full_rows: number;
  readonly evidence: BaselineRecord['evidence'];
  readonly measurements: readonly HeaderMeasurement[];
  readonly id_key: SaltKey | SecretKey | null;
  /** What the codes of `label` and `prediction` point into. */
  readonly classes: readonly string[];
  /** Class of column `score_0`, `score_1`, …; null: the one score of a binary task. */
  readonly scores: readonly (string | null)[];
  /** Name of column `number_0`, … */
  readonly numbers: readonly string[];
  /** Name of column `slice_0`, …, and what its codes point into. */
  readonly slices: readonly HeaderSlice[];
  readonly scalars: readonly HeaderScalar[];
  /** What column `vector_0_0`, `vector_0_1`, … are the numbers of; absent: none. */
  readonly vectors?: readonly HeaderVectors[];
  /** Of the judge, the prompt and the data set; absent: the evidence named none. */
  readonly versions?: Versions;
  /** Absent: recorded before there were fingerprints. */
  readonly fingerprint?: string;
  /** The records that this one continues; absent: none. */
  readonly history?: HeaderHistory;
}

type HeaderMeasurement = Omit<RecordedMeasurement, 'standardError' | 'across'> & {
  readonly across?: string;
  readonly standard_error: number | null;
};
type SaltKey = { readonly kind: 'salt'; readonly salt: string };
type SecretKey = { readonly kind: 'secret'; readonly check: string };
type HeaderVectors = { readonly key: string; readonly width: number };
type HeaderSlice = { readonly name: string; readonly values: readonly string[] };
type HeaderScalar = {
  readonly name: string;
  readonly value: number | null;
  readonly standard_error: number | null;
  readonly n: number | null;
};

const text = is('text', isText);
const texts = orAbsent(listOf(text));
const number = is('a number', Number.isFinite);
const amount = is('a number of 0 or more', (value) => Number.isFinite(value) && (value as number) >= 0);
const rows = is('a whole number of 0 or more', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
const oneOf = (names: readonly unknown[]): Check => is(`one of ${names.join(', ')}`, (value) => names.includes(value));
const matching = (what: string, pattern: RegExp): Check =>
  is(what, (value) => typeof value === 'string' && pattern.test(value));

const commit = matching('the hash of a commit', /^[0-9a-f]{7,64}$/);
const time = is('a time in UTC, as ISO 8601 has it', isTime);
const slice = is('column: value pairs', (value) => isObject(value) && Object.values(value).every(isText));
const fingerprint = matching('32 hex digits', /^[0-9a-f]{32}$/);

const versions = objectOf<Versions>({ judge: texts, prompt: texts, dataset: texts });

const saltKey = objectOf<SaltKey>({ kind: oneOf(['salt']), salt: matching('64 hex digits', /^[0-9a-f]{64}$/) });
const secretKey = objectOf<SecretKey>({ kind: oneOf(['secret']), check: text });

const checkHeader = objectOf<Header>({
  schema: oneOf([SCHEMA]),
  suite: text,
  task: oneOf(TASKS),
  commit: orNull(commit),
  created_at: time,
  n: amount,
  missing: amount,
  rows,
  full_rows: rows,
  evidence: listOf(objectOf<BaselineRecord['evidence'][number]>({ path: text, sha256: text, format: text, rows })),
  measurements: listOf(
    objectOf<HeaderMeasurement>({
      metric: text,
      label: orNull(text),
      across: orAbsent(text),
      slice: orNull(slice),
      value: orNull(number),
      reason: orNull(oneOf(UNDEFINED_REASONS)),
      n: amount,
      direction: orNull(oneOf(['higher', 'lower'])),
      signature: text,
      standard_error: orNull(number),
    }),
  ),
  id_key: orNull((value, path, problems) => {
    const check = isObject(value) && value['kind'] === 'secret' ? secretKey : saltKey;
    check(value, path, problems);
  }),
  classes: listOf(text),
  scores: listOf(orNull(text)),
  numbers: listOf(text),
  slices: listOf(objectOf<HeaderSlice>({ name: text, values: listOf(text) })),
  scalars: listOf(
    objectOf<HeaderScalar>({ name: text, value: orNull(number), standard_error: orNull(number), n: orNull(number) }),
  ),
  versions: orAbsent(versions),
  vectors: orAbsent(listOf(objectOf<HeaderVectors>({ key: text, width: is('a whole number of 1 to 1000', isWidth) }))),
  fingerprint: orAbsent(fingerprint),
  history: orAbsent(historyCheck({ text, amount, commit, time, slice, fingerprint, versions })),
});

/** The header as JSON. A header that could not be read back is a bug, and throws as one. */
export function formatHeader(header: Header): string {
  const problems: string[] = [];
  checkHeader(header, '', problems);
  if (problems.length > 0) throw new TypeError(`the header of a record is wrong: ${problems.join('; ')}`);
  return JSON.stringify(header);
}

/** Reads the header of a record. Throws BaselineError with everything that is wrong with it. */
export function parseHeader(json: string, where: string): Header {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw damaged(where, 'its metadata is no JSON');
  }
  const schema = isObject(value) ? value['schema'] : undefined;
  if (Number.isSafeInteger(schema) && (schema as number) > SCHEMA) {
    const message = `This baseline record has schema ${schema}, and this version reads schema ${SCHEMA}: a newer version wrote it. Update the action or the command line.`;
    throw new BaselineError([{ where, message }]);
  }
  const problems: string[] = [];
  checkHeader(value, '', problems);
  if (problems.length > 0) throw damaged(where, `its metadata is not what it should be (${problems.join('; ')})`);
  return value as Header;
}

function isWidth(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1000;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** `2026-01-02T03:04:05.678Z`, and a day that there is. */
function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value)) return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value.slice(0, 19));
}
