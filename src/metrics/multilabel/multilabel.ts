import type { Dataset, Sets } from '../../model/dataset.ts';
import type { Contributions, Metric } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';

/** The true and the predicted set of classes of each row. */
export interface Answers {
  readonly rows: number;
  /** L: all labels that there are, also those that no row has. */
  readonly size: number;
  readonly labels: Sets;
  readonly predictions: Sets;
}

/** A metric of true against predicted sets. */
export function ofSets(
  row: Omit<MetricRow, 'tasks' | 'needs'>,
  contribute: (answers: Answers) => Contributions,
): Metric {
  return defineMetric({ ...row, tasks: ['multilabel'], needs: ['label', 'prediction'] }, (dataset) =>
    contribute(answersOf(dataset)),
  );
}

export function answersOf({ rows, classes, labelSets, predictionSets }: Dataset): Answers {
  return { rows, size: classes.length, labels: labelSets!, predictions: predictionSets! };
}

/** Whether a row is a unit: it has a true and a predicted set, be they empty. */
export function isAnswered({ labels, predictions }: Answers, row: number): boolean {
  return labels.missing[row] === 0 && predictions.missing[row] === 0;
}

/** Sizes of the sets of a row and of what they share. */
export interface Overlap {
  readonly shared: number;
  readonly labels: number;
  readonly predictions: number;
}

/** Goes through both sets of a row at once, in the order of the codes, and counts. */
export function overlapOf(
  { labels, predictions }: Answers,
  row: number,
  visit: (code: number, isLabel: boolean, isPrediction: boolean) => void = () => {},
): Overlap {
  const [from, end] = [labels.offsets[row]!, labels.offsets[row + 1]!];
  const [otherFrom, otherEnd] = [predictions.offsets[row]!, predictions.offsets[row + 1]!];
  let [i, j, shared] = [from, otherFrom, 0];
  while (i < end || j < otherEnd) {
    const truth = i < end ? labels.values[i]! : Infinity;
    const guess = j < otherEnd ? predictions.values[j]! : Infinity;
    const code = Math.min(truth, guess);
    visit(code, truth === code, guess === code);
    if (truth === guess) shared++;
    if (truth === code) i++;
    if (guess === code) j++;
  }
  return { shared, labels: end - from, predictions: otherEnd - otherFrom };
}
