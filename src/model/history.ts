import type { Versions } from './dataset.ts';
import type { RecordedMeasurement } from './record.ts';

/** A metric of an earlier record; one without a value is not remembered. */
export type RememberedMeasurement = Pick<
  RecordedMeasurement,
  'metric' | 'label' | 'slice' | 'across' | 'n' | 'signature' | 'standardError'
> & { readonly value: number };

/** What is remembered of one earlier record of a suite. */
export interface HistoryPoint {
  readonly commit: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Of the data set, see baseline/fingerprint.ts; null: it was recorded before there were fingerprints. */
  readonly fingerprint: string | null;
  /** Of the judge, the prompt and the data set. */
  readonly versions: Versions;
  readonly measurements: readonly RememberedMeasurement[];
}

/** How a history sets the next value a limit; the parameters bear the names that the policy gives them. See statistics/history/. */
export type HistoryMethod =
  | { readonly name: 'mad'; readonly k: number }
  | { readonly name: 'tolerance'; readonly P: number; readonly gamma: number }
  | { readonly name: 't' | 'z' | 'log-normal'; readonly p: number }
  | { readonly name: 'iqr' | 'delta-iqr'; readonly m: number }
  | { readonly name: 'percentage'; readonly p: number }
  | { readonly name: 'static'; readonly limit: number }
  | { readonly name: 'ewma'; readonly lambda: number; readonly L: number }
  | { readonly name: 'cusum'; readonly k: number; readonly h: number }
  | { readonly name: 'page-hinkley'; readonly epsilon: number; readonly lambda: number };

export type HistoryMethodName = HistoryMethod['name'];

/** The rule `from-history` of a gate. */
export interface HistoryRule {
  readonly method: HistoryMethod;
  /** So many of the newest records count. */
  readonly window: number;
  /** With fewer records nothing is gated yet. */
  readonly minSize: number;
}

/** Records that a history holds at most. */
export const MAX_HISTORY = 100;
