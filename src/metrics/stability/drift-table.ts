import type { Example, Metric, MetricFamily } from '../../model/metric.ts';
import { ofAllClasses } from '../classification/classification.ts';
import type { MetricRow } from '../define.ts';
import { type Option, optionedFamily } from '../families.ts';
import {
  type BinnedDistance,
  driftInBins,
  driftOfClasses,
  driftOfOrder,
  JENSEN_SHANNON,
  STABILITY_INDEX,
} from './drift.ts';
import { ofClasses } from './examples.ts';
import type { Reading } from './readings.ts';
import { findLargestChange, measureDrift } from './score-changes.ts';

const CHANGE = { compares: 'pairs', direction: 'lower', range: [0, null] } as const;
const DRIFT = { kind: 'divergence', compares: 'samples', direction: 'lower' } as const;
const UNITS = 'Units: the rows that both sides have, by id, with a number on both.';
const BINS: Option = {
  values: ['10'],
  pattern: { test: /^(?:[2-9]|[1-9]\d{1,2})$/, usage: 'a whole number from 2 to 999' },
};
const BY_QUANTILES =
  'Quantiles of the baseline bound the bins, ten of equal shares unless bins says otherwise; equal bounds become one, and the outer bins are open. A baseline that leaves a single bin, as one value alone does, leaves no value, constant.';

/** What a table says about a distance of distributions in bins. */
interface BinnedRow extends Pick<MetricRow, 'name' | 'title' | 'range' | 'definition' | 'source'> {
  readonly distance: BinnedDistance;
  readonly form: string;
  /** On the example of numbers, and on that of classes. */
  readonly ofNumbers: number;
  readonly ofClasses: number;
}

const BINNED: readonly BinnedRow[] = [
  {
    name: 'psi',
    title: 'Population stability index',
    range: [0, null],
    form: 'empty:half|v1',
    definition:
      'Σ(a − e)·ln(a/e) over the shares a of the candidate and e of the baseline in each bin. When a bin is empty on one side, .5 is added to every count of both.',
    source: 'Siddiqi, “Credit Risk Scorecards” (2006); scipy entropy(a, e) + entropy(e, a)',
    distance: STABILITY_INDEX,
    ofNumbers: 0.32188758248682015,
    ofClasses: 0.16218604324326574,
  },
  {
    name: 'js_distance',
    title: 'Jensen–Shannon distance',
    // At most 1, but no share: not to be read in percent.
    range: [0, null],
    form: 'base:2|v1',
    definition:
      '√(½Σa·log₂(a/m) + ½Σe·log₂(e/m)) with m = (a + e)/2, over the shares a of the candidate and e of the baseline in each bin: the root of the divergence, at most 1.',
    source: 'Endres and Schindelin (2003); scipy jensenshannon(base=2)',
    distance: JENSEN_SHANNON,
    ofNumbers: 0.4321653325701631,
    ofClasses: 0.17043886160536084,
  },
];

/** How the predicted classes are distributed, against the baseline. */
export const classDrift = (): readonly Metric[] =>
  BINNED.map(({ distance, form, ofClasses: value, ofNumbers: _, ...row }) =>
    ofAllClasses(
      {
        ...DRIFT,
        ...row,
        tasks: ['multiclass'],
        title: `${row.title} of predicted classes`,
        needs: ['prediction'],
        version: `of:classes|${form}`,
        definition: `${row.definition} Every predicted class is a bin.`,
        example: ofClasses(value),
      },
      driftOfClasses(distance),
    ),
  );

/** How numbers of the same examples changed, and how their distribution did. */
export function numberDrift(reading: Reading, example: (value: number) => Example): readonly (Metric | MetricFamily)[] {
  const { noun, column, define } = reading;
  return [
    define(
      {
        ...CHANGE,
        kind: 'sums',
        name: 'score_drift_rmse',
        title: `Change of ${noun} (RMSE)`,
        version: `of:${column}|v1`,
        definition: `√(Σ(s − s′)²/n), with s and s′ the ${noun} of the candidate and of the baseline. ${UNITS}`,
        source: 'scikit-learn root_mean_squared_error of the baseline’s against the candidate’s',
        example: example(0.2091650066335189),
      },
      measureDrift(reading),
    ),
    define(
      {
        ...CHANGE,
        kind: 'extremum',
        name: 'max_abs_score_change',
        title: `Largest change of ${noun}`,
        version: `of:${column}|v1`,
        definition: `The largest |s − s′|, with s and s′ the ${noun} of the candidate and of the baseline. ${UNITS}`,
        source: 'scikit-learn max_error of the baseline’s against the candidate’s',
        example: example(0.5),
      },
      findLargestChange(reading),
    ),
    ...BINNED.map(({ distance, form, ofNumbers: value, ofClasses: _, ...row }) =>
      optionedFamily(row.name, { bins: BINS }, [{}], ({ bins }, name) =>
        define(
          {
            ...DRIFT,
            ...row,
            name,
            title: name === row.name ? `${row.title} of ${noun}` : `${row.title} of ${noun} (bins:${bins})`,
            version: `of:${column}|bins:${bins}|edges:inverted-cdf|${form}`,
            definition: `${row.definition} ${BY_QUANTILES}`,
            example: name === row.name ? example(value) : null,
          },
          driftInBins(reading, Number(bins), distance),
        ),
      ),
    ),
    define(
      {
        ...DRIFT,
        name: 'ks_drift',
        title: `Kolmogorov–Smirnov drift of ${noun}`,
        range: [0, 1],
        version: `of:${column}|v1`,
        definition: `The largest distance between the distribution functions of the ${noun} of the candidate and of the baseline.`,
        source: 'Smirnov (1948); scipy ks_2samp',
        example: example(0.2),
      },
      driftOfOrder(reading),
    ),
  ];
}
