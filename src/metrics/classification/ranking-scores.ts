import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Linearised, MetricOptions, Statistic, Value } from '../../model/metric.ts';
import { scoresOf } from './class-scores.ts';

/** A statistic of scores, some of which are of positives (1) and some of negatives (0); -1 takes no part. */
export interface RankStatistic extends Pick<Statistic, 'method'> {
  readonly evaluate: (scores: Float64Array, positive: Int8Array, weights: Float64Array) => Value;
  readonly linearise: (scores: Float64Array, positive: Int8Array, weights: Float64Array) => Linearised;
}

/**
 * Contributions of a metric that asks how well scores put one class above the rest. Units: rows with a label and a score.
 * The scores are those of the column of the class. When one score column stands for two classes, and scores the other one,
 * its scores are turned around: what ranks one class up ranks the other one down.
 *
 * Throws EvidenceError when no column scores the class.
 */
export function rank(
  dataset: Dataset,
  positive: number,
  options: MetricOptions,
  { evaluate, linearise, method }: RankStatistic,
): Contributions {
  const scores = scoresOf(dataset, positive, options, 0);
  return {
    kind: 'rank',
    columns: [scores],
    sample: markPositives(dataset, positive, scores),
    evaluate: ([values], sample, weights) => evaluate(values as Float64Array, sample, weights),
    linearise: ([values], sample, weights) => linearise(values as Float64Array, sample, weights),
    method,
  };
}

/** 1 for a row that is of the class, 0 for one that is not, -1 for one without a label or a score. */
export function markPositives({ label }: Dataset, positive: number, scores: Float64Array): Int8Array {
  const marks = new Int8Array(scores.length);
  for (let i = 0; i < marks.length; i++) {
    const code = label![i]!;
    marks[i] = code < 0 || Number.isNaN(scores[i]!) ? -1 : code === positive ? 1 : 0;
  }
  return marks;
}
