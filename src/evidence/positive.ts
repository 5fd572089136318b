import { nearest } from '../model/nearest.ts';
import { quote, quoteAll } from '../model/quote.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';

/** Labels that are the positive one without being named, when the evidence has exactly one of them; case aside. */
const USUAL_POSITIVES = ['1', 'true', 'yes', 'positive', 'pos'];

/**
 * Code of the positive class: the one that the policy names, which must be among the classes; in a binary task without
 * a name the usual one. Null in other tasks, when a problem was added, and where neither a metric nor the scores need it and none is usual.
 */
export function positiveClass(
  classes: readonly string[],
  request: EvidenceRequest,
  canonical: (text: string) => string,
  hasUnnamedScores: boolean,
  problems: Problems,
): number | null {
  const { task, positiveLabel, positiveFor, needs, where } = request;
  if (task !== 'binary' && task !== 'multiclass') return null;
  if (task === 'binary' && classes.length > 2) {
    problems.add(
      where,
      `the task is binary, but there are ${classes.length} classes: ${quoteAll(classes, 10)}. Set \`task: multiclass\`, or correct ` +
        'the labels; leave a prediction blank where the model gave none.',
    );
    return null;
  }
  const listed = `The labels are ${quoteAll(classes, 10)}.`;
  if (positiveLabel !== null) {
    const code = classes.indexOf(canonical(positiveLabel));
    if (code !== -1) return code;
    const near = nearest(positiveLabel, classes);
    const guess = near.length > 0 ? `Did you mean ${near.map(quote).join(' or ')}? ` : '';
    problems.add(where, `no row has the positive label ${quote(positiveLabel)}. ${guess}${listed}`);
    return null;
  }
  if (task !== 'binary' || (classes.length === 0 && !needs.has('label'))) return null;
  const usual = classes.flatMap((name, code) => (USUAL_POSITIVES.includes(name.toLowerCase()) ? [code] : []));
  if (usual.length === 1) return usual[0]!;
  const areScored = hasUnnamedScores && needs.has('score');
  if (positiveFor.length === 0 && !areScored) return null;
  const asking = positiveFor.length > 0 ? `${positiveFor[0]} is` : 'the scores are';
  const instead = [
    ...(positiveFor.length > 0 ? ['name the class as `label` on each gate'] : []),
    ...(areScored ? ['say whose scores they are with `columns: { score: { CLASS: COLUMN } }`'] : []),
  ];
  problems.add(
    where,
    `it is not clear which label is the positive one, which ${asking} about. Name it with \`positive-label\` in a policy file, or ${instead.join(' and ')}. ${listed}`,
  );
  return null;
}
