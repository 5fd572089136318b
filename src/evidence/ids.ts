import { quote } from '../model/quote.ts';
import { type Stack, type StackedColumn, textsOf, visitCells } from './columns.ts';
import { orderNames } from './order.ts';
import type { Problems } from './problems.ts';
import { COMMON_NAMES, findCommonName } from './roles.ts';

/** Who the rows are. */
export interface Identities {
  /** The id of every row, as it is written but for `12.0`. */
  readonly ids: readonly string[];
  /** Which of the runs of its example a row is, from 0; null: no example has several. */
  readonly runs: Int32Array | null;
  /** A code for each example; null with `runs`. */
  readonly repeats: Int32Array | null;
}

/** More runs of one example do not fit beside its id into a key of 64 bits. */
const MAX_RUNS = 4096;

/** A whole number as a program writes it that takes it for a decimal one: pandas, of a column with a gap. */
const WHOLE_DECIMAL = /^(-?(?:0|[1-9]\d*))\.0+$/;

/**
 * A column of ids in which those of a file that are all written as decimals (`12.0`) are the whole numbers that they were: another file, or
 * another day, has them as `12`. Where one is written otherwise, as with versions (`1.0`, `1.1`), all stay as they are.
 */
export function wholeIds(column: StackedColumn): StackedColumn {
  const parts = column.parts.map((part) => {
    const isDecimal = part.values.length > 0 && part.values.every((text) => WHOLE_DECIMAL.test(text));
    return isDecimal ? { ...part, values: part.values.map((text) => text.replace(WHOLE_DECIMAL, '$1')) } : part;
  });
  return { ...column, parts };
}

/** The id of every row. A blank id and one that another row bears are problems. */
export function readIds(stack: Stack, column: StackedColumn, problems: Problems): Identities {
  const firstRow = new Map<string, number>();
  const run = findCommonName(stack.names, COMMON_NAMES.run);
  const orRun =
    run === undefined ? '' : `, or, if its rows are runs of one example, write \`columns: { run: ${run} }\``;
  const ids = readTexts(stack, wholeIds(column), 'id', problems, (id, row) => {
    const earlier = firstRow.get(id);
    if (earlier === undefined) firstRow.set(id, row);
    else {
      const first = stack.placeOf(earlier);
      problems.add(
        stack.placeOf(row),
        `the id ${quote(id)} is also at ${first}. Give every row an id of its own${orRun}.`,
      );
    }
  });
  return { ids, runs: null, repeats: null };
}

/**
 * Ids of examples that were run several times. Runs of one example are numbered in the order of their names, whatever the order of the
 * rows; without a column of runs in the order of the rows. A blank id or run and a run that stands twice are problems.
 */
export function readRepeatedIds(
  stack: Stack,
  column: StackedColumn,
  run: StackedColumn | null,
  problems: Problems,
): Identities {
  const ids = readTexts(stack, wholeIds(column), 'id', problems, () => {});
  const names = run === null ? [] : orderNames(textsOf(run));
  const orderOf = new Map(names.map((name, order) => [name, order]));
  const order = new Int32Array(stack.rows).map((_, row) => row);
  if (run !== null) {
    readTexts(stack, run, 'run', problems, (name, row) => {
      order[row] = orderOf.get(name)!;
    });
  }
  const codeOf = new Map<string, number>();
  const rowsOf: number[][] = [];
  ids.forEach((id, row) => {
    const code = codeOf.get(id) ?? codeOf.size;
    if (code === codeOf.size) {
      codeOf.set(id, code);
      rowsOf.push([]);
    }
    rowsOf[code]!.push(row);
  });
  const [runs, repeats] = [new Int32Array(stack.rows), new Int32Array(stack.rows)];
  rowsOf.forEach((rows, code) => {
    rows.sort((a, b) => order[a]! - order[b]!);
    if (rows.length > MAX_RUNS) {
      problems.add(
        stack.placeOf(rows[0]!),
        `the id ${quote(ids[rows[0]!]!)} has ${rows.length} runs; at most ${MAX_RUNS} are read.`,
      );
    }
    rows.forEach((row, number) => {
      [runs[row], repeats[row]] = [number, code];
      if (run !== null && number > 0 && order[rows[number - 1]!] === order[row]) {
        const [id, name] = [quote(ids[row]!), quote(names[order[row]!] ?? '')];
        problems.add(
          stack.placeOf(row),
          `the run ${name} of the id ${id} is also at ${stack.placeOf(rows[number - 1]!)}.`,
        );
      }
    });
  });
  return { ids, runs, repeats };
}

/** Every cell of a column in which none may be blank. */
function readTexts(
  stack: Stack,
  column: StackedColumn,
  what: 'id' | 'run',
  problems: Problems,
  visit: (text: string, row: number) => void,
): readonly string[] {
  const texts = Array<string>(stack.rows).fill('');
  visitCells(column, (cell, row) => {
    if (cell.kind === 'missing') {
      const remedy = `Give every row ${what === 'id' ? 'an id' : 'a run'} in the column ${quote(column.name)}.`;
      problems.add(stack.placeOf(row), `the ${what} is blank. ${remedy}`);
    } else {
      texts[row] = cell.text;
      visit(cell.text, row);
    }
  });
  return texts;
}

/**
 * 32 bits of each id, for random numbers that follow the example and not its place (FNV-1a). Where examples have several runs, the last bits
 * number the run, as in the keys of a record: the first run has the smallest key of its example on both sides.
 */
export function resamplingKeys({ ids, runs }: Pick<Identities, 'ids' | 'runs'>): Uint32Array {
  return Uint32Array.from(ids, (id, row) => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
    return runs === null ? hash : hash - (hash & (MAX_RUNS - 1)) + runs[row]!;
  });
}
