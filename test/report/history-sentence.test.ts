import { expect, it } from 'vitest';
import type { HistoryFacts, Judgement } from '../../src/model/verdict.ts';
import { describeFinding } from '../../src/report/sentences.ts';

function sentence(
  facts: Partial<Judgement>,
  history: Partial<HistoryFacts>,
  range: Judgement['detail']['range'] = [null, null],
) {
  const known: HistoryFacts = {
    method: 'mad',
    side: 'low',
    records: 12,
    needed: 8,
    leftOut: 0,
    summary: [],
    ...history,
  };
  return describeFinding({
    ...{ metric: 'accuracy', label: null, slice: null, across: null, rule: 'from-history', level: 'fail' },
    ...{ limit: null, limitText: 'mad', against: 'baseline', value: 0.871, baseline: null, delta: null, bounds: null },
    ...{ outcome: 'fail', certainty: 'point', reason: 'beyond-limit' },
    ...facts,
    detail: { range, history: known },
  });
}

const MAD = {
  summary: [
    ['median', 0.912, 'value'],
    ['MAD', 0.002, 'size'],
  ],
} as const;

it.each<[Parameters<typeof sentence>, string]>([
  [
    [{ limit: 0.90162 }, MAD],
    'accuracy is 0.8710, below 0.9016, which the last 12 records make unusual (median 0.9120, MAD 0.002).',
  ],
  [
    [{ limit: 0.90162 }, { ...MAD, leftOut: 1 }, [0, 1]],
    'accuracy is 87.1%, below 90.2%, which the last 12 records make unusual (median 91.2%, MAD 0.2 pp). 1 earlier record of another data set, definition, judge or prompt does not count.',
  ],
  [
    [
      { limit: 0.8, reason: 'within', outcome: 'pass' },
      { method: 'percentage', records: 1, summary: [['mean', 0.9, 'value']] },
      [0, 1],
    ],
    'accuracy is 87.1%, not below 80.0%, the edge of what the last record makes usual (mean 90.0%).',
  ],
  [
    [
      { metric: 'latency_p95', value: 512.3, limit: 480.1 },
      {
        side: 'high',
        summary: [
          ['geometric mean', 411, 'value'],
          ['of logarithms', 0.0567, 'ratio'],
        ],
      },
    ],
    'latency_p95 is 512.3, above 480.1, which the last 12 records make unusual (geometric mean 411.0, of logarithms 0.0567).',
  ],
  [
    [{ limit: 0.9 }, { method: 'static', records: 0, needed: 0 }, [0, 1]],
    'accuracy is 87.1%, below 90.0%, its static limit.',
  ],
  [
    [
      { reason: 'short-history', outcome: 'pass', certainty: null },
      { records: 3, leftOut: 9 },
    ],
    'accuracy has 3 of the 8 records that it needs: from then on its history gates it. 9 earlier records of another data set, definition, judge or prompt do not count.',
  ],
  [
    [
      { reason: 'unsure', outcome: 'warn' },
      { records: 9, problem: 'no-spread', summary: [['median', 0.91, 'value']] },
      [0, 1],
    ],
    'accuracy is 87.1%, worse than the median of the last 9 records (91.0%), and nothing tells how much worse is unusual: they have no spread.',
  ],
  [
    [
      { reason: 'within', outcome: 'pass', value: 0.91 },
      { problem: 'zero', summary: [['median', 0.91, 'value']] },
      [0, 1],
    ],
    'accuracy is 91.0%, no worse than the median of the last 12 records (91.0%). They set no other limit: one of them is zero, and changes are relative to it.',
  ],
  [
    [
      { limitText: 'cusum' },
      {
        method: 'cusum',
        chart: { height: 6.118, ceiling: 5 },
        summary: [
          ['mean', 0.9, 'value'],
          ['standard deviation', 0.0012, 'size'],
        ],
      },
      [0, 1],
    ],
    'accuracy is 87.1%, and with the last 12 records that adds up to a shift for the worse: the CUSUM is 6.12, above 5 (mean 90.0%, standard deviation 0.12 pp).',
  ],
  [
    [
      { reason: 'within', outcome: 'pass' },
      { method: 'page-hinkley', chart: { height: 0.0123, ceiling: 0.05 } },
      [0, 1],
    ],
    'accuracy is 87.1%, and with the last 12 records that adds up to no new shift for the worse: the sum of Page and Hinkley is 0.0123, and up to 0.05 is usual.',
  ],
  [
    [{ reason: 'within', outcome: 'pass' }, { method: 'cusum', chart: { height: 8, ceiling: 5 } }, [0, 1]],
    'accuracy is 87.1%, and with the last 12 records that adds up to no new shift for the worse: the CUSUM is 8, above 5, but this value did not raise it.',
  ],
])('%#', (facts, expected) => {
  expect(sentence(...facts)).toBe(expected);
});
