import { BaselineError } from '../errors.ts';
import type { BaselineRecord } from '../model/record.ts';
import { formatHeader, type Header, SCHEMA } from './header.ts';
import { formatHistory } from './header-history.ts';
import { writeParquet } from './parquet-writer.ts';
import { inStoredOrder, thin } from './rows.ts';
import { columnsOf } from './written-columns.ts';

/** Aimed at below the cap, so that one round of thinning is enough although size is not quite linear in rows. */
const THINNING_MARGIN = 0.98;

/**
 * Writes a record as one Parquet file of at most `maxBytes`: the header as JSON under the metadata key `model_gate`, the columns
 * as columns (`id`, `label`, `prediction`, `score_0` …, `number_0` …, `count`, `weight`, `cluster`, `slice_0` …), null for a
 * missing cell. Rows with ids are sorted by their hash: evidence in another order gives the same bytes. A record that is too
 * large goes without its dispensable slices, and then keeps as many rows as fit, see `thin`; its measurements remain those of all rows.
 * Throws BaselineError when the header alone is too large.
 */
export function encodeRecord(record: BaselineRecord, maxBytes = 5_000_000): Uint8Array {
  const whole = inStoredOrder(record);
  let bytes = encodeRows(whole);
  if (bytes.length <= maxBytes) return bytes;
  const stored = withoutDispensable(whole);
  if (stored !== whole) bytes = encodeRows(stored);
  if (bytes.length <= maxBytes) return bytes;

  const overhead = encodeRows(thin(stored, 0)).length;
  if (overhead > maxBytes) {
    const message = `The measurements and names of suite "${record.suite}" alone take ${overhead} bytes, and a baseline record may have ${maxBytes}. Report fewer slices, or slice by columns with fewer values.`;
    throw new BaselineError([{ where: '', message }]);
  }
  for (let rows = record.dataset.rows; bytes.length > maxBytes; ) {
    rows = Math.floor((rows * THINNING_MARGIN * (maxBytes - overhead)) / (bytes.length - overhead));
    bytes = encodeRows(thin(stored, rows));
  }
  return bytes;
}

function withoutDispensable(record: BaselineRecord): BaselineRecord {
  const { dataset, dispensable = [] } = record;
  if (dispensable.length === 0) return record;
  const slices = new Map([...dataset.slices].filter(([name]) => !dispensable.includes(name)));
  return { ...record, dataset: { ...dataset, slices } };
}

function encodeRows(record: BaselineRecord): Uint8Array {
  const { dataset, idKey } = record;
  const header: Header = {
    schema: SCHEMA,
    suite: record.suite,
    task: record.task,
    commit: record.commit,
    created_at: record.createdAt,
    n: record.n,
    missing: record.missing,
    rows: dataset.rows,
    full_rows: record.fullRows,
    evidence: record.evidence.map(({ path, sha256, format, rows }) => ({ path, sha256, format, rows })),
    measurements: record.measurements.map((m) => ({
      metric: m.metric,
      label: m.label,
      slice: m.slice,
      ...(m.across === null ? {} : { across: m.across }),
      value: m.value,
      reason: m.reason,
      n: m.n,
      direction: m.direction,
      signature: m.signature,
      standard_error: m.standardError,
    })),
    id_key: idKey?.kind === 'salt' ? { kind: 'salt', salt: Buffer.from(idKey.salt).toString('hex') } : idKey,
    classes: [...dataset.classes],
    scores: dataset.scores.map(({ className }) => className),
    numbers: [...dataset.numbers.keys()],
    slices: Array.from(dataset.slices, ([name, { names }]) => ({ name, values: [...names] })),
    scalars: Array.from(dataset.scalars, ([name, { value, standardError, n }]) => ({
      name,
      value,
      standard_error: standardError,
      n,
    })),
    ...(dataset.vectors.size === 0
      ? {}
      : { vectors: Array.from(dataset.vectors, ([key, { width }]) => ({ key, width })) }),
    ...(Object.keys(record.versions).length === 0 ? {} : { versions: record.versions }),
    ...(record.fingerprint === null ? {} : { fingerprint: record.fingerprint }),
    ...(record.history.length === 0 ? {} : { history: formatHistory(record.history) }),
  };
  return writeParquet(formatHeader(header), columnsOf(record));
}
