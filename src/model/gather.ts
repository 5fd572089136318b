import type { Lists } from './dataset.ts';

/** `column[rows[0]], column[rows[1]], …` */
export function gather<T extends Float64Array | Int32Array | Int8Array | Uint32Array | Uint8Array>(
  column: T,
  rows: Int32Array,
): T {
  const out = new (column.constructor as new (length: number) => T)(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]!]!;
  return out;
}

/** The vectors of some rows, `width` numbers each. */
export function gatherVectors(values: Float64Array, width: number, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    for (let k = 0; k < width; k++) out[i * width + k] = values[from + k]!;
  }
  return out;
}

/** The lists of some rows. */
export function gatherLists({ offsets, values }: Lists, rows: Int32Array): Lists {
  const starts = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) starts[i + 1] = starts[i]! + offsets[rows[i]! + 1]! - offsets[rows[i]!]!;
  const taken = new Int32Array(starts[rows.length]!);
  for (let i = 0; i < rows.length; i++) {
    taken.set(values.subarray(offsets[rows[i]!]!, offsets[rows[i]! + 1]!), starts[i]!);
  }
  return { offsets: starts, values: taken };
}
