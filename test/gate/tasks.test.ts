import { describe, expect, it } from 'vitest';
import { check, lines, recordOf } from './run-gate.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];
const rows = (n: number, row: (i: number) => Readonly<Record<string, unknown>>): Rows =>
  Array.from({ length: n }, (_, i) => ({ id: `r${i}`, ...row(i) }));
const compare = async (suite: string, before: Rows, after: Rows) =>
  (await check({ suite, files: { 'a.jsonl': lines(after) }, before: { files: { 'a.jsonl': lines(before) } } })).suite;

describe('a model that got much worse is blocked, the same model is not', () => {
  it.each<readonly [string, string, Rows, Rows]>([
    [
      'multilabel',
      'task: multilabel\ngates: [{ metric: f1_macro, max-drop: 1pp }, { metric: hamming_loss, max-rise: 0.01 }]',
      rows(300, (i) => ({ labels: ['abc'[i % 3], 'd'], prediction: ['abc'[i % 3], ...(i % 9 ? ['d'] : [])] })),
      rows(300, (i) => ({ labels: ['abc'[i % 3], 'd'], prediction: ['abc'[(i >> 1) % 3]] })),
    ],
    [
      'regression',
      'task: regression\ngates: [{ metric: mean_absolute_error, max-rise: 10% }, { metric: r2_score, max-drop: 0.01 }, { metric: median_absolute_error, max-rise: 10% }, { metric: spearmanr, max-drop: 0.01 }, { metric: max_error, max-rise: 0.1 }]',
      rows(300, (i) => ({ label: i, prediction: i + ((i * 37) % 11) })),
      rows(300, (i) => ({ label: i, prediction: i + 9 * ((i * 37) % 11) + (i % 2) })),
    ],
    [
      'generation',
      'task: generation\ngates: [{ metric: rouge1, max-drop: 1pp }, { metric: exact_match, max-drop: 1pp }, { metric: wer, max-rise: 0.01 }]',
      rows(300, (i) => ({ reference: `the ${i} of ${i % 7}`, response: i % 10 ? `the ${i} of ${i % 7}` : 'no' })),
      rows(300, (i) => ({
        reference: `the ${i} of ${i % 7}`,
        response: i % 2 ? `the ${i} of ${i % 7}` : `a ${i} off`,
      })),
    ],
    [
      'repeated runs',
      'task: generation\ngates: [{ metric: pass@1, max-drop: 1pp }, { metric: pass@2, max-drop: 1pp }, { metric: pass^2, max-drop: 1pp }]',
      rows(400, (i) => ({ id: `p${i >> 2}`, run: i % 4, passed: (i >> 2) % 10 > 0 || i % 4 === 0 })),
      rows(400, (i) => ({ id: `p${i >> 2}`, run: i % 4, passed: (i >> 2) % 3 === 0 && i % 4 < 2 })).toReversed(),
    ],
    [
      'ranking',
      'task: ranking\ngates: [{ metric: ndcg@5, max-drop: 1pp }, { metric: map, max-drop: 1pp }, { metric: P_5, max-drop: 1pp }]',
      rows(900, (i) => ({
        query: `q${Math.floor(i / 9)}`,
        item: `d${i % 9}-${Math.floor(i / 9) % 20}`,
        rel: i % 3 ? 0 : 1,
        score: i % 3 ? (i % 9) / 20 : 1,
      })),
      rows(900, (i) => ({
        query: `q${Math.floor(i / 9)}`,
        item: `d${i % 9}-${Math.floor(i / 9) % 20}`,
        rel: i % 3 ? 0 : 1,
        score: i % 9 < 3 ? 3 + (i % 3) : ((i * 7919) % 101) / 101,
      })),
    ],
    [
      'latency',
      'task: generation\ngates: [{ metric: latency_p95, max-rise: 10% }, { metric: latency_mean, max-rise: 10% }]',
      rows(500, (i) => ({ latency_ms: 100 + ((i * 7919) % 101) })),
      rows(500, (i) => ({ latency_ms: 150 + ((i * 7919) % 211) })),
    ],
  ])('%s', async (_, suite, before, after) => {
    const same = await compare(suite, before, before.toReversed());
    expect(same.findings.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      same.findings.map(() => ['pass', 'unchanged']),
    );
    const worse = await compare(suite, before, after);
    expect(worse.baseline).toMatchObject({ pairing: 'paired' });
    for (const { metric, outcome, certainty } of worse.findings) {
      expect([metric, outcome, certainty]).toEqual([metric, 'fail', metric === 'max_error' ? 'point' : 'proven']);
    }
    const better = await compare(suite, after, before);
    for (const { metric, outcome } of better.findings) expect([metric, outcome]).toEqual([metric, 'pass']);
  });
});

describe('labels of a multilabel task', () => {
  it('that only the baseline has do not change what is measured of the candidate', async () => {
    const suite = 'task: multilabel\nmetrics: [hamming_loss, f1_macro]';
    const own = rows(4, (i) => ({ labels: ['a'], prediction: [i % 2 ? 'a' : 'b'] }));
    const alone = (await check({ suite, files: { 'a.jsonl': lines(own) } })).suite.measurements;
    const beside = await compare(
      suite,
      rows(4, () => ({ labels: ['a'], prediction: ['c'] })),
      own,
    );
    expect(beside.measurements.map(({ value }) => value)).toEqual(alone.map(({ value }) => value));
    expect(beside.measurements.map(({ deltaInterval }) => deltaInterval)).toEqual([null, null]);
  });

  it('that are scored and never true count in a ranking', async () => {
    const csv = 'labels,score_a,score_b,score_c\na,0.75,0.5,1\nc,1,0.2,0.1\n';
    const suite = 'task: multilabel\nmetrics: [label_ranking_average_precision, coverage_error]';
    const { measurements } = (await check({ suite, files: { 'a.csv': csv } })).suite;
    expect(measurements.map(({ value }) => value)).toEqual([expect.closeTo(0.4166666667, 10), 2.5]);
  });
});

it('a record numbers the items of a catalogue anew: nobody finds one by its number', async () => {
  const suite = 'task: ranking\ngates: [{ metric: catalog_coverage@2, max-drop: 1pp }]';
  const ranked = rows(40, (i) => ({ query: `q${i >> 2}`, item: `secret-${i % 13}`, rel: 1, score: i }));
  const files = { 'a.jsonl': lines(ranked) };
  const { measurements, findings } = (await check({ suite, files, before: { files } })).suite;
  expect([measurements[0]!.value, measurements[0]!.delta]).toEqual([1, 0]);
  expect(findings).toMatchObject([{ outcome: 'pass', reason: 'unchanged' }]);
  const { dataset } = await recordOf(suite, files);
  const items = dataset.vectors.get('top_items|k:2|ties:item|v1')!.values.filter((_, i) => i % 3 > 0);
  expect(Math.max(...items)).toBeLessThan(13);
});
