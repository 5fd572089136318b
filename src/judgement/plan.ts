import type { Subject } from '../model/measurement.ts';
import type { ErrorBasis, FalseBlocks, Plan, PlannedChange, PlannedLimit, Sight } from '../model/plan.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { rowsNeeded, smallestVisibleDrop } from '../statistics/power.ts';
import { assumedError } from './assumed-error.ts';
import { type ChangeRule, changeOf } from './change.ts';
import type { SuiteFacts } from './facts.ts';
import { type BlockingRule, expectedFalseBlocks } from './false-blocks.ts';
import { type Rule, rulesOf } from './judge.ts';
import type { Meter } from './meter.ts';
import { FINE_LEVEL, HARM_ALPHA } from './rules.ts';

/** Probability with which a change of the size that is told is seen. */
const POWER = 0.8;

/** A suite that was compared with its baseline, or with none. */
export interface ComparedFacts {
  readonly facts: SuiteFacts;
  /** Of the candidate. */
  readonly meter: Meter;
  /** Its examples can be paired. */
  readonly hasIds: boolean;
  /** Which record it was compared with, or why with none, as a plain sentence. */
  readonly baseline: string;
}

type Compared = Omit<ComparedFacts, 'baseline'>;

/** What the history of a metric suggests as its tolerance, in the unit of the metric; null: nothing. */
export type SuggestTolerance = (suite: string, subject: Subject, rule: 'max-drop' | 'max-rise') => number | null;

type Change = Extract<Rule, { kind: 'change' }>;

/** How far the change of a harmless model comes out from 0, in the scale of the tolerance. */
interface Spread {
  readonly standardError: number;
  readonly basis: ErrorBasis;
  /** What one unit of the scale is in the metric's unit. */
  readonly unit: number;
  readonly n: number;
}

/** What the data can do for every rule of the policy. */
export function planRules(
  suites: readonly ComparedFacts[],
  { suggestTolerance = () => null }: { readonly suggestTolerance?: SuggestTolerance } = {},
): Plan {
  const asked = askedChanges(suites);
  const planned = suites.map((suite, i) => {
    const { suite: policy, gates, n } = suite.facts;
    const changes = asked[i]!.map(({ change, harmLevel, spread }) => ({
      ...planChange(change, spread, harmLevel),
      suggested: suggestTolerance(policy.name, change.facts, change.rule),
    }));
    const limits = gates.flatMap((gate) => rulesOf(suite.facts, gate)).filter((rule) => rule.kind === 'limit');
    return { name: policy.name, rows: n, baseline: suite.baseline, changes, limits: limits.map(planLimit) };
  });
  return { suites: planned, falseBlocks: falseBlocksAmong(asked.flat()) };
}

/** How often the rules of a check block a change that made nothing worse. */
export function falseBlocksOf(suites: readonly Compared[]): FalseBlocks {
  return falseBlocksAmong(askedChanges(suites).flat());
}

function falseBlocksAmong(asked: readonly Asked[]): FalseBlocks {
  const blocking = asked.filter(({ change }) => change.facts.gate.level === 'fail');
  return expectedFalseBlocks(blocking.map(blockingRule));
}

/** A relative rule with the level at which Holm's procedure asks it first, and how far harmless changes come out from 0. */
interface Asked extends Change {
  readonly harmLevel: number;
  readonly spread: Spread | null;
}

/** The relative rules of each suite. */
function askedChanges(suites: readonly Compared[]): readonly (readonly Asked[])[] {
  const changes = suites.map(({ facts }) =>
    facts.gates.flatMap((gate) => rulesOf(facts, gate)).filter((rule) => rule.kind === 'change'),
  );
  const sizes = familySizes(changes.flat());
  return suites.map((suite, i) =>
    changes[i]!.map((rule) => ({
      ...rule,
      harmLevel: 1 - HARM_ALPHA / sizes.get(rule.family)!,
      spread: spreadOf(rule.change, suite),
    })),
  );
}

/** The first level at which a member of a family of so many is asked whether it proves harm, and what would block there. */
export function sightOf({ tolerance }: ChangeRule, spread: Spread, harmLevel: number): Sight {
  const { standardError, unit, n, basis } = spread;
  const { amount } = tolerance;
  const smallestVisible = smallestVisibleDrop(standardError) * unit;
  // Blocked is what lies beyond the tolerance and is proven: an estimate below −max(δ, z·SE).
  const proven = Math.max(amount, normalQuantile(harmLevel) * standardError);
  return {
    basis,
    smallestVisible,
    blocksFrom: (proven + normalQuantile(POWER) * standardError) * unit,
    rowsNeeded: amount > 0 ? rowsNeeded(n, standardError, amount) : null,
    roundTolerance: roundUp(smallestVisible / unit),
  };
}

/**
 * The error of the comparison with a baseline that differs; else the one to be expected. A baseline that is this very model would say that
 * nothing ever changes.
 */
export function spreadOf(rule: ChangeRule, { meter, hasIds }: Pick<ComparedFacts, 'meter' | 'hasIds'>): Spread | null {
  const { comparison, measurement } = rule.facts;
  const n = comparison?.pairs || measurement.n;
  const change = comparison === null || comparison.unchanged ? null : changeOf(rule, comparison);
  if (change !== null && change.standardError !== null && change.standardError > 0) {
    return { standardError: change.standardError, basis: { kind: 'comparison' }, unit: change.unit, n };
  }
  const estimate = meter.estimate(rule.facts);
  const unit = rule.tolerance.relative ? estimate.value! : 1;
  const assumed = assumedError(estimate, hasIds);
  if (assumed === null || unit <= 0) return null;
  return { ...assumed, standardError: assumed.standardError / unit, unit, n: measurement.n };
}

function planChange(rule: ChangeRule, spread: Spread | null, harmLevel: number): Omit<PlannedChange, 'suggested'> {
  const { facts, tolerance } = rule;
  const { value, n } = facts.measurement;
  const unit = tolerance.relative ? (spread?.unit ?? facts.comparison?.baseline ?? value) : 1;
  return {
    ...placeOf(facts),
    rule: rule.rule,
    against: facts.gate.against,
    tolerance: unit !== null && unit > 0 ? tolerance.amount * unit : null,
    toleranceText: tolerance.text,
    relative: tolerance.relative,
    n: spread?.n ?? n,
    sight: spread && sightOf(rule, spread, harmLevel),
  };
}

function planLimit({ facts, rule, limit }: Extract<Rule, { kind: 'limit' }>): PlannedLimit {
  const { value, bounds, n, reason } = facts.measurement;
  const sure = bounds?.guaranteed ?? bounds;
  const isKnown = value !== null && reason === null;
  const margin = rule === 'min' ? (x: number) => x - limit : (x: number) => limit - x;
  const proven = sure && (rule === 'min' ? sure.low(FINE_LEVEL) : sure.high(FINE_LEVEL));
  return {
    ...placeOf(facts),
    rule,
    limit,
    n,
    distance: isKnown ? margin(value) : null,
    provable: isKnown && proven !== null ? Math.abs(value - proven) : null,
    mustProve: facts.gate.whenUnsure === 'fail',
  };
}

function placeOf({ metric, label, slice, across, gate, measurement }: Change['change']['facts']) {
  const { range, value } = measurement;
  return { metric, label, slice, across, level: gate.level, range, value };
}

function blockingRule({ change, family, spread, harmLevel }: Asked): BlockingRule {
  const { tolerance, facts } = change;
  return {
    family,
    tolerance: tolerance.amount,
    standardError: spread?.standardError ?? null,
    harmLevel,
    mustProve: facts.gate.whenUnsure === 'fail',
    byPosterior: facts.gate.method === 'bayes',
  };
}

function familySizes(changes: readonly Change[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { family } of changes) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  return sizes;
}

/** The next number of two digits: 0.0427 becomes 0.043. */
function roundUp(x: number): number {
  const step = 10 ** (Math.floor(Math.log10(x)) - 1);
  return Number((Math.ceil(x / step - 1e-9) * step).toPrecision(2));
}
