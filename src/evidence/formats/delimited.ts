import { constants } from 'node:buffer';
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { quote, showPlace } from '../../model/quote.ts';
import { collectProblems } from '../problems.ts';
import { checkUtf8 } from './encoding.ts';
import { createTableBuilder, type Table } from './table.ts';

/** Cells of delimited text that mean "nothing here", spaces around them aside. Quotes make no difference. */
const MISSING = new Set(['', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'null', 'None']);

const LONGEST_MISSING = 4;

/**
 * Reads CSV or TSV (RFC 4180): a header row, then one row an example. Lines may end in LF, CRLF or CR, quoted cells may
 * hold line ends, blank lines are skipped, and spaces around a column's name are dropped; those in cells are kept.
 * Throws EvidenceError, naming lines, when rows have more or fewer cells than the header or a quote is misplaced.
 */
export function parseDelimited(bytes: Uint8Array, path: string, delimiter: ',' | '\t'): Table {
  checkUtf8(bytes, path);
  const table = createTableBuilder();
  const problems = collectProblems();
  let width = -1;

  function readRow(cells: readonly string[], line: number): void {
    if (width === -1) {
      width = cells.length;
      for (const name of cells) table.addColumn(name.trim());
    } else if (cells.length !== width) {
      const found = `the row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header ${width}`;
      problems.add(showPlace(path, line), `${found}. Put a cell that holds the delimiter or a line end in quotes.`);
    } else {
      table.startRow(line);
      for (let column = 0; column < width; column++) {
        const cell = cells[column]!;
        if (isMissing(cell)) table.setCell(column, null, cell.trim() === '' ? undefined : cell);
        else table.setCell(column, cell);
      }
    }
  }

  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes('"') || buffer.length > constants.MAX_STRING_LENGTH) readQuoted(buffer, delimiter, readRow, fail);
  else readPlain(buffer.toString('utf8'), delimiter, readRow);
  problems.throwIfAny();
  return table.finish();

  function fail(line: number, error: CsvError): void {
    problems.add(showPlace(path, line), `the row cannot be read: ${explain(error)}`);
  }
}

type ReadRow = (cells: readonly string[], line: number) => void;

/** Rows of a text without quotes, in which every line end ends a row and every delimiter a cell: much quicker to read. */
function readPlain(text: string, delimiter: string, readRow: ReadRow): void {
  const lines = text.replace(/^\uFEFF/, '').split(text.includes('\r') ? /\r\n|\n|\r/ : '\n');
  for (let i = 0; i < lines.length; i++) if (lines[i] !== '') readRow(lines[i]!.split(delimiter), i + 1);
}

function readQuoted(
  bytes: Buffer,
  delimiter: string,
  readRow: ReadRow,
  fail: (line: number, error: CsvError) => void,
): void {
  const lineAt = createLineCounter(bytes);
  let recordStart = 0;
  try {
    parse(bytes, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: (cells: readonly string[], info: Info) => {
        const line = lineAt(recordStart);
        recordStart = info.bytes;
        readRow(cells, line);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    fail(lineAt(recordStart), error);
  }
}

/** Nearly every cell is long and has no space at its ends: it is told apart by its length and two characters. */
function isMissing(cell: string): boolean {
  if (cell.length > LONGEST_MISSING && !maySpace(cell.charCodeAt(0)) && !maySpace(cell.charCodeAt(cell.length - 1))) {
    return false;
  }
  return MISSING.has(cell.trim());
}

/** Whether a character may be one that `trim` takes away: none of the printable ASCII characters is. */
function maySpace(code: number): boolean {
  return code <= 0x20 || code > 0x7e;
}

function explain(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed.';
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside an unquoted cell. Put the whole cell in quotes and double the quotes in it.';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'text follows a closing quote. Double the quotes that belong to the cell.';
    default:
      return quote(error.message);
  }
}

/** Gives the line, from 1, of offsets that never decrease; line ends before the first cell of a record are stepped over. */
function createLineCounter(bytes: Uint8Array): (offset: number) => number {
  let at = 0;
  let line = 1;
  const LF = 10;
  const CR = 13;
  function stepTo(end: number): void {
    for (; at < end; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++;
  }
  return (offset) => {
    let start = offset;
    while (bytes[start] === LF || bytes[start] === CR) start++;
    stepTo(start);
    return line;
  };
}
