import type { Metric, MetricFamily } from '../../model/metric.ts';
import { numberedFamily, RANK_PARAMETER } from '../families.ts';
import { averagePrecision } from './average-precision.ts';
import { ofAllClasses, ofOneClass, RANKING, SHARE } from './classification.ts';
import { ofSeven, ofTen } from './examples.ts';
import { ksStatistic } from './ks-statistic.ts';
import { costLog, costSquared, remarkIfClipped } from './probabilities.ts';
import { rank } from './ranking-scores.ts';
import { gini, remarkIfTurned, rocAuc } from './roc-auc.ts';
import { averageCurves, oneVersusOne, oneVersusRest } from './roc-auc-averages.ts';
import { countAmongTop } from './top-k.ts';

const COST = { kind: 'mean', direction: 'lower', needs: ['label', 'score'] } as const;

const TURNED =
  'A value below what chance gives mostly means that the scores are those of another class, or that low ones stand for it: name the right column or class.';

/** Averages of the AUC over classes. */
const CURVES = [
  {
    name: 'roc_auc_ovr',
    title: 'ROC AUC, one vs rest',
    curves: oneVersusRest,
    call: 'multi_class="ovr"',
    source: 'scikit-learn',
    of: 'of every class against the rest',
    byShare: 'each weighted by the rows that have it as their label',
    examples: { macro: 143 / 180, weighted: 107 / 140 },
  },
  {
    name: 'roc_auc_ovo',
    title: 'ROC AUC, one vs one',
    curves: oneVersusOne,
    call: 'multi_class="ovo"',
    source: 'Hand and Till (2001); scikit-learn',
    of: 'of every class against every other, among the rows of those two',
    byShare: 'each pair weighted by its rows',
    examples: { macro: 29 / 36, weighted: 19 / 24 },
  },
] as const;

/** Metrics of labels against scores. */
export const scoredMetrics = (): readonly (Metric | MetricFamily)[] => [
  ofOneClass(
    {
      ...RANKING,
      name: 'roc_auc',
      title: 'ROC AUC',
      version: 'ties:half|v1',
      definition: `The chance that a row of the class scores above another row, ties counting one half; 0.5 is chance. When all rows are of the class, or none is, no value, single_class. ${TURNED}`,
      source: 'DeLong et al. (1988), Sun and Xu (2014); scikit-learn roc_auc_score',
      example: ofTen(5 / 6),
      remark: remarkIfTurned('roc_auc', 0.5),
    },
    (dataset, positive, options) => rank(dataset, positive, options, rocAuc),
  ),
  ofOneClass(
    {
      ...RANKING,
      range: [-1, 1],
      name: 'gini',
      title: 'Gini coefficient',
      version: 'ties:half|v1',
      definition: `2·AUC − 1, the accuracy ratio of a score: 0 is chance. When all rows are of the class, or none is, no value, single_class. ${TURNED}`,
      source: '2 × scikit-learn roc_auc_score − 1',
      example: ofTen(2 / 3),
      remark: remarkIfTurned('gini', 0),
    },
    (dataset, positive, options) => rank(dataset, positive, options, gini),
  ),
  ofOneClass(
    {
      ...RANKING,
      name: 'ks_statistic',
      title: 'KS statistic',
      version: 'ties:together|v1',
      definition:
        'The largest |TPR − FPR| over all thresholds, which is the largest distance between the distribution functions of the scores of the class and of the rest. It is the same when the scores are turned around, and small samples raise it. When all rows are of the class, or none is, no value, single_class.',
      source: 'scipy ks_2samp; scikit-learn roc_curve',
      example: ofTen(7 / 12),
    },
    (dataset, positive, options) => rank(dataset, positive, options, ksStatistic),
  ),
  ofOneClass(
    {
      ...RANKING,
      name: 'average_precision',
      title: 'Average precision',
      version: 'ties:together|v1',
      definition: `Σ (recallₙ − recallₙ₋₁)·precisionₙ over the distinct scores in descending order, not interpolated; chance gives the share of the class. Without a row of the class no value, single_class. ${TURNED}`,
      source: 'scikit-learn average_precision_score',
      example: ofTen(93 / 112),
    },
    (dataset, positive, options) => rank(dataset, positive, options, averagePrecision),
  ),
  ...CURVES.flatMap(({ name, title, curves, call, source, of, byShare, examples }) =>
    (['macro', 'weighted'] as const).map((average) =>
      ofAllClasses(
        {
          ...RANKING,
          name: `${name}_${average}`,
          title: `${title}, ${average} average`,
          version: 'ties:half|v1',
          definition: `The mean of the AUC ${of}${average === 'macro' ? '' : `, ${byShare}`}. Scores need not sum to 1. When a class that has scores is no row’s label no value, single_class.`,
          source: `${source} roc_auc_score (${call}, average="${average}")`,
          example: ofSeven(examples[average]),
        },
        (dataset, options) => averageCurves(dataset, options, { curves, isWeighted: average === 'weighted' }),
      ),
    ),
  ),
  numberedFamily('top_k_accuracy', RANK_PARAMETER, [1, 2], (k, name) =>
    ofAllClasses(
      {
        ...SHARE,
        needs: ['label', 'score'],
        tasks: ['multiclass'],
        name,
        title: `Top-${k} accuracy`,
        version: 'ties:later-class|v1',
        definition: `The share of rows whose label is among the ${k === 1 ? 'class' : `${k} classes`} with the largest scores. Of equal scores that of the class later in the order of the classes (of numbers where all are numbers, else of code points) counts as the larger. With no more classes than k it is 1.`,
        source: `scikit-learn top_k_accuracy_score (k=${k})`,
        example: k === 1 ? ofSeven(5 / 7) : k === 2 ? ofSeven(6 / 7) : null,
      },
      (dataset, options) => countAmongTop(dataset, options, k),
    ),
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
      remark: remarkIfClipped,
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
