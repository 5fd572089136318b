import type { MetricFamily } from '../../model/metric.ts';
import { ofTwoGroups } from './examples.ts';
import { OF_RATE, OF_RATES, OF_SHARE, parity } from './parity.ts';
import { falsePositiveRate, selectionRate, truePositiveRate } from './rates.ts';

const SMALL =
  'Groups with fewer units than min (30) take no part; fewer than two groups leave no value, too_few_groups.';
const RATIO = 'When all are 0 no value, zero_division.';
const TO = 'With to:overall each group is held against all rows together instead.';
const EMPTY = 'With min:0|empty:zero a group without a denominator counts as 0, as in fairlearn.';
const AGG = 'With agg:mean the mean of the two instead of the worse.';

const SHARE = {
  needs: ['prediction'],
  rates: [selectionRate],
  ofEachGroup: ['selection_rate'],
  options: OF_SHARE,
} as const;
const RATE = {
  needs: ['label', 'prediction'],
  rates: [truePositiveRate],
  ofEachGroup: ['recall'],
  options: OF_RATE,
} as const;
const RATES = {
  ...RATE,
  rates: [truePositiveRate, falsePositiveRate],
  ofEachGroup: ['recall', 'false_positive_rate'],
  options: OF_RATES,
} as const;

/** How far the groups of a column lie apart, by the names of fairlearn. */
export const fairnessMetrics = (): readonly MetricFamily[] => [
  parity({
    ...SHARE,
    statistic: 'difference',
    name: 'demographic_parity_difference',
    title: 'Demographic parity difference',
    definition: `The largest selection rate of a group less the smallest; the selection rate is the share of rows predicted to be of the class. ${SMALL} ${TO}`,
    source: 'fairlearn demographic_parity_difference',
    example: ofTwoGroups(0.175),
  }),
  parity({
    ...SHARE,
    statistic: 'ratio',
    name: 'demographic_parity_ratio',
    title: 'Demographic parity ratio',
    definition: `The smallest selection rate of a group over the largest; .8 is the “four-fifths rule”. ${RATIO} ${SMALL} ${TO}`,
    source: 'fairlearn demographic_parity_ratio',
    example: ofTwoGroups(16 / 23),
  }),
  parity({
    ...RATES,
    statistic: 'difference',
    name: 'equalized_odds_difference',
    title: 'Equalized odds difference',
    definition: `The larger of two differences between the largest and the smallest of the groups: that of the true positive rates TP/(TP + FN), and that of the false positive rates FP/(FP + TN). ${SMALL} ${TO} ${AGG} ${EMPTY}`,
    source: 'Hardt, Price and Srebro (2016); fairlearn equalized_odds_difference',
    example: ofTwoGroups(0.2),
  }),
  parity({
    ...RATES,
    statistic: 'ratio',
    name: 'equalized_odds_ratio',
    title: 'Equalized odds ratio',
    definition: `The smaller of two ratios of the smallest to the largest of the groups: that of the true positive rates, and that of the false positive rates. When all true, or all false, positive rates are 0 no value, zero_division. ${SMALL} ${TO} ${AGG} ${EMPTY}`,
    source: 'Hardt, Price and Srebro (2016); fairlearn equalized_odds_ratio',
    example: ofTwoGroups(0.5),
  }),
  parity({
    ...RATE,
    statistic: 'difference',
    name: 'equal_opportunity_difference',
    title: 'Equal opportunity difference',
    definition: `The largest true positive rate TP/(TP + FN) of a group less the smallest. ${SMALL} ${TO} ${EMPTY}`,
    source: 'Hardt, Price and Srebro (2016); fairlearn equal_opportunity_difference',
    example: ofTwoGroups(0.15),
  }),
  parity({
    ...RATE,
    statistic: 'ratio',
    name: 'equal_opportunity_ratio',
    title: 'Equal opportunity ratio',
    definition: `The smallest true positive rate of a group over the largest. ${RATIO} ${SMALL} ${TO} ${EMPTY}`,
    source: 'Hardt, Price and Srebro (2016); fairlearn equal_opportunity_ratio',
    example: ofTwoGroups(0.8),
  }),
];
