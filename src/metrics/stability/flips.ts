import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, MetricOptions } from '../../model/metric.ts';
import { agree } from '../classification/agreement.ts';
import { confuse } from '../classification/confusion.ts';
import { fromPairs, partners } from './pairs.ts';

/** Tells from a prediction, that of the baseline, and the label whether the row counts. */
type Test = (now: number, before: number, label: number) => boolean;

/**
 * Flip rate (churn): the share of shared rows whose prediction is not the baseline's. Units: rows with a prediction on both sides.
 * Example: predictions a b b after a a b give 1/3. Source: Milani Fard et al., "Launch and iterate: reducing prediction churn" (2016).
 */
export function countFlips(dataset: Dataset, options: MetricOptions): Contributions {
  const every = new Int32Array(dataset.rows);
  return share(dataset, every, options, (now, before) => now !== before);
}

/**
 * Negative flip rate: the share of shared rows that the baseline gets right and the candidate wrong. Units: rows with a label and a prediction
 * on both sides; the label is the candidate's.
 * Example: labels a a b, predictions a b b after a a a give 1/3.
 * Source: Yan et al., "Positive-congruent training: towards regression-free model updates" (2021).
 */
export function countWorse(dataset: Dataset, options: MetricOptions): Contributions {
  return share(dataset, dataset.label!, options, (now, before, label) => before === label && now !== label);
}

/**
 * Positive flip rate: the share of shared rows that the candidate gets right and the baseline wrong. Less the negative flip rate it is the
 * change of the accuracy. Units as in `countWorse`.
 * Example: labels a a b, predictions a b b after a a a give 1/3.
 */
export function countBetter(dataset: Dataset, options: MetricOptions): Contributions {
  return share(dataset, dataset.label!, options, (now, before, label) => before !== label && now === label);
}

/**
 * Cohen's kappa of the predictions of both sides: how far they agree beyond what the shares of the classes alone would give. No value,
 * `single_class`, when all predictions of both sides are of one class. Units as in `countFlips`.
 * Example: predictions a b b b after a a b b give .5. Source: Cohen (1960); scikit-learn `cohen_kappa_score`.
 */
export function agreePairwise(dataset: Dataset, options: MetricOptions): Contributions {
  return fromPairs(dataset, options, (baseline) => {
    const { prediction } = baseline.dataset;
    if (prediction === null) return 'no_baseline';
    return confuse({ ...dataset, label: partners(baseline, prediction, -1) }, agree);
  });
}

function share(dataset: Dataset, label: Int32Array, options: MetricOptions, isHit: Test): Contributions {
  return fromPairs(dataset, options, (baseline) => {
    const { rows, prediction } = dataset;
    if (baseline.dataset.prediction === null) return 'no_baseline';
    const before = partners(baseline, baseline.dataset.prediction, -1);
    const hits = new Int8Array(rows).fill(-1);
    for (let i = 0; i < rows; i++) {
      const [now, then, truth] = [prediction![i]!, before[i]!, label[i]!];
      if (now >= 0 && then >= 0 && truth >= 0) hits[i] = isHit(now, then, truth) ? 1 : 0;
    }
    return { kind: 'proportion', hits };
  });
}
