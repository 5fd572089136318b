import { VERSIONED, type Versioned, type Versions } from '../model/dataset.ts';
import { quote } from '../model/quote.ts';
import { type Stack, type StackedColumn, textsOf, visitCells } from './columns.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { findCommonName, reasonOf } from './roles.ts';

/** More values than these are no version of anything. */
const MAX_VALUES = 20;

/**
 * Names under which a version is found when the policy names no column for it. The prompt has none: often it is what the change is about, and
 * then it is no reason to doubt a difference.
 */
const VERSION_NAMES: Readonly<Record<Versioned, readonly string[]>> = {
  judge: ['judge', 'judge_model', 'judge_version', 'grader'],
  prompt: [],
  dataset: ['dataset_version', 'dataset_revision', 'data_version'],
};

/** The columns that tell how the evidence came about, as far as the policy names them. */
interface OriginColumns {
  /** The text that the model was given. */
  readonly input: StackedColumn | null;
  readonly versions: ReadonlyMap<Versioned, StackedColumn>;
}

export function findOrigin(stack: Stack, request: EvidenceRequest): OriginColumns {
  const named = (role: Versioned | 'input') => {
    const name = request.columns[role];
    return name === undefined ? null : stack.findPartial(name, reasonOf(role), request.place(`columns.${role}`));
  };
  const versions = VERSIONED.flatMap((role) => {
    const column = named(role);
    return column === null ? [] : [[role, column] as const];
  });
  return { input: named('input'), versions: new Map(versions) };
}

export function originColumns({ input, versions }: OriginColumns): readonly StackedColumn[] {
  return [...(input === null ? [] : [input]), ...versions.values()];
}

/** The versions that the evidence names. A column of many values is a problem where the policy names it, and no version elsewhere. */
export function readVersions(
  stack: Stack,
  { versions }: OriginColumns,
  { columns, place }: EvidenceRequest,
  problems: Problems,
): Versions {
  const found: Partial<Record<Versioned, readonly string[]>> = {};
  for (const role of VERSIONED) {
    const column = versions.get(role);
    const common = column === undefined ? findCommonName(stack.names, VERSION_NAMES[role]) : undefined;
    const texts = column === undefined ? (common === undefined ? [] : stack.peek(common)) : textsOf(column);
    const values = [...new Set(texts)].sort();
    if (values.length > 0 && values.length <= MAX_VALUES) found[role] = values;
    if (values.length > MAX_VALUES && column !== undefined) {
      const { where, key } = place(`columns.${role}`);
      const what = `the column ${quote(columns[role]!)} has ${values.length} different values, and a version at most ${MAX_VALUES}`;
      problems.add(where, `${key}: ${what}. Name a column that says which ${role} it was.`);
    }
  }
  return found;
}

/** The text of each row's input; a blank one is empty. null where nothing names the column. */
export function readInputs(stack: Stack, { input }: OriginColumns): readonly string[] | null {
  if (input === null) return null;
  const texts = Array<string>(stack.rows).fill('');
  visitCells(input, (cell, row) => {
    if (cell.kind !== 'missing') texts[row] = cell.text;
  });
  return texts;
}
