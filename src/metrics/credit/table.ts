import type { Costs, Example, Metric, MetricFamily } from '../../model/metric.ts';
import { ofAllClasses, ofOneClass, SHARE } from '../classification/classification.ts';
import { ofTen } from '../classification/examples.ts';
import { countMembers } from '../classification/shares.ts';
import { numberedFamily } from '../families.ts';
import { BANDS, bandFamily } from './band-family.ts';
import { countBreaks, rateInBand } from './bands.ts';
import { costMistakes } from './expected-cost.ts';

const SCORED = { kind: 'sums', needs: ['label', 'score'], tasks: ['binary'] } as const;

const BANDS_ARE =
  'Bands hold equal shares of the rows with a label and a score, from the lowest scores of the positive class up: a row is in band k when k − 1 of the inner edges lie below its score, the edges being the quantiles of all scores (numpy percentile), so that equal scores are in one band. A slice keeps the bands of the whole evaluation.';

const COSTS: Costs = { kind: 'binary', falseNegative: 5, falsePositive: 1 };
const costingTen = (value: number): Example => ({ ...ofTen(value), costs: COSTS });

/** Metrics of credit scoring; the Gini coefficient and the KS statistic are among those of classification. */
export const creditMetrics = (): readonly (Metric | MetricFamily)[] => [
  ofOneClass(
    {
      ...SHARE,
      direction: null,
      needs: ['label'],
      name: 'default_rate',
      title: 'Default rate',
      version: 'v1',
      definition:
        'The share of rows that are labelled as the class (bad), among those with a label. The model plays no part.',
      source: 'the share of the class',
      example: ofTen(0.4),
    },
    (dataset, positive) => countMembers(dataset.label!, positive),
  ),
  bandFamily(
    'default_rate_by_band',
    [
      { band: 1, bands: 10 },
      { band: 10, bands: 10 },
    ],
    (band, name) =>
      ofOneClass(
        {
          ...SCORED,
          direction: null,
          range: [0, 1],
          name,
          title: `Default rate in band ${band.band} of ${band.bands}`,
          version: 'edges:(lo,hi]|v1',
          definition: `The share of rows that are labelled as the positive class (bad) in band ${band.band} of ${band.bands}. ${BANDS_ARE} A band without rows has no value, zero_division.`,
          source: 'pandas qcut',
          example: band.bands !== 10 ? null : band.band === 1 ? ofTen(0) : band.band === 10 ? ofTen(1) : null,
        },
        (dataset, positive, options) => rateInBand(dataset, positive, options, band),
      ),
  ),
  numberedFamily('rank_order_breaks', BANDS, [10], (bands, name) =>
    ofOneClass(
      {
        ...SCORED,
        direction: 'lower',
        range: [0, null],
        name,
        title: `Rank order breaks among ${bands} bands`,
        version: 'edges:(lo,hi]|empty:skipped|v1',
        definition: `How many times the share of rows labelled as the positive class (bad) falls from one of ${bands} score bands to the next; equal shares are no break, and bands without rows are passed over. ${BANDS_ARE} When all rows are in one band no value, too_few_groups.`,
        source: 'pandas qcut',
        example: bands === 10 ? ofTen(2) : null,
      },
      (dataset, positive, options) => countBreaks(dataset, positive, options, bands),
    ),
  ),
  ofAllClasses(
    {
      kind: 'mean',
      direction: 'lower',
      range: [null, null],
      needs: ['label', 'prediction'],
      name: 'expected_cost',
      title: 'Expected cost',
      version: 'v1',
      definition:
        'The mean over rows of what the answer costs, by costs of the suite: (c_FN·FN + c_FP·FP)/n, or Σ c(label, prediction)/n where costs are given for each label and prediction; right answers cost nothing unless they are named. In the unit of the costs. A mistake that costs say nothing of is an error.',
      source: 'Elkan (2001)',
      example: costingTen(0.7),
    },
    costMistakes,
  ),
];
