import { type Dataset, type Evidence, NO_COLUMNS } from '../model/dataset.ts';
import type { Task } from '../model/metric.ts';
import { AS_WRITTEN, type FoundAnswers } from './answers.ts';
import { findClassAnswers } from './class-answers.ts';
import { describeFiles, type Stack, stackTables } from './columns.ts';
import { discoverColumns } from './discover.ts';
import { type Identities, readIds, readRepeatedIds, resamplingKeys } from './ids.ts';
import { findNumberAnswers } from './number-answers.ts';
import { findOrigin, originColumns, readInputs, readVersions } from './origin.ts';
import { collectProblems, MAX_DIFFERENT, type Problems } from './problems.ts';
import { buildRankingEvidence } from './ranking.ts';
import type { EvidenceRequest, EvidenceTable } from './request.ts';
import { checkSomeValue, countMissing, numberCells } from './required-cells.ts';
import { buildScalarEvidence } from './scalars.ts';
import { findSetAnswers } from './set-answers.ts';
import { findSharedColumns, listColumns, readShared, rowsThatSpeak, type SharedColumns } from './shared-columns.ts';
import { findTextAnswers } from './text-answers.ts';

/** How the truth and the answers of a task are read. */
const ANSWERS: Readonly<
  Record<
    Exclude<Task, 'metrics' | 'ranking'>,
    (stack: Stack, request: EvidenceRequest, problems: Problems) => FoundAnswers
  >
> = {
  binary: findClassAnswers,
  multiclass: findClassAnswers,
  multilabel: findSetAnswers,
  regression: findNumberAnswers,
  translation: findTextAnswers,
  generation: findTextAnswers,
  scores: () => ({
    columns: [],
    read: () => ({ columns: {}, positive: null, canonical: AS_WRITTEN, required: [] }),
  }),
};

/**
 * Lays the files end to end and gives their columns roles and types. Throws EvidenceError with every problem found:
 * first those of columns (absent, doubled, no single values), then those of cells (ids, counts, weights, classes).
 */
export function buildEvidence(tables: readonly EvidenceTable[], request: EvidenceRequest): Evidence {
  const { task } = request;
  if (task === 'metrics') return buildScalarEvidence(tables, request);
  const problems = collectProblems(MAX_DIFFERENT);
  const stack = stackTables(tables, request.where, problems);
  if (stack.rows === 0) problems.add(request.where, 'the evidence has no rows. Check the step that writes it.');
  if (task === 'ranking') return buildRankingEvidence(stack, tables, request, problems);
  const answers = ANSWERS[task](stack, request, problems);
  const columns = findSharedColumns(stack, request, problems);
  const origin = findOrigin(stack, request);
  const versions = readVersions(stack, origin, request, problems);
  problems.throwIfAny();

  const cellProblems = collectProblems();
  const taken = [...answers.columns, ...listColumns(columns), ...originColumns(origin)];
  const notes = describeFiles(tables, taken);
  const { columns: own, raw, positive, canonical, required } = answers.read(notes, cellProblems);
  const identities = readIdentities(stack, columns, request, cellProblems);
  const dataset: Dataset = {
    ...NO_COLUMNS,
    ...readShared(stack, columns, notes, cellProblems),
    ...own,
    rows: stack.rows,
    repeats: identities?.repeats ?? null,
    keys: identities && resamplingKeys(identities),
  };
  const examples = new Set(identities?.repeats ?? []).size;
  if (examples > 0 && examples < stack.rows) notes.push(`The ${stack.rows} rows are runs of ${examples} examples.`);
  if (identities?.repeats && request.needs.has('run')) checkRepeats(dataset, identities.repeats, stack, cellProblems);
  const cells = [...required, ...numberCells(dataset)];
  checkSomeValue(stack, cells, request, cellProblems);
  cellProblems.throwIfAny();
  return {
    dataset: dataset.cluster === null ? { ...dataset, cluster: dataset.repeats } : dataset,
    raw: { texts: null, rankings: null, ...raw },
    ids: identities?.ids ?? null,
    runs: identities?.runs ?? null,
    inputs: readInputs(stack, origin),
    versions,
    files: tables.map(({ file }) => file),
    discovered: discoverColumns(tables, taken, request, notes),
    positive,
    canonical,
    missing: countMissing(dataset, cells),
    notes,
  };
}

/** What is said of an example with several runs must be the same in each of them, where a metric takes them together. */
function checkRepeats(
  { count, weight, cluster, slices }: Dataset,
  repeats: Int32Array,
  stack: Stack,
  problems: Problems,
) {
  const groups: number[][] = [];
  repeats.forEach((example, row) => {
    groups[example] ??= [];
    groups[example].push(row);
  });
  const columns = [
    ...Object.entries({ count, weight, cluster }).flatMap(([name, column]) =>
      column ? [[name, column] as const] : [],
    ),
    ...[...slices].map(([name, { codes }]) => [name, codes] as const),
  ];
  for (const [name, column] of columns) rowsThatSpeak(column, groups, { name, of: 'example' }, stack, problems);
}

/** Ids, and where the policy or a metric is about repeated runs, which run of its example each row is. */
function readIdentities(
  stack: Stack,
  { id, run }: SharedColumns,
  { needs, wants, columns, where }: EvidenceRequest,
  problems: Problems,
): Identities | null {
  const mustRepeat = needs.has('run') || columns.run !== undefined;
  const areRepeated = mustRepeat || wants.has('run');
  if (id !== null) return areRepeated ? readRepeatedIds(stack, id, run, problems) : readIds(stack, id, problems);
  if (mustRepeat)
    problems.add(
      where,
      'repeated runs belong to one example by its id, and there is no column of ids. Name it with `columns: { id: … }`.',
    );
  return null;
}
