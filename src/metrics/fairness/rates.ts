import type { Dataset } from '../../model/dataset.ts';
import type { Contributions } from '../../model/metric.ts';

/** A share that fairness compares between groups, for a class that counts as positive. */
export type Rate = (dataset: Dataset, positive: number) => Contributions;

/**
 * Selection rate: the share of rows that are predicted to be of the class, whatever their label. Units: rows with a prediction.
 * Example: predictions 1 0 1 1 have the selection rate 3/4. Source: fairlearn `selection_rate`.
 */
export function selectionRate({ rows, prediction }: Dataset, positive: number): Contributions {
  const hits = new Int8Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) if (prediction![i]! >= 0) hits[i] = prediction![i] === positive ? 1 : 0;
  return { kind: 'proportion', hits };
}

/**
 * True positive rate TP/(TP + FN): the share predicted to be of the class among the rows that are. Units: those rows, with a prediction.
 * Example: labels 1 1 1 0 with predictions 1 0 1 1 have 2/3. Source: fairlearn `true_positive_rate`.
 */
export function truePositiveRate(dataset: Dataset, positive: number): Contributions {
  return selectionAmong(dataset, positive, (label) => label === positive);
}

/**
 * False positive rate FP/(FP + TN): the share predicted to be of the class among the rows that are not. Units: those rows, with a prediction.
 * Example: labels 1 0 0 0 with predictions 1 0 1 1 have 2/3. Source: fairlearn `false_positive_rate`.
 */
export function falsePositiveRate(dataset: Dataset, positive: number): Contributions {
  return selectionAmong(dataset, positive, (label) => label !== positive);
}

function selectionAmong(
  { rows, label, prediction }: Dataset,
  positive: number,
  isUnit: (label: number) => boolean,
): Contributions {
  const hits = new Int8Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    const [truth, guess] = [label![i]!, prediction![i]!];
    if (truth >= 0 && guess >= 0 && isUnit(truth)) hits[i] = guess === positive ? 1 : 0;
  }
  return { kind: 'proportion', hits };
}
