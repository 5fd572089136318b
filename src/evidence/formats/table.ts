/** A column as a file holds it: row i reads `values[codes[i]]`, as text; a code below 0 is a missing cell. */
export interface Column {
  readonly name: string;
  readonly codes: Int32Array;
  readonly values: readonly string[];
  /** What missing cells hold all the same, such as `NA`: a cell of code c has `words[-2 - c]`; of code -1 nothing. */
  readonly words: readonly string[];
  /** Codes of values that are lists, as JSON. */
  readonly lists: ReadonlySet<number>;
  /** First row whose cell is a list or an object, which most roles cannot use; -1: none. */
  readonly nestedRow: number;
  /** First row whose cell is not even a list of single values; -1: none. */
  readonly deepRow: number;
}

/** The rows of one file, by column, in the order of the file. Two columns may bear one name. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Line of the file on which each row starts, from 1. */
  readonly lines: Int32Array;
  /** Things a reader should know, as plain sentences. */
  readonly notes: readonly string[];
}

export interface TableBuilder {
  /** Adds a column and gives its position. */
  readonly addColumn: (name: string) => number;
  readonly startRow: (line: number) => void;
  /** Writes a cell of the row last started; null: missing, `word` being what it holds all the same. False when the row has that cell already. */
  readonly setCell: (column: number, text: string | null, word?: string) => boolean;
  /** Writes a cell that is a list, as JSON, or (null) an object or a list of those. False when the row has that cell already. */
  readonly setNested: (column: number, list: string | null) => boolean;
  readonly finish: (notes?: readonly string[]) => Table;
}

interface GrowingColumn {
  readonly name: string;
  codes: Int32Array;
  readonly values: string[];
  readonly codeOf: Map<string, number>;
  readonly words: string[];
  readonly lists: Set<number>;
  readonly listCodeOf: Map<string, number>;
  lastRow: number;
  nestedRow: number;
  deepRow: number;
}

/** Collects the cells of a file. Each text is kept once a column, each cell costs four bytes. */
export function createTableBuilder(): TableBuilder {
  const columns: GrowingColumn[] = [];
  let lines = new Int32Array(1024);
  let rows = 0;

  function grow(): void {
    lines = enlarge(lines);
    for (const column of columns) column.codes = enlarge(column.codes);
  }

  function claim(column: GrowingColumn): boolean {
    if (column.lastRow === rows - 1) return false;
    column.lastRow = rows - 1;
    return true;
  }

  function write(column: GrowingColumn, text: string, known: Map<string, number>): number {
    let code = known.get(text);
    if (code === undefined) {
      code = column.values.push(text) - 1;
      known.set(text, code);
    }
    column.codes[rows - 1] = code;
    return code;
  }

  return {
    addColumn(name) {
      const codes = new Int32Array(lines.length).fill(-1);
      columns.push({
        ...{ name, codes, values: [], codeOf: new Map(), words: [], lists: new Set(), listCodeOf: new Map() },
        ...{ lastRow: -1, nestedRow: -1, deepRow: -1 },
      });
      return columns.length - 1;
    },
    startRow(line) {
      if (rows === lines.length) grow();
      lines[rows++] = line;
    },
    setCell(index, text, word) {
      const column = columns[index]!;
      if (!claim(column)) return false;
      if (text !== null) write(column, text, column.codeOf);
      else if (word !== undefined) {
        const known = column.words.indexOf(word);
        column.codes[rows - 1] = -2 - (known < 0 ? column.words.push(word) - 1 : known);
      }
      return true;
    },
    setNested(index, list) {
      const column = columns[index]!;
      if (!claim(column)) return false;
      if (column.nestedRow === -1) column.nestedRow = rows - 1;
      if (list !== null) column.lists.add(write(column, list, column.listCodeOf));
      else if (column.deepRow === -1) column.deepRow = rows - 1;
      return true;
    },
    finish: (notes = []) => ({
      rows,
      columns: columns.map(({ name, codes, values, words, lists, nestedRow, deepRow }) => ({
        ...{ name, values, words, lists, nestedRow, deepRow },
        codes: codes.slice(0, rows),
      })),
      lines: lines.slice(0, rows),
      notes,
    }),
  };
}

function enlarge(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2).fill(-1, values.length);
  larger.set(values);
  return larger;
}
