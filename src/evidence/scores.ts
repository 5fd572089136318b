import { quote } from '../model/quote.ts';
import type { Stack, StackedColumn } from './columns.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { COMMON_NAMES, findCommonName, fittingNames, isWorthReading, reasonOf, reportAbsentRole } from './roles.ts';

/** A column of scores, found; `className` as the evidence or the policy writes it. */
interface FoundScore {
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
  if (typeof named === 'string' && !named.includes('*')) {
    return keep(null, stack.find(named, reasonOf('score'), request.place('columns.score')));
  }
  return findByClass(stack, request, 'score', named, problems);
}

/** A column for each class, by a pattern with one `*` that stands for the class or by name. */
export function findByClass(
  stack: Stack,
  request: EvidenceRequest,
  role: 'label' | 'prediction' | 'score',
  named: string | Readonly<Record<string, string>>,
  problems: Problems,
): { className: string; column: StackedColumn }[] {
  const at = request.place(`columns.${role}`);
  const find = (className: string, name: string) => {
    const column = stack.find(name, reasonOf(role), at);
    return column === null ? [] : [{ className, column }];
  };
  if (typeof named !== 'string') return Object.entries(named).flatMap(([className, name]) => find(className, name));
  const fitting = fittingNames(stack.names, named);
  if (fitting.length === 0) problems.add(at.where, `${at.key}: no column fits the pattern ${quote(named)}.`);
  return fitting.flatMap(({ name, inner }) => find(inner, name));
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
  if (common !== undefined && isWorthReading(stack, request, 'score', common)) {
    return keep(null, stack.find(common, 'the scores are read from it'));
  }
  const prefixes = task === 'binary' || task === 'multiclass' || task === 'multilabel' ? CLASS_PREFIXES : [];
  for (const prefix of prefixes) {
    const byClass = new Map(
      stack.names.filter((name) => name.startsWith(prefix)).map((name) => [canonical(name.slice(prefix.length)), name]),
    );
    const isHere = (name: string) => isWorthReading(stack, request, 'score', byClass.get(name)!);
    if (classes.length > 0 && classes.every((name) => byClass.has(name) && isHere(name))) {
      // A label of a multilabel task need not be true anywhere to have its place in a ranking.
      const scored = task === 'multilabel' ? [...byClass.keys()] : classes;
      return scored.flatMap((name) => keep(name, stack.find(byClass.get(name)!, 'the scores are read from it')));
    }
  }
  reportAbsentRole(stack, request, 'score', problems);
  return [];
}

const keep = (className: string | null, column: StackedColumn | null): FoundScore[] =>
  column === null ? [] : [{ className, column }];
