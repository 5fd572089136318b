import type { Metric, MetricFamily } from '../../model/metric.ts';
import { numberedFamily, SHARE_PARAMETER } from '../families.ts';
import { errorQuantile } from './error-quantiles.ts';
import {
  absoluteError,
  percentageError,
  pinballLoss,
  signedError,
  squaredError,
  squaredLogError,
  symmetricPercentageError,
} from './errors.ts';
import { ofFour, ofPositive, ofTied } from './examples.ts';
import { determination, explainedVariance } from './explained.ts';
import { concordance } from './kendall.ts';
import { averageError, rootOfMean } from './mean-errors.ts';
import { ofPairs } from './pair-statistic.ts';
import { correlation } from './pearson.ts';
import { ofNumbers } from './regression.ts';
import { rankCorrelation } from './spearman.ts';

const ERROR = { kind: 'mean', direction: 'lower', range: [0, null] } as const;
const ROOT = { ...ERROR, kind: 'sums' } as const;
const EXPLAINED = { kind: 'rank', direction: 'higher', range: [null, 1] } as const;
const CORRELATION = { ...EXPLAINED, range: [-1, 1] } as const;

/** Metrics of numeric targets y against predictions ŷ, by the names of scikit-learn and scipy. */
export const regressionMetrics = (): readonly (Metric | MetricFamily)[] => [
  ofNumbers(
    {
      ...ERROR,
      name: 'mean_absolute_error',
      title: 'Mean absolute error',
      version: 'v1',
      definition: 'The mean of |y − ŷ|, in the unit of the target.',
      source: 'scikit-learn mean_absolute_error',
      example: ofFour(0.5),
    },
    averageError(absoluteError),
  ),
  ofNumbers(
    {
      ...ERROR,
      name: 'mean_squared_error',
      title: 'Mean squared error',
      version: 'v1',
      definition: 'The mean of (y − ŷ)², in the squared unit of the target.',
      source: 'scikit-learn mean_squared_error',
      example: ofFour(0.375),
    },
    averageError(squaredError),
  ),
  ofNumbers(
    {
      ...ROOT,
      name: 'root_mean_squared_error',
      title: 'Root mean squared error',
      version: 'v1',
      definition: '√ of the mean of (y − ŷ)², in the unit of the target.',
      source: 'scikit-learn root_mean_squared_error',
      example: ofFour(0.6123724356957945),
    },
    rootOfMean(squaredError),
  ),
  ofNumbers(
    {
      ...ERROR,
      kind: 'quantile',
      name: 'median_absolute_error',
      title: 'Median absolute error',
      version: 'v1',
      definition:
        'The median of |y − ŷ|, in the unit of the target; of an even number of rows, the mean of the middle two. Under weights the value at which half of the weight is reached, or the mean of the two between which it is.',
      source: 'scikit-learn median_absolute_error',
      example: ofFour(0.5),
    },
    errorQuantile(0.5),
  ),
  ofNumbers(
    {
      ...ERROR,
      kind: 'extremum',
      name: 'max_error',
      title: 'Maximum error',
      version: 'v1',
      definition:
        'The largest |y − ŷ|, in the unit of the target. It has no interval: no sample tells how much larger the next error may be.',
      source: 'scikit-learn max_error',
      example: ofFour(1),
    },
    errorQuantile(1),
  ),
  ofNumbers(
    {
      ...ERROR,
      name: 'mean_absolute_percentage_error',
      title: 'Mean absolute percentage error',
      version: 'fraction|zero:undefined|v1',
      definition:
        'The mean of |y − ŷ|/|y|, a fraction and not a percentage. A target of 0 (closer to it than 2⁻⁵²) leaves no value, zero_target, where scikit-learn gives a number of some 10¹⁵.',
      source: 'scikit-learn mean_absolute_percentage_error',
      example: ofFour(0.3273809523809524),
    },
    averageError(percentageError, [0, null], 'zero_target'),
  ),
  ofNumbers(
    {
      ...ERROR,
      name: 'smape',
      title: 'Symmetric mean absolute percentage error',
      range: [0, 2],
      version: 'fraction|0..2|zero:0|v1',
      definition:
        'The mean of 2|y − ŷ|/(|y| + |ŷ|), a fraction in 0..2 and not a percentage; 0 where target and prediction are both 0.',
      source: 'Makridakis (1993), without the factor 100',
      example: ofFour(191 / 330),
    },
    averageError(symmetricPercentageError, [0, 2]),
  ),
  ofNumbers(
    {
      ...ERROR,
      name: 'mean_squared_log_error',
      title: 'Mean squared logarithmic error',
      version: 'log1p|v1',
      definition:
        'The mean of (ln(1 + y) − ln(1 + ŷ))². A target or prediction of −1 or less leaves no value, out_of_range.',
      source: 'scikit-learn mean_squared_log_error',
      example: ofPositive(0.03973012298459379),
    },
    averageError(squaredLogError, [0, null], 'out_of_range'),
  ),
  ofNumbers(
    {
      ...ROOT,
      name: 'root_mean_squared_log_error',
      title: 'Root mean squared logarithmic error',
      version: 'log1p|v1',
      definition:
        '√ of the mean of (ln(1 + y) − ln(1 + ŷ))². A target or prediction of −1 or less leaves no value, out_of_range.',
      source: 'scikit-learn root_mean_squared_log_error',
      example: ofPositive(0.19932416558108),
    },
    rootOfMean(squaredLogError, 'out_of_range'),
  ),
  ofNumbers(
    {
      ...ERROR,
      name: 'mean_bias_error',
      title: 'Mean bias error',
      direction: null,
      range: [null, null],
      version: 'prediction-target|v1',
      definition:
        'The mean of ŷ − y, in the unit of the target: above 0 where predictions are too high on the average. Neither side is better.',
      source: 'The negative of the mean residual; numpy mean(y_pred − y_true)',
      example: ofFour(0.25),
    },
    averageError(signedError, [null, null]),
  ),
  numberedFamily('mean_pinball_loss', { ...SHARE_PARAMETER, symbol: 'α' }, [0.5, 0.1, 0.9], (alpha, name) =>
    ofNumbers(
      {
        ...ERROR,
        name,
        title: `Mean pinball loss at ${alpha}`,
        version: 'v1',
        definition:
          'The mean loss of predictions of the α-quantile: α·(y − ŷ) where they lie below the target, (1 − α)·(ŷ − y) where they lie above it, in the unit of the target.',
        source: 'Koenker and Bassett (1978); scikit-learn mean_pinball_loss',
        example: ofFour(0.375 - 0.25 * alpha),
      },
      averageError(pinballLoss(alpha)),
    ),
  ),
  ofNumbers(
    {
      ...EXPLAINED,
      name: 'r2_score',
      title: 'R²',
      version: 'constant:reason|v1',
      definition:
        '1 − Σ(y − ŷ)²/Σ(y − ȳ)², at most 1, and below 0 where the mean ȳ of the targets is the better prediction. Targets that are all the same: 1 when every prediction is right and else 0, with the reason constant. Fewer than two examples: no value, too_few.',
      source: 'scikit-learn r2_score (force_finite=True)',
      example: ofFour(0.9486081370449679),
    },
    ofPairs(determination),
  ),
  ofNumbers(
    {
      ...EXPLAINED,
      name: 'explained_variance_score',
      title: 'Explained variance',
      version: 'constant:reason|v1',
      definition:
        '1 − Var(y − ŷ)/Var(y), at most 1: R² that a constant bias of the predictions does not lower. Targets that are all the same: 1 when all errors are the same and else 0, with the reason constant.',
      source: 'scikit-learn explained_variance_score (force_finite=True)',
      example: ofFour(0.9571734475374732),
    },
    ofPairs(explainedVariance),
  ),
  ofNumbers(
    {
      ...CORRELATION,
      name: 'pearsonr',
      title: 'Pearson correlation',
      version: 'v1',
      definition:
        'The covariance of targets and predictions over the product of their standard deviations. All targets or all predictions the same: no value, constant.',
      source: 'scipy.stats pearsonr',
      example: ofTied(-0.5566399985665696),
    },
    ofPairs(correlation),
  ),
  ofNumbers(
    {
      ...CORRELATION,
      name: 'spearmanr',
      title: 'Spearman rank correlation',
      version: 'ties:midrank|v1',
      definition:
        'The Pearson correlation of the ranks of targets and predictions, equal numbers sharing the mean of their ranks. All targets or all predictions the same: no value, constant.',
      source: 'scipy.stats spearmanr',
      example: ofTied(-0.5407380704358752),
    },
    ofPairs(rankCorrelation),
  ),
  ofNumbers(
    {
      ...CORRELATION,
      name: 'kendalltau',
      title: 'Kendall’s τ-b',
      version: 'variant:b|v1',
      definition:
        '(P − Q)/√(N₁·N₂), with P and Q the pairs of rows that targets and predictions order the same way and opposite ways, N₁ and N₂ the pairs that are not tied in the one and in the other. All targets or all predictions the same: no value, constant.',
      source: 'Kendall (1945); scipy.stats kendalltau (variant="b")',
      example: ofTied(-0.4714045207910316),
    },
    ofPairs(concordance),
  ),
];
