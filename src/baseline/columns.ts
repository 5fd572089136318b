import type { Categories, Dataset } from '../model/dataset.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { Header } from './header.ts';
import { damaged, type ParquetFile } from './parquet.ts';

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
