import type { Subject } from './measurement.ts';
import type { Level } from './policy.ts';
import type { Outcome } from './verdict.ts';

export type TrialOutcome =
  /** The injected regression breaks the rule, as its level says. */
  | 'blocks'
  /** The rule is broken, and these data cannot prove it. */
  | 'unsure'
  /** The rule is broken by the evidence as it is. */
  | 'already'
  /** No value that the metric can take breaks the rule. */
  | 'never'
  /** Nothing that was tried makes the metric so much worse. */
  | 'unreached'
  /** The regression was injected, and the gate passes it. */
  | 'missed'
  /** The rule judges by earlier records, and evidence alone has none. */
  | 'no-history';

/** One rule at one place, and what it said of a regression that was injected there. Amounts are in the unit of the metric. */
export interface Trial extends Subject {
  readonly rule: 'min' | 'max' | 'max-drop' | 'max-rise' | 'from-history';
  readonly level: Level;
  readonly against: 'baseline' | 'anchor' | null;
  /** The limit or the tolerance; null: relative to a value that is not positive. */
  readonly limit: number | null;
  readonly limitText: string;
  readonly range: readonly [number | null, number | null];
  /** Of the evidence as it is. */
  readonly value: number | null;
  readonly outcome: TrialOutcome;
  /** What the gate made of the copy; null where none was made. */
  readonly verdict: Outcome | null;
  /** How much worse the copy is, and how it was made so, as a plain clause; null where none was made. */
  readonly injected: { readonly worse: number; readonly value: number; readonly how: string } | null;
  /** Units that the rule rests on, and those that would prove the injected regression; null: not known. */
  readonly n: number;
  readonly rowsNeeded: number | null;
  /** A larger regression that does block, where the injected one was too small to be proven; null: none was found, or none needed. */
  readonly blocksAt: number | null;
  /** The sentence of the report about the rule that is broken already; null otherwise. */
  readonly message: string | null;
}

/** A copy in which nothing got worse. */
export interface NullChange {
  /** Examples whose answers were exchanged with those of others; 0: the copy is identical. */
  readonly exchanged: number;
  /** The sentences of the rules that block it although the evidence as it is keeps them. */
  readonly blocked: readonly string[];
}

export interface SuiteSelfTest {
  readonly name: string;
  readonly rows: number;
  readonly nullChange: NullChange;
  readonly trials: readonly Trial[];
}

/** Whether a rule of a gate that blocks did not block what was injected. */
export function isFailed({ level, outcome }: Trial): boolean {
  return level === 'fail' && !['blocks', 'already', 'no-history'].includes(outcome);
}

/** Whether every gate that blocks blocked its regression, and none the copy in which nothing got worse. */
export function isProven(suites: readonly SuiteSelfTest[]): boolean {
  return suites.every(({ nullChange, trials }) => nullChange.blocked.length === 0 && !trials.some(isFailed));
}
