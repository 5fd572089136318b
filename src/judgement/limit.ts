import type { Measurement } from '../model/measurement.ts';
import type { Gate } from '../model/policy.ts';
import type { Certainty, Judgement } from '../model/verdict.ts';
import { doubt, doubtDetail } from './doubt.ts';
import { groupDetail, openOverEmptyGroups } from './empty-groups.ts';
import type { BaselineState, GateFacts } from './facts.ts';
import { oddsOfLimit } from './odds.ts';
import { FINE_LEVEL, HARM_LEVEL, isBeyond, subjectOf, undefinedMetric } from './rules.ts';

/** Judges `min` or `max` on the measured value. The interval tells how sure that is; only `when-unsure: fail` lets it decide. */
export function judgeLimit(facts: GateFacts, rule: 'min' | 'max', limit: number): Judgement {
  const { gate, measurement, compares, reference: baseline } = facts;
  const against = compares === null ? null : gate.against;
  const base = { ...subjectOf(facts), rule, limit, limitText: String(limit), against } as const;
  if (measurement.reason === 'no_baseline') return { ...base, ...withoutBaseline(measurement, baseline) };
  if (measurement.value === null || measurement.reason !== null) {
    return { ...base, ...undefinedMetric(measurement) };
  }
  const { value } = measurement;
  const bounds = gate.method === 'bayes' ? measurement.posterior() : measurement.bounds;
  const beyond = isBeyond(rule === 'min' ? limit - value : value - limit, limit, value);
  const levels =
    rule === 'min' ? { lowLevel: FINE_LEVEL, highLevel: HARM_LEVEL } : { lowLevel: HARM_LEVEL, highLevel: FINE_LEVEL };
  const sure = bounds?.guaranteed ?? bounds;
  const shown = sure && { low: sure.low(levels.lowLevel), high: sure.high(levels.highLevel), ...levels };
  const certainty = certaintyOf(rule, limit, beyond, shown, isPoint(measurement.kind));
  const decision = openOverEmptyGroups({ certainty, ...decide(gate, beyond, certainty) }, facts);
  const isDoubtful = compares !== null;
  return {
    ...base,
    value,
    baseline: null,
    delta: null,
    bounds: shown,
    ...(isDoubtful ? doubt(decision, facts) : decision),
    detail: {
      range: measurement.range,
      n: measurement.n,
      ...(measurement.nullCeiling === null ? {} : { nullCeiling: measurement.nullCeiling }),
      ...groupDetail(measurement),
      ...oddsOfLimit(rule, limit, bounds),
      ...(isDoubtful ? doubtDetail(facts) : {}),
    },
  };
}

/** A change cannot be measured without a baseline: nothing is gated yet where there never was one, and else that is worth a warning. */
export function withoutBaseline({ range }: Measurement, baseline: BaselineState) {
  const problem = baseline.kind === 'unusable' ? baseline.problem : null;
  return {
    value: null,
    baseline: null,
    delta: null,
    bounds: null,
    certainty: null,
    outcome: problem === null ? 'pass' : 'warn',
    reason: 'no-baseline',
    detail: { range, ...(problem === null ? {} : { baselineProblem: problem }) },
  } as const satisfies Partial<Judgement>;
}

/** Values of which no sample tells how far they may be off: those that were computed elsewhere, and the largest of all. */
function isPoint(kind: Measurement['kind']): boolean {
  return kind === 'scalar' || kind === 'extremum';
}

function certaintyOf(
  rule: 'min' | 'max',
  limit: number,
  beyond: boolean,
  bounds: { readonly low: number; readonly high: number } | null,
  isGiven: boolean,
): Certainty {
  if (bounds === null) return isGiven ? 'point' : 'likely';
  const keepsWhole = rule === 'min' ? bounds.low >= limit : bounds.high <= limit;
  const breaksWhole = rule === 'min' ? bounds.high < limit : bounds.low > limit;
  return (beyond ? breaksWhole : keepsWhole) ? 'proven' : 'likely';
}

function decide(gate: Gate, beyond: boolean, certainty: Certainty): Pick<Judgement, 'outcome' | 'reason'> {
  if (beyond) return { outcome: 'fail', reason: 'beyond-limit' };
  if (gate.whenUnsure === 'fail' && certainty !== 'proven') return { outcome: 'fail', reason: 'unsure' };
  return { outcome: 'pass', reason: 'within' };
}
