import { quote } from '../model/quote.ts';
import type { Stack, StackedColumn } from './columns.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { COMMON_NAMES, findCommonName, reportAbsentRole } from './roles.ts';

/** A column of scores, found; `className` as the evidence or the policy writes it. */
export interface FoundScore {
  readonly className: string | null;
  readonly column: StackedColumn;
}

const CLASS_PREFIXES = ['p_', 'prob_', 'proba_', 'probability_', 'score_'];

/**
 * The score columns that the policy names: one column, every column that fits a pattern with one `*`, or a column for
 * each class. Null when the policy names none.
 */
export function findNamedScores(stack: Stack, request: EvidenceRequest, problems: Problems): FoundScore[] | null {
  const named = request.columns.score;
  if (named === undefined) return null;
  const reason = '`columns: { score: … }` names it';
  if (typeof named !== 'string') {
    return Object.entries(named).flatMap(([className, name]) => keep(className, stack.find(name, reason)));
  }
  if (!named.includes('*')) return keep(null, stack.find(named, reason));
  const [before = '', after = ''] = named.split('*');
  const fitting = stack.names.filter(
    (name) => name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after),
  );
  if (fitting.length === 0) {
    problems.add(request.where, `no column fits the pattern ${quote(named)} of \`columns: { score: … }\`.`);
  }
  return fitting.flatMap((name) =>
    keep(name.slice(before.length, name.length - after.length), stack.find(name, `it fits ${quote(named)}`)),
  );
}

/**
 * The score columns that the policy does not name: in a binary task one column with a common name, in a binary or
 * multiclass task one column for each class (`p_cat`, `prob_cat`, `proba_cat`, `probability_cat`, `score_cat`).
 * None is a problem when a metric needs scores.
 */
export function findCommonScores(
  stack: Stack,
  request: EvidenceRequest,
  classes: readonly string[],
  canonical: (text: string) => string,
  problems: Problems,
): FoundScore[] {
  const { task } = request;
  const common = task === 'binary' ? findCommonName(stack.names, COMMON_NAMES.score) : undefined;
  if (common !== undefined) return keep(null, stack.find(common, 'the scores are read from it'));
  const prefixes = task === 'binary' || task === 'multiclass' ? CLASS_PREFIXES : [];
  for (const prefix of prefixes) {
    const byClass = new Map(
      stack.names.filter((name) => name.startsWith(prefix)).map((name) => [canonical(name.slice(prefix.length)), name]),
    );
    if (classes.length > 0 && classes.every((name) => byClass.has(name))) {
      return classes.flatMap((name) => keep(name, stack.find(byClass.get(name)!, 'the scores are read from it')));
    }
  }
  reportAbsentRole(stack, request, 'score', problems);
  return [];
}

const keep = (className: string | null, column: StackedColumn | null): FoundScore[] =>
  column === null ? [] : [{ className, column }];
