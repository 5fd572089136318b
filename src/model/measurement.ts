import type { Direction, Kind, UndefinedReason } from './metric.ts';

/** Column -> value, all of which hold. */
export type Slice = Readonly<Record<string, string>>;

/** What is measured. */
export interface Subject {
  readonly metric: string;
  /** One class, when the metric is asked of one. */
  readonly label: string | null;
  readonly slice: Slice | null;
  /** The column whose values are compared as groups, for a metric that is about groups. */
  readonly across: string | null;
}

/** One-sided confidence bounds of an estimate, at any level in (0.5, 1): `low(0.95)` lies below the truth 95 % of the time. */
export interface Bounds {
  readonly method: string;
  readonly low: (level: number) => number;
  readonly high: (level: number) => number;
  /** Bounds that hold at least at their level, where these hold it on the average: what a proof needs. Absent: these do for that. */
  readonly guaranteed?: Pick<Bounds, 'low' | 'high'>;
  /** Of a posterior: the probabilities that the truth lies below a number, and above it. Absent: these bounds are none. */
  readonly probability?: { readonly below: (x: number) => number; readonly above: (x: number) => number };
}

export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly method: string;
}

/** What a metric comes to in each run of the examples. */
export interface RunSpread {
  readonly runs: number;
  readonly least: number;
  readonly most: number;
  /** Sample standard deviation (ddof 1). */
  readonly sd: number;
}

/** What is known of the groups that a metric compares. */
export interface GroupFacts {
  /** Groups that take no part, with the units that they have. */
  readonly leftOut: readonly { readonly name: string; readonly units: number }[];
  /** How far apart such groups lie on the average when nothing tells them apart; null for what is no difference of groups. */
  readonly expectedGap: number | null;
}

/** A metric of the candidate. */
export interface Measurement extends Subject {
  readonly kind: Kind;
  readonly direction: Direction | null;
  readonly range: readonly [number | null, number | null];
  readonly signature: string;
  readonly value: number | null;
  readonly reason: UndefinedReason | null;
  /** The units that the metric rests on (examples, sums of `count`). */
  readonly n: number;
  /** null when the data give no interval. */
  readonly bounds: Bounds | null;
  /** The posterior of the value, worked out when a gate of `method: bayes` asks for it; for a distance between samples `bounds`. */
  readonly posterior: () => Bounds | null;
  /** What noise alone stays below with a probability of 95 %, of a distance between two samples; null for others. */
  readonly nullCeiling: number | null;
  /** null for what compares no groups. */
  readonly groups: GroupFacts | null;
}

/** A metric of the candidate against the same metric of a baseline. */
export interface Comparison {
  readonly pairing: 'paired' | 'unpaired';
  /** Units on both sides when paired. */
  readonly pairs: number;
  /** Every unit of both sides is compared: the values are those of all rows. */
  readonly isComplete: boolean;
  /** Values on the units that are compared, and their difference: value - baseline. */
  readonly value: number | null;
  readonly baseline: number | null;
  readonly delta: number | null;
  /** The baseline's undefined reason, when that is why there is no difference. */
  readonly reason: UndefinedReason | null;
  /** Bounds of `delta`; null when there are none. */
  readonly bounds: Bounds | null;
  /** There are no bounds because the examples are too few or too alike to tell. */
  readonly isBlind: boolean;
  /** value ÷ baseline − 1 with its own bounds, worked out when a rule asks for it; null when the baseline is zero or negative. */
  readonly relative: () => {
    readonly change: number;
    readonly bounds: Bounds | null;
    readonly standardError: number | null;
    readonly isBlind: boolean;
  } | null;
  /** As `bounds` and `isBlind`, of `delta` or of value ÷ baseline − 1, of the posterior, worked out when a gate of `method: bayes` asks for it. */
  readonly posterior: (scale: 'difference' | 'ratio') => Pick<Comparison, 'bounds' | 'isBlind'>;
  /** Every contribution equals the baseline's. */
  readonly unchanged: boolean;
  /** p-value of approximate randomisation, worked out when a report asks for it. Absent: the change is not resampled; null: there is none. */
  readonly swapP?: () => number | null;
  /** Standard error of `delta`, for power. */
  readonly standardError: number | null;
}
