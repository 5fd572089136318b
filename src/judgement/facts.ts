import type { Comparison, Measurement } from '../model/measurement.ts';
import type { Counterpart } from '../model/metric.ts';
import type { Suite } from '../model/policy.ts';
import type { Confounders } from '../model/record.ts';
import type { SuiteHistory } from './history-series.ts';
import type { GatedSubject } from './measure.ts';

/** What is known about the baseline of a suite when its gates are judged. */
export type BaselineState =
  /** The store has never held anything: gating starts with the next record. */
  | { readonly kind: 'empty' }
  /** There should be a record to compare with, and there is none that can be used. */
  | { readonly kind: 'unusable'; readonly problem: string }
  | {
      readonly kind: 'found';
      /** Why the record is older than the policy allows; null when it is not. */
      readonly stale: string | null;
      /** Why the examples are not those of the baseline; null when they are. */
      readonly changed: string | null;
      /** What changed with the model, for the gates that it touches. */
      readonly confounded: Confounders;
    };

/** A gate at one place, with everything that its rules are judged on. */
export interface GateFacts extends GatedSubject {
  /** What is known of what its changes are judged against. */
  readonly reference: BaselineState;
  /** The metric rests on what a judge said. */
  readonly isJudged: boolean;
  readonly measurement: Measurement;
  /** null when there is no baseline. */
  readonly comparison: Comparison | null;
  /** The metric is about the change itself, of pairs or of samples. */
  readonly compares: Counterpart['kind'] | null;
  /** The baseline measured this metric by another definition. */
  readonly signatureChanged: boolean;
}

export interface SuiteFacts {
  readonly suite: Suite;
  readonly rows: number;
  readonly files: number;
  /** What `missing` is a part of: rows, each as many times as its count. */
  readonly n: number;
  readonly missing: number;
  readonly baseline: BaselineState;
  /** Absent where there is no record. */
  readonly history?: SuiteHistory;
  readonly gates: readonly GateFacts[];
}
