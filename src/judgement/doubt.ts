import type { Judgement, JudgementDetail } from '../model/verdict.ts';
import type { GateFacts } from './facts.ts';

type Decision = Pick<Judgement, 'outcome' | 'certainty' | 'reason'>;
type Facts = Pick<GateFacts, 'reference' | 'compares' | 'isJudged'>;

interface Doubt {
  readonly reason: 'dataset-changed' | 'confounded' | 'stale-baseline';
  /** A plain clause. */
  readonly problem: string;
}

/** A pass that something else than the model may have brought about, or that rests on an old baseline, is at most a warning. */
export function doubt(decision: Decision, facts: Facts): Decision {
  const found = doubtOf(facts);
  if (decision.outcome !== 'pass' || found === null) return decision;
  return { ...decision, outcome: 'warn', reason: found.reason };
}

export function doubtDetail(facts: Facts): Pick<JudgementDetail, 'baselineProblem' | 'confounder'> {
  const found = doubtOf(facts);
  if (found === null) return {};
  const { reason, problem } = found;
  if (reason === 'stale-baseline') return { baselineProblem: problem };
  const confounder = reason === 'confounded' ? problem : `the data set changed with the model (${problem})`;
  return { baselineProblem: problem, confounder };
}

/** How far two samples lie apart is a question about other examples, so that a change of those is no doubt there. */
function doubtOf({ reference, compares, isJudged }: Facts): Doubt | null {
  if (reference.kind !== 'found') return null;
  const { changed, confounded, stale } = reference;
  if (changed !== null && compares !== 'samples') return { reason: 'dataset-changed', problem: changed };
  const confounder = confounded.prompt ?? (isJudged ? confounded.judge : undefined);
  if (confounder !== undefined) return { reason: 'confounded', problem: confounder };
  return stale === null ? null : { reason: 'stale-baseline', problem: stale };
}
