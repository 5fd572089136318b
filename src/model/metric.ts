import type { Dataset } from './dataset.ts';

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
export type Kind = 'proportion' | 'mean' | 'sums' | 'rank' | 'scalar';

/** A value, or the reason why there is none (or why the number given by convention says nothing). */
export interface Value {
  readonly value: number | null;
  readonly reason: UndefinedReason | null;
}

export type UndefinedReason =
  | 'no_examples'
  | 'single_class'
  | 'zero_division'
  | 'nonfinite_input'
  | 'out_of_range'
  | 'missing_value';

/** A value and the derivative of it by the weight of each row (0 where the row does not take part). */
export interface Linearised extends Value {
  readonly sensitivity: Float64Array;
}

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
      readonly range: readonly [number | null, number | null];
      /** Why there is no value in spite of the units: a score column is not what the metric takes it for. */
      readonly problem?: UndefinedReason;
    }
  | {
      readonly kind: 'sums';
      /** Each row is one cell of a table of `width` cells, and the table's totals give the value. */
      readonly cells: Int32Array;
      readonly width: number;
      /** A function of the totals that does not change when they all double, and its gradient there (`width` entries). */
      readonly reduce: (totals: Float64Array) => Value & {
        readonly gradient: Float64Array;
        /** What each class that is averaged over rests on, as label and prediction; absent for what is no average. */
        readonly support?: Float64Array;
      };
    }
  | {
      readonly kind: 'rank';
      readonly scores: Float64Array;
      /** 1 a positive, 0 a negative, -1 no unit. */
      readonly positive: Int8Array;
      /** The statistic and its sensitivity, given one weight a row (0: leave the row out). */
      readonly linearise: (scores: Float64Array, positive: Int8Array, weights: Float64Array) => Linearised;
      /** The name of the interval that this linearisation leads to: `delong` for the area under the ROC curve. */
      readonly method: 'delong' | 'influence';
    }
  | { readonly kind: 'scalar'; readonly scalar: import('./dataset.ts').Scalar };

/** What a metric may need from a dataset. */
export type Column = 'label' | 'prediction' | 'score';

/** What a gate says beyond the name of the metric. */
export interface MetricOptions {
  /** Code of the class that counts as positive: the policy's `positive-label`, or the `label` of the gate. */
  readonly positive: number | null;
  /** Code of the class that an unnamed score column scores: the policy's `positive-label`. null: the same as `positive`. */
  readonly scored: number | null;
}

export interface Metric {
  /** As in scikit-learn: `f1_macro`. */
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  /** null: the metric has no better side of its own; the rule of the gate says it. */
  readonly direction: Direction | null;
  readonly range: readonly [number | null, number | null];
  readonly tasks: readonly Task[];
  readonly needs: readonly Column[];
  /** `accepts`: a gate may name one class as `label`; `requires`: in a task that is not binary it must; `no`: it may not. */
  readonly label: 'no' | 'accepts' | 'requires';
  /** Changes whenever the same evidence would give another value; values of other signatures are never compared. */
  readonly signature: string;
  readonly contribute: (dataset: Dataset, options: MetricOptions) => Contributions;
}
