import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Value } from '../../model/metric.ts';

const ZERO_DIVISION: Value = { value: 0, reason: 'zero_division' };
const SINGLE_CLASS: Value = { value: null, reason: 'single_class' };

/**
 * Accuracy: the share of rows whose prediction is their label. Units: rows with a label and a prediction.
 * Precision, recall and F1 pooled over all classes (`micro`) are this same share when a row has one label.
 * Example: labels a b b against predictions a b a give 2/3. Source: scikit-learn `accuracy_score`.
 */
export function countCorrect(dataset: Dataset): Contributions {
  return { kind: 'proportion', hits: share(dataset, ANY, (label, prediction) => label === prediction) };
}

/**
 * Recall (sensitivity) of a class: TP/(TP + FN), the share found among the rows that are of the class.
 * Without such a row 0 with reason `zero_division`. Source: scikit-learn `recall_score` (`zero_division` 0).
 */
export function countFound(dataset: Dataset, positive: number): Contributions {
  const hits = share(
    dataset,
    (label) => label === positive,
    (_, prediction) => prediction === positive,
  );
  return { kind: 'proportion', hits, empty: ZERO_DIVISION };
}

/**
 * Specificity of a class: TN/(TN + FP), the share left alone among the rows that are not of the class; 1 − false positive rate.
 * Without such a row no value, `single_class`. Source: scikit-learn `recall_score` of "not the class".
 */
export function countLeftAlone(dataset: Dataset, positive: number): Contributions {
  const hits = share(
    dataset,
    (label) => label !== positive,
    (_, prediction) => prediction !== positive,
  );
  return { kind: 'proportion', hits, empty: SINGLE_CLASS };
}

type Test = (label: number, prediction: number) => boolean;

const ANY: Test = () => true;

/** 1 a hit, 0 a miss, -1 a row that is no unit, or lacks its label or prediction. */
function share({ rows, label, prediction }: Dataset, isUnit: Test, isHit: Test): Int8Array {
  const hits = new Int8Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    const truth = label![i]!;
    const guess = prediction![i]!;
    if (truth >= 0 && guess >= 0 && isUnit(truth, guess)) hits[i] = isHit(truth, guess) ? 1 : 0;
  }
  return hits;
}
