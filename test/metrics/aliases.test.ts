import { describe, expect, it } from 'vitest';
import { ownNameOf } from '../../src/metrics/aliases.ts';
import { allMetrics, findMetric } from '../../src/metrics/catalogue.ts';
import { TASKS, type Task } from '../../src/model/metric.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { problemsOf } from '../policy/problems.ts';

const ALIASES =
  'sensitivity TPR true_positive_rate tnr ppv mae MSE rmse R2 mape mrr em precision@5 recall@5 map@10 auc AUROC mcc kappa ap auprc pr_auc logloss cross_entropy ece brier ppl rouge rouge-l llm_judge_score hit@5 top5 macro_f1 p95 fpr iou churn mrr@10 chrF2++';
const told = (name: string, task: Task) =>
  problemsOf(() =>
    readPolicy(`version: 1\nsuites: [{ name: s, files: [a], task: ${task}, metrics: ["${name}"] }]`, 'p.yml'),
  ).join('\n');

describe('names of other tools', () => {
  it.each(ALIASES.split(' '))('%s is a metric under another name', (alias) => {
    const own = ownNameOf(alias);
    if (own === null) return expect(told(alias, 'generation')).toMatch(/Did you mean/);
    const task = TASKS.find((each) => each !== 'scores' && each !== 'metrics' && findMetric(own, each) !== null);
    expect(task, own).toBeDefined();
    expect(told(alias, task!)).toMatch(
      new RegExp(`unknown metric .* here it is called ${own.replace(/[+^]/g, '\\$&')}$`),
    );
  });

  it('are none that a metric has', () => {
    const taken = allMetrics().filter(({ name }) => ![null, name].includes(ownNameOf(name)));
    expect(taken.map(({ name }) => name)).toEqual([]);
    expect(ownNameOf('speed')).toBeNull();
  });
});

describe('a name in the wrong task', () => {
  it.each([
    [
      'mae',
      'binary',
      '"mae" is called mean_absolute_error here, and is a metric of the task regression, not of binary',
    ],
    ['pass^3', 'binary', 'pass^3 is a metric of the task generation, not of binary'],
    ['pass^k', 'binary', 'pass^k is a metric of the task generation, not of binary. There, pass^k needs its number'],
    [
      'bleu@tok:ja-mecab',
      'binary',
      'is a metric of the task translation or generation, not of binary. There, bleu@tok:ja-mecab cannot be had: it needs a dictionary',
    ],
    [
      'bleu@tok:ja-mecab',
      'translation',
      'cannot be had: it needs a dictionary or model of its own. Compute the score where the evaluation runs, write it as a column',
    ],
    [
      'intra_list_diversity',
      'ranking',
      'takes the vectors of the items, and evidence holds none. Compute it beforehand, and gate its column',
    ],
  ] as const)('%s in %s', (name, task, sentence) => expect(told(name, task)).toContain(sentence));

  it('never lists every metric', () => {
    expect(told('zzz', 'binary')).toMatch(/Known are accuracy(, \w+){7} and \d+ more, which docs\/metrics.md lists\.$/);
  });
});
