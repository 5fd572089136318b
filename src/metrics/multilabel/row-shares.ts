import type { Contributions } from '../../model/metric.ts';
import { type Answers, isAnswered, type Overlap, overlapOf } from './multilabel.ts';

/**
 * Subset accuracy: the share of rows whose predicted set is the true set, all labels of it and no other. Two empty sets are equal.
 * Example: true a c | b | – and predicted a b | b | – give 2/3. Source: scikit-learn `accuracy_score` of indicator matrices.
 */
export function countExact(answers: Answers): Contributions {
  const isHit = ({ shared, labels, predictions }: Overlap) => shared === labels && shared === predictions;
  return { kind: 'proportion', hits: Int8Array.from(scoresOf(answers, (row) => (isHit(row) ? 1 : 0), -1)) };
}

/**
 * Hamming loss: the share of wrong cells of the rows × L table of labels, as a mean over rows of (labels missed + labels too many)/L.
 * Example: true a c | b | – and predicted a b | b | – of the labels a b c give 2/9. Source: scikit-learn `hamming_loss`.
 */
export function averageWrong(answers: Answers): Contributions {
  const { size } = answers;
  const wrong = ({ shared, labels, predictions }: Overlap) => labels + predictions - 2 * shared;
  // Without a single label there is nothing to get wrong.
  return averageRows(answers, (row) => (size === 0 ? 0 : wrong(row) / size));
}

/** The mean over rows of what the sets of a row have in common, in 0..1. */
export function averageRows(answers: Answers, score: (row: Overlap) => number): Contributions {
  return { kind: 'mean', scores: scoresOf(answers, score, Number.NaN), range: [0, 1] };
}

/** Shared labels as a part of the predicted ones. A row that predicts none counts 0, as scikit-learn has it (`average='samples'`). */
export const precisionOfRow = ({ shared, predictions }: Overlap): number => ratio(shared, predictions);

/** Shared labels as a part of the true ones. A row that has none counts 0. */
export const recallOfRow = ({ shared, labels }: Overlap): number => ratio(shared, labels);

/** Twice the shared labels as a part of true and predicted ones. Two empty sets count 0. */
export const f1OfRow = ({ shared, labels, predictions }: Overlap): number => ratio(2 * shared, labels + predictions);

/** Shared labels as a part of those that are true or predicted. Two empty sets count 0. */
export const jaccardOfRow = ({ shared, labels, predictions }: Overlap): number =>
  ratio(shared, labels + predictions - shared);

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** The score of each row; `missing` where one of its sets is absent. */
function scoresOf(answers: Answers, score: (row: Overlap) => number, missing: number): Float64Array {
  const scores = new Float64Array(answers.rows).fill(missing);
  for (let row = 0; row < answers.rows; row++) {
    if (isAnswered(answers, row)) scores[row] = score(overlapOf(answers, row));
  }
  return scores;
}
