import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Value } from '../../model/metric.ts';
import { NO_EXAMPLES } from '../evaluate.ts';

const ZERO_DIVISION: Value = { value: 0, reason: 'zero_division' };
const SINGLE_CLASS: Value = { value: null, reason: 'single_class' };

/**
 * Accuracy: the share of rows whose prediction is their label. Units: rows with a label and a prediction.
 * Precision, recall and F pooled over all classes (`micro`) are this same share when a row has one label.
 * Example: labels a b b against predictions a b a give 2/3. Source: scikit-learn `accuracy_score`.
 */
export function countCorrect(dataset: Dataset): Contributions {
  return { kind: 'proportion', hits: compare(dataset, 1) };
}

/** Zero-one loss: the share of rows whose prediction is not their label, 1 − accuracy. Source: scikit-learn `zero_one_loss`. */
export function countWrong(dataset: Dataset): Contributions {
  return { kind: 'proportion', hits: compare(dataset, 0) };
}

/** What a row counts for by its outcome: a true or false negative, a false or true positive; -1: it is no unit. */
interface Outcomes {
  readonly tn: -1 | 0 | 1;
  readonly fp: -1 | 0 | 1;
  readonly fn: -1 | 0 | 1;
  readonly tp: -1 | 0 | 1;
  /** What the share comes to without units. */
  readonly empty: Value;
}

/**
 * Recall (sensitivity) of a class: TP/(TP + FN), the share found among the rows that are of the class.
 * Without such a row 0 with reason `zero_division`. Source: scikit-learn `recall_score` (`zero_division` 0).
 */
export const RECALL_OUTCOMES: Outcomes = { tn: -1, fp: -1, fn: 0, tp: 1, empty: ZERO_DIVISION };

/**
 * False negative rate (miss rate) of a class: FN/(TP + FN) = 1 − recall; without a row of the class 0 with reason `zero_division`.
 * Source: fairlearn `false_negative_rate`.
 */
export const MISS_OUTCOMES: Outcomes = { tn: -1, fp: -1, fn: 1, tp: 0, empty: ZERO_DIVISION };

/**
 * Specificity of a class: TN/(TN + FP), the share left alone among the rows that are not of the class; 1 − false positive rate.
 * Without such a row no value, `single_class`. Source: scikit-learn `recall_score` of "not the class".
 */
export const SPECIFICITY_OUTCOMES: Outcomes = { tn: 1, fp: 0, fn: -1, tp: -1, empty: SINGLE_CLASS };

/**
 * False positive rate (fall-out) of a class: FP/(TN + FP) = 1 − specificity; when every row is of the class no value, `single_class`.
 * Source: fairlearn `false_positive_rate`.
 */
export const FALSE_ALARM_OUTCOMES: Outcomes = { tn: 0, fp: 1, fn: -1, tp: -1, empty: SINGLE_CLASS };

/**
 * The share of hits among the rows that are units, by what each row is to a class. Rows without a label or a prediction are none. Where no row
 * that has both stands for an example of any weight, there is no value, `no_examples`, whatever the share would come to without units.
 */
export function countOutcomes(dataset: Dataset, positive: number, outcomes: Outcomes): Contributions {
  const { rows, label, prediction, count, weight } = dataset;
  const { tn, fp, fn, tp, empty } = outcomes;
  const hits = new Int8Array(rows).fill(-1);
  let isEmpty = true;
  for (let i = 0; i < rows; i++) {
    if (label![i]! < 0 || prediction![i]! < 0) continue;
    if ((count?.[i] ?? 1) > 0 && (weight?.[i] ?? 1) > 0) isEmpty = false;
    const isPredicted = prediction![i] === positive;
    if (label![i] === positive) hits[i] = isPredicted ? tp : fn;
    else hits[i] = isPredicted ? fp : tn;
  }
  return { kind: 'proportion', hits, empty: isEmpty ? NO_EXAMPLES : empty };
}

/** The share of a class among the cells of a column; units: rows that have the cell. Source: fairlearn `selection_rate`, for predictions. */
export function countMembers(codes: Int32Array, positive: number): Contributions {
  const hits = new Int8Array(codes.length).fill(-1);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) hits[i] = codes[i] === positive ? 1 : 0;
  return { kind: 'proportion', hits };
}

/** `right` where the prediction is the label and 1 − `right` where it is not; -1 where either is missing. */
function compare({ rows, label, prediction }: Dataset, right: 0 | 1): Int8Array {
  const hits = new Int8Array(rows);
  for (let i = 0; i < rows; i++) {
    const truth = label![i]!;
    const answer = prediction![i]!;
    hits[i] = truth < 0 || answer < 0 ? -1 : truth === answer ? right : 1 - right;
  }
  return hits;
}
