import type { Subject } from './measurement.ts';
import type { Level } from './policy.ts';

/** Where the standard error of a change was taken from. */
export type ErrorBasis =
  /** The comparison with the baseline. */
  | { readonly kind: 'comparison' }
  /** So large a share of the examples is answered right by only one of two equally good models. */
  | { readonly kind: 'discordance'; readonly share: number }
  /** The candidate alone: the errors of two equally good models on the same examples correlate so much. */
  | { readonly kind: 'correlation'; readonly correlation: number }
  /** The candidate alone: without ids the sides are compared as independent samples. */
  | { readonly kind: 'independent' };

interface Planned extends Subject {
  readonly level: Level;
  readonly range: readonly [number | null, number | null];
  readonly value: number | null;
  /** Units that the rule rests on. */
  readonly n: number;
}

/** What the data can do for a `max-drop` or `max-rise`. Amounts are in the unit of the metric, and positive for the worse. */
export interface PlannedChange extends Planned {
  readonly rule: 'max-drop' | 'max-rise';
  readonly against: 'baseline' | 'anchor';
  /** null: relative to a value that is not positive. */
  readonly tolerance: number | null;
  readonly toleranceText: string;
  readonly relative: boolean;
  /** null: nothing tells how far the change of a harmless model may come out from 0. */
  readonly sight: Sight | null;
  /** A tolerance that the history of the metric suggests; null: there is none. */
  readonly suggested: number | null;
}

/** What can be told of a change. */
export interface Sight {
  readonly basis: ErrorBasis;
  /** A harmless change is told from a drop of this size with 80 % power, at one-sided 95 %. */
  readonly smallestVisible: number;
  /** A drop of this size blocks with 80 % power, at the first step of Holm's procedure. */
  readonly blocksFrom: number;
  /** Units that tell a harmless change from a drop of the tolerance; null where nothing is tolerated. */
  readonly rowsNeeded: number | null;
  /** The smallest tolerance of two digits that these data see: relative to the baseline where the rule is. */
  readonly roundTolerance: number;
}

/** Where a value stands to its `min` or `max`. */
export interface PlannedLimit extends Planned {
  readonly rule: 'min' | 'max';
  readonly limit: number;
  /** How far the value keeps the limit; negative where it breaks it. */
  readonly distance: number | null;
  /** The distance that these data prove at one-sided 95 %; null where there is no interval. */
  readonly provable: number | null;
  /** Only a proof of the limit passes. */
  readonly mustProve: boolean;
}

export interface PlannedSuite {
  readonly name: string;
  readonly rows: number;
  /** Which record it was compared with, or why with none, as a plain sentence. */
  readonly baseline: string;
  readonly changes: readonly PlannedChange[];
  readonly limits: readonly PlannedLimit[];
}

/** How often a policy blocks a change that changed nothing for the worse. */
export interface FalseBlocks {
  /** Expected blocks a change. */
  readonly expected: number;
  /** What Holm's procedure keeps it under; null when a gate that demands proof blocks beyond that, or one is judged by a posterior. */
  readonly atMost: number | null;
  /** Some gate is judged by a posterior, which promises no such rate. */
  readonly byPosterior?: boolean;
  /** Blocking relative rules that are counted, and those of which nothing is known. */
  readonly counted: number;
  readonly unknown: number;
}

export interface Plan {
  readonly suites: readonly PlannedSuite[];
  readonly falseBlocks: FalseBlocks;
}
