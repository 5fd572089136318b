import type { GateResult } from '../gate.ts';
import type { Suite } from '../model/policy.ts';
import type { SuiteReport } from '../model/report.ts';
import type { Finding, Judgement } from '../model/verdict.ts';
import { describeFinding } from '../report/sentences.ts';

/** What is known of a suite that a change does not affect. */
export type Unaffected = NonNullable<Judgement['detail']['unaffected']>;

/**
 * Reports suites that were not evaluated, because the change does not affect them, beside those that were, in the order of the policy.
 * They pass, and nothing of them is recorded: a later run finds the nearest record by itself.
 */
export function carryForward(
  result: GateResult,
  suites: readonly Suite[],
  unaffected: ReadonlyMap<string, Unaffected>,
): GateResult {
  if (unaffected.size === 0) return result;
  const judged = new Map(result.report.suites.map((suite) => [suite.name, suite]));
  const all = suites.map((suite) => judged.get(suite.name) ?? reportOf(suite, unaffected.get(suite.name)!));
  return { ...result, report: { ...result.report, suites: all } };
}

function reportOf({ name, task }: Suite, unaffected: Unaffected): SuiteReport {
  const finding = findingOf(unaffected);
  return {
    ...{ name, task, n: 0, missing: 0, evidence: [], baseline: null, anchor: null },
    ...{ measurements: [], anchored: [], findings: [finding], flips: null, notes: [finding.message] },
  };
}

function findingOf(unaffected: Unaffected): Finding {
  const facts: Omit<Judgement, 'detail'> = {
    ...{ metric: null, label: null, slice: null, across: null, rule: 'affected-by', level: 'fail' },
    ...{ limit: null, limitText: '', against: null, value: null, baseline: null, delta: null, bounds: null },
    ...{ outcome: 'pass', certainty: null, reason: 'not-affected' },
  };
  return { ...facts, n: null, message: describeFinding({ ...facts, detail: { range: [0, null], unaffected } }) };
}
