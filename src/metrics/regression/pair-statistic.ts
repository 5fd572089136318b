import type { Linearised } from '../../model/metric.ts';
import { isPair, type PairContributions } from './regression.ts';

/** A statistic of weighted pairs, with its derivative by each weight: parallel arrays of at least one pair, weights above 0. */
export type PairStatistic = (x: Float64Array, y: Float64Array, weights: Float64Array) => Linearised;

/**
 * Contributions of a statistic of all pairs (target, prediction) at once. Units: rows that have both. They keep the plain columns: sums of
 * squares about a mean, which moves from slice to slice, do not follow from sums about another point without losing digits.
 */
export function ofPairs(statistic: PairStatistic): PairContributions {
  const linearise = (columns: readonly ArrayLike<number>[], sample: Int8Array, weights: Float64Array) =>
    spread(statistic, columns, sample, weights);
  return (targets, predictions) => ({
    kind: 'rank',
    columns: [targets, predictions],
    sample: Int8Array.from(targets, (target, i) => (isPair(target, predictions[i]!) ? 0 : -1)),
    linearise,
    evaluate: (columns, sample, weights) => {
      const { value, reason } = linearise(columns, sample, weights);
      return { value, reason };
    },
    method: 'influence',
  });
}

/** Asks the statistic about the rows that take part, and puts its derivatives back where the rows are. */
function spread(
  statistic: PairStatistic,
  [targets, predictions]: readonly ArrayLike<number>[],
  sample: Int8Array,
  weights: Float64Array,
): Linearised {
  const sensitivity = new Float64Array(sample.length);
  const rows = Int32Array.from(sample.keys()).filter((row) => sample[row]! >= 0 && weights[row]! > 0);
  if (rows.length === 0) return { value: null, reason: 'no_examples', sensitivity };
  const pick = (column: ArrayLike<number>) => Float64Array.from(rows, (row) => column[row]!);
  const found = statistic(pick(targets!), pick(predictions!), pick(weights));
  if (Number.isNaN(found.value) || Math.abs(found.value ?? 0) === Infinity) {
    return { value: null, reason: 'nonfinite_input', sensitivity };
  }
  rows.forEach((row, i) => {
    sensitivity[row] = found.sensitivity[i]!;
  });
  return { ...found, sensitivity };
}
