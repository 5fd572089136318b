import type { Sets } from '../../model/dataset.ts';
import type { Contributions } from '../../model/metric.ts';
import { averageMicro, F1, PRECISION } from './label-averages.ts';
import { countLabels } from './label-counts.ts';
import { type Answers, isAnswered } from './multilabel.ts';

/**
 * Precision of one label: TP/(TP + FP) over the rows, of which each has the label or lacks it. 0 with reason `zero_division` when it is
 * predicted for none. Example: true a | b | – and predicted a b | b | – give the label b 1/2. Source: scikit-learn `precision_score`.
 */
export function precisionOfLabel(answers: Answers, label: number): Contributions {
  return countLabels(alone(answers, label), averageMicro(PRECISION));
}

/**
 * F1 of one label: 2TP/(2TP + FP + FN). 0 with reason `zero_division` when no row has it and it is predicted for none.
 * Example: true a | b | – and predicted a b | b | – give the label b 2/3. Source: scikit-learn `f1_score`.
 */
export function f1OfLabel(answers: Answers, label: number): Contributions {
  return countLabels(alone(answers, label), averageMicro(F1));
}

/**
 * Recall of one label: the share found among the rows that have it. 0 with reason `zero_division` when none has.
 * Example: true a | b | – and predicted a b | b | – give the label b 1. Source: scikit-learn `recall_score`.
 */
export function recallOfLabel(answers: Answers, label: number): Contributions {
  const { rows, labels, predictions } = answers;
  const hits = new Int8Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    if (isAnswered(answers, row) && has(labels, row, label)) hits[row] = has(predictions, row, label) ? 1 : 0;
  }
  return { kind: 'proportion', hits, empty: { value: 0, reason: 'zero_division' } };
}

/** The same answers as if there were this one label and no other. */
function alone({ rows, labels, predictions }: Answers, label: number): Answers {
  const only = (sets: Sets): Sets => {
    const offsets = new Int32Array(rows + 1);
    for (let row = 0; row < rows; row++) offsets[row + 1] = offsets[row]! + (has(sets, row, label) ? 1 : 0);
    return { offsets, values: new Int32Array(offsets[rows]!), missing: sets.missing };
  };
  return { rows, size: 1, labels: only(labels), predictions: only(predictions) };
}

function has({ offsets, values }: Sets, row: number, label: number): boolean {
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) if (values[k] === label) return true;
  return false;
}
