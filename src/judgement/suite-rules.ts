import type { Judgement, Reason, Rule } from '../model/verdict.ts';
import type { SuiteFacts } from './facts.ts';

/** The rules of a whole suite: what the evidence must be complete in, and what it must be comparable in. */
export function judgeSuiteRules(facts: SuiteFacts, judged: readonly Judgement[]): readonly Judgement[] {
  return [...missingPredictions(facts), ...incomplete(facts), ...doubtfulBaseline(facts, judged)];
}

/** Rows without a usable prediction, beyond what is tolerated, fail: dropping them would flatter the model. */
function missingPredictions({ suite, missing, n }: SuiteFacts): readonly Judgement[] {
  const { amount, relative } = suite.maxMissing;
  const limit = relative ? amount * n : amount;
  const limitText = relative ? `${Number((amount * 100).toPrecision(12))}%` : String(amount);
  if (missing === 0) return [];
  const beyond = missing > limit * (1 + 1e-12);
  return [
    suiteRule('max-missing', {
      limit,
      limitText,
      value: missing,
      outcome: beyond ? 'fail' : 'pass',
      reason: beyond ? 'missing-predictions' : 'within',
      detail: { range: [0, null], n },
    }),
  ];
}

function incomplete({ suite, rows, n, files }: SuiteFacts): readonly Judgement[] {
  const expectations: readonly (readonly [Rule, number | null, number])[] = [
    ['expected-rows', suite.expectedRows, rows],
    ['expected-shards', suite.expectedShards, files],
  ];
  return expectations.flatMap(([rule, expected, value]) =>
    expected === null
      ? []
      : [
          suiteRule(rule, {
            limit: expected,
            limitText: String(expected),
            value,
            outcome: value === expected ? 'pass' : 'fail',
            reason: value === expected ? 'within' : 'incomplete-evidence',
            detail: { range: [0, null], n },
          }),
        ],
  );
}

/** What is wrong with the baseline is said at the gates that it touches; where it touches none, once for the suite. */
function doubtfulBaseline({ baseline, n }: SuiteFacts, judged: readonly Judgement[]): readonly Judgement[] {
  const doubts: (readonly [Reason, string])[] = [];
  if (baseline.kind === 'unusable') doubts.push(['no-baseline', baseline.problem]);
  if (baseline.kind === 'found') {
    if (baseline.changed !== null) doubts.push(['dataset-changed', baseline.changed]);
    if (baseline.stale !== null) doubts.push(['stale-baseline', baseline.stale]);
  }
  return doubts
    .filter(([reason]) => !judged.some((judgement) => judgement.reason === reason && judgement.outcome !== 'pass'))
    .map(([reason, baselineProblem]) =>
      suiteRule('baseline', {
        limit: null,
        limitText: '',
        value: null,
        outcome: 'warn',
        reason,
        detail: { range: [null, null], n, baselineProblem },
      }),
    );
}

function suiteRule(
  rule: Rule,
  judged: Pick<Judgement, 'limit' | 'limitText' | 'value' | 'outcome' | 'reason' | 'detail'>,
): Judgement {
  return {
    metric: null,
    label: null,
    slice: null,
    across: null,
    level: 'fail',
    rule,
    against: rule === 'baseline' ? 'baseline' : null,
    baseline: null,
    delta: null,
    bounds: null,
    certainty: null,
    ...judged,
  };
}
