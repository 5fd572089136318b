import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Counterpart, MetricOptions } from '../../model/metric.ts';
import { sortRows, valueAtShare } from '../quantiles.ts';
import { withoutValue } from './pairs.ts';

/** The rows of both sides in one dataset; those from `from` on are the baseline's. */
export type Samples = Extract<Counterpart, { kind: 'samples' }>;

/** Contributions of a metric of two samples; without a value where there is no baseline. */
export function fromSamples(
  dataset: Dataset,
  { counterpart }: MetricOptions,
  contribute: (samples: Samples) => Contributions,
): Contributions {
  if (typeof counterpart === 'string') return withoutValue(dataset.rows, counterpart);
  if (counterpart.kind !== 'samples') throw new Error('a metric of two samples was given pairs');
  return contribute(counterpart);
}

/** Bins that numbers were put into. Their codes ascend with the numbers; -1 is no number. */
export interface Binned {
  readonly codes: Int32Array;
  readonly bins: number;
}

/**
 * Bins with as equal shares of the baseline as its values allow: the edges are its k/`bins`-quantiles, each the smallest value that together
 * with those below it has this share of the weight. A bin holds what is above the edge before and not above its own; the outer ones are open.
 * Edges that are equal become one, and the largest value is none, so that no bin of the baseline is empty. The edges are frozen: other
 * weights, or some of the rows, do not move them. Without a baseline there is no bin.
 *
 * Example: a baseline of 1, 2, 3, 4 in two bins has the edge 2. Source: numpy `quantile(method='inverted_cdf')`.
 */
export function binByQuantiles(values: Float64Array, { from }: Samples, dataset: Dataset, bins: number): Binned {
  const weights = weightsOf(dataset);
  const sorted = sortRows(values.map((value, row) => (row >= from && weights[row]! > 0 ? value : Number.NaN)));
  const largest = sorted.values.at(-1);
  if (largest === undefined) return { codes: new Int32Array(values.length).fill(-1), bins: 0 };
  const quantiles = Array.from({ length: bins - 1 }, (_, k) => valueAtShare(sorted, weights, (k + 1) / bins));
  const edges = [...new Set(quantiles)].filter((edge) => edge < largest);
  return { codes: codesOf(values, Float64Array.from(edges)), bins: edges.length + 1 };
}

/** A bin for every distinct number: all that the order of the numbers tells. */
export function binByValue(values: Float64Array): Binned {
  const distinct = Float64Array.from(new Set(values.filter((value) => !Number.isNaN(value)))).sort();
  return { codes: codesOf(values, distinct), bins: distinct.length };
}

/** How many of the ascending edges lie below each value. */
function codesOf(values: Float64Array, edges: Float64Array): Int32Array {
  return Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

function weightsOf({ rows, count, weight }: Dataset): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => (count?.[row] ?? 1) * (weight?.[row] ?? 1));
}
