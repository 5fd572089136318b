/** A column as a file holds it: row i reads `values[codes[i]]`, as text; -1 is a missing cell. */
export interface Column {
  readonly name: string;
  readonly codes: Int32Array;
  readonly values: readonly string[];
  /** First row whose cell is a list or an object, which no role can use; -1: none. */
  readonly nestedRow: number;
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
  /** Writes a cell of the row last started; null: missing. False when the row has that cell already. */
  readonly setCell: (column: number, text: string | null) => boolean;
  /** Marks a cell of the row last started as a list or an object. False when the row has that cell already. */
  readonly setNested: (column: number) => boolean;
  readonly finish: (notes?: readonly string[]) => Table;
}

interface GrowingColumn {
  readonly name: string;
  codes: Int32Array;
  readonly values: string[];
  readonly codeOf: Map<string, number>;
  lastRow: number;
  nestedRow: number;
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

  return {
    addColumn(name) {
      const codes = new Int32Array(lines.length).fill(-1);
      columns.push({ name, codes, values: [], codeOf: new Map(), lastRow: -1, nestedRow: -1 });
      return columns.length - 1;
    },
    startRow(line) {
      if (rows === lines.length) grow();
      lines[rows++] = line;
    },
    setCell(index, text) {
      const column = columns[index]!;
      if (!claim(column)) return false;
      if (text === null) return true;
      let code = column.codeOf.get(text);
      if (code === undefined) {
        code = column.values.push(text) - 1;
        column.codeOf.set(text, code);
      }
      column.codes[rows - 1] = code;
      return true;
    },
    setNested(index) {
      const column = columns[index]!;
      if (!claim(column)) return false;
      if (column.nestedRow === -1) column.nestedRow = rows - 1;
      return true;
    },
    finish: (notes = []) => ({
      rows,
      columns: columns.map(({ name, codes, values, nestedRow }) => ({
        name,
        codes: codes.slice(0, rows),
        values,
        nestedRow,
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
