import type { HistoryMethodName } from './history.ts';
import type { Subject } from './measurement.ts';
import type { UndefinedReason } from './metric.ts';
import type { Level } from './policy.ts';

/** pass < warn < fail. */
export type Outcome = 'pass' | 'warn' | 'fail';

/** How sure a finding is: shown by the interval, more likely than not, or a point estimate without an interval. */
export type Certainty = 'proven' | 'likely' | 'point';

export const REASONS = {
  within: 'the value keeps the rule',
  'beyond-limit': 'the value is beyond the limit',
  unchanged: 'every contribution equals the baseline’s',
  regressed:
    'the change is proven to be harmful, and the estimate is beyond the tolerance (without an interval: the estimate alone)',
  unsure: 'the estimate breaks the rule, but the data cannot prove it (or: proof was demanded and is absent)',
  'no-baseline': 'there is no baseline to compare with yet',
  'short-history': 'there are too few earlier records of the same data set and definition to judge by',
  'stale-baseline': 'the baseline is older than the policy allows',
  'dataset-changed': 'the baseline was measured on other examples, or on other labels of the same examples',
  confounded: 'the judge or the prompt changed with the model, so that a difference may be due to either',
  'signature-changed': 'the metric is defined differently from the baseline’s',
  'undefined-metric': 'the metric has no value on this evidence',
  'undefined-baseline':
    'the metric has no value on the baseline, or a relative rule meets a baseline that is not positive',
  'missing-predictions': 'more rows lack a prediction than the policy allows',
  'incomplete-evidence': 'the evidence does not have the expected rows or shards',
  'not-affected': 'there is no evidence, and no changed file is one that the suite is affected by',
  acknowledged: 'the regression was accepted in the ledger',
} as const;
export type Reason = keyof typeof REASONS;

export type Rule =
  | 'min'
  | 'max'
  | 'max-drop'
  | 'max-rise'
  | 'from-history'
  | 'max-missing'
  | 'expected-rows'
  | 'expected-shards'
  | 'baseline'
  | 'affected-by';

/** One rule of the policy, judged: the facts. `metric` is null for the rules of a whole suite. */
export interface Judgement extends Omit<Subject, 'metric'> {
  readonly metric: string | null;
  readonly rule: Rule;
  readonly level: Level;
  /** In the metric's unit; null when a relative rule has no baseline to be relative to. */
  readonly limit: number | null;
  /** The limit as the user wrote it. */
  readonly limitText: string;
  readonly against: 'baseline' | 'anchor' | null;
  readonly value: number | null;
  readonly baseline: number | null;
  readonly delta: number | null;
  /** The one-sided bounds that decided, of `delta` (relative rules) or `value` (limits), in the metric's unit. */
  readonly bounds: {
    readonly low: number;
    readonly lowLevel: number;
    readonly high: number;
    readonly highLevel: number;
  } | null;
  readonly outcome: Outcome;
  readonly certainty: Certainty | null;
  readonly reason: Reason;
  /** What the sentence about it needs beyond the rest; absent where it has nothing to say. */
  readonly detail: JudgementDetail;
}

/** What a posterior distribution says of a rule, of `method: bayes`; absent for others. */
type Odds =
  /** Of a change: the probability that the metric got worse, and that by more than is tolerated. */
  | { readonly worse: number; readonly beyond: number }
  /** Of a limit: the probability that the true value keeps it. */
  | { readonly keeps: number };

export interface JudgementDetail {
  readonly range: readonly [number | null, number | null];
  /** Why the metric (or the baseline's) has no value. */
  readonly undefinedReason?: UndefinedReason;
  /** Units that would settle an unsure change, and the smallest harmful change that the present ones can see. */
  readonly rowsNeeded?: number;
  readonly smallestVisible?: number;
  /** Units that the decision rests on. */
  readonly n?: number;
  /** What noise alone may come to, of a distance between two samples. */
  readonly nullCeiling?: number;
  /** How far apart groups that are alike lie on the average, of a difference of groups. */
  readonly expectedGap?: number;
  /** Groups that have examples, and none that the metric could be measured on. */
  readonly emptyGroups?: readonly string[];
  /** What is wrong with the baseline, as a plain clause. */
  readonly baselineProblem?: string;
  /** Of a suite that is not affected: how many files are changed, and the globs that none of them fits. */
  readonly unaffected?: { readonly files: number; readonly globs: readonly string[] };
  /** What changed with the model, so that a difference may be due to either; a plain clause. */
  readonly confounder?: string;
  /** Where the first baseline was looked for, as a plain clause. */
  readonly baselineHint?: string;
  readonly posterior?: Odds;
  /** What earlier records say. */
  readonly history?: HistoryFacts;
}

export interface HistoryFacts {
  readonly method: HistoryMethodName;
  /** Where values are worse. */
  readonly side: 'low' | 'high';
  /** Records that count. */
  readonly records: number;
  /** Records that the rule needs. */
  readonly needed: number;
  /** Records that do not count, because they are of another data set, definition of the metric, judge or prompt. */
  readonly leftOut: number;
  /** Name and number of what is usual; `size`: a distance in the metric's unit, `ratio`: a share of the value. */
  readonly summary: readonly (readonly [string, number, 'value' | 'size' | 'ratio'])[];
  /** A chart that adds up shifts, and where its alarm begins. */
  readonly chart?: { readonly height: number; readonly ceiling: number };
  /** Why there is no limit: the values have no spread, or one of them is zero or not positive. */
  readonly problem?: 'no-spread' | 'not-positive' | 'zero';
}

/** A judgement with the sentence that a person reads. */
export interface Finding extends Omit<Judgement, 'detail'> {
  /** Units that the decision rests on; null where there are none to count. */
  readonly n: number | null;
  readonly posterior?: Odds;
  /** One sentence that a person can act on, plain text. */
  readonly message: string;
}
