import type { Measurement } from '../model/measurement.ts';
import type { Judgement, JudgementDetail } from '../model/verdict.ts';
import type { GateFacts } from './facts.ts';

type Decision = Pick<Judgement, 'outcome' | 'certainty' | 'reason'>;

/** A pass over groups of which one could not be measured is none: nothing is known of that one. */
export function openOverEmptyGroups(decision: Decision, { gate, measurement }: GateFacts): Decision {
  if (decision.outcome !== 'pass' || emptyGroups(measurement).length === 0) return decision;
  return { outcome: gate.whenUnsure, certainty: 'likely', reason: gate.whenUnsure === 'pass' ? 'within' : 'unsure' };
}

export function groupDetail(measurement: Measurement): Pick<JudgementDetail, 'emptyGroups' | 'expectedGap'> {
  const empty = emptyGroups(measurement);
  const expectedGap = measurement.groups?.expectedGap ?? null;
  return { ...(empty.length === 0 ? {} : { emptyGroups: empty }), ...(expectedGap === null ? {} : { expectedGap }) };
}

/** Groups that have examples, and none that the metric could be measured on. */
function emptyGroups({ groups }: Measurement): readonly string[] {
  return (groups?.leftOut ?? []).filter(({ units }) => units === 0).map(({ name }) => name);
}
