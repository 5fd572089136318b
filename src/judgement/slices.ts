import type { Categories, Dataset } from '../model/dataset.ts';
import type { Slice, Subject } from '../model/measurement.ts';

/** A stable text for a slice, so that equal slices meet in maps and lists. */
export function sliceKey(slice: Slice | null): string {
  return slice === null ? '' : JSON.stringify(Object.entries(slice).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A stable text for a subject, so that equal subjects meet in maps. */
export function subjectKey({ metric, label, slice, across }: Subject): string {
  return JSON.stringify([metric, label, sliceKey(slice), across]);
}

/** Whether a row belongs to the slice. A value that no row has selects nothing. */
function sliceTest(dataset: Dataset, slice: Slice | null): (row: number) => boolean {
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
  const seen = new Map<string | number, Slice>();
  for (let row = 0; row < dataset.rows; row++) {
    const key = combinationAt(categories, row);
    if (key === null || seen.has(key)) continue;
    const values = categories.map(({ codes, names }) => names[codes[row]!]!);
    seen.set(key, Object.fromEntries(columns.map((column, i) => [column, values[i]!])));
  }
  return [...seen.values()].sort((a, b) => compareSlices(a, b, columns));
}

/** A key of the values that a row has in the columns; null when one is missing. */
function combinationAt(categories: readonly Categories[], row: number): string | number | null {
  if (categories.length === 1) {
    const code = categories[0]!.codes[row]!;
    return code < 0 ? null : code;
  }
  const codes = categories.map((column) => column.codes[row]!);
  return codes.includes(-1) ? null : codes.join();
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
