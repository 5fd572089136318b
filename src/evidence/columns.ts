import { nearest } from '../model/nearest.ts';
import type { Placed } from '../model/policy.ts';
import { quote, quoteAll, showPlace } from '../model/quote.ts';
import type { Column } from './formats/table.ts';
import type { Problems } from './problems.ts';
import type { EvidenceTable } from './request.ts';

/** One column of the whole evidence: its part in each file, in the order of the files. */
export interface StackedColumn {
  readonly name: string;
  readonly parts: readonly Column[];
}

type Mode = 'whole' | 'lists' | 'partial';

/** The files of a suite, laid end to end. */
export interface Stack {
  readonly rows: number;
  /** Every column name that some file has, in the order of first appearance. */
  readonly names: readonly string[];
  readonly hasColumn: (name: string) => boolean;
  /** Whether `find` (or with `lists` `findLists`) would find the column. */
  readonly isEverywhere: (name: string, lists: boolean) => boolean;
  /**
   * The column, which every file must have exactly once and without lists or objects; null when one does not, and the
   * problems say which and why. `reason` says who asks: "`columns: { label }` names it".
   */
  readonly find: (name: string, reason: string, at?: Placed) => StackedColumn | null;
  /** As `find`, of a column whose cells may be lists. */
  readonly findLists: (name: string, reason: string, at?: Placed) => StackedColumn | null;
  /** As `find`, of a column that some files may lack: all its cells are missing there. */
  readonly findPartial: (name: string, reason: string, at?: Placed) => StackedColumn | null;
  /** Every text of a column that nobody named, once a file; none where it holds lists or objects, which is no problem. */
  readonly peek: (name: string) => readonly string[];
  /** `path:line` of a row. */
  readonly placeOf: (row: number) => string;
}

export function stackTables(tables: readonly EvidenceTable[], where: string, problems: Problems): Stack {
  const offsets: number[] = [];
  let rows = 0;
  for (const { table } of tables) {
    offsets.push(rows);
    rows += table.rows;
  }
  const names = [...new Set(tables.flatMap(({ table }) => table.columns.map(({ name }) => name)))];
  const known = new Set(names);

  function findPart({ file, table }: EvidenceTable, name: string, reason: string, mode: Mode): Column | null {
    const path = showPlace(file.path);
    const places = table.columns.flatMap((column, index) => (column.name === name ? [index + 1] : []));
    if (places.length > 1) {
      problems.add(
        path,
        `two columns are called ${quote(name)}, the ${places.map(ordinal).join(' and the ')}, and ${reason}. Rename one.`,
      );
      return null;
    }
    const column = table.columns[places[0]! - 1];
    if (column === undefined && mode === 'partial') return emptyColumn(name, table.rows);
    if (column === undefined) {
      problems.add(
        path,
        `there is no column ${quote(name)}, but ${reason}. ${describeColumns(
          table.columns.map((c) => c.name),
          name,
        )}`,
      );
      return null;
    }
    const lists = mode === 'lists';
    const wrongRow = lists ? column.deepRow : column.nestedRow;
    if (wrongRow !== -1) {
      const what = lists ? 'an object or a list of lists' : 'a list or an object';
      const remedy = lists ? 'Write a value or a list of values in each cell.' : 'Write one value a cell.';
      problems.add(
        showPlace(file.path, table.lines[wrongRow]),
        `${quote(name)} holds ${what}, but ${reason}. ${remedy}`,
      );
      return null;
    }
    return column;
  }

  function find(name: string, reason: string, at: Placed, mode: Mode): StackedColumn | null {
    if (!known.has(name)) {
      const key = at.key === '' ? '' : `${at.key}: `;
      problems.add(
        at.where,
        `${key}no file has a column ${quote(name)}, but ${reason}. ${describeColumns(names, name)}`,
      );
      return null;
    }
    const parts = tables.map((each) => findPart(each, name, reason, mode));
    return parts.every((part) => part !== null) ? { name, parts } : null;
  }

  return {
    rows,
    names,
    hasColumn: (name) => known.has(name),
    isEverywhere: (name, lists) =>
      tables.every(({ table }) => {
        const found = table.columns.filter((column) => column.name === name);
        return found.length === 1 && found[0]![lists ? 'deepRow' : 'nestedRow'] === -1;
      }),
    find: (name, reason, at = { where, key: '' }) => find(name, reason, at, 'whole'),
    findLists: (name, reason, at = { where, key: '' }) => find(name, reason, at, 'lists'),
    findPartial: (name, reason, at = { where, key: '' }) => find(name, reason, at, 'partial'),
    peek: (name) => {
      const parts = tables.flatMap(({ table }) => table.columns.filter((column) => column.name === name));
      return parts.some(({ nestedRow }) => nestedRow !== -1) ? [] : textsOf({ name, parts });
    },
    placeOf(row) {
      const index = offsets.findLastIndex((offset) => offset <= row);
      const { file, table } = tables[index]!;
      return showPlace(file.path, table.lines[row - offsets[index]!]);
    },
  };
}

function emptyColumn(name: string, rows: number): Column {
  const codes = new Int32Array(rows).fill(-1);
  return { name, codes, values: [], words: [], lists: new Set(), nestedRow: -1, deepRow: -1 };
}

/** Fills an array of the whole evidence from a column: `decode` is asked once a text and file, not once a row. */
export function spread<A extends Int32Array | Float64Array>(
  column: StackedColumn,
  target: A,
  missing: number,
  decode: (text: string) => number,
): A {
  let row = 0;
  for (const { codes, values } of column.parts) {
    const decoded = values.map(decode);
    for (let i = 0; i < codes.length; i++) target[row++] = codes[i]! < 0 ? missing : decoded[codes[i]!]!;
  }
  return target;
}

/** A cell that may hold a list: its text, which is JSON where it is a list. A missing one may hold a word all the same. */
type Cell =
  | { readonly kind: 'text' | 'list'; readonly text: string }
  | { readonly kind: 'missing'; readonly word: string | null };

/** Calls `visit` for every row. */
export function visitCells({ parts }: StackedColumn, visit: (cell: Cell, row: number) => void): void {
  let row = 0;
  for (const { codes, values, words, lists } of parts) {
    for (const code of codes) {
      if (code >= 0) visit({ kind: lists.has(code) ? 'list' : 'text', text: values[code]! }, row++);
      else visit({ kind: 'missing', word: code === -1 ? null : words[-2 - code]! }, row++);
    }
  }
}

/** Every text of a column, once a file. */
export const textsOf = (column: StackedColumn): readonly string[] => column.parts.flatMap(({ values }) => values);

/** "Did you mean …? The columns are …." */
export function describeColumns(names: readonly string[], wanted: string): string {
  const near = nearest(wanted, names);
  const guess = near.length > 0 ? `Did you mean ${near.map(quote).join(' or ')}? ` : '';
  return names.length > 0 ? `${guess}The columns are ${quoteAll(names)}.` : 'There are no columns.';
}

/** What a reader should know of the files: their own notes, and columns of one name. */
export function describeFiles(tables: readonly EvidenceTable[], used: readonly StackedColumn[]): string[] {
  return [
    ...tables.flatMap(({ file, table }) => table.notes.map((note) => `${showPlace(file.path)}: ${note}`)),
    ...describeUnusedDuplicates(tables, new Set(used.map(({ name }) => name))),
  ];
}

/** A note for each name that two columns of one file bear and nothing reads. */
function describeUnusedDuplicates(tables: readonly EvidenceTable[], used: ReadonlySet<string>): string[] {
  return tables.flatMap(({ file, table }) => {
    const names = table.columns.map(({ name }) => name);
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index && !used.has(name)));
    return repeated.size === 0
      ? []
      : [`${showPlace(file.path)} has several columns called ${quoteAll([...repeated], 5)}; nothing reads them.`];
  });
}

const ordinal = (place: number): string => `${place}${['th', 'st', 'nd', 'rd'][endingOf(place)] ?? 'th'}`;
const endingOf = (place: number): number => (place % 100 > 10 && place % 100 < 14 ? 0 : place % 10);
