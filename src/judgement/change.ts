import type { Bounds, Comparison, Measurement } from '../model/measurement.ts';
import type { Gate, Tolerance } from '../model/policy.ts';
import type { Judgement, JudgementDetail } from '../model/verdict.ts';
import { rowsNeeded, smallestVisibleDrop } from '../statistics/power.ts';
import { doubt, doubtDetail } from './doubt.ts';
import { groupDetail, openOverEmptyGroups } from './empty-groups.ts';
import type { GateFacts } from './facts.ts';
import { oddsOfChange } from './odds.ts';
import { FINE_LEVEL, isBeyond, subjectOf, undefinedMetric } from './rules.ts';

/** A `max-drop` or `max-rise` that is to be judged. */
export interface ChangeRule {
  readonly facts: GateFacts;
  readonly rule: 'max-drop' | 'max-rise';
  readonly tolerance: Tolerance;
}

/** A change in the scale of its tolerance, turned so that negative is worse. */
interface Change {
  readonly estimate: number;
  readonly tolerance: number;
  readonly bounds: Bounds | null;
  readonly standardError: number | null;
  readonly isBlind: boolean;
  /** What one unit of the scale is in the metric's unit: 1, or the baseline's value for a relative tolerance. */
  readonly unit: number;
}

type Decision = Pick<Judgement, 'outcome' | 'certainty' | 'reason'>;

/** Whether the change is proven harmful at a level: what Holm's step-down asks of each member of a family. */
export function isProvenHarm(rule: ChangeRule, level: number): boolean {
  const { comparison, signatureChanged } = rule.facts;
  if (comparison === null || comparison.unchanged || signatureChanged) return false;
  const bounds = changeOf(rule, comparison)?.bounds;
  return bounds != null && bounds.high(level) < 0;
}

/** Judges a change at the level of proof that its family left it. */
export function judgeChange(rule: ChangeRule, harmLevel: number): Judgement {
  const { facts, tolerance } = rule;
  const { measurement, comparison, reference: baseline } = facts;
  const change = comparison && changeOf(rule, comparison);
  const base = {
    ...subjectOf(facts),
    rule: rule.rule,
    limit: tolerance.relative ? change && tolerance.amount * change.unit : tolerance.amount,
    limitText: tolerance.text,
    against: facts.gate.against,
    value: comparison?.value ?? measurement.value,
    baseline: comparison?.baseline ?? null,
    delta: comparison?.delta ?? null,
    bounds: null,
    certainty: null,
  } as const;
  const detail: JudgementDetail = { range: measurement.range, n: comparison?.pairs || measurement.n };
  if (measurement.value === null || measurement.reason !== null) return { ...base, ...undefinedMetric(measurement) };
  if (baseline.kind === 'empty') return { ...base, outcome: 'pass', reason: 'no-baseline', detail };
  if (baseline.kind === 'unusable' || comparison === null || comparison.reason === 'no_examples') {
    const gap = comparison === null ? 'its record lacks a column that the metric needs' : 'it has no such examples';
    const problem = baseline.kind === 'unusable' ? baseline.problem : gap;
    return { ...base, outcome: 'warn', reason: 'no-baseline', detail: { ...detail, baselineProblem: problem } };
  }
  if (facts.signatureChanged) return { ...base, outcome: 'warn', reason: 'signature-changed', detail };
  if (comparison.unchanged && !(tolerance.relative && change === null)) {
    const decision: Decision = { outcome: 'pass', certainty: 'proven', reason: 'unchanged' };
    return { ...base, ...doubt(decision, facts), detail: { ...detail, ...doubtDetail(facts) } };
  }
  if (change === null || comparison.reason !== null) {
    const why = comparison.reason === null ? {} : { undefinedReason: comparison.reason };
    return { ...base, outcome: 'fail', reason: 'undefined-baseline', detail: { ...detail, ...why } };
  }
  const decision = openOverEmptyGroups(decide(facts.gate, comparison, change, harmLevel), facts);
  return {
    ...base,
    bounds: shownBounds(rule.rule, change, harmLevel),
    ...doubt(decision, facts),
    detail: {
      ...detail,
      ...(decision.certainty === 'likely' ? power(change, detail.n!, harmLevel, measurement.range) : {}),
      ...groupDetail(measurement),
      ...oddsOfChange(change.tolerance, change.bounds),
      ...doubtDetail(facts),
    },
  };
}

/** What there is to judge; null when the rule cannot be evaluated. */
export function changeOf({ rule, tolerance, facts }: ChangeRule, comparison: Comparison): Change | null {
  if (facts.signatureChanged || comparison.delta === null) return null;
  const relative = tolerance.relative ? comparison.relative() : null;
  if (tolerance.relative && relative === null) return null;
  const scale = relative
    ? { estimate: relative.change, ...relative, unit: comparison.baseline! }
    : { estimate: comparison.delta, ...comparison, unit: 1 };
  const { estimate, standardError, unit } = scale;
  const { bounds, isBlind } =
    facts.gate.method === 'bayes' ? comparison.posterior(relative ? 'ratio' : 'difference') : scale;
  const worseIsDown = rule === 'max-drop';
  return {
    estimate: worseIsDown ? estimate : -estimate,
    bounds: worseIsDown ? bounds : mirror(bounds),
    standardError,
    isBlind,
    unit,
    tolerance: tolerance.amount,
  };
}

/** The table of decisions: see docs/decisions.md. */
function decide(gate: Gate, comparison: Comparison, change: Change, harmLevel: number): Decision {
  const { estimate, tolerance, bounds, unit } = change;
  const isWorse = isBeyond(-estimate - tolerance, tolerance, comparison.value! / unit, comparison.baseline! / unit);
  const mustProve = gate.whenUnsure === 'fail';
  const unsure = { outcome: gate.whenUnsure, reason: 'unsure' } as const;
  if (bounds === null && change.isBlind) {
    if (isWorse || mustProve) return { ...unsure, certainty: 'likely' };
    return { outcome: 'pass', certainty: 'likely', reason: 'within' };
  }
  if (bounds === null) {
    if (isWorse) return { outcome: 'fail', certainty: 'point', reason: 'regressed' };
    return mustProve ? { ...unsure, certainty: 'point' } : { outcome: 'pass', certainty: 'point', reason: 'within' };
  }
  const isLikelyWorse = isProbable(bounds, -tolerance) ?? isWorse;
  if (bounds.low(FINE_LEVEL) > -tolerance) return { outcome: 'pass', certainty: 'proven', reason: 'within' };
  if (isWorse && isLikelyWorse && bounds.high(harmLevel) < 0)
    return { outcome: 'fail', certainty: 'proven', reason: 'regressed' };
  if (isWorse || isLikelyWorse || mustProve) return { ...unsure, certainty: 'likely' };
  return { outcome: 'pass', certainty: 'likely', reason: 'within' };
}

/** Whether the median of a posterior lies below a number; null for other bounds. */
function isProbable({ probability }: Bounds, x: number): boolean | null {
  return probability === undefined ? null : probability.below(x) >= 0.5;
}

/**
 * What these data can see, and the units that would settle the doubt: enough to prove a harmless change harmless, and where the estimate
 * breaks the rule also enough to prove that estimate harmful. Nothing is said when the present units are as many already.
 */
function power(
  { standardError, tolerance, estimate, unit }: Change,
  n: number,
  harmLevel: number,
  [least, most]: Measurement['range'],
): Partial<JudgementDetail> {
  if (standardError === null) return {};
  const smallestVisible = smallestVisibleDrop(standardError) * unit;
  const toProveFine = tolerance > 0 ? rowsNeeded(n, standardError, tolerance) : 0;
  const toProveHarm = estimate < -tolerance ? rowsNeeded(n, standardError, -estimate, 1 - harmLevel, 0.5) : 0;
  const needed = Math.max(toProveFine, toProveHarm);
  const isPossible = least === null || most === null || smallestVisible < most - least;
  return { ...(isPossible ? { smallestVisible } : {}), ...(needed > n ? { rowsNeeded: needed } : {}) };
}

/** The bounds that decided, turned back and in the metric's unit: the level of proof of harm stands on the side where harm lies. */
function shownBounds(rule: ChangeRule['rule'], { bounds, unit }: Change, harmLevel: number): Judgement['bounds'] {
  if (bounds === null) return null;
  const [fine, harm] = [bounds.low(FINE_LEVEL) * unit, bounds.high(harmLevel) * unit];
  return rule === 'max-drop'
    ? { low: fine, lowLevel: FINE_LEVEL, high: harm, highLevel: harmLevel }
    : { low: -harm, lowLevel: harmLevel, high: -fine, highLevel: FINE_LEVEL };
}

function mirror(bounds: Bounds | null): Bounds | null {
  if (bounds === null) return null;
  const { method, probability } = bounds;
  return {
    method,
    low: (level) => -bounds.high(level),
    high: (level) => -bounds.low(level),
    ...(probability && {
      probability: { below: (x) => probability.above(-x), above: (x) => probability.below(-x) },
    }),
  };
}
