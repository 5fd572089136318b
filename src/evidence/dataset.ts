import { type Dataset, type Evidence, NO_COLUMNS, type ScoreColumn } from '../model/dataset.ts';
import { quoteAll, showPlace } from '../model/quote.ts';
import { encode, readClusters, readSlices } from './categories.ts';
import { describeUnusedDuplicates, type Stack, type StackedColumn, stackTables, textsOf } from './columns.ts';
import { readIds } from './ids.ts';
import { readLabels } from './labels.ts';
import { parseNumber, parseOutcome, readQuantities, readScores } from './numbers.ts';
import { orderNames } from './order.ts';
import { positiveClass } from './positive.ts';
import { collectProblems, type Problems } from './problems.ts';
import type { EvidenceRequest, EvidenceTable } from './request.ts';
import { findRole } from './roles.ts';
import { buildScalarEvidence } from './scalars.ts';
import { type FoundScore, findCommonScores, findNamedScores } from './scores.ts';

/**
 * Lays the files end to end and gives their columns roles and types. Throws EvidenceError with every problem found:
 * first those of columns (absent, doubled, no single values), then those of cells (ids, counts, weights, classes).
 */
export function buildEvidence(tables: readonly EvidenceTable[], request: EvidenceRequest): Evidence {
  if (request.task === 'metrics') return buildScalarEvidence(tables);
  const problems = collectProblems();
  const stack = stackTables(tables, request.where, problems);
  if (stack.rows === 0) problems.add(request.where, 'the evidence has no rows. Check the step that writes it.');
  const columns = findColumns(stack, request, problems);
  problems.throwIfAny();

  const notes = tables.flatMap(({ file, table }) => table.notes.map((note) => `${showPlace(file.path)}: ${note}`));
  notes.push(...describeUnusedDuplicates(tables, new Set(namesOf(columns))));
  const positive = positiveClass(columns.classes, request, columns.canonical, problems);
  const ids = columns.id && readIds(stack, columns.id, problems);
  const dataset = readDataset(stack, columns, notes, problems);
  checkSomeValue(stack, dataset, request, problems);
  problems.throwIfAny();
  const missing = countMissing(dataset, request);
  return {
    dataset,
    raw: { texts: null, rankings: null },
    ids,
    files: tables.map(({ file }) => file),
    positive,
    missing,
    notes,
  };
}

interface FoundColumns {
  readonly id: StackedColumn | null;
  readonly label: StackedColumn | null;
  readonly prediction: StackedColumn | null;
  readonly scores: readonly FoundScore[];
  readonly count: StackedColumn | null;
  readonly weight: StackedColumn | null;
  readonly cluster: StackedColumn | null;
  readonly slices: readonly StackedColumn[];
  readonly numbers: readonly StackedColumn[];
  /** Labels, predictions and score columns together name these classes. */
  readonly classes: readonly string[];
  readonly canonical: (text: string) => string;
  readonly notes: readonly string[];
}

function findColumns(stack: Stack, request: EvidenceRequest, problems: Problems): FoundColumns {
  const label = findRole(stack, request, 'label', problems);
  const prediction = findRole(stack, request, 'prediction', problems);
  const named = findNamedScores(stack, request, problems);
  const texts = [label, prediction].flatMap((column) => (column === null ? [] : textsOf(column)));
  const scored = (named ?? []).flatMap(({ className }) => (className === null ? [] : [className]));
  const { canonical, unified } = readLabels([...texts, ...scored]);
  const seen = new Set(texts.map(canonical));
  const classes = orderNames([...seen, ...scored.map(canonical)]);
  const scores = (named ?? findCommonScores(stack, request, classes, canonical, problems)).map(
    ({ className, column }) => ({
      className: className === null ? null : canonical(className),
      column,
    }),
  );
  const optional = (role: 'count' | 'weight' | 'cluster'): StackedColumn | null => {
    const name = request.columns[role];
    return name === undefined ? null : stack.find(name, `\`columns: { ${role}: … }\` names it`);
  };
  const all = (names: readonly string[], reason: string): StackedColumn[] =>
    [...new Set(names)].map((name) => stack.find(name, reason)).filter((column) => column !== null);
  const unseen = classes.filter((name) => !seen.has(name));
  return {
    id: findRole(stack, request, 'id', problems),
    label,
    prediction,
    scores,
    count: optional('count'),
    weight: optional('weight'),
    cluster: optional('cluster'),
    slices: all(request.sliceColumns, 'the policy slices by it'),
    numbers: all(request.numbers, 'it is a metric of the suite'),
    classes,
    canonical,
    notes: [
      ...(unified
        ? ['Labels were written both as true and false and as 1 and 0: true was read as 1, false as 0.']
        : []),
      ...(unseen.length > 0 ? [`There are scores of classes that no row has: ${quoteAll(unseen, 10)}.`] : []),
    ],
  };
}

function readDataset(stack: Stack, columns: FoundColumns, notes: string[], problems: Problems): Dataset {
  const { classes, canonical, label, prediction, count, weight, cluster } = columns;
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  notes.push(...columns.notes);
  return {
    ...NO_COLUMNS,
    rows: stack.rows,
    classes,
    label: label && encode(stack, label, classes, canonical),
    prediction: prediction && encode(stack, prediction, classes, canonical),
    scores: columns.scores.map(
      ({ className, column }): ScoreColumn => ({ className, values: readScores(stack, column, parseNumber, notes) }),
    ),
    numbers: new Map(columns.numbers.map((column) => [column.name, readScores(stack, column, parseOutcome, notes)])),
    count: count && readQuantities(stack, count, 'a whole number that is not negative', isCount, problems),
    weight: weight && readQuantities(stack, weight, 'a number that is not negative', (value) => value >= 0, problems),
    cluster: cluster && readClusters(stack, cluster, notes),
    slices: new Map(columns.slices.map((column) => [column.name, readSlices(stack, column, notes)])),
  };
}

/** The columns that a complete row fills, each as a test of one row. */
function requiredCells(
  dataset: Dataset,
  { needs }: EvidenceRequest,
): { name: string; isMissing: (row: number) => boolean }[] {
  const { label, prediction } = dataset;
  const scores = needs.has('score') ? dataset.scores.map(({ values }) => ['score', values] as const) : [];
  return [
    ...(needs.has('label') && label ? [{ name: 'label', isMissing: (row: number) => label[row] === -1 }] : []),
    ...(needs.has('prediction') && prediction
      ? [{ name: 'prediction', isMissing: (row: number) => prediction[row] === -1 }]
      : []),
    ...[...scores, ...dataset.numbers].map(([name, values]) => ({
      name,
      isMissing: (row: number) => Number.isNaN(values[row]),
    })),
  ];
}

/** Adds a problem for each needed column that no row fills. */
function checkSomeValue(stack: Stack, dataset: Dataset, request: EvidenceRequest, problems: Problems): void {
  for (const { name, isMissing } of requiredCells(dataset, request)) {
    let row = 0;
    while (row < stack.rows && isMissing(row)) row++;
    if (row === stack.rows) problems.add(request.where, `no row has a ${name}, which the metrics need.`);
  }
}

/** Examples that lack a label, prediction, score or number that the metrics need. */
function countMissing(dataset: Dataset, request: EvidenceRequest): number {
  const cells = requiredCells(dataset, request);
  let missing = 0;
  for (let row = 0; row < dataset.rows; row++) {
    if (cells.some(({ isMissing }) => isMissing(row))) missing += dataset.count ? dataset.count[row]! : 1;
  }
  return missing;
}

function namesOf({ id, label, prediction, scores, count, weight, cluster, slices, numbers }: FoundColumns): string[] {
  const single = [id, label, prediction, count, weight, cluster, ...slices, ...numbers];
  return [...single, ...scores.map(({ column }) => column)].flatMap((column) => (column === null ? [] : [column.name]));
}
