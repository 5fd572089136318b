import type { Dataset } from '../../model/dataset.ts';
import { groupTies, lowerBound } from '../classification/tie-groups.ts';

/** How scores are put into bins. */
export interface Binning {
  readonly bins: number;
  /** Of equal width between 0 and 1, or of equal weight among the scores themselves. */
  readonly strategy: 'uniform' | 'quantile';
}

/**
 * The bin of each row, from 0; -1 where `mark` is below 0. Bins are open below and closed above, (lo, hi], and the first holds its lower end too.
 *
 * - `uniform`: edges at k/bins, for probabilities;
 * - `quantile`: edges at the k/bins quantiles of the scores of all marked rows, each as often as it weighs, interpolated linearly between
 *   neighbours. Equal scores stay together, so that some bins may be empty and others too large.
 *
 * The edges are those of the whole dataset: rows of a slice keep the bins that they have in the whole.
 * Example: .1 .2 .3 .4 have the quantile bins 0 0 1 1 of two, whose edge is .25.
 * Source: scikit-learn `calibration_curve`, numpy `percentile`.
 */
export function binRows(
  dataset: Dataset,
  scores: Float64Array,
  mark: Int8Array,
  { bins, strategy }: Binning,
): Int32Array {
  const edges = strategy === 'uniform' ? uniformEdges(bins) : quantileEdges(dataset, scores, mark, bins);
  const codes = new Int32Array(scores.length).fill(-1);
  for (let i = 0; i < codes.length; i++) if (mark[i]! >= 0) codes[i] = lowerBound(edges, scores[i]!);
  return codes;
}

/** The edges between bins of equal width, rounded as numpy's `linspace` rounds them. */
function uniformEdges(bins: number): Float64Array {
  return Float64Array.from({ length: bins - 1 }, (_, i) => (i + 1) * (1 / bins));
}

/** The edges between bins of equal weight, rounded as numpy's `percentile` rounds them: a score may lie exactly on one. */
function quantileEdges(dataset: Dataset, scores: Float64Array, mark: Int8Array, bins: number): Float64Array {
  const ties = groupTies(scores, mark, weightsOf(dataset));
  const reached = new Float64Array(ties.scores.length);
  let total = 0;
  for (let g = 0; g < reached.length; g++) {
    total += ties.positives[g]! + ties.negatives[g]!;
    reached[g] = total;
  }
  /** The score at a rank from 1 to the total: the first up to which there is as much weight. */
  const scoreAt = (rank: number) => ties.scores[lowerBound(reached, Math.min(rank, total) * (1 - 1e-12))] ?? Number.NaN;
  return uniformEdges(bins).map((share) => {
    const position = Math.max(0, total - 1) * ((share * 100) / 100);
    const below = Math.floor(position);
    const [low, high, part] = [scoreAt(below + 1), scoreAt(below + 2), position - below];
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
  });
}

/** Importance × count of each row. */
function weightsOf({ rows, count, weight }: Dataset): Float64Array {
  const weights = new Float64Array(rows).fill(1);
  for (const factor of [count, weight]) {
    if (factor !== null) for (let i = 0; i < rows; i++) weights[i]! *= factor[i]!;
  }
  return weights;
}
