import { type Dataset, QUANTITIES, type Quantity } from '../model/dataset.ts';
import { quote } from '../model/quote.ts';
import { readClusters, readSlices } from './categories.ts';
import type { Stack, StackedColumn } from './columns.ts';
import { parseOutcome, parseWin, readQuantities, readScores } from './numbers.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { findCommonName, findRole, namesOf, reasonOf } from './roles.ts';

/** Columns that mean the same in every task whose rows are examples. */
export interface SharedColumns {
  readonly id: StackedColumn | null;
  readonly run: StackedColumn | null;
  readonly count: StackedColumn | null;
  readonly weight: StackedColumn | null;
  readonly cluster: StackedColumn | null;
  readonly slices: readonly StackedColumn[];
  readonly numbers: readonly StackedColumn[];
  readonly quantities: readonly (readonly [Quantity, StackedColumn])[];
}

/** Larger ones could not be added exactly. */
const COUNT = `a whole number from 0 to ${Number.MAX_SAFE_INTEGER} (2^53 − 1)`;

/** Finds them. A column of runs is no must: without one the rows of an example are its runs. */
export function findSharedColumns(stack: Stack, request: EvidenceRequest, problems: Problems): SharedColumns {
  const named = (role: 'count' | 'weight' | 'cluster' | 'run'): StackedColumn | null => {
    const name = request.columns[role];
    return name === undefined ? null : stack.find(name, reasonOf(role), request.place(`columns.${role}`));
  };
  const commonRun = (): StackedColumn | null => {
    const name = findCommonName(stack.names, namesOf('run', request.task));
    return name === undefined ? null : stack.find(name, 'the runs are read from it');
  };
  // What is said of a query need not stand in the file of its judgements and in that of its results.
  const find = request.task === 'ranking' ? stack.findPartial : stack.find;
  const isRead = (role: Quantity | 'run') => request.needs.has(role) || request.wants.has(role);
  const all = (wanted: EvidenceRequest['numbers'], reason: string): StackedColumn[] =>
    wanted
      .filter(({ name }, i) => wanted.findIndex((other) => other.name === name) === i)
      .map(({ name, ...at }) => find(name, reason, at))
      .filter((column) => column !== null);
  return {
    id: request.task === 'ranking' ? null : findRole(stack, request, 'id', problems),
    run: named('run') ?? (isRead('run') ? commonRun() : null),
    count: named('count'),
    weight: named('weight'),
    cluster: named('cluster'),
    slices: all(request.sliceColumns, 'the policy slices by it'),
    numbers: all(request.numbers, 'it is a metric of the suite'),
    quantities: QUANTITIES.filter((quantity) => isRead(quantity)).flatMap((quantity) => {
      const column = findRole(stack, request, quantity, problems, find);
      return column === null ? [] : [[quantity, column] as const];
    }),
  };
}

/** All of them. */
export function listColumns({ id, run, count, weight, cluster, slices, numbers, quantities }: SharedColumns) {
  const single = [id, run, count, weight, cluster].filter((column) => column !== null);
  return [...single, ...slices, ...numbers, ...quantities.map(([, column]) => column)];
}

/** Reads their cells; ids and runs are read elsewhere. */
export function readShared(
  stack: Stack,
  columns: SharedColumns,
  notes: string[],
  problems: Problems,
): Partial<Dataset> {
  const { count, weight, cluster, slices, numbers, quantities } = columns;
  const counts = count && readCounts(stack, count, problems);
  return {
    numbers: new Map(numbers.map((column) => [column.name, readScores(stack, column, parseOutcome, notes)])),
    quantities: new Map(
      quantities.map(([quantity, column]) => [
        quantity,
        readScores(stack, column, quantity === 'win' ? parseWin : parseOutcome, notes),
      ]),
    ),
    count: counts,
    weight: weight && readWeights(stack, weight, counts, problems),
    cluster: cluster && readClusters(stack, cluster, notes),
    slices: new Map(slices.map((column) => [column.name, readSlices(stack, column, notes)])),
  };
}

/** Weights are made 1 on the average: the row at which their sum, times the examples, is no number any more is a problem. */
function readWeights(
  stack: Stack,
  column: StackedColumn,
  counts: Float64Array | null,
  problems: Problems,
): Float64Array {
  const weights = readQuantities(stack, column, 'a number that is not negative', (value) => value >= 0, problems);
  let [examples, total] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    const count = counts?.[row] ?? 1;
    if (!(count > 0 && weights[row]! > 0)) continue;
    examples += count;
    total += count * weights[row]!;
    if (total * examples < Infinity) continue;
    const message = `${quote(column.name)} is too large: the weights have no finite sum. Divide every weight by the same number.`;
    problems.add(stack.placeOf(row), message);
    break;
  }
  return weights;
}

/** How many examples each row stands for. All together must be a number that a double holds exactly. */
function readCounts(stack: Stack, column: StackedColumn, problems: Problems): Float64Array {
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  const counts = readQuantities(stack, column, COUNT, isCount, problems);
  let sum = 0;
  const row = counts.findIndex((value) => {
    sum += value;
    return sum > Number.MAX_SAFE_INTEGER;
  });
  if (row >= 0) {
    problems.add(
      stack.placeOf(row),
      `up to here the counts in ${quote(column.name)} sum to more than 2^53 − 1 examples, beyond which numbers are not exact.`,
    );
  }
  return counts;
}

/**
 * The row that speaks for each group of rows, the first with a value. Groups whose rows differ are a problem, as what is `of` the whole group
 * must be the same in all of them.
 */
export function rowsThatSpeak(
  column: Float64Array | Int32Array,
  groups: readonly (readonly number[])[],
  { name, of }: { readonly name: string; readonly of: 'query' | 'example' },
  stack: Stack,
  problems: Problems,
): Int32Array {
  const isCode = column instanceof Int32Array;
  const isThere = (row: number) => (isCode ? column[row]! >= 0 : !Number.isNaN(column[row]!));
  return Int32Array.from(groups, (rows) => {
    const first = rows.find(isThere) ?? rows[0]!;
    const other = rows.find((row) => isThere(row) && column[row] !== column[first]);
    if (other !== undefined) {
      problems.add(
        stack.placeOf(other),
        `the column ${quote(name)} differs from an earlier row of its ${of}. It is about the whole ${of}: write the same in all of its rows.`,
      );
    }
    return first;
  });
}
