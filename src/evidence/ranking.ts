import { type Dataset, type Evidence, NO_COLUMNS, type Rankings } from '../model/dataset.ts';
import { gather } from '../model/gather.ts';
import { quote } from '../model/quote.ts';
import { AS_WRITTEN } from './answers.ts';
import { describeFiles, type Stack, type StackedColumn, visitCells } from './columns.ts';
import { discoverColumns, discoveredOfGroups } from './discover.ts';
import { resamplingKeys, wholeIds } from './ids.ts';
import { parseNumber, readScores } from './numbers.ts';
import { findOrigin, originColumns, readVersions } from './origin.ts';
import { collectProblems, type Problems } from './problems.ts';
import type { EvidenceRequest, EvidenceTable } from './request.ts';
import { checkSomeValue, numberCells } from './required-cells.ts';
import { findRole } from './roles.ts';
import { findSharedColumns, listColumns, readShared, rowsThatSpeak } from './shared-columns.ts';

/** What a row says of one item of one query. */
interface Entries {
  readonly queries: readonly string[];
  /** Rows of each query, in the order of the evidence. */
  readonly rowsOf: readonly (readonly number[])[];
  readonly items: readonly string[];
}

/**
 * Evidence of rankings: a row is an item of a query, with its relevance, its score, or both; the rows of the dataset are the queries. Where
 * one row has the relevance of an item and another its score, as when judgements and results lie in two files, they are one item. A blank
 * relevance means not judged, a blank score not retrieved; a text that is no number is missing, and counts as a row that lacks its answer.
 */
export function buildRankingEvidence(
  stack: Stack,
  tables: readonly EvidenceTable[],
  request: EvidenceRequest,
  problems: Problems,
): Evidence {
  const query = findRole(stack, request, 'query', problems);
  const item = findRole(stack, request, 'item', problems);
  const label = findRole(stack, request, 'label', problems, stack.findPartial);
  const score = findRole(stack, request, 'score', problems, stack.findPartial);
  const popularity =
    request.columns.popularity === undefined && !request.needs.has('popularity')
      ? null
      : findRole(stack, request, 'popularity', problems, stack.findPartial);
  const shared = findSharedColumns(stack, request, problems);
  const origin = findOrigin(stack, request);
  const versions = readVersions(stack, origin, request, problems);
  problems.throwIfAny();

  const cellProblems = collectProblems();
  const own = [query, item, label, score, popularity].filter((column) => column !== null);
  const taken = [...own, ...listColumns(shared), ...originColumns(origin)];
  const notes = describeFiles(tables, taken);
  const entries = readEntries(stack, query!, item!, cellProblems);
  const read = (column: StackedColumn | null) => column && readScores(stack, column, parseNumber, notes);
  const columns = { relevance: read(label), score: read(score), popularity: read(popularity) };
  const byRow: Dataset = { ...NO_COLUMNS, rows: stack.rows, ...readShared(stack, shared, notes, cellProblems) };
  const rankings = rank(entries, columns, stack, cellProblems);
  const dataset = perQuery(byRow, entries, stack, cellProblems);
  checkSomeValue(dataset, numberCells(dataset), request, cellProblems);
  cellProblems.throwIfAny();
  return {
    dataset: { ...dataset, keys: resamplingKeys({ ids: entries.queries, runs: null }) },
    raw: { texts: null, rankings },
    ids: entries.queries,
    runs: null,
    inputs: null,
    versions,
    files: tables.map(({ file }) => file),
    discovered: discoveredOfGroups(discoverColumns(tables, taken, request, notes), entries.rowsOf),
    positive: null,
    canonical: AS_WRITTEN,
    missing: countMissingRows([label, score], dataset, entries),
    notes,
  };
}

function readEntries(stack: Stack, query: StackedColumn, item: StackedColumn, problems: Problems): Entries {
  const codeOf = new Map<string, number>();
  const rowsOf: number[][] = [];
  const items = Array<string>(stack.rows).fill('');
  const blank = (row: number, what: string) => problems.add(stack.placeOf(row), `the ${what} is blank.`);
  visitCells(wholeIds(query), (cell, row) => {
    if (cell.kind === 'missing') return blank(row, 'query');
    const code = codeOf.get(cell.text) ?? codeOf.size;
    if (code === codeOf.size) {
      codeOf.set(cell.text, code);
      rowsOf.push([]);
    }
    rowsOf[code]!.push(row);
  });
  visitCells(item, (cell, row) => {
    if (cell.kind === 'missing') blank(row, 'item');
    else items[row] = cell.text;
  });
  return { queries: [...codeOf.keys()], rowsOf, items };
}

interface ItemColumns {
  readonly relevance: Float64Array | null;
  readonly score: Float64Array | null;
  readonly popularity: Float64Array | null;
}

function rank({ rowsOf, items }: Entries, columns: ItemColumns, stack: Stack, problems: Problems): Rankings {
  const offsets = new Int32Array(rowsOf.length + 1);
  const [names, relevance, score, popularity]: [string[], number[], number[], number[]] = [[], [], [], []];
  rowsOf.forEach((rows, query) => {
    const places = new Map<string, number>();
    for (const row of rows) {
      const name = items[row]!;
      const found = places.get(name);
      const [rel, sim] = [columns.relevance?.[row] ?? Number.NaN, columns.score?.[row] ?? Number.NaN];
      if (found === undefined) {
        places.set(name, names.length);
        names.push(name);
        relevance.push(rel);
        score.push(sim);
        popularity.push(columns.popularity?.[row] ?? Number.NaN);
      } else if (isFree(relevance, found, rel) && isFree(score, found, sim)) {
        if (!Number.isNaN(rel)) relevance[found] = rel;
        if (!Number.isNaN(sim)) score[found] = sim;
      } else problems.add(stack.placeOf(row), `the item ${quote(name)} stands twice in its query. Keep one row.`);
    }
    offsets[query + 1] = names.length;
  });
  return {
    offsets,
    items: names,
    relevance: Float64Array.from(relevance),
    score: Float64Array.from(score),
    popularity: columns.popularity && Float64Array.from(popularity),
    catalogue: new Set(names).size,
  };
}

/** Whether a number that is there would take the place of none. */
function isFree(values: readonly number[], at: number, value: number): boolean {
  return Number.isNaN(value) || Number.isNaN(values[at]!);
}

/** Columns of rows as columns of queries. A query whose rows differ in one of them is a problem. */
function perQuery(byRow: Dataset, { rowsOf }: Entries, stack: Stack, problems: Problems): Dataset {
  const take = <T extends Float64Array | Int32Array>(name: string, column: T): T =>
    gather(column, rowsThatSpeak(column, rowsOf, { name, of: 'query' }, stack, problems));
  const { count, weight, cluster, slices, quantities } = byRow;
  return {
    ...byRow,
    rows: rowsOf.length,
    count: count && take('count', count),
    weight: weight && take('weight', weight),
    cluster: cluster && take('cluster', cluster),
    slices: new Map([...slices].map(([name, { names, codes }]) => [name, { names, codes: take(name, codes) }])),
    quantities: new Map([...quantities].map(([name, values]) => [name, take(name, values)])),
  };
}

/**
 * Rows of the evidence with a cell that holds a text and no finite number (an answer that cannot be read, and is not "not retrieved"), and all
 * rows of a query that lacks a number which the metrics need.
 */
function countMissingRows(
  columns: readonly (StackedColumn | null)[],
  dataset: Dataset,
  { rowsOf }: Pick<Entries, 'rowsOf'>,
): number {
  const missing = new Set<number>();
  for (const column of columns) {
    if (column === null) continue;
    visitCells(column, (cell, row) => {
      if (cell.kind === 'missing' ? !!cell.word : Number.isNaN(parseNumber(cell.text))) missing.add(row);
    });
  }
  for (const { isMissing } of numberCells(dataset)) {
    rowsOf.forEach((rows, query) => {
      if (isMissing(query)) for (const row of rows) missing.add(row);
    });
  }
  return missing.size;
}
