import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Reduction } from '../../model/metric.ts';
import { type Binning, binRows } from './bins.ts';
import type { Forecasts } from './forecasts.ts';

/** Totals of bins: the weight of the rows of each, and the sum of a number over them. */
export interface Bins {
  readonly weights: Float64Array;
  readonly sums: Float64Array;
  /** The weight of all of them. */
  readonly total: number;
}

/** A function of bins and its derivatives by both totals of each. */
export interface BinReduction {
  readonly value: number;
  readonly byWeight: Float64Array;
  readonly bySum: Float64Array;
}

/** What is added up in the bins: the outcome less its probability, or the outcome alone. */
type Amount = 'gap' | 'outcome';

/**
 * Contributions of a metric that is a function of bins of probabilities. A row adds 1 to the weight and its amount to the sum of its bin, a
 * vector of 2 × bins numbers. Without rows no value, `no_examples`; with a probability outside 0..1 none, `out_of_range`.
 */
export function sumOverBins(
  dataset: Dataset,
  forecasts: Forecasts,
  binning: Binning,
  amount: Amount,
  reduce: (bins: Bins) => BinReduction,
): Contributions {
  const { chance, outcome, inRange } = forecasts;
  const { bins } = binning;
  const width = 2 * bins;
  const codes = binRows(dataset, chance, outcome, binning);
  const values = new Float64Array(dataset.rows * width);
  for (let row = 0; row < dataset.rows; row++) {
    const bin = codes[row]!;
    if (bin < 0) {
      values[row * width] = Number.NaN;
    } else {
      values[row * width + bin] = 1;
      values[row * width + bins + bin] = amount === 'gap' ? outcome[row]! - chance[row]! : outcome[row]!;
    }
  }
  return {
    kind: 'sums',
    addends: { form: 'vector', values },
    width,
    reduce: inRange ? (totals) => reduceBins(totals, bins, reduce) : () => nothing('out_of_range', width),
    resampled: true,
  };
}

function reduceBins(totals: Float64Array, size: number, reduce: (bins: Bins) => BinReduction): Reduction {
  const weights = totals.subarray(0, size);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return nothing('no_examples', 2 * size);
  const { value, byWeight, bySum } = reduce({ weights, sums: totals.subarray(size), total });
  const gradient = new Float64Array(2 * size);
  gradient.set(byWeight);
  gradient.set(bySum, size);
  return { value, reason: null, gradient };
}

function nothing(reason: 'no_examples' | 'out_of_range', width: number): Reduction {
  return { value: null, reason, gradient: new Float64Array(width) };
}
