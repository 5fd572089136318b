import type { BaselineRecord } from '../model/record.ts';
import type { ParquetColumn } from './parquet-writer.ts';

/**
 * The columns of a record. Names that come from the evidence stand in the header: here they are numbered, so that nothing
 * that somebody wrote into a CSV becomes the name of a column.
 */
export function columnsOf({ keys, dataset }: BaselineRecord): readonly ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  if (keys) columns.push({ name: 'id', type: 'key', cells: keys });
  if (dataset.label) columns.push(codes('label', dataset.label, dataset.classes.length));
  if (dataset.prediction) columns.push(codes('prediction', dataset.prediction, dataset.classes.length));
  dataset.scores.forEach(({ values }, i) => {
    columns.push(doubles(`score_${i}`, values));
  });
  [...dataset.numbers.values()].forEach((values, i) => {
    columns.push(doubles(`number_${i}`, values));
  });
  if (dataset.count) columns.push(doubles('count', dataset.count));
  if (dataset.weight) columns.push(doubles('weight', dataset.weight));
  if (dataset.cluster) columns.push(codes('cluster', dataset.cluster, Infinity));
  [...dataset.slices.values()].forEach((slice, i) => {
    columns.push(codes(`slice_${i}`, slice.codes, slice.names.length));
  });
  // DuckDB opens no file without columns.
  if (columns.length === 0)
    columns.push(
      codes(
        'row',
        new Int32Array(dataset.rows).map((_, row) => row),
        Infinity,
      ),
    );
  return columns;
}

/** Codes as they are, or, when some are missing, as numbers and nulls. */
function codes(name: string, column: Int32Array, limit: number): ParquetColumn {
  if (column.some((code) => code < -1 || code >= limit)) {
    throw new RangeError(`column ${name} holds a code beyond its ${limit} names`);
  }
  const cells = column.includes(-1) ? Array.from(column, (code) => (code < 0 ? null : code)) : column;
  return { name, type: 'code', cells };
}

/** Numbers as they are, or, when some are missing, as numbers and nulls. */
function doubles(name: string, column: Float64Array): ParquetColumn {
  const isComplete = column.every((value) => Number.isFinite(value));
  const cells = isComplete ? column : Array.from(column, (value) => (Number.isFinite(value) ? value : null));
  return { name, type: 'double', cells };
}
