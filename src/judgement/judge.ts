import type { HistoryRule } from '../model/history.ts';
import type { Judgement, Outcome } from '../model/verdict.ts';
import { stepDown } from '../statistics/holm.ts';
import { type ChangeRule, isProvenHarm, judgeChange } from './change.ts';
import type { GateFacts, SuiteFacts } from './facts.ts';
import { judgeHistory } from './history-rule.ts';
import { judgeLimit } from './limit.ts';
import { HARM_ALPHA, HARM_LEVEL } from './rules.ts';
import { judgeSuiteRules } from './suite-rules.ts';

/** One rule of a gate at one place. Relative rules share a family's probability of a false proof of harm. */
export type Rule =
  | { readonly kind: 'limit'; readonly facts: GateFacts; readonly rule: 'min' | 'max'; readonly limit: number }
  | { readonly kind: 'history'; readonly facts: GateFacts; readonly rule: HistoryRule }
  | { readonly kind: 'change'; readonly change: ChangeRule; readonly family: string };

const RANK: Readonly<Record<Outcome, number>> = { pass: 0, warn: 1, fail: 2 };

/** The worst of several outcomes; pass when there are none. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce<Outcome>((a, b) => (RANK[b] > RANK[a] ? b : a), 'pass');
}

/** Judges every rule of every suite: one list a suite, rules of the whole suite first, then its gates in the order of the policy. */
export function judge(suites: readonly SuiteFacts[]): readonly (readonly Judgement[])[] {
  const rules = suites.map((suite) => suite.gates.flatMap((facts) => rulesOf(suite, facts)));
  const harmLevels = shareLevels(rules.flat());
  return suites.map((suite, i) => {
    const judged = rules[i]!.map((rule) => {
      if (rule.kind === 'limit') return judgeLimit(rule.facts, rule.rule, rule.limit);
      if (rule.kind === 'history') return judgeHistory(rule.facts, rule.rule, suite);
      return judgeChange(rule.change, harmLevels.get(rule) ?? HARM_LEVEL);
    }).map(applyLevel);
    return [...judgeSuiteRules(suite, judged), ...judged];
  });
}

/** The rules of a gate at one place, in the order in which they are judged. */
export function rulesOf(suite: SuiteFacts, facts: GateFacts): readonly Rule[] {
  const { min, max, maxDrop, maxRise, fromHistory, select, level, key } = facts.gate;
  const family = select.kind === 'each' ? JSON.stringify([suite.suite.name, key]) : level;
  const limit = (rule: 'min' | 'max', value: number | null): Rule[] =>
    value === null ? [] : [{ kind: 'limit', facts, rule, limit: value }];
  const change = (rule: 'max-drop' | 'max-rise', tolerance: ChangeRule['tolerance'] | null): Rule[] =>
    tolerance === null ? [] : [{ kind: 'change', change: { facts, rule, tolerance }, family }];
  return [
    ...limit('min', min),
    ...limit('max', max),
    ...change('max-drop', maxDrop),
    ...change('max-rise', maxRise),
    ...(fromHistory === undefined ? [] : [{ kind: 'history' as const, facts, rule: fromHistory }]),
  ];
}

/**
 * Holm's step-down within each family of relative rules. Gates of one level are a family over the whole check; a gate that looks at each
 * value of a column is a family of its own. Rules that cannot be evaluated count as members: the family is fixed before looking.
 */
function shareLevels(rules: readonly Rule[]): ReadonlyMap<Rule, number> {
  const families = new Map<string, Extract<Rule, { kind: 'change' }>[]>();
  for (const rule of rules) {
    if (rule.kind !== 'change') continue;
    const members = families.get(rule.family);
    if (members === undefined) families.set(rule.family, [rule]);
    else members.push(rule);
  }
  const levels = new Map<Rule, number>();
  for (const members of families.values()) {
    const decided = stepDown(
      members.map(
        ({ change }) =>
          (level: number) =>
            isProvenHarm(change, level),
      ),
      HARM_ALPHA,
    );
    members.forEach((member, i) => {
      levels.set(member, decided[i]!.level);
    });
  }
  return levels;
}

/** `warn` turns a fail into a warning, `info` everything into a pass. */
function applyLevel(judgement: Judgement): Judgement {
  if (judgement.level === 'info') return { ...judgement, outcome: 'pass' };
  if (judgement.level === 'warn' && judgement.outcome === 'fail') return { ...judgement, outcome: 'warn' };
  return judgement;
}
