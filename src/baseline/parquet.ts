import { createHash } from 'node:crypto';
import type { FileMetaData } from 'hyparquet';
import { parquetMetadata, parquetScan } from 'hyparquet';
import { BaselineError } from '../errors.ts';

/** Keys of the file's metadata: everything that is not a column, as JSON, and the checksum of the file. */
export const HEADER_KEY = 'model_gate';
export const CHECKSUM_KEY = 'model_gate_sha256';
/** Stands for the checksum in the bytes that it is the checksum of. */
export const BLANK = '0'.repeat(64);

/** What stands in front of the columns: the header's JSON as text, and the names of the columns. */
interface ParquetHeader {
  readonly json: string;
  readonly columns: ReadonlySet<string>;
  readonly rows: number;
}

/** A whole file whose checksum is right. */
export interface ParquetFile extends ParquetHeader {
  /** Calls `visit` with every cell of a column, in row order; `null` is a missing cell. */
  readonly visit: (column: string, visit: (row: number, cell: unknown) => void) => Promise<void>;
}

/** Reads the footer: `bytes` may be a whole file or its end. Throws BaselineError when it is not that of a record. */
export function readParquetHeader(bytes: Uint8Array, where: string): ParquetHeader {
  return headerOf(footerOf(bytes, where), where);
}

/** Opens a whole file. Throws BaselineError when it is damaged, truncated, or something else than a record. */
export function openParquet(bytes: Uint8Array, where: string): ParquetFile {
  const footer = footerOf(bytes, where);
  const header = headerOf(footer, where);
  const expected = entry(footer, CHECKSUM_KEY) ?? '';
  const position = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(expected);
  if (checksum(bytes, position) !== expected) throw damaged(where, 'its checksum is wrong');

  const file = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => Uint8Array.prototype.slice.call(bytes, start, end).buffer as ArrayBuffer,
  };
  return {
    ...header,
    visit: async (column, visit) => {
      let next = 0;
      try {
        const scan = await parquetScan({ file, metadata: footer, columns: [column], geoparquet: false });
        for (const { rowStart, rowEnd } of scan.ranges) {
          const cells = await scan.readColumn({ column, rowStart, rowEnd });
          for (let i = 0; i < cells.length; i++) visit(next++, cells[i] ?? null);
        }
      } catch (error) {
        throw error instanceof BaselineError ? error : damaged(where, `column \`${column}\`: ${messageOf(error)}`);
      }
      if (next !== header.rows) throw damaged(where, `column \`${column}\` has ${next} cells, not ${header.rows}`);
    },
  };
}

/** The error about a record that cannot be read, with what to do about it. */
export function damaged(where: string, what: string): BaselineError {
  const message = `This baseline record is damaged: ${what}. Restore the file or delete it, then record the baseline again.`;
  return new BaselineError([{ where, message }]);
}

function footerOf(bytes: Uint8Array, where: string): FileMetaData {
  try {
    return parquetMetadata(bytes, { geoparquet: false });
  } catch (error) {
    throw damaged(where, `it is no complete Parquet file (${messageOf(error)})`);
  }
}

function headerOf(footer: FileMetaData, where: string): ParquetHeader {
  const json = entry(footer, HEADER_KEY);
  if (json === undefined) {
    const message = `This Parquet file is not a baseline record: its metadata has no key \`${HEADER_KEY}\`. Name a file that \`record\` wrote, or move this one elsewhere.`;
    throw new BaselineError([{ where, message }]);
  }
  return { json, columns: new Set(footer.schema.slice(1).map(({ name }) => name)), rows: Number(footer.num_rows) };
}

function entry(footer: FileMetaData, key: string): string | undefined {
  return footer.key_value_metadata?.find((pair) => pair.key === key)?.value;
}

/** SHA-256 of the whole file, with zeros in the place of the checksum. */
export function checksum(bytes: Uint8Array, position: number): string {
  const rest = bytes.subarray(position + BLANK.length);
  return createHash('sha256').update(bytes.subarray(0, position)).update(BLANK).update(rest).digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
