import type { Counterpart } from '../model/metric.ts';
import type { Judgement, JudgementDetail } from '../model/verdict.ts';
import type { BaselineState } from './facts.ts';

type Found = Extract<BaselineState, { kind: 'found' }>;
type Decision = Pick<Judgement, 'outcome' | 'certainty' | 'reason'>;

/**
 * A pass against a baseline that is too old, or of other examples, is at most a warning. How far two samples lie apart is a question about
 * other examples.
 */
export function doubt(
  decision: Decision,
  { changed, stale }: Found,
  compares: Counterpart['kind'] | null = null,
): Decision {
  if (decision.outcome !== 'pass') return decision;
  if (changed !== null && compares !== 'samples') return { ...decision, outcome: 'warn', reason: 'dataset-changed' };
  if (stale !== null) return { ...decision, outcome: 'warn', reason: 'stale-baseline' };
  return decision;
}

export function doubtDetail(
  { changed, stale }: Found,
  compares: Counterpart['kind'] | null = null,
): Pick<JudgementDetail, 'baselineProblem'> {
  const baselineProblem = (compares === 'samples' ? null : changed) ?? stale;
  return baselineProblem === null ? {} : { baselineProblem };
}
