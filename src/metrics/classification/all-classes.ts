import type { Metric } from '../../model/metric.ts';
import { agree, agreeLinearly, agreeQuadratically, correlate } from './agreement.ts';
import { averageRecall } from './averages.ts';
import { ofAllClasses, SHARE, TABLE } from './classification.ts';
import { confuse, confuseAverage } from './confusion.ts';
import { ofEight, ofTen } from './examples.ts';
import { countCorrect, countWrong } from './shares.ts';

const AGREEMENT = { ...TABLE, range: [-1, 1] } as const;

/** How often all classes together are right. */
export const accuracies = (): readonly Metric[] => [
  ofAllClasses(
    {
      ...SHARE,
      name: 'accuracy',
      title: 'Accuracy',
      version: 'v1',
      definition: 'The share of rows whose prediction is their label.',
      source: 'scikit-learn accuracy_score',
      example: ofTen(0.7),
    },
    countCorrect,
  ),
  ofAllClasses(
    {
      ...TABLE,
      name: 'balanced_accuracy',
      title: 'Balanced accuracy',
      version: 'labels:true|v1',
      definition:
        'The mean of the recalls of the classes that occur as a label. A class that is only predicted does not count.',
      source: 'scikit-learn balanced_accuracy_score (adjusted=False)',
      example: ofTen(17 / 24),
    },
    (dataset) => confuseAverage(dataset, averageRecall),
  ),
  ofAllClasses(
    {
      ...SHARE,
      direction: 'lower',
      name: 'zero_one_loss',
      title: 'Zero-one loss',
      version: 'v1',
      definition: 'The share of rows whose prediction is not their label, 1 − accuracy.',
      source: 'scikit-learn zero_one_loss',
      example: ofTen(0.3),
    },
    countWrong,
  ),
];

/** How far labels and predictions agree beyond chance. */
export const agreements = (): readonly Metric[] => [
  ofAllClasses(
    {
      ...AGREEMENT,
      name: 'matthews_corrcoef',
      title: 'Matthews correlation',
      version: 'zero:0|v1',
      definition:
        '(c·s − Σpₖtₖ)/√((s² − Σpₖ²)(s² − Σtₖ²)), with s the weight of all rows, c of the right ones, tₖ and pₖ of class k among labels and predictions. When all labels, or all predictions, are of one class 0, with the reason zero_division.',
      source: 'Gorodkin (2004); scikit-learn matthews_corrcoef',
      example: ofEight(9 / 14),
    },
    (dataset) => confuse(dataset, correlate),
  ),
  ofAllClasses(
    {
      ...AGREEMENT,
      name: 'cohen_kappa',
      title: 'Cohen’s kappa',
      version: 'weights:none|v1',
      definition:
        '(pₒ − pₑ)/(1 − pₑ), agreement beyond what the margins alone would give. When labels and predictions are all of one class no value, single_class.',
      source: 'Cohen (1960); scikit-learn cohen_kappa_score',
      example: ofEight(27 / 43),
    },
    (dataset) => confuse(dataset, agree),
  ),
  ofAllClasses(
    {
      ...AGREEMENT,
      name: 'cohen_kappa_linear',
      title: 'Cohen’s kappa, linear weights',
      version: 'weights:linear|labels:union|v1',
      definition: weightedKappa('|i − j|'),
      source: 'Cohen (1968); scikit-learn cohen_kappa_score (weights="linear")',
      example: ofEight(17 / 29),
    },
    (dataset) => confuse(dataset, agreeLinearly),
  ),
  ofAllClasses(
    {
      ...AGREEMENT,
      name: 'cohen_kappa_quadratic',
      title: 'Cohen’s kappa, quadratic weights',
      version: 'weights:quadratic|labels:union|v1',
      definition: weightedKappa('(i − j)²'),
      source: 'Cohen (1968); scikit-learn cohen_kappa_score (weights="quadratic")',
      example: ofEight(6 / 11),
    },
    (dataset) => confuse(dataset, agreeQuadratically),
  ),
];

function weightedKappa(distance: string): string {
  return `1 − s·Σ${distance}·Cᵢⱼ/Σ${distance}·tᵢpⱼ for grades in an order: C counts labels i against predictions j, s rows in all, with the margins t and p. i and j are the places of the classes among those that occur as a label or a prediction, in the order of numbers where all are numbers, else of code points: of the grades 1, 2 and 5 the last two are neighbours. When labels and predictions are all of one class no value, single_class.`;
}
