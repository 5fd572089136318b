import type { EvidenceFile } from './dataset.ts';
import type { Interval, Subject } from './measurement.ts';
import type { Direction, Kind, Task, UndefinedReason } from './metric.ts';
import type { FalseBlocks } from './plan.ts';
import type { Finding, Outcome } from './verdict.ts';

/** Which record the candidate was compared with. */
export interface BaselineUse {
  readonly commit: string | null;
  readonly kind: 'first-parent' | 'merge-base' | 'latest' | 'file' | 'anchor';
  readonly ageDays: number | null;
  readonly pairing: 'paired' | 'unpaired';
  /** Examples on both sides. */
  readonly shared: number;
  /** Examples that the record does not have, of paired ones. */
  readonly fresh: number;
  /** Commits on the first-parent line between the wanted commit and this one; 0: the wanted one; null: unknown. */
  readonly distance: number | null;
  /** Which, why and how old, as a plain sentence. */
  readonly explanation: string;
}

/** A measurement as it is reported, beside the baseline's. */
export interface MeasurementRow extends Subject {
  readonly kind: Kind;
  readonly direction: Direction | null;
  readonly range: readonly [number | null, number | null];
  readonly value: number | null;
  readonly reason: UndefinedReason | null;
  readonly n: number;
  readonly interval: Interval | null;
  readonly baseline: number | null;
  /** value - baseline, in the metric's unit. */
  readonly delta: number | null;
  readonly deltaInterval: Interval | null;
  /** Of a slice: how likely so harmful a change is by chance, adjusted for all slices of the suite that were looked at; absent: not looked at. */
  readonly qValue?: number;
  /** How texts were read and scored, of a metric of texts; absent for others. */
  readonly signature?: string;
}

/** Slices with an adjusted p-value up to this one are told of as worse: on the average one in twenty of them is not. */
export const WORSE_Q_VALUE = 0.05;

/** A slice that got worse beyond chance, on the examples that both sides have. */
export interface WorseSlice extends Subject {
  readonly range: readonly [number | null, number | null];
  readonly n: number;
  readonly value: number;
  readonly baseline: number;
  readonly delta: number;
  readonly qValue: number;
}

/** A search for slices that got worse, beyond those that the policy asks for. It never changes the verdict. */
export interface SliceSearch {
  /** Metrics in slices, all of which share the correction for chance. */
  readonly lookedAt: number;
  /** Those first that are sure to have got worse by most. */
  readonly worst: readonly WorseSlice[];
}

/** Examples whose correctness differs from the baseline's, by plain id. */
export interface Flips {
  readonly worse: readonly string[];
  readonly better: readonly string[];
  readonly worseCount: number;
  readonly betterCount: number;
  /** Two-sided mid-p value of McNemar's test: how surprising so uneven a split would be between equal models. For display. */
  readonly midP: number;
}

export interface SuiteReport {
  readonly name: string;
  readonly task: Task;
  readonly n: number;
  readonly missing: number;
  readonly evidence: readonly EvidenceFile[];
  readonly baseline: BaselineUse | null;
  readonly anchor: BaselineUse | null;
  readonly measurements: readonly MeasurementRow[];
  /** The measurements that rules are held against the anchor by, beside its values. */
  readonly anchored: readonly MeasurementRow[];
  readonly findings: readonly Finding[];
  readonly flips: Flips | null;
  /** Absent: there was none, or nothing to search. */
  readonly sliceSearch?: SliceSearch;
  /** Plain sentences that a reader should know. */
  readonly notes: readonly string[];
}

/** What a change does to the policy: `relaxes` what judges later changes, `tightens` it, or `changes` it in a way that is neither. */
export interface PolicyChange {
  readonly kind: 'relaxes' | 'tightens' | 'changes';
  /** A plain sentence. */
  readonly text: string;
}

export interface Report {
  readonly verdict: Outcome;
  readonly commit: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly seed: number;
  /** Where the policy came from, when that is worth saying ("the policy of this change, because its base has none yet"). */
  readonly policyNote: string | null;
  /** How the policy of the change differs from its base's, relaxations first; absent: it does not, or nobody looked. */
  readonly policyChanges?: readonly PolicyChange[];
  /** How often this check blocks a change that made nothing worse; null without a comparison. */
  readonly falseBlocks: FalseBlocks | null;
  readonly suites: readonly SuiteReport[];
}
