import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, MetricOptions, NullDistribution } from '../../model/metric.ts';
import { jensenShannon, kolmogorovSmirnov, type Measure, stabilityIndex } from './distances.ts';
import { distanceOf } from './divergence.ts';
import { withoutValue } from './pairs.ts';
import type { Reading } from './readings.ts';
import { type Binned, binByQuantiles, binByValue, fromSamples } from './samples.ts';

/** A distance of binned distributions, and its distribution when nothing changed. */
export interface BinnedDistance {
  readonly measure: Measure;
  readonly distribution: (df: number) => NullDistribution;
}

/** With N = n·m/(n + m), N·Σ(a − e)²/m has χ² with one degree of freedom less than bins, and to first order it is N times the index. */
export const STABILITY_INDEX: BinnedDistance = {
  measure: stabilityIndex,
  distribution: (df) => ({ name: 'chi-squared', df, scale: 1, power: 1 }),
};

/** The divergence in bits is to first order Σ(a − e)²/m, over 8·ln 2; the distance is its root. */
export const JENSEN_SHANNON: BinnedDistance = {
  measure: jensenShannon,
  distribution: (df) => ({ name: 'chi-squared', df, scale: 8 * Math.LN2, power: 2 }),
};

/** Drift of a number, in bins of equal shares of the baseline. A baseline that makes a single bin, as one value alone does, leaves no value, `constant`. */
export function driftInBins(reading: Reading, bins: number, { measure, distribution }: BinnedDistance) {
  return (dataset: Dataset, options: MetricOptions): Contributions =>
    fromSamples(dataset, options, (samples) => {
      const binned = binByQuantiles(reading.of(dataset, options), samples, dataset, bins);
      if (binned.bins < 2) return withoutValue(dataset.rows, binned.bins === 0 ? 'no_examples' : 'constant');
      return distanceOf(binned, samples, measure, distribution(binned.bins - 1));
    });
}

/** Drift of the predicted classes, a bin each. */
export function driftOfClasses({ measure, distribution }: BinnedDistance) {
  return (dataset: Dataset, options: MetricOptions): Contributions =>
    fromSamples(dataset, options, (samples) => {
      const binned: Binned = { codes: dataset.prediction!, bins: dataset.classes.length };
      const predicted = new Set(binned.codes.filter((code) => code >= 0)).size;
      return distanceOf(binned, samples, measure, distribution(Math.max(1, predicted - 1)));
    });
}

/** Drift of the distribution function of a number. */
export function driftOfOrder(reading: Reading) {
  return (dataset: Dataset, options: MetricOptions): Contributions =>
    fromSamples(dataset, options, (samples) =>
      distanceOf(binByValue(reading.of(dataset, options)), samples, kolmogorovSmirnov, { name: 'kolmogorov' }),
    );
}
