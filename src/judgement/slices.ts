import type { Categories, Dataset } from '../model/dataset.ts';
import type { Slice } from '../model/measurement.ts';

/** A stable text for a slice, so that equal slices meet in maps and lists. */
export function sliceKey(slice: Slice | null): string {
  return slice === null ? '' : JSON.stringify(Object.entries(slice).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a row belongs to the slice. A value that no row has selects nothing. */
export function sliceTest(dataset: Dataset, slice: Slice | null): (row: number) => boolean {
  const tests = Object.entries(slice ?? {}).map(([column, value]) => {
    const categories = dataset.slices.get(column);
    return { codes: categories?.codes ?? null, code: categories?.names.indexOf(value) ?? -1 };
  });
  if (tests.some(({ codes, code }) => codes === null || code < 0)) return () => false;
  return (row) => tests.every(({ codes, code }) => codes![row] === code);
}

/** The rows of a slice; null stands for all of them. */
export function sliceRows(dataset: Dataset, slice: Slice | null): Int32Array | null {
  if (slice === null) return null;
  const belongs = sliceTest(dataset, slice);
  const rows = new Int32Array(dataset.rows);
  let length = 0;
  for (let row = 0; row < dataset.rows; row++) if (belongs(row)) rows[length++] = row;
  return rows.subarray(0, length);
}

/** Every combination of values of the columns that some row has, in the order of the values' names. */
export function sliceValues(dataset: Dataset, columns: readonly string[]): readonly Slice[] {
  const found = columns.map((column) => dataset.slices.get(column));
  if (found.some((categories) => categories === undefined)) return [];
  const categories = found as Categories[];
  const seen = new Map<string, Slice>();
  for (let row = 0; row < dataset.rows; row++) {
    const codes = categories.map((column) => column.codes[row]!);
    if (codes.includes(-1)) continue;
    const key = codes.join();
    if (seen.has(key)) continue;
    seen.set(key, Object.fromEntries(columns.map((column, i) => [column, categories[i]!.names[codes[i]!]!])));
  }
  return [...seen.values()].sort((a, b) => compareSlices(a, b, columns));
}

function compareSlices(a: Slice, b: Slice, columns: readonly string[]): number {
  for (const column of columns) {
    const order = compareText(a[column]!, b[column]!);
    if (order !== 0) return order;
  }
  return 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
