import type { Metric } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';

const JUDGED = { kind: 'mean', direction: 'higher', tasks: ['generation', 'translation'] } as const;

const WIN_RATE_ROW: MetricRow = {
  ...JUDGED,
  name: 'win_rate',
  title: 'Win rate',
  range: [0, 1],
  needs: ['win'],
  version: 'ties:half|v1',
  definition:
    'The mean of the column win: 1 where the output won against the other one, 0 where it lost, 0.5 for a tie (or a number between, averaged over both orders of showing them). A number outside 0..1 leaves no value, out_of_range.',
  source: '(wins + ties/2)/n',
  example: { rows: [1, 1, 0.5, 0].map((win) => ({ win })), value: 0.625 },
};

const JUDGE_SCORE_ROW: MetricRow = {
  ...JUDGED,
  name: 'judge_score',
  title: 'Judge score',
  range: [null, null],
  needs: ['judge-score'],
  version: 'v1',
  definition:
    'The mean of the column judge-score, on whatever scale the judge gives it; higher is better. Another judge or prompt gives other numbers: begin with a new baseline then.',
  source: 'Mean of the scores of a person or a model',
  example: { rows: [4, 5, 3, 5].map((score) => ({ 'judge-score': score })), value: 4.25 },
};

/** What a person or a model thought of each output. */
export const judgements = (): readonly Metric[] => [
  defineMetric(WIN_RATE_ROW, ({ quantities }) => {
    const scores = quantities.get('win')!;
    const isOutside = scores.some((win) => win < 0 || win > 1);
    return { kind: 'mean', scores, range: [0, 1], ...(isOutside ? { problem: 'out_of_range' as const } : {}) };
  }),
  defineMetric(JUDGE_SCORE_ROW, ({ quantities }) => ({
    kind: 'mean',
    scores: quantities.get('judge-score')!,
    range: [null, null],
  })),
];
