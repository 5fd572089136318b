import type { Quantity, Sets, Vectors } from '../model/dataset.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { ParquetColumn } from './parquet-writer.ts';

/**
 * The columns of a record. Names that come from the evidence stand in the header: here they are numbered, so that nothing
 * that somebody wrote into a CSV becomes the name of a column.
 */
export function columnsOf({ keys, inputs, dataset }: BaselineRecord): readonly ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  if (keys) columns.push({ name: 'id', type: 'key', cells: keys });
  if (inputs) columns.push({ name: 'input', type: 'key', cells: inputs });
  if (dataset.label) columns.push(codes('label', dataset.label, dataset.classes.length));
  if (dataset.prediction) columns.push(codes('prediction', dataset.prediction, dataset.classes.length));
  dataset.scores.forEach(({ values }, i) => {
    columns.push(doubles(`score_${i}`, values));
  });
  if (dataset.labelSets) columns.push(lists('label_set', dataset.labelSets));
  if (dataset.predictionSets) columns.push(lists('prediction_set', dataset.predictionSets));
  if (dataset.numericLabel) columns.push(doubles('numeric_label', dataset.numericLabel));
  if (dataset.numericPrediction) columns.push(doubles('numeric_prediction', dataset.numericPrediction));
  for (const [quantity, values] of dataset.quantities) columns.push(doubles(quantityColumn(quantity), values));
  [...dataset.vectors.values()].forEach((vectors, i) => {
    for (let k = 0; k < vectors.width; k++) columns.push(numbers(`vector_${i}_${k}`, part(vectors, k)));
  });
  [...dataset.numbers.values()].forEach((values, i) => {
    columns.push(doubles(`number_${i}`, values));
  });
  if (dataset.count) columns.push(doubles('count', dataset.count));
  if (dataset.weight) columns.push(doubles('weight', dataset.weight));
  if (dataset.cluster) columns.push(codes('cluster', dataset.cluster, Infinity));
  if (dataset.repeats) columns.push(codes('example', dataset.repeats, Infinity));
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

export function quantityColumn(quantity: Quantity): string {
  return `quantity_${quantity.replaceAll('-', '_')}`;
}

/** One number of each vector. */
function part({ width, values }: Vectors, k: number): Float64Array {
  const rows = values.length / width;
  return Float64Array.from({ length: rows }, (_, row) => values[row * width + k]!);
}

/** Whole numbers as such: they take far less room. */
function numbers(name: string, column: Float64Array): ParquetColumn {
  const areWhole = column.every((value) => Number.isNaN(value) || (value | 0) === value);
  if (!areWhole) return doubles(name, column);
  const isComplete = !column.some(Number.isNaN);
  const cells = isComplete ? Int32Array.from(column) : Array.from(column, (x) => (Number.isNaN(x) ? null : x));
  return { name, type: 'code', cells };
}

/** A list of codes a row; null where the set is missing. */
function lists(name: string, { offsets, values, missing }: Sets): ParquetColumn {
  const cells = Array.from(missing, (isMissing, row) =>
    isMissing ? null : Array.from(values.subarray(offsets[row]!, offsets[row + 1]!)),
  );
  return { name, type: 'codes', cells };
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
