import { describeColumns, type Stack, type StackedColumn } from './columns.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';

/**
 * Names under which a role is found when the policy names no column for it, case aside; the first that any file has is
 * taken. `count`, `weight` and `cluster` change what the numbers mean, so they are read only where the policy says so.
 */
export const COMMON_NAMES = {
  id: ['id', 'example_id', 'sample_id', 'uid', 'doc_id', 'question_id'],
  label: ['label', 'target', 'y_true', 'actual', 'expected', 'ground_truth', 'gold'],
  prediction: ['prediction', 'pred', 'y_pred', 'output', 'predicted'],
  score: ['score', 'prob', 'proba', 'probability', 'p', 'y_score', 'y_prob', 'y_proba'],
} as const;

const TITLES = { id: 'ids', label: 'labels', prediction: 'predictions', score: 'scores' } as const;

/**
 * The column of a role: by the policy's name for it, otherwise by a common name. Null when there is none, which is a
 * problem when the policy names it or a metric needs it.
 */
export function findRole(
  stack: Stack,
  request: EvidenceRequest,
  role: 'id' | 'label' | 'prediction',
  problems: Problems,
): StackedColumn | null {
  const named = request.columns[role];
  if (typeof named === 'string') return stack.find(named, `\`columns: { ${role}: … }\` names it`);
  const common = findCommonName(stack.names, COMMON_NAMES[role]);
  if (common !== undefined) return stack.find(common, `the ${TITLES[role]} are read from it`);
  if (role !== 'id') reportAbsentRole(stack, request, role, problems);
  return null;
}

/** The first of `common` that is among the names: as it stands if possible, otherwise in another case. */
export function findCommonName(names: readonly string[], common: readonly string[]): string | undefined {
  for (const wanted of common) {
    const found = names.includes(wanted) ? wanted : names.find((name) => name.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Adds the problem that no column was found for a role, when a metric needs it. */
export function reportAbsentRole(
  stack: Stack,
  request: EvidenceRequest,
  role: 'label' | 'prediction' | 'score',
  problems: Problems,
): void {
  if (!request.needs.has(role)) return;
  const underived =
    role === 'prediction' && findCommonName(stack.names, COMMON_NAMES.score) !== undefined
      ? ' Predictions are not derived from scores: write them, decided by the threshold that is deployed.'
      : '';
  problems.add(
    request.where,
    `no column holds the ${TITLES[role]}, which the metrics need. Name it with \`columns: { ${role}: … }\`; unnamed, it is ` +
      `looked for as ${COMMON_NAMES[role].join(', ')}.${underived} ${describeColumns(stack.names, role)}`,
  );
}
