import { quote } from '../../model/quote.ts';
import type { JsonReader } from './json-reader.ts';
import { createTableBuilder, type Table, type TableBuilder } from './table.ts';

interface RowReader {
  /** Reads an object as one row: each key a column. */
  readonly readRow: () => void;
  readonly finish: () => Table;
}

/**
 * Reads objects as rows of one table. A key that a row lacks, null, NaN, an infinity and an empty string are missing
 * cells; a list or an object is no cell at all, and an error only where a role needs it. A key given twice is an error.
 */
export function createRowReader(reader: JsonReader): RowReader {
  const table = createTableBuilder();
  const positions = new Map<string, number>();

  function readCell(key: string): void {
    let column = positions.get(key);
    if (column === undefined) {
      column = table.addColumn(key);
      positions.set(key, column);
    }
    if (!readTableCell(reader, table, column)) reader.fail(`the key ${quote(key)} is given twice in one row.`);
  }

  return {
    readRow() {
      table.startRow(reader.line());
      if (reader.peek() !== 'object') reader.fail('a row is expected here: an object in braces.');
      reader.readObject(readCell);
    },
    finish: () => table.finish(),
  };
}

/** Reads the next value into a cell of the current row. False when the row has that cell already. */
export function readTableCell(reader: JsonReader, table: TableBuilder, column: number): boolean {
  const kind = reader.peek();
  if (kind === 'array') return table.setNested(column, readList(reader));
  if (kind === 'object') {
    reader.skipValue();
    return table.setNested(column, null);
  }
  const text = reader.readScalar();
  return text === '' ? table.setCell(column, null, '') : table.setCell(column, text);
}

/** The text of a list of single values; null when it holds lists or objects. */
function readList(reader: JsonReader): string | null {
  const start = reader.offset();
  let isFlat = true;
  reader.readArray(() => {
    const kind = reader.peek();
    isFlat &&= kind !== 'object' && kind !== 'array';
    reader.skipValue();
  });
  return isFlat ? reader.textFrom(start) : null;
}
