import type { Gate } from '../model/policy.ts';
import type { Certainty, Judgement } from '../model/verdict.ts';
import type { GateFacts } from './facts.ts';
import { FINE_LEVEL, HARM_LEVEL, isBeyond, subjectOf, undefinedMetric } from './rules.ts';

/** Judges `min` or `max` on the measured value. The interval tells how sure that is; only `when-unsure: fail` lets it decide. */
export function judgeLimit(facts: GateFacts, rule: 'min' | 'max', limit: number): Judgement {
  const { gate, measurement } = facts;
  const base = { ...subjectOf(facts), rule, limit, limitText: String(limit), against: null };
  if (measurement.value === null || measurement.reason !== null) {
    return { ...base, ...undefinedMetric(measurement) };
  }
  const { value, bounds } = measurement;
  const beyond = isBeyond(rule === 'min' ? limit - value : value - limit, limit, value);
  const levels =
    rule === 'min' ? { lowLevel: FINE_LEVEL, highLevel: HARM_LEVEL } : { lowLevel: HARM_LEVEL, highLevel: FINE_LEVEL };
  const shown = bounds && { low: bounds.low(levels.lowLevel), high: bounds.high(levels.highLevel), ...levels };
  const certainty = certaintyOf(rule, limit, beyond, shown, measurement.kind === 'scalar');
  return {
    ...base,
    value,
    baseline: null,
    delta: null,
    bounds: shown,
    certainty,
    ...decide(gate, beyond, certainty),
    detail: { range: measurement.range, n: measurement.n },
  };
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
