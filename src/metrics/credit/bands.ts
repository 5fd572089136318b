import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, MetricOptions, Reduction } from '../../model/metric.ts';
import { binRows } from '../calibration/bins.ts';
import { scoresOf } from '../classification/class-scores.ts';
import { markPositives } from '../classification/ranking-scores.ts';

/*
 * Bands hold equal shares of the rows with a label and a score, from the lowest scores of the positive class to the highest: a row is in the band
 * k of B when k − 1 of the B − 1 inner edges lie below its score, the edges being the 1/B … (B − 1)/B quantiles of the scores of the whole dataset
 * (numpy `percentile`), each row as often as it weighs. Equal scores are in one band. Where no two edges are equal, pandas `qcut` gives the
 * same bands. Rows of a slice keep the bands of the whole.
 */

/**
 * How many times the rate of the class falls from one band to the next: of a score that ranks the class upwards, it never does. Bands without rows
 * are passed over, and equal rates are no break. No value: `no_examples`; `too_few_groups` when all rows are in one band. Whole numbers have no
 * derivative, so it is 0. Example: rates .1 .3 .2 .2 .4 have one break.
 */
export function countBreaks(dataset: Dataset, positive: number, options: MetricOptions, bands: number): Contributions {
  const { band, outcome } = placeInBands(dataset, positive, options, bands);
  const cells = band.map((k, row) => (k < 0 ? -1 : 2 * k + outcome[row]!));
  return {
    kind: 'sums',
    addends: { form: 'cell', cells },
    width: 2 * bands,
    reduce: breaksIn,
    resampled: true,
  };
}

function breaksIn(totals: Float64Array): Reduction {
  const gradient = new Float64Array(totals.length);
  let breaks = 0;
  let occupied = 0;
  let rateBelow = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < totals.length; k += 2) {
    const weight = totals[k]! + totals[k + 1]!;
    if (weight === 0) continue;
    const rate = totals[k + 1]! / weight;
    if (rate < rateBelow) breaks += 1;
    rateBelow = rate;
    occupied += 1;
  }
  if (occupied === 0) return { value: null, reason: 'no_examples', gradient };
  if (occupied === 1) return { value: null, reason: 'too_few_groups', gradient };
  return { value: breaks, reason: null, gradient };
}

/**
 * The share of the class in one band, counted from 1 at the lowest scores. The model itself decides which rows those are, so that it is no share of
 * fixed rows. No value: `no_examples`; `zero_division` when the band has no rows. Example: of ten scores the band 10 of 10 holds the largest.
 */
export function rateInBand(
  dataset: Dataset,
  positive: number,
  options: MetricOptions,
  { band: wanted, bands }: { readonly band: number; readonly bands: number },
): Contributions {
  const { band, outcome } = placeInBands(dataset, positive, options, bands);
  const cells = band.map((k, row) => (k < 0 ? -1 : k === wanted - 1 ? 1 + outcome[row]! : 0));
  return { kind: 'sums', addends: { form: 'cell', cells }, width: 3, reduce: rateOf, shareOf: [1, 2] };
}

/** Of rows outside the band, others inside it, and those of the class inside it. */
function rateOf(totals: Float64Array): Reduction {
  const [outside, others, members] = [totals[0]!, totals[1]!, totals[2]!];
  const inside = others + members;
  const gradient = new Float64Array(3);
  if (inside === 0) return { value: null, reason: outside === 0 ? 'no_examples' : 'zero_division', gradient };
  gradient[1] = -members / inside ** 2;
  gradient[2] = others / inside ** 2;
  return { value: members / inside, reason: null, gradient };
}

function placeInBands(dataset: Dataset, positive: number, options: MetricOptions, bands: number) {
  const scores = scoresOf(dataset, positive, options, 0);
  const outcome = markPositives(dataset, positive, scores);
  return { outcome, band: binRows(dataset, scores, outcome, { bins: bands, strategy: 'quantile' }) };
}
