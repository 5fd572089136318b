import type { Metric } from '../../model/metric.ts';
import { ofOneClass } from '../classification/classification.ts';
import { defineMetric } from '../define.ts';
import { ofB, ofFour, ofRanked } from './examples.ts';
import { averageMacro, averageMicro, averageWeighted, F1, JACCARD, PRECISION, RECALL } from './label-averages.ts';
import { countAverage, countLabels } from './label-counts.ts';
import { averagePrecisionOfLabels, coverLabels, loseOrder } from './label-ranking.ts';
import { answersOf, ofSets } from './multilabel.ts';
import { f1OfLabel, precisionOfLabel, recallOfLabel } from './one-label.ts';
import {
  averageRows,
  averageWrong,
  countExact,
  f1OfRow,
  jaccardOfRow,
  precisionOfRow,
  recallOfRow,
} from './row-shares.ts';

const SHARE = { kind: 'proportion', direction: 'higher', range: [0, 1] } as const;
const COUNTS = { ...SHARE, kind: 'sums' } as const;
const ROWS = { ...SHARE, kind: 'mean' } as const;
const ONE = { ...COUNTS, tasks: ['multilabel'], needs: ['label', 'prediction'] } as const;
const RANKING = { ...ROWS, tasks: ['multilabel'], needs: ['label', 'score'] } as const;

/** Ratios of labels, or of rows, that averages are taken of. */
const RATIOS = [
  {
    name: 'precision',
    title: 'Precision',
    ratio: PRECISION,
    ofRow: precisionOfRow,
    shared: 'shared/predicted labels',
    examples: [5 / 9, 3 / 4, 7 / 15, 5 / 8],
  },
  {
    name: 'recall',
    title: 'Recall',
    ratio: RECALL,
    ofRow: recallOfRow,
    shared: 'shared/true labels',
    examples: [2 / 3, 3 / 5, 3 / 5, 1 / 2],
  },
  {
    name: 'f1',
    title: 'F1',
    ratio: F1,
    ofRow: f1OfRow,
    shared: '2·shared/(true + predicted labels)',
    examples: [3 / 5, 2 / 3, 13 / 25, 13 / 24],
  },
  {
    name: 'jaccard',
    title: 'Jaccard index',
    ratio: JACCARD,
    ofRow: jaccardOfRow,
    shared: 'shared labels/labels that are true or predicted',
    examples: [5 / 9, 1 / 2, 7 / 15, 11 / 24],
  },
] as const;

/** Metrics of sets of labels, by the names of scikit-learn, which takes the sets as the rows of an indicator matrix. */
export const multilabelMetrics = (): readonly Metric[] => [
  ofSets(
    {
      ...SHARE,
      name: 'subset_accuracy',
      title: 'Subset accuracy, multilabel',
      version: 'v1',
      definition: 'The share of rows whose predicted set is the true set, all of its labels and no other.',
      source: 'scikit-learn accuracy_score of indicator matrices',
      example: ofFour(1 / 2),
    },
    countExact,
  ),
  ofSets(
    {
      ...ROWS,
      direction: 'lower',
      name: 'hamming_loss',
      title: 'Hamming loss, multilabel',
      version: 'labels:all|v1',
      definition:
        'The share of wrong cells of the table of rows and labels: the mean over rows of (labels missed + labels too many)/L, with L all labels of the evidence.',
      source: 'scikit-learn hamming_loss of indicator matrices',
      example: ofFour(1 / 4),
    },
    averageWrong,
  ),
  ofOneClass(
    {
      ...ONE,
      name: 'precision',
      title: 'Precision of a label, multilabel',
      version: 'multilabel|zero:0|v1',
      definition:
        'TP/(TP + FP) of one label, which each row has or lacks. When it is predicted for none 0, with the reason zero_division.',
      source: 'scikit-learn precision_score (zero_division=0)',
      example: ofB(2 / 3),
    },
    (dataset, label) => precisionOfLabel(answersOf(dataset), label),
  ),
  ofOneClass(
    {
      ...ONE,
      kind: 'proportion',
      name: 'recall',
      title: 'Recall of a label, multilabel',
      version: 'multilabel|zero:0|v1',
      definition:
        'TP/(TP + FN) of one label: the share found among the rows that have it. When none has 0, with the reason zero_division.',
      source: 'scikit-learn recall_score (zero_division=0)',
      example: ofB(1),
    },
    (dataset, label) => recallOfLabel(answersOf(dataset), label),
  ),
  ofOneClass(
    {
      ...ONE,
      name: 'f1',
      title: 'F1 of a label, multilabel',
      version: 'multilabel|zero:0|v1',
      definition:
        '2TP/(2TP + FP + FN) of one label. When no row has it and it is predicted for none 0, with the reason zero_division.',
      source: 'scikit-learn f1_score (zero_division=0)',
      example: ofB(4 / 5),
    },
    (dataset, label) => f1OfLabel(answersOf(dataset), label),
  ),
  ...RATIOS.flatMap(({ name, title, ratio, ofRow, shared, examples: [macro, micro, weighted, samples] }) => [
    ofSets(
      {
        ...COUNTS,
        name: `${name}_macro`,
        title: `${title}, macro average, multilabel`,
        version: 'multilabel|labels:all|zero:0|v1',
        definition: `The unweighted mean of ${name} over all labels of the evidence, also those that no row has. A label with the denominator 0 counts as 0; when all are, the reason is zero_division.`,
        source: `scikit-learn ${name}_score (average="macro", zero_division=0) of indicator matrices`,
        example: ofFour(macro),
      },
      (answers) => countAverage(answers, averageMacro(ratio)),
    ),
    ofSets(
      {
        ...COUNTS,
        name: `${name}_micro`,
        title: `${title}, micro average, multilabel`,
        version: 'multilabel|zero:0|v1',
        definition: `${title} from the counts of all labels together. With the denominator 0 it is 0, with the reason zero_division.`,
        source: `scikit-learn ${name}_score (average="micro", zero_division=0) of indicator matrices`,
        example: ofFour(micro),
      },
      (answers) => countLabels(answers, averageMicro(ratio)),
    ),
    ofSets(
      {
        ...COUNTS,
        name: `${name}_weighted`,
        title: `${title}, weighted average, multilabel`,
        version: 'multilabel|weights:support|zero:0|v1',
        definition: `The mean of ${name} over the labels, each weighted by the rows that have it. When no row has a label 0, with the reason zero_division.`,
        source: `scikit-learn ${name}_score (average="weighted", zero_division=0) of indicator matrices`,
        example: ofFour(weighted),
      },
      (answers) => countLabels(answers, averageWeighted(ratio)),
    ),
    ofSets(
      {
        ...ROWS,
        name: `${name}_samples`,
        title: `${title}, mean of rows, multilabel`,
        version: 'multilabel|zero:0|v1',
        definition: `The mean over rows of ${shared}. A row with the denominator 0 counts as 0, as one does whose sets are both empty.`,
        source: `scikit-learn ${name}_score (average="samples", zero_division=0) of indicator matrices`,
        example: ofFour(samples),
      },
      (answers) => averageRows(answers, ofRow),
    ),
  ]),
  defineMetric(
    {
      ...RANKING,
      name: 'label_ranking_average_precision',
      title: 'Label ranking average precision, multilabel',
      version: 'ties:against|v1',
      definition:
        'The mean over rows of the mean over their true labels of (true labels that score as high)/(all labels that score as high). A row of which no label is true, or every one, counts 1.',
      source: 'scikit-learn label_ranking_average_precision_score',
      example: ofRanked(5 / 9),
    },
    averagePrecisionOfLabels,
  ),
  defineMetric(
    {
      ...RANKING,
      direction: 'lower',
      range: [0, null],
      name: 'coverage_error',
      title: 'Coverage error, multilabel',
      version: 'ties:against|v1',
      definition:
        'The mean over rows of the labels that score as high as the lowest true one: how far down the ranking one must go to meet every true label. A row without true labels counts 0.',
      source: 'Tsoumakas et al. (2010); scikit-learn coverage_error',
      example: ofRanked(8 / 3),
    },
    coverLabels,
  ),
  defineMetric(
    {
      ...RANKING,
      direction: 'lower',
      name: 'label_ranking_loss',
      title: 'Label ranking loss, multilabel',
      version: 'ties:against|v1',
      definition:
        'The mean over rows of the share of pairs of a true and a false label in which the false one scores as high or higher. A row of which no label is true, or every one, counts 0.',
      source: 'Tsoumakas et al. (2010); scikit-learn label_ranking_loss',
      example: ofRanked(2 / 3),
    },
    loseOrder,
  ),
];
