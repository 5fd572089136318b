import type { Metric, Task } from '../model/metric.ts';
import { agree, correlate } from './agreement.ts';
import { lineariseAveragePrecision } from './average-precision.ts';
import { averageMacro, averageRecall, averageWeighted, F1, PRECISION, RECALL, scoreOne } from './averages.ts';
import { ofAllClasses, ofOneClass } from './classification.ts';
import { confuse, confuseOne } from './confusion.ts';
import { ownScalar, ownScore } from './own.ts';
import { costLog, costSquared } from './probabilities.ts';
import { rank } from './ranking-scores.ts';
import { lineariseRocAuc } from './roc-auc.ts';
import { countCorrect, countFound, countLeftAlone } from './shares.ts';

const SHARE = { kind: 'proportion', direction: 'higher', range: [0, 1], needs: ['label', 'prediction'] } as const;
const TABLE = { ...SHARE, kind: 'sums' } as const;
const AGREEMENT = { ...TABLE, range: [-1, 1] } as const;
const RANKING = { ...SHARE, kind: 'rank', needs: ['label', 'score'] } as const;
const COST = { kind: 'mean', direction: 'lower', needs: ['label', 'score'] } as const;

/** Every metric this program computes itself, in the order in which lists show them. Names are those of scikit-learn. */
export const METRICS: readonly Metric[] = [
  ofAllClasses({ ...SHARE, name: 'accuracy', title: 'Accuracy', version: 'v1' }, countCorrect),
  ofAllClasses(
    { ...TABLE, name: 'balanced_accuracy', title: 'Balanced accuracy', version: 'labels:true|v1' },
    (dataset) => confuse(dataset, averageRecall),
  ),
  ofOneClass({ ...TABLE, name: 'precision', title: 'Precision', version: 'zero:0|v1' }, (dataset, positive) =>
    confuseOne(dataset, positive, scoreOne(PRECISION)),
  ),
  ofOneClass({ ...SHARE, name: 'recall', title: 'Recall', version: 'zero:0|v1' }, countFound),
  ofOneClass({ ...SHARE, name: 'specificity', title: 'Specificity', version: 'v1' }, countLeftAlone),
  ofOneClass({ ...TABLE, name: 'f1', title: 'F1', version: 'zero:0|v1' }, (dataset, positive) =>
    confuseOne(dataset, positive, scoreOne(F1)),
  ),
  ...(
    [
      { name: 'precision', title: 'Precision', ratio: PRECISION },
      { name: 'recall', title: 'Recall', ratio: RECALL },
      { name: 'f1', title: 'F1', ratio: F1 },
    ] as const
  ).flatMap(({ name, title, ratio }) => [
    ofAllClasses(
      { ...TABLE, name: `${name}_macro`, title: `${title}, macro average`, version: 'labels:union|zero:0|v1' },
      (dataset) => confuse(dataset, averageMacro(ratio)),
    ),
    ofAllClasses(
      { ...SHARE, name: `${name}_micro`, title: `${title}, micro average`, version: 'labels:union|v1' },
      countCorrect,
    ),
    ofAllClasses(
      { ...TABLE, name: `${name}_weighted`, title: `${title}, weighted average`, version: 'weights:support|zero:0|v1' },
      (dataset) => confuse(dataset, averageWeighted(ratio)),
    ),
  ]),
  ofAllClasses(
    { ...AGREEMENT, name: 'matthews_corrcoef', title: 'Matthews correlation', version: 'zero:0|v1' },
    (dataset) => confuse(dataset, correlate),
  ),
  ofAllClasses({ ...AGREEMENT, name: 'cohen_kappa', title: 'Cohen’s kappa', version: 'weights:none|v1' }, (dataset) =>
    confuse(dataset, agree),
  ),
  ofOneClass({ ...RANKING, name: 'roc_auc', title: 'ROC AUC', version: 'ties:half|v1' }, (dataset, positive, options) =>
    rank(dataset, positive, options, { linearise: lineariseRocAuc, method: 'delong' }),
  ),
  ofOneClass(
    { ...RANKING, name: 'average_precision', title: 'Average precision', version: 'ties:together|v1' },
    (dataset, positive, options) =>
      rank(dataset, positive, options, { linearise: lineariseAveragePrecision, method: 'influence' }),
  ),
  ofAllClasses({ ...COST, name: 'log_loss', title: 'Log loss', range: [0, null], version: 'clip:2^-52|v1' }, costLog),
  ofAllClasses(
    { ...COST, name: 'brier_score', title: 'Brier score', range: [0, null], version: 'half:two-classes|v1' },
    costSquared,
  ),
];

/**
 * The metric of a name in a task; null when there is none. In the tasks `scores` and `metrics` every name is one: the evidence's
 * own columns and values, whose presence shows when the evidence is read.
 */
export function findMetric(name: string, task: Task): Metric | null {
  if (task === 'scores') return ownScore(name);
  if (task === 'metrics') return ownScalar(name);
  return METRICS.find((metric) => metric.name === name && metric.tasks.includes(task)) ?? null;
}

/** The names that `findMetric` knows beforehand in a task; none where the evidence decides. */
export function metricNames(task: Task): readonly string[] {
  return METRICS.filter(({ tasks }) => tasks.includes(task)).map(({ name }) => name);
}
