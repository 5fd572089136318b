import type { Categories, Dataset } from '../model/dataset.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { Header } from './header.ts';
import { damaged, type ParquetColumn, type ParquetFile } from './parquet.ts';

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

/** Reads the columns that the header tells of. Throws BaselineError when one is absent or holds what it cannot. */
export async function readColumns(
  file: ParquetFile,
  header: Header,
  where: string,
): Promise<Pick<BaselineRecord, 'dataset' | 'keys'>> {
  const optional = async <T>(name: string, read: (name: string) => Promise<T>) =>
    file.columns.has(name) ? read(name) : null;

  const readKeys = async (name: string) => {
    const keys = new BigUint64Array(file.rows);
    await file.visit(name, (row, cell) => {
      if (typeof cell !== 'bigint') throw damaged(where, `column \`${name}\` has no number in row ${row}`);
      keys[row] = cell;
    });
    return keys;
  };
  const readCodes = (limit: number) => async (name: string) => {
    const codes = new Int32Array(file.rows);
    await file.visit(name, (row, cell) => {
      const code = cell ?? -1;
      if (!Number.isInteger(code) || (code as number) >= limit || (cell !== null && (code as number) < 0)) {
        throw damaged(where, `column \`${name}\` has the code ${cell} in row ${row}, which stands for nothing`);
      }
      codes[row] = code as number;
    });
    return codes;
  };
  const readDoubles = async (name: string) => {
    const values = new Float64Array(file.rows);
    await file.visit(name, (row, cell) => {
      if (cell !== null && !Number.isFinite(cell)) throw damaged(where, `column \`${name}\` has ${cell} in row ${row}`);
      values[row] = (cell as number | null) ?? Number.NaN;
    });
    return values;
  };

  const readLabels = readCodes(header.classes.length);
  const slices = new Map<string, Categories>();
  for (const [i, { name, values }] of header.slices.entries()) {
    slices.set(name, { names: values, codes: await readCodes(values.length)(`slice_${i}`) });
  }
  const dataset: Dataset = {
    rows: file.rows,
    classes: header.classes,
    label: await optional('label', readLabels),
    prediction: await optional('prediction', readLabels),
    scores: await Promise.all(
      header.scores.map(async (className, i) => ({ className, values: await readDoubles(`score_${i}`) })),
    ),
    numbers: new Map(
      await Promise.all(
        header.numbers.map(
          async (name, i): Promise<[string, Float64Array]> => [name, await readDoubles(`number_${i}`)],
        ),
      ),
    ),
    count: await optional('count', readDoubles),
    weight: await optional('weight', readDoubles),
    cluster: await optional('cluster', readCodes(Infinity)),
    slices,
    scalars: new Map(
      header.scalars.map(({ name, value, standard_error, n }) => [name, { value, standardError: standard_error, n }]),
    ),
  };
  return { dataset, keys: await optional('id', readKeys) };
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
