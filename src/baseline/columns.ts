import { type Categories, type Dataset, QUANTITIES, type Quantity, type Sets, type Vectors } from '../model/dataset.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { Header } from './header.ts';
import { damaged, type ParquetFile } from './parquet.ts';
import { quantityColumn } from './written-columns.ts';

/** What resampling draws the rows by. */
const LOW_WORD = 0xffffffffn;

/** Reads the columns that the header tells of. Throws BaselineError when one is absent or holds what it cannot. */
export async function readColumns(
  file: ParquetFile,
  header: Header,
  where: string,
): Promise<Pick<BaselineRecord, 'dataset' | 'keys' | 'inputs'>> {
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
  const readSets = async (name: string): Promise<Sets> => {
    const [missing, offsets, values] = [new Uint8Array(file.rows), new Int32Array(file.rows + 1), [] as number[]];
    await file.visit(name, (row, cell) => {
      if (cell !== null && !Array.isArray(cell)) throw damaged(where, `column \`${name}\` has no list in row ${row}`);
      missing[row] = cell === null ? 1 : 0;
      for (const code of cell ?? []) {
        const isAfter = values.length === offsets[row] || code > values.at(-1)!;
        if (!Number.isInteger(code) || code < 0 || code >= header.classes.length || !isAfter) {
          throw damaged(where, `column \`${name}\` has the code ${code} in row ${row}, which stands for nothing there`);
        }
        values.push(code);
      }
      offsets[row + 1] = values.length;
    });
    return { missing, offsets, values: Int32Array.from(values) };
  };
  const readVectors = async (i: number, width: number): Promise<Vectors> => {
    const values = new Float64Array(file.rows * width);
    for (let k = 0; k < width; k++) {
      const column = await readDoubles(`vector_${i}_${k}`);
      column.forEach((value, row) => {
        values[row * width + k] = value;
      });
    }
    return { width, values };
  };

  const quantities = new Map<Quantity, Float64Array>();
  for (const quantity of QUANTITIES) {
    const column = await optional(quantityColumn(quantity), readDoubles);
    if (column !== null) quantities.set(quantity, column);
  }
  const vectors = new Map<string, Vectors>();
  for (const [i, { key, width }] of (header.vectors ?? []).entries()) vectors.set(key, await readVectors(i, width));
  const keys = await optional('id', readKeys);
  const dataset: Dataset = {
    rows: file.rows,
    classes: header.classes,
    label: await optional('label', readLabels),
    prediction: await optional('prediction', readLabels),
    scores: await Promise.all(
      header.scores.map(async (className, i) => ({ className, values: await readDoubles(`score_${i}`) })),
    ),
    labelSets: await optional('label_set', readSets),
    predictionSets: await optional('prediction_set', readSets),
    numericLabel: await optional('numeric_label', readDoubles),
    numericPrediction: await optional('numeric_prediction', readDoubles),
    quantities,
    vectors,
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
    repeats: await optional('example', readCodes(Infinity)),
    keys:
      keys && Uint32Array.from(keys as Iterable<unknown> as Iterable<number>, (_, i) => Number(keys[i]! & LOW_WORD)),
    slices,
    scalars: new Map(
      header.scalars.map(({ name, value, standard_error, n }) => [name, { value, standardError: standard_error, n }]),
    ),
  };
  return { dataset, keys, inputs: await optional('input', readKeys) };
}
