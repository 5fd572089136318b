import type { BaselineRecord, IdKey } from '../model/record.ts';
import { readColumns } from './columns.ts';
import { type Header, parseHeader } from './header.ts';
import { parseHistory } from './header-history.ts';
import { damaged, openParquet, readParquetHeader } from './parquet.ts';

/**
 * Reads a record. Throws BaselineError, with `where` and what to do, for a file that is damaged, truncated, of a newer version
 * or no record at all; every code, length and number is checked.
 */
export async function decodeRecord(bytes: Uint8Array, where: string): Promise<BaselineRecord> {
  const file = openParquet(bytes, where);
  const header = parseHeader(file.json, where);
  if (header.rows !== file.rows) throw damaged(where, `it has ${file.rows} rows, and its header says ${header.rows}`);
  const { dataset, keys, inputs } = await readColumns(file, header, where);
  if ((keys === null) !== (header.id_key === null)) throw damaged(where, 'it has ids or their key, but not both');
  return {
    suite: header.suite,
    task: header.task,
    commit: header.commit,
    createdAt: header.created_at,
    n: header.n,
    missing: header.missing,
    evidence: header.evidence,
    measurements: header.measurements.map(({ standard_error, across = null, ...rest }) => ({
      ...rest,
      across,
      standardError: standard_error,
    })),
    dataset,
    keys,
    idKey: idKeyOf(header),
    inputs,
    versions: header.versions ?? {},
    fullRows: header.full_rows,
    fingerprint: header.fingerprint ?? null,
    history: header.history === undefined ? [] : parseHistory(header.history),
  };
}

/** Who a record belongs to, without its rows. */
export type RecordOrigin = Pick<BaselineRecord, 'suite' | 'commit' | 'createdAt' | 'idKey'>;

/** Reads the origin of a record from the file or its end alone; the columns are neither read nor checked. */
export function readOrigin(bytes: Uint8Array, where: string): RecordOrigin {
  const header = parseHeader(readParquetHeader(bytes, where).json, where);
  return { suite: header.suite, commit: header.commit, createdAt: header.created_at, idKey: idKeyOf(header) };
}

function idKeyOf({ id_key }: Header): IdKey | null {
  return id_key?.kind === 'salt' ? { kind: 'salt', salt: new Uint8Array(Buffer.from(id_key.salt, 'hex')) } : id_key;
}
