import type { Categories } from '../model/dataset.ts';
import { quote } from '../model/quote.ts';
import { type Stack, type StackedColumn, spread, textsOf } from './columns.ts';
import { orderNames } from './order.ts';

/** Codes of a column into `names`, each text first made the name it stands for. */
export function encode(
  stack: Stack,
  column: StackedColumn,
  names: readonly string[],
  canonical: (text: string) => string = (text) => text,
): Int32Array {
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return spread(column, new Int32Array(stack.rows), -1, (text) => codeOf.get(canonical(text))!);
}

/** A column to slice by. Its values are taken as they are written; rows without one are in no slice, as a note says. */
export function readSlices(stack: Stack, column: StackedColumn, notes: string[]): Categories {
  const names = orderNames(textsOf(column));
  const codes = encode(stack, column, names);
  const blank = codes.reduce((sum, code) => sum + (code === -1 ? 1 : 0), 0);
  if (blank > 0) {
    const rows = blank === 1 ? '1 row has' : `${blank} rows have`;
    notes.push(`${rows} no value in the column ${quote(column.name)}, and so no slice by it.`);
  }
  return { codes, names };
}

/** A column of clusters. A row without one is a cluster of its own, as a note says. */
export function readClusters(stack: Stack, column: StackedColumn, notes: string[]): Int32Array {
  const names = [...new Set(textsOf(column))];
  const codes = encode(stack, column, names);
  let next = names.length;
  for (let row = 0; row < codes.length; row++) if (codes[row] === -1) codes[row] = next++;
  const blank = next - names.length;
  if (blank > 0) {
    const rows = blank === 1 ? '1 row has' : `${blank} rows have`;
    notes.push(`${rows} no value in the cluster column ${quote(column.name)}; each counts as a cluster of its own.`);
  }
  return codes;
}
