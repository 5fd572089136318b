import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Metric, MetricFamily, MetricOptions } from '../../model/metric.ts';
import { ofOneClass } from '../classification/classification.ts';
import { ofTen } from '../classification/examples.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { type Options, optionedFamily } from '../families.ts';
import { type BinReduction, type Bins, sumOverBins } from './binned.ts';
import type { Binning } from './bins.ts';
import { expectedError, largestError } from './calibration-error.ts';
import { resolution, uncertainty, unreliability } from './decomposition.ts';
import { forecastClass, forecastTop } from './forecasts.ts';
import { refit } from './refit.ts';

type Shape = Pick<MetricRow, 'kind' | 'needs' | 'range' | 'direction'>;
const ERROR: Shape = { kind: 'sums', needs: ['label', 'score'], range: [0, 1], direction: 'lower' };
const LINE: Shape = { kind: 'rank', needs: ['label', 'score'], range: [null, null], direction: null };

const OPTIONS = {
  bins: { values: ['10'], pattern: { test: /^(?:[1-9]\d?|100)$/, usage: 'a whole number from 1 to 100' } },
  strategy: { values: ['uniform', 'quantile'] },
} as const;

type Key = keyof typeof OPTIONS;

const BINS =
  'Bins (lo, hi] have equal width between 0 and 1, and the first holds 0 too; with strategy quantile they hold equal shares of the probabilities of the whole evaluation (edges by numpy percentile, equal probabilities together), and a slice keeps those edges. A probability outside 0..1 leaves no value, out_of_range.';

const EVENTS =
  'In a binary task, or for the class that the gate names, the probability is that of the class, and the event that the row is of it; otherwise the probability is the largest of the row (of equal ones that of the first class), and the event that this class is right.';

function binningOf({ bins, strategy }: Options<Key>): Binning {
  return { bins: Number(bins), strategy: strategy as Binning['strategy'] };
}

/** What tells the members of a family apart: `, 15 quantile bins`. */
function describeBins({ bins, strategy }: Options<Key>): string {
  if (bins === '10' && strategy === 'uniform') return '';
  return `, ${bins} ${strategy === 'quantile' ? 'quantile bins' : 'bins'}`;
}

interface BinnedRow extends Pick<MetricRow, 'title' | 'definition' | 'source'>, Partial<Shape> {
  readonly reduce: (bins: Bins) => BinReduction;
  readonly standing: readonly Partial<Options<Key>>[];
  /** Values of the example, one for each standing member. */
  readonly examples: readonly number[];
}

/** A family of metrics over bins that take `bins` and `strategy`. */
function binnedFamily(
  name: string,
  { title, definition, source, reduce, standing, examples, ...shape }: BinnedRow,
  make: (row: MetricRow, binning: Binning, reduce: BinnedRow['reduce']) => Metric,
): MetricFamily {
  return optionedFamily(name, OPTIONS, standing, (options, ownName) => {
    const isMember = (given: Partial<Options<Key>>) =>
      (given.bins ?? '10') === options.bins && (given.strategy ?? 'uniform') === options.strategy;
    const example = examples[standing.findIndex(isMember)];
    const row: MetricRow = {
      ...ERROR,
      tasks: ['binary', 'multiclass'],
      ...shape,
      name: ownName,
      title: `${title}${describeBins(options)}`,
      version: `bins:${options.bins}|strategy:${options.strategy}|edges:(lo,hi]|v1`,
      definition: `${definition} ${BINS}`,
      source,
      example: example === undefined ? null : ofTen(example),
    };
    return make(row, binningOf(options), reduce);
  });
}

/** A calibration error: of one class where one is named, else of the top class. */
function calibrationError(name: string, row: BinnedRow): MetricFamily {
  return binnedFamily(name, row, (own, binning, reduce) => {
    const contribute = (dataset: Dataset, options: MetricOptions): Contributions => {
      const { positive } = options;
      const forecasts = positive === null ? forecastTop(dataset, options) : forecastClass(dataset, positive, options);
      return sumOverBins(dataset, forecasts, binning, 'gap', reduce);
    };
    const remark = () =>
      `${own.name} is a biased estimator: with few examples chance alone raises it, so that only values of as many examples in the same bins compare.`;
    return defineMetric({ ...own, label: 'accepts', remark }, contribute);
  });
}

/** A term of the decomposition of the Brier score, over sums of the gaps or of the outcomes. */
function brierTerm(name: string, amount: 'gap' | 'outcome', row: BinnedRow): MetricFamily {
  return binnedFamily(name, row, (own, binning, reduce) =>
    ofOneClass(own, (dataset, positive, options) =>
      sumOverBins(dataset, forecastClass(dataset, positive, options), binning, amount, reduce),
    ),
  );
}

const STANDING = [{}, { bins: '15' }, { strategy: 'quantile' }];
const IDENTITY =
  'reliability − resolution + uncertainty is the Brier score of one class, (1/n)·Σ (p − y)², when every row is given the mean probability of its bin; of the probabilities as they are when those of a bin are equal.';
const MURPHY = 'Murphy (1973)';

/** Metrics of how far probabilities are from what happens. */
export const calibrationMetrics = (): readonly (Metric | MetricFamily)[] => [
  calibrationError('expected_calibration_error', {
    title: 'Expected calibration error',
    definition: `Σ (n_b/n)·|o_b − p_b| over bins of the probability, with n_b rows, the mean probability p_b and the share of events o_b in each. ${EVENTS} It is biased: small samples part o_b from p_b by chance alone, which raises it, so that only values of as many rows in the same bins compare.`,
    source: 'Naeini et al. (2015); bins as scikit-learn calibration_curve',
    reduce: expectedError,
    standing: STANDING,
    examples: [0.275, 0.275, 0.355],
  }),
  calibrationError('max_calibration_error', {
    title: 'Maximum calibration error',
    definition: `The largest |o_b − p_b| over the bins of the probability that have rows, with the mean probability p_b and the share of events o_b in each. ${EVENTS} It is biased upwards more than the expected error: the bin with the fewest rows mostly decides it.`,
    source: 'Naeini et al. (2015); bins as scikit-learn calibration_curve',
    reduce: largestError,
    standing: STANDING,
    examples: [0.7, 0.7, 0.7],
  }),
  ofOneClass(
    {
      ...LINE,
      tasks: ['binary'],
      name: 'calibration_slope',
      title: 'Calibration slope',
      version: 'clip:2^-52|v1',
      definition:
        'b of the logistic regression of the label on the log-odds of its probability, P(y = 1) = 1/(1 + exp(−a − b·ln(p/(1 − p)))), without penalty. 1 is calibrated; below 1 probabilities are too extreme, as those of an overfitted model are, above 1 too timid. p is clipped to ε … 1 − ε with ε = 2⁻⁵². No value: single_class; constant, when all probabilities are the same; separated, when those of one class lie above those of the other, touching at most, so that no finite line fits best; out_of_range.',
      source: 'Cox (1958); statsmodels GLM (family=Binomial())',
      example: ofTen(1.1578427037011214),
    },
    (dataset, positive, options) => refit(dataset, forecastClass(dataset, positive, options), 'slope'),
  ),
  ofOneClass(
    {
      ...LINE,
      tasks: ['binary'],
      name: 'calibration_intercept',
      title: 'Calibration intercept',
      version: 'slope:fitted|clip:2^-52|v1',
      definition:
        'a of the same logistic regression as that of the calibration_slope, fitted together with b. 0 is calibrated, if b is 1; it is not the calibration in the large, for which b is held at 1. Without a value where the slope has none.',
      source: 'Cox (1958); statsmodels GLM (family=Binomial())',
      example: ofTen(-0.4400630262972111),
    },
    (dataset, positive, options) => refit(dataset, forecastClass(dataset, positive, options), 'intercept'),
  ),
  brierTerm('brier_reliability', 'gap', {
    title: 'Brier reliability',
    definition: `Σ (n_b/n)(o_b − p_b)² over bins of the probability of a class, with n_b rows, the mean probability p_b and the share o_b of the class in each: how far probabilities are from what happens. Small samples raise it. ${IDENTITY}`,
    source: MURPHY,
    reduce: unreliability,
    standing: [{}, { bins: '5' }],
    examples: [0.129125, 0.027458333333333335],
  }),
  brierTerm('brier_resolution', 'outcome', {
    title: 'Brier resolution',
    direction: 'higher',
    range: [0, 0.25],
    definition: `Σ (n_b/n)(o_b − o)² over bins of the probability of a class, with n_b rows and the share o_b of the class in each, and o its share of all rows: how far the bins lie apart in what happens. Small samples raise it. ${IDENTITY}`,
    source: MURPHY,
    reduce: resolution,
    standing: [{}, { bins: '5' }],
    examples: [0.19, 0.09],
  }),
  ofOneClass(
    {
      ...ERROR,
      direction: null,
      range: [0, 0.25],
      name: 'brier_uncertainty',
      title: 'Brier uncertainty',
      version: 'v1',
      definition: `o(1 − o), with o the share of the class among the rows that have a probability of it: the Brier score of always giving o. It depends on the labels alone. ${IDENTITY} A probability outside 0..1 leaves no value, out_of_range.`,
      source: MURPHY,
      example: ofTen(0.24),
    },
    (dataset, positive, options) => uncertainty(forecastClass(dataset, positive, options)),
  ),
];
