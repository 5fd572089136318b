import type { Slice } from '../model/measurement.ts';

/** A column over the pairs of a comparison: pair i has `names[codes[i]]` on both sides; −1: none, or not the same. */
export interface PairedColumn {
  readonly name: string;
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** A slice that may be looked at, and the pairs that belong to it. */
interface SliceCandidate {
  readonly slice: Slice;
  readonly pairs: Int32Array;
}

interface Limits {
  /** Examples that a slice has at least. */
  readonly examples: number;
  readonly slices: number;
  /** Pairs in all slices together. */
  readonly pairs: number;
}

/** Cells of a table of two columns that are counted; beyond them nearly all are empty. */
const MAX_CELLS = 1e6;

/** Values of one column, or of two at once. */
interface Grouping {
  readonly columns: readonly PairedColumn[];
  readonly codeOf: (pair: number) => number;
  readonly cells: number;
}

interface Cell {
  readonly grouping: Grouping;
  readonly code: number;
  readonly rows: number;
}

/**
 * The values of every column and of every two columns that enough examples have, single columns first, then by size, as far as the limits
 * reach; and how many there would have been. A slice that is the whole, or that is all of one of its values, is none of its own.
 */
export function sliceCandidates(
  columns: readonly PairedColumn[],
  examplesOf: (pair: number) => number,
  limits: Limits,
): { readonly candidates: readonly SliceCandidate[]; readonly possible: number } {
  const pairs = columns[0]?.codes.length ?? 0;
  const count = (grouping: Grouping) => {
    const [rows, examples] = [new Int32Array(grouping.cells), new Float64Array(grouping.cells)];
    for (let i = 0; i < pairs; i++) {
      const code = grouping.codeOf(i);
      if (code < 0) continue;
      rows[code]! += 1;
      examples[code]! += examplesOf(i);
    }
    return { rows, examples };
  };
  const singles = columns.map((column) => ({ column, ...count(alone(column)) }));
  const found: Cell[] = singles.flatMap(({ column, rows, examples }) =>
    cellsOf(alone(column), rows, examples, (_, size) => size < pairs),
  );
  singles.forEach((first, i) => {
    for (const second of singles.slice(i + 1)) {
      const grouping = together(first.column, second.column);
      if (grouping.cells > MAX_CELLS) continue;
      const { rows, examples } = count(grouping);
      const isOwn = (code: number, size: number) => {
        const [a, b] = codesOf(grouping, code) as [number, number];
        return size < first.rows[a]! && size < second.rows[b]!;
      };
      found.push(...cellsOf(grouping, rows, examples, isOwn));
    }
  });
  const ordered = found.toSorted((a, b) => a.grouping.columns.length - b.grouping.columns.length || b.rows - a.rows);
  let room = limits.pairs;
  const kept = ordered.slice(0, limits.slices).filter(({ rows }) => {
    room -= rows;
    return room >= 0;
  });
  return { candidates: withPairs(kept, pairs), possible: found.length };

  function cellsOf(
    grouping: Grouping,
    rows: Int32Array,
    examples: Float64Array,
    isOwn: (code: number, size: number) => boolean,
  ): Cell[] {
    const cells: Cell[] = [];
    for (let code = 0; code < rows.length; code++) {
      if (examples[code]! < limits.examples || !isOwn(code, rows[code]!)) continue;
      cells.push({ grouping, code, rows: rows[code]! });
    }
    return cells;
  }
}

/** Goes through the pairs once for each column or two that some slice is of. */
function withPairs(cells: readonly Cell[], pairs: number): readonly SliceCandidate[] {
  const members = new Map(cells.map((cell) => [cell, { filled: 0, pairs: new Int32Array(cell.rows) }]));
  for (const grouping of new Set(cells.map((cell) => cell.grouping))) {
    const listOf = new Array<{ filled: number; readonly pairs: Int32Array } | undefined>(grouping.cells);
    for (const cell of cells) if (cell.grouping === grouping) listOf[cell.code] = members.get(cell)!;
    for (let i = 0; i < pairs; i++) {
      const code = grouping.codeOf(i);
      const list = code < 0 ? undefined : listOf[code];
      if (list !== undefined) list.pairs[list.filled++] = i;
    }
  }
  return cells.map((cell) => {
    const codes = codesOf(cell.grouping, cell.code);
    const slice = Object.fromEntries(cell.grouping.columns.map(({ name, names }, i) => [name, names[codes[i]!]!]));
    return { slice, pairs: members.get(cell)!.pairs };
  });
}

function alone(column: PairedColumn): Grouping {
  const { codes, names } = column;
  return { columns: [column], codeOf: (i) => codes[i]!, cells: names.length };
}

function together(first: PairedColumn, second: PairedColumn): Grouping {
  const [a, b, width] = [first.codes, second.codes, second.names.length];
  const codeOf = (i: number) => (a[i]! < 0 || b[i]! < 0 ? -1 : a[i]! * width + b[i]!);
  return { columns: [first, second], codeOf, cells: first.names.length * width };
}

/** The code of each column of a grouping. */
function codesOf({ columns }: Grouping, code: number): readonly number[] {
  const width = columns[1]?.names.length;
  return width === undefined ? [code] : [Math.floor(code / width), code % width];
}
