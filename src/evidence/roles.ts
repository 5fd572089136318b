import type { Quantity } from '../model/dataset.ts';
import type { Task } from '../model/metric.ts';
import { describeColumns, type Stack, type StackedColumn } from './columns.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';

/**
 * Names under which a role is found when the policy names no column for it, case aside; the first that any file has is
 * taken. `count`, `weight` and `cluster` change what the numbers mean, so they are read only where the policy says so.
 */
export const COMMON_NAMES = {
  id: ['id', 'example_id', 'sample_id', 'uid', 'doc_id', 'question_id', 'task_id'],
  label: ['label', 'target', 'y_true', 'actual', 'expected', 'ground_truth', 'gold'],
  prediction: ['prediction', 'pred', 'y_pred', 'output', 'predicted'],
  score: ['score', 'prob', 'proba', 'probability', 'p', 'y_score', 'y_prob', 'y_proba'],
  run: ['run', 'epoch', 'trial', 'sample', 'seed', 'repeat'],
  query: ['query', 'query_id', 'qid', 'topic', 'user', 'user_id', 'session'],
  item: ['item', 'item_id', 'docno', 'doc_id', 'docid', 'doc', 'document'],
  popularity: ['popularity', 'item_count'],
  latency: ['latency', 'latency_ms', 'latency_s', 'duration', 'duration_ms', 'elapsed'],
  cost: ['cost', 'cost_usd', 'costUsd', 'price'],
  tokens: ['tokens', 'total_tokens', 'n_tokens', 'num_tokens'],
  bytes: ['bytes', 'n_bytes', 'num_bytes'],
  nll: ['nll', 'neg_log_likelihood', 'negative_log_likelihood'],
  passed: ['passed', 'pass', 'correct', 'success', 'resolved'],
  win: ['win', 'winner', 'preference', 'verdict'],
  refused: ['refused', 'refusal', 'is_refusal'],
  valid: ['valid', 'format_valid', 'is_valid'],
  toxic: ['toxic', 'toxicity', 'is_toxic'],
  'judge-score': ['judge_score', 'judge-score', 'rating', 'score'],
} as const satisfies Readonly<Record<string, readonly string[]>> & Readonly<Record<Quantity, readonly string[]>>;

type Role = keyof typeof COMMON_NAMES;

/** Further names that a role has in a task, tried first. */
export const NAMES_IN_TASK: Partial<Record<Task, Partial<Record<Role, readonly string[]>>>> = {
  translation: {
    label: ['reference', 'references', 'ref', 'refs'],
    prediction: ['hypothesis', 'hyp', 'translation', 'mt'],
  },
  generation: {
    label: ['reference', 'references', 'ref', 'refs', 'answer', 'answers'],
    prediction: ['hypothesis', 'hyp', 'response', 'completion', 'generated', 'generation'],
  },
  multilabel: { label: ['labels'], prediction: ['predictions'] },
  ranking: { label: ['relevance', 'rel', 'grade', 'rating'], score: ['sim', 'similarity'] },
};

const TITLES: Partial<Record<Role, string>> = {
  id: 'ids',
  label: 'labels',
  prediction: 'predictions',
  score: 'scores',
  run: 'runs',
  query: 'queries',
  item: 'items',
};

/** Who the rows are: a file without them would lose its pairs. */
const ALWAYS_READ: readonly Role[] = ['id', 'query', 'item'];

export function namesOf(role: Role, task: Task): readonly string[] {
  return [...(NAMES_IN_TASK[task]?.[role] ?? []), ...COMMON_NAMES[role]];
}

/**
 * The column of a role: by the policy's name for it, otherwise by a common name. Null when there is none, which is a
 * problem when the policy names it or a metric needs it. What nobody asks for is read for later gates, if every file has it.
 * `find` is the way in which the stack looks for it.
 */
export function findRole(
  stack: Stack,
  request: EvidenceRequest,
  role: Role,
  problems: Problems,
  find: Stack['find'] = stack.find,
): StackedColumn | null {
  const named = request.columns[role];
  if (typeof named === 'string') return find(named, reasonOf(role), request.place(`columns.${role}`));
  const common = findCommonName(stack.names, namesOf(role, request.task));
  if (common !== undefined && isWorthReading(stack, request, role, common, find === stack.findLists)) {
    return find(common, `the ${titleOf(role)} are read from it`);
  }
  if (role !== 'id') reportAbsentRole(stack, request, role, problems);
  return null;
}

/** The columns of a role that may have several, as references do; their cells may be lists. None as in `findRole`. */
export function findColumns(
  stack: Stack,
  request: EvidenceRequest,
  role: 'label',
  problems: Problems,
): readonly StackedColumn[] {
  const named = request.columns[role];
  const at = request.place(`columns.${role}`);
  const all = (names: readonly string[]) =>
    names.map((name) => stack.findLists(name, reasonOf(role), at)).filter((column) => column !== null);
  if (Array.isArray(named)) return all(named);
  if (typeof named === 'string' && named.includes('*')) {
    const fitting = fittingNames(stack.names, named);
    if (fitting.length === 0) problems.add(at.where, `${at.key}: no column fits the pattern "${named}".`);
    return all(fitting.map(({ name }) => name));
  }
  const column = findRole(stack, request, role, problems, stack.findLists);
  return column === null ? [] : [column];
}

/** The names that fit a pattern with one `*`, and what stands for it. */
export function fittingNames(names: readonly string[], pattern: string): readonly { name: string; inner: string }[] {
  const [before = '', after = ''] = pattern.split('*');
  return names
    .filter((name) => name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after))
    .map((name) => ({ name, inner: name.slice(before.length, name.length - after.length) }));
}

/** The first of `common` that is among the names: as it stands if possible, otherwise in another case. */
export function findCommonName(names: readonly string[], common: readonly string[]): string | undefined {
  for (const wanted of common) {
    const found = names.includes(wanted) ? wanted : names.find((name) => name.toLowerCase() === wanted.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a column that the policy does not name is read: where no metric asks for its role, only if nothing is wrong with it. */
export function isWorthReading(
  stack: Stack,
  { needs, task }: EvidenceRequest,
  role: Role,
  name: string,
  lists = false,
): boolean {
  const isAsked = needs.has(role as never) || ALWAYS_READ.includes(role) || task === 'ranking';
  return isAsked || stack.isEverywhere(name, lists);
}

/** Adds the problem that no column was found for a role, when a metric needs it. */
export function reportAbsentRole(stack: Stack, request: EvidenceRequest, role: Role, problems: Problems): void {
  if (role !== 'query' && role !== 'item' && !request.needs.has(role as never)) return;
  const underived =
    role === 'prediction' && findCommonName(stack.names, COMMON_NAMES.score) !== undefined && request.task === 'binary'
      ? ' Predictions are not derived from scores: write them, decided by the threshold that is deployed.'
      : '';
  problems.add(
    request.where,
    `no column holds the ${titleOf(role)}, which the metrics need. Name it with \`columns: { ${role}: … }\`; unnamed, it is ` +
      `looked for as ${namesOf(role, request.task).join(', ')}.${underived} ${describeColumns(stack.names, role)}`,
  );
}

/** Why a column is asked for that the policy names. */
export function reasonOf(role: string): string {
  return `\`columns: { ${role}: … }\` names it`;
}

function titleOf(role: Role): string {
  return TITLES[role] ?? `values of ${role}`;
}
