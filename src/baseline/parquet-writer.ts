import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { BLANK, CHECKSUM_KEY, checksum, HEADER_KEY } from './parquet.ts';

/** Rows of one row group: records stay far below, so that one dictionary serves a whole column. */
const ROW_GROUP_ROWS = 2 ** 20;

/** A column of a Parquet file. `null` in a plain array is a missing cell; typed arrays have none. */
export interface ParquetColumn {
  readonly name: string;
  /** `key`: unsigned 64-bit integers in ascending order. */
  readonly type: 'key' | 'code' | 'double' | 'codes';
  readonly cells: BigUint64Array | Int32Array | Float64Array | readonly (number | null | readonly number[])[];
}

/** Writes one Parquet file. The same input gives the same bytes. */
export function writeParquet(json: string, columns: readonly ParquetColumn[]): Uint8Array {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: 'record', num_children: columns.length }, ...columns.flatMap(schemaOf)],
    kvMetadata: [
      { key: HEADER_KEY, value: json },
      { key: CHECKSUM_KEY, value: BLANK },
    ],
    createdBy: 'model-regression-gate',
    statistics: false,
  });
  // Into memory both calls are synchronous: a promise comes only from writers that flush.
  void file.write({ columnData: columns.map(sourceOf), rowGroupSize: ROW_GROUP_ROWS });
  void file.finish();
  const bytes = writer.getBytes().slice();
  const text = Buffer.from(bytes.buffer);
  const position = text.lastIndexOf(BLANK);
  text.write(checksum(bytes, position), position);
  return bytes;
}

function schemaOf({ name, type, cells }: ParquetColumn): readonly SchemaElement[] {
  const repetition_type = ArrayBuffer.isView(cells) ? 'REQUIRED' : 'OPTIONAL';
  if (type === 'key') return [{ name, type: 'INT64', converted_type: 'UINT_64', repetition_type }];
  if (type !== 'codes') return [{ name, type: type === 'code' ? 'INT32' : 'DOUBLE', repetition_type }];
  return [
    { name, repetition_type, num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', type: 'INT32' },
  ];
}

function sourceOf({ name, type, cells }: ParquetColumn) {
  const source = { name, data: cells as Int32Array, offsetIndex: false };
  // Ascending keys lie close together: their differences take a quarter less than the keys.
  return type === 'key' ? { ...source, encoding: 'DELTA_BINARY_PACKED' as const } : source;
}
