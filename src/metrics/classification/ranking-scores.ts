import { EvidenceError } from '../../errors.ts';
import type { Dataset, ScoreColumn } from '../../model/dataset.ts';
import type { Contributions, Linearised, MetricOptions, Statistic, Value } from '../../model/metric.ts';
import { quote, quoteAll } from '../../model/quote.ts';

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
  const { rows, label } = dataset;
  const { values, turned } = columnFor(dataset, positive, options);
  const positives = new Int8Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    if (label![i]! >= 0 && !Number.isNaN(values[i]!)) positives[i] = label![i] === positive ? 1 : 0;
  }
  const scores = turned ? values.map((score) => -score) : values;
  return {
    kind: 'rank',
    columns: [scores],
    sample: positives,
    evaluate: ([values], sample, weights) => evaluate(values as Float64Array, sample, weights),
    linearise: ([values], sample, weights) => linearise(values as Float64Array, sample, weights),
    method,
  };
}

/**
 * The class that the only score column scores, when this column speaks for two classes at once (as the probability of the
 * positive class does); null when there are several columns, or a single one of many classes.
 */
export function scoredClass({ scores, classes }: Dataset, { scored, positive }: MetricOptions): number | null {
  const [column] = scores;
  if (column === undefined || scores.length > 1) return null;
  if (column.className === null) return scored ?? positive;
  return classes.length <= 2 ? classes.indexOf(column.className) : null;
}

function columnFor(dataset: Dataset, positive: number, options: MetricOptions) {
  const { scores, classes } = dataset;
  const named = scores.find(({ className }) => className === classes[positive]);
  if (named !== undefined) return { values: named.values, turned: false };
  const single = scoredClass(dataset, options);
  if (single !== null) return { values: scores[0]!.values, turned: single !== positive };
  const message = `No score column belongs to the class ${quote(classes[positive]!)}; there are scores of ${listClasses(scores)}. Name its column under columns: score.`;
  throw new EvidenceError([{ where: '', message }]);
}

/** The classes that score columns belong to, for messages. */
export function listClasses(scores: readonly ScoreColumn[]): string {
  const named = scores.flatMap(({ className }) => (className === null ? [] : [className]));
  return named.length > 0 ? quoteAll(named) : 'no named class';
}
