import { type Dataset, NO_COLUMNS } from '../src/model/dataset.ts';

/**
 * Candidate and baseline as four rows that stand for many examples: those that both models get right, only the baseline, only the candidate,
 * and neither. Of the examples on which they agree nine in ten are right.
 */
export function pairedAnswers(n: number, worse: number, better: number): readonly [Dataset, Dataset] {
  const both = Math.floor((n - worse - better) * 0.9);
  const count = Float64Array.of(both, worse, better, n - worse - better - both);
  return [answers([1, 0, 1, 0], count), answers([1, 1, 0, 0], count)];
}

function answers(prediction: readonly number[], count: Float64Array): Dataset {
  return {
    ...NO_COLUMNS,
    rows: 4,
    classes: ['c0', 'c1'],
    label: Int32Array.of(1, 1, 1, 1),
    prediction: Int32Array.from(prediction),
    count,
  };
}
