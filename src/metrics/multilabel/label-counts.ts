import type { Reduction, Sums, Value } from '../../model/metric.ts';
import { type Answers, isAnswered, overlapOf } from './multilabel.ts';

/** The counts of a label in the totals: rows that have it and are predicted it, that are predicted it alone, that have it alone. */
export const [TP, FP, FN] = [1, 2, 3] as const;

/** Where a count of a label stands in the totals. Before all of them stands the weight of all rows. */
export function cellOf(label: number, count: typeof TP | typeof FP | typeof FN): number {
  return 3 * label + count;
}

/** A function of 1 + 3L totals: the weight of all rows, above 0, and TP, FP and FN of each of L labels. */
export type OfCounts = (counts: Float64Array, size: number) => Reduction;

/**
 * Contributions of a metric that is a function of the counts of all labels. A row adds to its own labels alone, and to the weight of all rows,
 * so that a row without labels is a unit too. No value, `no_examples`, without rows.
 */
export function countLabels(answers: Answers, reduce: OfCounts): Sums {
  const { rows, size, labels, predictions } = answers;
  const offsets = new Int32Array(rows + 1);
  const values = new Int32Array(rows + labels.values.length + predictions.values.length);
  let length = 0;
  for (let row = 0; row < rows; row++) {
    if (isAnswered(answers, row)) {
      values[length++] = 0;
      overlapOf(answers, row, (label, isLabel, isPrediction) => {
        values[length++] = cellOf(label, isLabel ? (isPrediction ? TP : FN) : FP);
      });
    }
    offsets[row + 1] = length;
  }
  const lists = { offsets, values: values.subarray(0, length) };
  return { kind: 'sums', addends: { form: 'cells', lists }, width: 1 + 3 * size, reduce: ofRows(reduce, size) };
}

/** As `countLabels`, for an average over labels that can leave out some of them. */
export function countAverage(answers: Answers, average: (leftOut: readonly number[]) => OfCounts): Sums {
  return { ...countLabels(answers, average([])), leavingOut: (labels) => ofRows(average(labels), answers.size) };
}

/** A value that stands by convention, or none at all: nothing moves it. */
export function fixedReduction(counts: Float64Array, value: Value): Reduction {
  return { ...value, gradient: new Float64Array(counts.length) };
}

function ofRows(reduce: OfCounts, size: number): (counts: Float64Array) => Reduction {
  return (counts) =>
    counts[0] === 0 ? fixedReduction(counts, { value: null, reason: 'no_examples' }) : reduce(counts, size);
}
