import type { Dataset, Lists, Quantity, Raw, Scalar } from './dataset.ts';

export const TASKS = [
  'binary',
  'multiclass',
  'multilabel',
  'regression',
  'ranking',
  'translation',
  'generation',
  'scores',
  'metrics',
] as const;
export type Task = (typeof TASKS)[number];

export type Direction = 'higher' | 'lower';

/** How units add up to a metric. The kind selects the interval and the paired test. */
export type Kind = 'proportion' | 'mean' | 'sums' | 'rank' | 'quantile' | 'divergence' | 'extremum' | 'scalar';

/** Why a metric has no value, or why the number given by convention says nothing. */
export const UNDEFINED_REASONS = [
  'no_examples',
  'single_class',
  'zero_division',
  'nonfinite_input',
  'out_of_range',
  'missing_value',
  'zero_target',
  'constant',
  'separated',
  'too_few',
  'too_few_groups',
  'no_baseline',
  'not_paired',
] as const;
export type UndefinedReason = (typeof UNDEFINED_REASONS)[number];

/** A value, or the reason why there is none (or why the number given by convention says nothing). */
export interface Value {
  readonly value: number | null;
  readonly reason: UndefinedReason | null;
}

/** A value and the derivative of it by the weight of each row (0 where the row does not take part). */
export interface Linearised extends Value {
  readonly sensitivity: Float64Array;
}

/** A function of totals at one point, with its derivative by each of them. */
export interface Reduction extends Value {
  readonly gradient: Float64Array;
  /** What each class that is averaged over rests on, as label and prediction; absent for what is no average. */
  readonly support?: Float64Array;
}

/** What each row adds to the totals of a metric. */
export type Addends =
  /** 1 to one cell; -1 marks a row that is no unit. */
  | { readonly form: 'cell'; readonly cells: Int32Array }
  /** 1 to each cell of its list; a row with an empty list is no unit. */
  | { readonly form: 'cells'; readonly lists: Lists }
  /** A number to every cell, `width` of them a row; NaN in the first marks a row that is no unit. */
  | { readonly form: 'vector'; readonly values: Float64Array };

type Range = readonly [number | null, number | null];
type NumberColumn = Float64Array | Int32Array | Int8Array;

/**
 * What each row adds to a metric. Arrays have one entry a row of the dataset; -1 (integers) or NaN (floats) marks a row
 * that is no unit of the metric: a negative, for recall; a row without a prediction, for accuracy.
 */
export type Contributions =
  | {
      readonly kind: 'proportion';
      readonly hits: Int8Array;
      /** What the metric comes to when no row is a unit; absent: no value, `no_examples`. */
      readonly empty?: Value;
    }
  | {
      readonly kind: 'mean';
      readonly scores: Float64Array;
      /** Bounds that every score obeys; null where there is none. */
      readonly range: Range;
      /** Why there is no value in spite of the units: a score column is not what the metric takes it for. */
      readonly problem?: UndefinedReason;
      /** Why a row has no score although it is a unit: its score is Infinity, and so is every mean with it. Absent: `nonfinite_input`. */
      readonly infinite?: UndefinedReason;
    }
  | Sums
  | Statistic
  | {
      readonly kind: 'quantile';
      readonly values: Float64Array;
      /** In 0..1; 1 is the maximum. */
      readonly q: number;
      readonly range: Range;
      readonly problem?: UndefinedReason;
    }
  | Extremum
  | { readonly kind: 'scalar'; readonly scalar: Scalar };

/** Totals over the rows, and a function of them. */
export interface Sums {
  readonly kind: 'sums';
  readonly addends: Addends;
  /** Number of totals. */
  readonly width: number;
  /** A function of the totals that does not change when they all double, and its gradient there (`width` entries). */
  readonly reduce: (totals: Float64Array) => Reduction;
  /** The function when its average leaves out some classes; absent for what is no average over those that occur. */
  readonly leavingOut?: (classes: readonly number[]) => (totals: Float64Array) => Reduction;
  /** Its interval comes from resampling: the function is too crooked for a straight line. */
  readonly resampled?: true;
  /** The cells whose rows the value is a share of: the model decides which rows those are, so that it is no proportion. Of the form `cell`. */
  readonly shareOf?: readonly number[];
}

/** A statistic of all rows at once, such as one of their order. */
export interface Statistic {
  readonly kind: 'rank' | 'divergence';
  /** What the statistic is computed from: equal columns give equal values. */
  readonly columns: readonly NumberColumn[];
  /** The sample that a row was drawn in: 0 or 1 (negatives and positives; baseline and candidate); -1: no unit. */
  readonly sample: Int8Array;
  /** The value, given one weight a row (0: leave the row out). All arrays are parallel. */
  readonly evaluate: (columns: readonly NumberColumn[], sample: Int8Array, weights: Float64Array) => Value;
  /** What equal statistics have in common, where columns hold numbers that stand for other names on the other side; absent: the columns. */
  readonly fingerprint?: (columns: readonly NumberColumn[], sample: Int8Array) => string;
  /** The value and its sensitivity. */
  readonly linearise: (columns: readonly NumberColumn[], sample: Int8Array, weights: Float64Array) => Linearised;
  /** The name of the interval that this linearisation leads to: `delong` for the area under the ROC curve. */
  readonly method: 'delong' | 'influence';
  /** Of a divergence: how it is distributed when both samples come from one population. */
  readonly null?: NullDistribution;
}

/**
 * With N = n·m/(n + m): `chi-squared`: N × value × scale has χ² with `df` degrees of freedom; `kolmogorov`: √N × value has the
 * distribution of Kolmogorov. `power` is the power of the value that this is about.
 */
export type NullDistribution =
  | { readonly name: 'chi-squared'; readonly df: number; readonly scale: number; readonly power: 1 | 2 }
  | { readonly name: 'kolmogorov' };

/** Metrics of every group, and the worst of them or how far they lie apart. */
export interface Extremum {
  readonly kind: 'extremum';
  /** Each is measured in every group; of several, the worst or the mean is taken in the end. */
  readonly parts: readonly Contributions[];
  /** Group of each row; -1: none. */
  readonly groups: Int32Array;
  readonly names: readonly string[];
  /** `worst`: the group's value that is worst; `difference`: largest less smallest; `ratio`: smallest over largest. */
  readonly statistic: 'worst' | 'difference' | 'ratio';
  /** What groups are held against, for a difference or ratio. */
  readonly against: 'each-other' | 'overall';
  /** How several parts become one. */
  readonly parted: 'worst' | 'mean';
  /** Which way is better for the parts. */
  readonly better: Direction;
  /** Groups with fewer units take no part. */
  readonly minUnits: number;
  /** A group without a denominator counts as 0, as fairlearn has it, instead of taking no part; where `minUnits` is 0. */
  readonly emptyIsZero: boolean;
}

/** What a metric may need from a dataset. */
export type Column = 'label' | 'prediction' | 'score' | 'run' | 'popularity' | Quantity;

/** What a mistake costs: either kind of a binary task, or each pair of label and prediction, right answers costing nothing unless they stand there. */
export type Costs =
  | { readonly kind: 'binary'; readonly falseNegative: number; readonly falsePositive: number }
  | { readonly kind: 'matrix'; readonly of: ReadonlyMap<string, ReadonlyMap<string, number>> };

/** The baseline of a metric that is about the change itself. */
export type Counterpart =
  /** Row of the baseline that is the same example as each row; -1: none. */
  | { readonly kind: 'pairs'; readonly dataset: Dataset; readonly rows: Int32Array }
  /** The dataset holds both sides: rows from `from` on are the baseline's. */
  | { readonly kind: 'samples'; readonly from: number };

/** What a gate says beyond the name of the metric. */
export interface MetricOptions {
  /** Code of the class that counts as positive: the policy's `positive-label`, or the `label` of the gate. */
  readonly positive: number | null;
  /** Code of the class that an unnamed score column scores: the policy's `positive-label`. null: the same as `positive`. */
  readonly scored: number | null;
  readonly costs: Costs | null;
  /** Column whose values are the groups of a fairness metric. */
  readonly across: string | null;
  /** Why there is no baseline to compare with, or the baseline; only metrics with `compares` look at it. */
  readonly counterpart: Counterpart | 'no_baseline' | 'not_paired';
}

export const NO_OPTIONS: MetricOptions = {
  positive: null,
  scored: null,
  costs: null,
  across: null,
  counterpart: 'no_baseline',
};

/** Computes what is kept of texts or rankings: one vector a row. */
export interface Digest {
  /** Names everything that the vectors depend on; equal keys mean equal vectors. */
  readonly key: string;
  readonly width: number;
  readonly from: keyof Raw;
  /** As in `Vectors`. */
  readonly namesFrom?: number;
  /** rows × width numbers; NaN in the first of a row that is no unit. */
  readonly of: (raw: Raw) => Float64Array;
}

type JsonCell = string | number | boolean | null | readonly (string | number)[];

/** A small evaluation and what the metric comes to on it. A test runs it, and the documentation shows it. */
export interface Example {
  /** Columns bear their common names. */
  readonly rows: readonly Readonly<Record<string, JsonCell>>[];
  /** Rows of the baseline, for a metric that compares. */
  readonly baseline?: readonly Readonly<Record<string, JsonCell>>[];
  readonly positive?: string;
  readonly across?: string;
  readonly costs?: Costs;
  /** Compared to ten significant digits. */
  readonly value: number;
}

/** What the documentation says of a metric. */
interface Description {
  /** With formula, shapes, units and edge cases. Plain text. */
  readonly definition: string;
  /** The paper, and the program that gives the same number. */
  readonly source: string;
  /** null for metrics that the evidence brings. */
  readonly example: Example | null;
}

/** What a metric came to on all rows. */
export interface Measured {
  readonly contributions: Contributions;
  readonly value: number;
  /** Upper end of its interval; null where there is none. */
  readonly high: number | null;
}

export interface Metric extends Description {
  /** As in scikit-learn: `f1_macro`. */
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  /** null: the metric has no better side of its own; the rule of the gate says it. */
  readonly direction: Direction | null;
  readonly range: Range;
  readonly tasks: readonly Task[];
  readonly needs: readonly Column[];
  /** What it makes use of where it is there. */
  readonly wants?: readonly Column[];
  /** `accepts`: a gate may name one class as `label`; `requires`: in a task that is not binary it must; `no`: it may not. */
  readonly label: 'no' | 'accepts' | 'requires';
  /** It is about the groups of a column, which the gate names as `across`. */
  readonly across?: true;
  /** With `across`: the metrics that are held against each other, which a report shows for each group. */
  readonly ofEachGroup?: readonly string[];
  /** It is about the change itself: of the rows that both sides have, or of both sides as two samples. Only limits can gate it. */
  readonly compares?: Counterpart['kind'];
  /** Changes whenever the same evidence would give another value; values of other signatures are never compared. */
  readonly signature: string;
  readonly digest?: Digest;
  /** What a reader of this value should know, as a plain sentence that names the metric; null: nothing. */
  readonly remark?: (measured: Measured) => string | null;
  readonly contribute: (dataset: Dataset, options: MetricOptions) => Contributions;
}

/** Metrics of one name with a parameter: `fbeta@2`. */
export interface MetricFamily {
  /** How it is written: `fbeta@β`. */
  readonly usage: string;
  /** The metrics that stand for the family in lists, documentation and tests. */
  readonly members: readonly Metric[];
  /** The metric of a name; null: the name is none of this family; a problem: it is, and the parameter is wrong. */
  readonly find: (name: string) => Metric | { readonly problem: string } | null;
}
