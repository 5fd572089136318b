import { quote, quoteAll } from '../../model/quote.ts';
import { decodeText } from './encoding.ts';
import { createJsonReader, type JsonReader } from './json-reader.ts';
import { createRowReader, readTableCell } from './json-rows.ts';
import { createTableBuilder, type Table } from './table.ts';

/**
 * Reads a JSON document in one of three shapes:
 * - a list of objects: each a row;
 * - `{"columns": [names], "data": [[cells], …]}`, as pandas writes with `orient="split"`;
 * - any other object: its numbers, however deep, become rows of the columns `metric` and `value`; the name of a metric
 *   is the path of keys to it, joined with dots. Values of other types are left out, and a note says which.
 * Throws EvidenceError with line and column.
 */
export function parseJson(bytes: Uint8Array, path: string): Table {
  const reader = createJsonReader(decodeText(bytes, path), path);
  const table = readDocument(reader);
  if (reader.peek() !== 'end') {
    reader.fail('the document goes on after its first value. For one object a line, set `format: jsonl`.');
  }
  return table;
}

function readDocument(reader: JsonReader): Table {
  if (reader.peek() === 'array') {
    const rows = createRowReader(reader);
    reader.readArray(rows.readRow);
    return rows.finish();
  }
  if (reader.peek() !== 'object') reader.fail('a list of objects, or an object, is expected here.');
  const start = reader.offset();
  const offsets = new Map<string, number>();
  reader.readObject((key) => {
    if (reader.peek() === 'array') offsets.set(key, reader.offset());
    reader.skipValue();
  });
  const end = reader.offset();
  const columns = offsets.get('columns');
  const data = offsets.get('data');
  const split = columns !== undefined && data !== undefined;
  reader.seek(split ? columns : start);
  const table = split ? readSplit(reader, data) : readMetrics(reader);
  reader.seek(end);
  return table;
}

function readSplit(reader: JsonReader, data: number): Table {
  const table = createTableBuilder();
  let width = 0;
  reader.readArray(() => {
    table.addColumn(reader.readScalar() ?? '');
    width++;
  });
  reader.seek(data);
  reader.readArray(() => {
    table.startRow(reader.line());
    if (reader.peek() !== 'array') reader.fail('a row is expected here: a list in brackets.');
    let column = 0;
    reader.readArray(() => {
      if (column === width) reader.fail(`the row has more cells than the ${width} columns.`);
      readTableCell(reader, table, column++);
    });
    if (column !== width) reader.fail(`the row has ${column} cells for ${width} columns.`);
  });
  return table.finish();
}

function readMetrics(reader: JsonReader): Table {
  const table = createTableBuilder();
  const metric = table.addColumn('metric');
  const value = table.addColumn('value');
  const seen = new Set<string>();
  const leftOut: string[] = [];

  function readLevel(prefix: string): void {
    reader.readObject((key) => {
      const name = prefix + key;
      const kind = reader.peek();
      if (kind === 'object') return readLevel(`${name}.`);
      if (kind !== 'number' && kind !== 'missing') {
        leftOut.push(name);
        return reader.skipValue();
      }
      if (seen.has(name)) reader.fail(`the value ${quote(name)} is given twice.`);
      seen.add(name);
      table.startRow(reader.line());
      table.setCell(metric, name);
      table.setCell(value, reader.readScalar());
    });
  }

  readLevel('');
  return table.finish(leftOut.length > 0 ? [`Left out, because they are no numbers: ${quoteAll(leftOut, 5)}.`] : []);
}
