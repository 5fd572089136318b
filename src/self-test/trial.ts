import type { GateFacts, SuiteFacts } from '../judgement/facts.ts';
import { type Rule, rulesOf } from '../judgement/judge.ts';
import { sightOf, spreadOf } from '../judgement/plan.ts';
import { HARM_LEVEL } from '../judgement/rules.ts';
import { sliceRows } from '../judgement/slices.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Trial, TrialOutcome } from '../model/self-test.ts';
import type { Judgement } from '../model/verdict.ts';
import { describeFinding } from '../report/sentences.ts';
import { keyedOrder } from '../statistics/keyed-order.ts';
import { everyRow } from './answers.ts';
import { type Bench, factsAt, judgeGates, valueOn } from './bench.ts';
import type { Injection } from './injection.ts';
import { injectionsFor } from './injections.ts';
import { mildest, type Spoiled } from './search.ts';

/** How many times its tolerance a gate must block. */
const TIMES = 2;
/** Groups of a fairness metric that are spoiled one by one, at most, the largest first. */
const MAX_GROUPS = 20;
/** Larger regressions that are tried where the first one was too small to be proven. */
const MAX_STEPS = 4;
/** Rounding of an amount that is reached. */
const SLACK = 1e-9;

/** Where a rule is tried: which suite, which gate at which place, which of its rules. */
interface Place {
  readonly suite: number;
  readonly gate: number;
  readonly rule: number;
}

/** What the rule asks for, in the unit of the metric. */
interface Goal {
  readonly direction: 'up' | 'down';
  /** How much worse the metric must be: twice the tolerance, or beyond the limit. */
  readonly amount: number;
  /** From here on the rule is broken. */
  readonly breaks: number;
  /** How much worse it can be, by the range of the metric. */
  readonly room: number;
}

/** Injects a regression at one rule and lets the gate judge it, beside all the others as they are. */
export function tryRule(benches: readonly Bench[], judged: ReturnType<typeof judgeGates>, place: Place): Trial {
  const bench = benches[place.suite]!;
  const facts = bench.facts.gates[place.gate]!;
  const rule = rulesOf(bench.facts, facts)[place.rule]!;
  const before = judged[place.suite]![place.gate]![place.rule]!;
  const { measurement } = facts;
  const base = {
    ...subjectOf(facts),
    rule: nameOf(rule),
    level: facts.gate.level,
    against: before.against,
    limit: before.limit,
    limitText: before.limitText,
    range: measurement.range,
    value: measurement.value,
    n: measurement.n,
    verdict: null,
    injected: null,
    rowsNeeded: null,
    blocksAt: null,
    message: null,
  } as const;
  if (rule.kind === 'history') return { ...base, outcome: 'no-history' };
  if (before.reason !== 'within' && before.reason !== 'unchanged') {
    return { ...base, outcome: 'already', message: describeFinding(before) };
  }
  const goal = goalOf(bench, rule);
  if (goal === null) return { ...base, outcome: 'unreached' };
  if (goal.room <= goal.breaks) return { ...base, outcome: 'never' };
  const spoiled = spoil(bench, facts, goal);
  if (spoiled === null) return { ...base, outcome: 'unreached' };
  const after = judgeWith(benches, place, factsAt(bench, spoiled.dataset, facts));
  const injected = { worse: spoiled.worse, value: after.value ?? measurement.value!, how: spoiled.how };
  const outcome = outcomeOf(after);
  const { rowsNeeded = null } = after.detail;
  const blocksAt = outcome === 'unsure' ? findBlocked(benches, place, facts, goal) : null;
  return { ...base, outcome, verdict: after.outcome, injected, rowsNeeded, blocksAt };
}

/** How much worse a copy is that the rule does block, doubled step by step. */
function findBlocked(benches: readonly Bench[], place: Place, facts: GateFacts, goal: Goal): number | null {
  const bench = benches[place.suite]!;
  for (let amount = 2 * goal.amount, step = 0; step < MAX_STEPS && amount <= goal.room; amount *= 2, step++) {
    const spoiled = spoil(bench, facts, { ...goal, amount });
    if (spoiled === null || spoiled.worse < amount) return null;
    const after = judgeWith(benches, place, factsAt(bench, spoiled.dataset, facts));
    if (outcomeOf(after) === 'blocks') return spoiled.worse;
  }
  return null;
}

function nameOf(rule: Rule): Trial['rule'] {
  if (rule.kind === 'history') return 'from-history';
  return rule.kind === 'limit' ? rule.rule : rule.change.rule;
}

function goalOf(bench: Bench, rule: Exclude<Rule, { kind: 'history' }>): Goal | null {
  const { measurement } = rule.kind === 'limit' ? rule.facts : rule.change.facts;
  const { value, range } = measurement;
  if (value === null) return null;
  const kind = rule.kind === 'limit' ? rule.rule : rule.change.rule;
  const direction = kind === 'min' || kind === 'max-drop' ? 'down' : 'up';
  const end = direction === 'down' ? range[0] : range[1];
  const room = end === null ? Infinity : Math.abs(value - end);
  if (rule.kind === 'limit') {
    const breaks = Math.abs(value - rule.limit);
    return { direction, amount: breaks + SLACK * Math.max(Math.abs(value), Math.abs(rule.limit)), breaks, room };
  }
  const { tolerance } = rule.change;
  const breaks = tolerance.amount * (tolerance.relative ? value : 1);
  if (tolerance.amount > 0) return { direction, amount: TIMES * breaks * (1 - SLACK), breaks, room };
  // Where nothing is tolerated: the drop that would be proven.
  const spread = spreadOf(rule.change, { meter: bench.prepared.meter, hasIds: bench.prepared.evidence.ids !== null });
  return { direction, amount: spread === null ? 0 : sightOf(rule.change, spread, HARM_LEVEL).blocksFrom, breaks, room };
}

/** The copy that is just worse enough; where none is, the worst one, if that breaks the rule. */
function spoil(bench: Bench, facts: GateFacts, { direction, amount, breaks }: Goal): Spoiled | null {
  const before = facts.measurement.value!;
  const worsening = (dataset: Dataset): number | null => {
    const value = facts.compares === null ? valueOn(bench, dataset, facts) : knownValue(factsAt(bench, dataset, facts));
    return value === null ? null : direction === 'down' ? before - value : value - before;
  };
  const { reached, farthest } = mildest(candidates(bench, facts, direction, amount), worsening, amount);
  if (reached !== null) return reached;
  return farthest !== null && farthest.worse > breaks * (1 + SLACK) ? farthest : null;
}

function knownValue({ measurement: { value, reason } }: GateFacts): number | null {
  return reason === null ? value : null;
}

function* candidates(
  bench: Bench,
  facts: GateFacts,
  direction: Goal['direction'],
  amount: number,
): Generator<Injection> {
  const { dataset, seed } = bench.prepared.meter;
  const ofGroup = facts.across !== null;
  for (const rows of scopes(bench, facts)) {
    const ordered = keyedOrder(rows, dataset.keys, seed);
    const worstFirst = byEffect(bench, facts, ordered, direction);
    yield* injectionsFor({ dataset, rows: ordered }, { metric: facts.metric, direction, amount, worstFirst, ofGroup });
  }
}

/** Rows that are spoiled together: the units of the metric, then all rows of the slice; of a metric of groups, those of one group. */
function* scopes({ prepared }: Bench, { slice, across, compares, ...facts }: GateFacts): Generator<Int32Array> {
  const { dataset } = prepared.meter;
  const rows = sliceRows(dataset, slice) ?? everyRow(dataset.rows);
  const groups = across === null ? undefined : dataset.slices.get(across);
  if (groups !== undefined) {
    const members = groups.names.map((_, code) => rows.filter((row) => groups.codes[row] === code));
    yield* members.sort((a, b) => b.length - a.length).slice(0, MAX_GROUPS);
    return;
  }
  const units = compares === null ? prepared.meter.units({ ...facts, slice, across }) : rows;
  if (units.length > 0 && units.length < rows.length) yield units;
  yield rows;
}

/** The rows, those first that pull the metric most to the side that is worse. */
function byEffect({ prepared }: Bench, facts: GateFacts, rows: Int32Array, direction: Goal['direction']): Int32Array {
  if (facts.compares !== null) return rows;
  const units = prepared.meter.units(facts);
  const { effects } = prepared.meter.estimate(facts);
  const pull = new Float64Array(prepared.meter.dataset.rows);
  units.forEach((row, i) => {
    pull[row] = direction === 'down' ? effects[i]! : -effects[i]!;
  });
  return rows.toSorted((a, b) => pull[a]! - pull[b]!);
}

/** The judgement of one rule when its gate sees a copy, and all the others see the evidence as it is. */
function judgeWith(benches: readonly Bench[], place: Place, facts: GateFacts): Judgement {
  const suites = benches.map((bench, i): SuiteFacts => {
    if (i !== place.suite) return bench.facts;
    return { ...bench.facts, gates: bench.facts.gates.map((own, g) => (g === place.gate ? facts : own)) };
  });
  return judgeGates(suites)[place.suite]![place.gate]![place.rule]!;
}

function outcomeOf({ reason, outcome }: Judgement): TrialOutcome {
  if (reason === 'regressed' || reason === 'beyond-limit') return 'blocks';
  if (reason !== 'unsure') return 'missed';
  return outcome === 'fail' ? 'blocks' : 'unsure';
}

function subjectOf({ metric, label, slice, across }: GateFacts) {
  return { metric, label, slice, across };
}
