import type { Vectors } from '../../model/dataset.ts';
import type { Contributions, Metric, UndefinedReason } from '../../model/metric.ts';

/** The score of a query whose score cannot be told: no mean with it has a value. */
export const UNKNOWN = Number.POSITIVE_INFINITY;

/**
 * The mean over queries of a number that follows from the first two of the vector of each; when nothing is said, of the first itself.
 * NaN stays NaN, and is no unit. `unknown` is the reason why there is no value when a score is UNKNOWN.
 * Example: the ranks 2 and 0 of the first relevant item give the reciprocal ranks 1/2 and 0, mean 1/4.
 */
export function averageQueries(
  { width, values }: Vectors,
  range: Metric['range'],
  unknown: UndefinedReason,
  scoreOf: (first: number, second: number) => number = (first) => first,
): Contributions {
  const scores = new Float64Array(values.length / width);
  for (let i = 0; i < scores.length; i++) scores[i] = scoreOf(values[i * width]!, values[i * width + 1]!);
  return { kind: 'mean', scores, range, infinite: unknown };
}

/**
 * The share of queries whose vector's first number passes a test; NaN is no unit.
 * Example: of the ranks 2 and 0 of the first relevant item, one of two is among the first 5.
 */
export function countQueries({ width, values }: Vectors, isHit: (first: number) => boolean): Contributions {
  const hits = new Int8Array(values.length / width);
  for (let i = 0; i < hits.length; i++) {
    const first = values[i * width]!;
    hits[i] = Number.isNaN(first) ? -1 : Number(isHit(first));
  }
  return { kind: 'proportion', hits };
}
