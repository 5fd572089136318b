import type { Metric } from '../../model/metric.ts';
import { ofAllClasses } from '../classification/classification.ts';
import { ofClasses } from './examples.ts';
import { agreePairwise, countBetter, countFlips, countWorse } from './flips.ts';

const FLIP = { kind: 'proportion', compares: 'pairs', direction: 'lower', range: [0, 1] } as const;
const UNITS = 'Units: the rows that both sides have, by id, with a prediction on both';

/** How the predicted classes of the same examples changed since the baseline. */
export const flipMetrics = (): readonly Metric[] => [
  ofAllClasses(
    {
      ...FLIP,
      name: 'flip_rate',
      title: 'Flip rate',
      needs: ['prediction'],
      version: 'v1',
      definition: `The share of rows whose prediction is not the baseline’s, also called churn. ${UNITS}.`,
      source: 'Milani Fard et al., “Launch and iterate: reducing prediction churn” (2016)',
      example: ofClasses(0.6),
    },
    countFlips,
  ),
  ofAllClasses(
    {
      ...FLIP,
      name: 'negative_flip_rate',
      title: 'Negative flip rate',
      needs: ['label', 'prediction'],
      version: 'label:candidate|v1',
      definition: `The share of rows that the baseline gets right and the candidate wrong. ${UNITS}, and a label of the candidate’s.`,
      source: 'Yan et al., “Positive-congruent training: towards regression-free model updates” (2021)',
      example: ofClasses(0.4),
    },
    countWorse,
  ),
  ofAllClasses(
    {
      ...FLIP,
      direction: 'higher',
      name: 'positive_flip_rate',
      title: 'Positive flip rate',
      needs: ['label', 'prediction'],
      version: 'label:candidate|v1',
      definition: `The share of rows that the candidate gets right and the baseline wrong; less the negative flip rate it is the change of the accuracy. ${UNITS}, and a label of the candidate’s.`,
      source: 'Yan et al., “Positive-congruent training: towards regression-free model updates” (2021)',
      example: ofClasses(0.2),
    },
    countBetter,
  ),
  ofAllClasses(
    {
      ...FLIP,
      kind: 'sums',
      direction: 'higher',
      range: [-1, 1],
      name: 'prediction_agreement_kappa',
      title: 'Agreement with the baseline (kappa)',
      needs: ['prediction'],
      version: 'weights:none|v1',
      definition: `Cohen’s kappa of the predictions of both sides. When all are of one class no value, single_class. ${UNITS}.`,
      source: 'Cohen (1960); scikit-learn cohen_kappa_score',
      example: ofClasses(-2 / 13),
    },
    agreePairwise,
  ),
];
