import type { Categories } from '../model/dataset.ts';
import { encode } from './categories.ts';
import { type StackedColumn, stackTables, textsOf } from './columns.ts';
import { orderNames } from './order.ts';
import { collectProblems } from './problems.ts';
import type { EvidenceRequest, EvidenceTable } from './request.ts';

/** A column with more values than these is no attribute that examples share, but an id, a text or a measurement. */
const MAX_VALUES = 30;
/** Columns that are kept; a record holds all of them. */
const MAX_COLUMNS = 20;

/**
 * Columns with 2 to 30 values that no role has taken, to look for slices by, where the suite wants that. Nobody asked for any one of them: a
 * column that stands twice in a file or holds lists is passed over without a word. A file may lack a column.
 */
export function discoverColumns(
  tables: readonly EvidenceTable[],
  taken: readonly StackedColumn[],
  { discoverSlices = false }: EvidenceRequest,
  notes: string[],
): ReadonlyMap<string, Categories> {
  const found = new Map<string, Categories>();
  if (!discoverSlices) return found;
  const known = new Set(taken.map(({ name }) => name));
  const stack = stackTables(tables, '', collectProblems());
  let fitting = 0;
  for (const name of stack.names) {
    const column = known.has(name) ? null : stack.findPartial(name, '');
    if (column === null || column.parts.some(({ values }) => values.length > MAX_VALUES)) continue;
    const names = orderNames(textsOf(column));
    if (names.length < 2 || names.length > MAX_VALUES) continue;
    fitting++;
    if (fitting <= MAX_COLUMNS) found.set(name, { names, codes: encode(stack, column, names) });
  }
  if (fitting > MAX_COLUMNS) {
    notes.push(
      `Slices are looked for by the first ${MAX_COLUMNS} of ${fitting} columns that nothing else reads. Name others under \`slices\`.`,
    );
  }
  return found;
}

/** The columns of which every group of rows has one value alone, as columns of the groups. */
export function discoveredOfGroups(
  columns: ReadonlyMap<string, Categories>,
  groups: readonly (readonly number[])[],
): ReadonlyMap<string, Categories> {
  const found = new Map<string, Categories>();
  for (const [name, { names, codes }] of columns) {
    const whole = Int32Array.from(groups, (rows) => codes[rows.find((row) => codes[row]! >= 0) ?? rows[0]!]!);
    const isWhole = groups.every((rows, i) => rows.every((row) => codes[row]! < 0 || codes[row] === whole[i]));
    if (isWhole) found.set(name, { names, codes: whole });
  }
  return found;
}
