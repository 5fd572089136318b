import type { Metric, MetricFamily } from '../../model/metric.ts';
import { numberedFamily } from '../families.ts';
import { F1, JACCARD, oneMinus, PRECISION, scoreOne, weighRecall } from './averages.ts';
import { BETA, STANDING_BETAS } from './beta.ts';
import { ofOneClass, SHARE, TABLE } from './classification.ts';
import { confuseOne, confusePredicted } from './confusion.ts';
import { ofTen } from './examples.ts';
import {
  countMembers,
  countOutcomes,
  FALSE_ALARM_OUTCOMES,
  MISS_OUTCOMES,
  RECALL_OUTCOMES,
  SPECIFICITY_OUTCOMES,
} from './shares.ts';

/** Metrics of one class against the rest, from labels and predictions. */
export const oneClassMetrics = (): readonly (Metric | MetricFamily)[] => [
  ofOneClass(
    {
      ...TABLE,
      name: 'precision',
      title: 'Precision',
      version: 'zero:0|v1',
      definition: 'TP/(TP + FP). Without a prediction of the class 0, with the reason zero_division.',
      source: 'scikit-learn precision_score (zero_division=0)',
      example: ofTen(0.6),
    },
    (dataset, positive) => confusePredicted(dataset, positive, 1, scoreOne(PRECISION)),
  ),
  ofOneClass(
    {
      ...SHARE,
      name: 'recall',
      title: 'Recall',
      version: 'zero:0|v1',
      definition:
        'TP/(TP + FN), the sensitivity: the share found among the rows of the class. Without such a row 0, with the reason zero_division.',
      source: 'scikit-learn recall_score (zero_division=0)',
      example: ofTen(0.75),
    },
    (dataset, positive) => countOutcomes(dataset, positive, RECALL_OUTCOMES),
  ),
  ofOneClass(
    {
      ...SHARE,
      name: 'specificity',
      title: 'Specificity',
      version: 'v1',
      definition:
        'TN/(TN + FP), the share left alone among the rows that are not of the class. Without such a row no value, single_class.',
      source: 'scikit-learn recall_score of "not the class"',
      example: ofTen(2 / 3),
    },
    (dataset, positive) => countOutcomes(dataset, positive, SPECIFICITY_OUTCOMES),
  ),
  ofOneClass(
    {
      ...TABLE,
      name: 'npv',
      title: 'Negative predictive value',
      version: 'zero:0|v1',
      definition:
        'TN/(TN + FN), the precision of "not the class". When every prediction is of the class 0, with the reason zero_division.',
      source: 'scikit-learn precision_score of "not the class" (zero_division=0)',
      example: ofTen(0.8),
    },
    (dataset, positive) => confusePredicted(dataset, positive, 0, scoreOne(PRECISION, 0)),
  ),
  ofOneClass(
    {
      ...SHARE,
      direction: 'lower',
      name: 'false_positive_rate',
      title: 'False positive rate',
      version: 'v1',
      definition:
        'FP/(FP + TN) = 1 − specificity: the share that is predicted the class among the rows that are not of it. Without such a row no value, single_class.',
      source: 'fairlearn false_positive_rate; scikit-learn confusion_matrix (normalize="true")',
      example: ofTen(1 / 3),
    },
    (dataset, positive) => countOutcomes(dataset, positive, FALSE_ALARM_OUTCOMES),
  ),
  ofOneClass(
    {
      ...SHARE,
      direction: 'lower',
      name: 'false_negative_rate',
      title: 'False negative rate',
      version: 'zero:0|v1',
      definition:
        'FN/(FN + TP) = 1 − recall: the share missed among the rows of the class. Without such a row 0, with the reason zero_division.',
      source: 'fairlearn false_negative_rate; scikit-learn confusion_matrix (normalize="true")',
      example: ofTen(0.25),
    },
    (dataset, positive) => countOutcomes(dataset, positive, MISS_OUTCOMES),
  ),
  ofOneClass(
    {
      ...TABLE,
      direction: 'lower',
      name: 'false_discovery_rate',
      title: 'False discovery rate',
      version: 'zero:0|v1',
      definition: 'FP/(FP + TP) = 1 − precision. Without a prediction of the class 0, with the reason zero_division.',
      source: 'scikit-learn confusion_matrix (normalize="pred")',
      example: ofTen(0.4),
    },
    (dataset, positive) => confusePredicted(dataset, positive, 1, oneMinus(scoreOne(PRECISION))),
  ),
  ofOneClass(
    {
      ...TABLE,
      direction: 'lower',
      name: 'false_omission_rate',
      title: 'False omission rate',
      version: 'zero:0|v1',
      definition: 'FN/(FN + TN) = 1 − npv. When every prediction is of the class 0, with the reason zero_division.',
      source: 'scikit-learn confusion_matrix (normalize="pred")',
      example: ofTen(0.2),
    },
    (dataset, positive) => confusePredicted(dataset, positive, 0, oneMinus(scoreOne(PRECISION, 0))),
  ),
  ofOneClass(
    {
      ...TABLE,
      name: 'f1',
      title: 'F1',
      version: 'zero:0|v1',
      definition:
        '2TP/(2TP + FN + FP), the harmonic mean of precision and recall. When the class is neither a label nor a prediction 0, with the reason zero_division.',
      source: 'scikit-learn f1_score (zero_division=0)',
      example: ofTen(2 / 3),
    },
    (dataset, positive) => confuseOne(dataset, positive, scoreOne(F1)),
  ),
  numberedFamily('fbeta', BETA, STANDING_BETAS, (beta, name) =>
    ofOneClass(
      {
        ...TABLE,
        name,
        title: `F${beta}`,
        version: 'zero:0|v1',
        definition:
          '(1 + β²)TP/((1 + β²)TP + β²FN + FP), the harmonic mean of precision and recall in which recall counts β times as much. When the class is neither a label nor a prediction 0, with the reason zero_division.',
        source: `van Rijsbergen (1979); scikit-learn fbeta_score (beta=${beta}, zero_division=0)`,
        example: beta === 2 ? ofTen(5 / 7) : beta === 0.5 ? ofTen(5 / 8) : null,
      },
      (dataset, positive) => confuseOne(dataset, positive, scoreOne(weighRecall(beta))),
    ),
  ),
  ofOneClass(
    {
      ...TABLE,
      name: 'jaccard',
      title: 'Jaccard index',
      version: 'zero:0|v1',
      definition:
        'TP/(TP + FN + FP), also intersection over union. When the class is neither a label nor a prediction 0, with the reason zero_division.',
      source: 'scikit-learn jaccard_score (zero_division=0)',
      example: ofTen(0.5),
    },
    (dataset, positive) => confuseOne(dataset, positive, scoreOne(JACCARD)),
  ),
  ofOneClass(
    {
      ...SHARE,
      direction: null,
      needs: ['prediction'],
      name: 'selection_rate',
      title: 'Selection rate',
      version: 'v1',
      definition: 'The share of rows that are predicted the class, among those with a prediction. Labels play no part.',
      source: 'fairlearn selection_rate',
      example: ofTen(0.5),
    },
    (dataset, positive) => countMembers(dataset.prediction!, positive),
  ),
];
