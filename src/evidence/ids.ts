import { quote } from '../model/quote.ts';
import type { Stack, StackedColumn } from './columns.ts';
import type { Problems } from './problems.ts';

/** The id of every row, as it is written. A blank id and one that another row bears are problems. */
export function readIds(stack: Stack, column: StackedColumn, problems: Problems): readonly string[] {
  const ids: string[] = [];
  const firstRow = new Map<string, number>();
  for (const { codes, values } of column.parts) {
    for (const code of codes) {
      const row = ids.length;
      const id = code === -1 ? '' : values[code]!;
      ids.push(id);
      const earlier = firstRow.get(id);
      if (code === -1) {
        problems.add(stack.placeOf(row), `the id is blank. Give every row an id in the column ${quote(column.name)}.`);
      } else if (earlier !== undefined) {
        const first = stack.placeOf(earlier);
        problems.add(stack.placeOf(row), `the id ${quote(id)} is also at ${first}. Give every row an id of its own.`);
      } else {
        firstRow.set(id, row);
      }
    }
  }
  return ids;
}
