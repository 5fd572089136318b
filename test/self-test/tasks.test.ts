import { expect, test } from 'vitest';
import type { Trial } from '../../src/model/self-test.ts';
import { noise, trySuite } from './run-self-test.ts';

type Row = (i: number) => Record<string, unknown>;

/** Each metric with a rule whose doubled tolerance the data can prove, and what the copy must at least lose or reach. */
const CASES: readonly (readonly [string, number, Row, readonly (readonly [string, number])[]])[] = [
  [
    'task: binary\npositive-label: 1',
    600,
    (i) => {
      const label = noise(i) < 0.4 ? 1 : 0;
      const score = Math.min(0.99, Math.max(0.01, 0.5 + (label ? 0.3 : -0.3) + (noise(i, 1) - 0.5) * 0.9));
      return { id: i, label, score, prediction: score >= 0.5 ? 1 : 0, latency: 80 + 100 * noise(i, 2) };
    },
    [
      ['recall, max-drop: 4pp', 0.08],
      ['precision, max-drop: 4pp', 0.08],
      ['roc_auc, max-drop: 3pp', 0.06],
      ['log_loss, max-rise: 0.1', 0.2],
      ['false_positive_rate, max: 0.3', 0],
      ['latency_mean, max-rise: 10', 20],
    ],
  ],
  [
    'task: multiclass',
    600,
    (i) => ({ id: i, label: 'abc'[i % 3], prediction: 'abc'[(i + (noise(i) < 0.1 ? 1 : 0)) % 3] }),
    [
      ['f1_macro, max-drop: 3pp', 0.06],
      ['accuracy, max-drop: 2.5pp', 0.05],
      ['f1, label: b, max-drop: 5pp', 0.1],
      ['accuracy, min: 0.7', 0],
    ],
  ],
  [
    'task: regression',
    300,
    (i) => ({ id: i, label: noise(i) * 20, prediction: noise(i) * 20 + (noise(i, 1) - 0.5) * 6 }),
    [
      ['mean_absolute_error, max-rise: 0.1', 0.2],
      ['r2_score, max-drop: 0.02', 0.04],
      ['spearmanr, max-drop: 0.02', 0.04],
      ['root_mean_squared_error, max: 3', 0],
    ],
  ],
  [
    'task: multilabel',
    400,
    (i) => {
      const labels = ['a', 'b', 'c'].filter((_, k) => noise(i, k) < 0.4);
      return { id: i, labels, predictions: labels.filter((_, k) => noise(i, k + 5) < 0.9) };
    },
    [
      ['f1_samples, max-drop: 3pp', 0.06],
      ['hamming_loss, max-rise: 2pp', 0.04],
    ],
  ],
  [
    'task: translation',
    60,
    (i) => {
      const reference = Array.from({ length: 8 }, (_, k) => `w${(i * 7 + k * 3) % 40}`);
      return {
        id: i,
        reference: reference.join(' '),
        hypothesis: reference.map((w, k) => (noise(i * 8 + k) < 0.2 ? 'x' : w)).join(' '),
      };
    },
    [
      ['bleu, max-drop: 4', 8],
      ['ter, max-rise: 4', 8],
    ],
  ],
  [
    'task: generation',
    300,
    (i) => ({
      id: i,
      reference: `the answer ${i}`,
      prediction: noise(i) < 0.8 ? `the answer ${i}` : 'no idea',
      'judge-score': 1 + Math.round(noise(i, 2) * 4),
      refused: noise(i, 3) < 0.05,
      passed: true,
    }),
    [
      ['exact_match, max-drop: 3pp', 0.06],
      ['rougeL, max-drop: 3pp', 0.06],
      ['judge_score, max-drop: 0.1', 0.2],
      ['refusal_rate, max-rise: 3pp', 0.06],
      ['pass@1, max-drop: 3pp', 0.06],
    ],
  ],
  [
    'task: ranking',
    1500,
    (i) => ({
      query: `q${Math.floor(i / 10)}`,
      item: `d${(i * 7) % 400}`,
      relevance: noise(i) < 0.3 ? 1 : 0,
      score: noise(i, 1),
    }),
    [
      ['ndcg@10, max-drop: 3pp', 0.06],
      ['recip_rank, max-drop: 3pp', 0.06],
      ['catalog_coverage@10, min: 0.5', 0],
    ],
  ],
  [
    'task: binary\npositive-label: 1',
    240,
    (i) => ({
      id: i,
      sex: 'fm'[i % 2],
      label: noise(i) < 0.5 ? 1 : 0,
      prediction: noise(i) < 0.5 === noise(i, 1) < 0.1 ? 0 : 1,
    }),
    [
      ['demographic_parity_difference, across: sex, max: 0.4', 0],
      ['accuracy_worst_group, across: sex, max-drop: 8pp', 0.16],
    ],
  ],
  [
    'task: scores',
    300,
    (i) => ({ id: i, quality: 3 + noise(i), toxicity: 0 }),
    [
      ['quality, max-drop: 0.05', 0.1],
      ['toxicity, max: 0.3', 0],
    ],
  ],
  [
    'task: binary\npositive-label: 1',
    300,
    (i) => ({ id: i, label: i % 2, score: noise(i), prediction: noise(i) >= 0.5 ? 1 : 0 }),
    [
      ['negative_flip_rate, max: 0.03', 0],
      ['psi, max: 0.25', 0],
    ],
  ],
];

test.each(CASES)(
  'blocks a regression of twice the tolerance, and one beyond the limit: %s',
  async (suite, n, row, rules) => {
    const gates = rules.map(([rule]) => `{ metric: ${rule} }`).join(', ');
    const { trials, nullChange } = await trySuite(`${suite}\ngates: [${gates}]`, n, row);
    expect(trials.map(({ metric, outcome }) => [metric, outcome])).toEqual(
      trials.map(({ metric }) => [metric, 'blocks']),
    );
    trials.forEach((trial, i) => {
      expectEnough(trial, rules[i]![1]);
    });
    expect(nullChange.blocked).toEqual([]);
    expect(nullChange.exchanged).toBeGreaterThan(0);
  },
);

/** At least so much worse, and not half as much again; a limit is just broken. */
function expectEnough({ metric, rule, limit, injected }: Trial, amount: number) {
  const { worse, value } = injected!;
  if (rule === 'min') expect(value, metric).toBeLessThan(limit!);
  else if (rule === 'max') expect(value, metric).toBeGreaterThan(limit!);
  else {
    expect(worse, metric).toBeGreaterThanOrEqual(amount * (1 - 1e-8));
    expect(worse, metric).toBeLessThan(1.5 * amount);
  }
}
