import type { Metric } from '../../model/metric.ts';
import { agree, correlate } from './agreement.ts';
import { averagePrecision } from './average-precision.ts';
import { averageMacro, averageRecall, averageWeighted, F1, PRECISION, RECALL, scoreOne } from './averages.ts';
import { ofAllClasses, ofOneClass } from './classification.ts';
import { confuse, confuseAverage, confuseOne } from './confusion.ts';
import { ofEight, ofTen } from './examples.ts';
import { costLog, costSquared } from './probabilities.ts';
import { rank } from './ranking-scores.ts';
import { rocAuc } from './roc-auc.ts';
import { countCorrect, countFound, countLeftAlone } from './shares.ts';

const SHARE = { kind: 'proportion', direction: 'higher', range: [0, 1], needs: ['label', 'prediction'] } as const;
const TABLE = { ...SHARE, kind: 'sums' } as const;
const AGREEMENT = { ...TABLE, range: [-1, 1] } as const;
const RANKING = { ...SHARE, kind: 'rank', needs: ['label', 'score'] } as const;
const COST = { kind: 'mean', direction: 'lower', needs: ['label', 'score'] } as const;

/** Averages over classes of one of these ratios. */
const RATIOS = [
  { name: 'precision', title: 'Precision', ratio: PRECISION, examples: [7 / 9, 0.75, 19 / 24] },
  { name: 'recall', title: 'Recall', ratio: RECALL, examples: [7 / 9, 0.75, 0.75] },
  { name: 'f1', title: 'F1', ratio: F1, examples: [34 / 45, 0.75, 0.75] },
] as const;

/** Metrics of labels against predictions, and of labels against scores, by the names of scikit-learn. */
export const CLASSIFICATION: readonly Metric[] = [
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
    (dataset, positive) => confuseOne(dataset, positive, scoreOne(PRECISION)),
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
    countFound,
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
    countLeftAlone,
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
  ...RATIOS.flatMap(({ name, title, ratio, examples: [macro, micro, weighted] }) => [
    ofAllClasses(
      {
        ...TABLE,
        name: `${name}_macro`,
        title: `${title}, macro average`,
        version: 'labels:union|zero:0|v1',
        definition: `The unweighted mean of ${name} over the classes that occur as a label or as a prediction. A class with the denominator 0 counts as 0.`,
        source: `scikit-learn ${name}_score (average="macro", zero_division=0)`,
        example: ofEight(macro),
      },
      (dataset) => confuseAverage(dataset, averageMacro(ratio)),
    ),
    ofAllClasses(
      {
        ...SHARE,
        name: `${name}_micro`,
        title: `${title}, micro average`,
        version: 'labels:union|v1',
        definition: `${title} from the counts of all classes together; with one label a row it is the accuracy.`,
        source: `scikit-learn ${name}_score (average="micro")`,
        example: ofEight(micro),
      },
      countCorrect,
    ),
    ofAllClasses(
      {
        ...TABLE,
        name: `${name}_weighted`,
        title: `${title}, weighted average`,
        version: 'weights:support|zero:0|v1',
        definition: `The mean of ${name} over the classes, each weighted by the rows that have it as their label.`,
        source: `scikit-learn ${name}_score (average="weighted", zero_division=0)`,
        example: ofEight(weighted),
      },
      (dataset) => confuse(dataset, averageWeighted(ratio)),
    ),
  ]),
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
  ofOneClass(
    {
      ...RANKING,
      name: 'roc_auc',
      title: 'ROC AUC',
      version: 'ties:half|v1',
      definition:
        'The chance that a row of the class scores above another row, ties counting one half. When all rows are of the class, or none is, no value, single_class.',
      source: 'DeLong et al. (1988), Sun and Xu (2014); scikit-learn roc_auc_score',
      example: ofTen(5 / 6),
    },
    (dataset, positive, options) => rank(dataset, positive, options, rocAuc),
  ),
  ofOneClass(
    {
      ...RANKING,
      name: 'average_precision',
      title: 'Average precision',
      version: 'ties:together|v1',
      definition:
        'Σ (recallₙ − recallₙ₋₁)·precisionₙ over the distinct scores in descending order, not interpolated. Without a row of the class no value, single_class.',
      source: 'scikit-learn average_precision_score',
      example: ofTen(93 / 112),
    },
    (dataset, positive, options) => rank(dataset, positive, options, averagePrecision),
  ),
  ofAllClasses(
    {
      ...COST,
      name: 'log_loss',
      title: 'Log loss',
      range: [0, null],
      version: 'clip:2^-52|v1',
      definition:
        'The mean of −ln p, p being the probability given to the true class, clipped to ε … 1 − ε with ε = 2⁻⁵². One score column p of two classes means p and 1 − p. A probability outside 0..1 leaves no value, out_of_range.',
      source: 'scikit-learn log_loss',
      example: ofTen(0.5108256237659907),
    },
    costLog,
  ),
  ofAllClasses(
    {
      ...COST,
      name: 'brier_score',
      title: 'Brier score',
      range: [0, null],
      version: 'half:two-classes|v1',
      definition:
        'The mean of Σₖ (pₖ − [the label is k])², halved for two classes, where it is (p − y)² of either one.',
      source: 'Brier (1950); scikit-learn brier_score_loss',
      example: ofTen(0.17425),
    },
    costSquared,
  ),
];
