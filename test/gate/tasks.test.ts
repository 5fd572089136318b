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

it('examples with several runs are counted once, and the rows are told', async () => {
  const runs = rows(6, (i) => ({ id: `p${i >> 1}`, passed: i % 2 === 0 }));
  const suite = 'task: generation\nmetrics: [pass@2]\nexpected-rows: 6';
  const { n, notes, findings } = (await check({ suite, files: { 'a.jsonl': lines(runs) } })).suite;
  expect([n, notes]).toEqual([3, ['The 6 rows are runs of 3 examples.']]);
  expect(findings.map(({ outcome }) => outcome)).toEqual(['pass']);
});

describe('groups', () => {
  const suite =
    'task: binary\ngates:\n- { metric: demographic_parity_difference, across: sex, max: 0.1 }\n- { metric: equalized_odds_difference, across: sex, max-rise: 5pp }\n- { metric: accuracy_worst_group, across: sex, max-drop: 2pp }';
  const side = (share: number) =>
    rows(606, (i) => {
      const sex = i < 300 ? 'F' : i < 600 ? 'M' : 'X';
      const label = i % 2;
      return { sex, label, prediction: sex === 'F' && (i % 100) / 100 < share ? 0 : label };
    });

  it('are compared with each other, and shown one by one; small ones are left out and named', async () => {
    const fair = (await check({ suite, files: { 'a.jsonl': lines(side(0)) } })).suite;
    expect(fair.findings.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['pass', 'within'],
      ['pass', 'no-baseline'],
      ['pass', 'no-baseline'],
    ]);
    const unfair = await compare(suite, side(0), side(0.6));
    expect(unfair.findings).toMatchObject([
      { metric: 'demographic_parity_difference', across: 'sex', outcome: 'fail', certainty: 'proven', value: 0.3 },
      { metric: 'equalized_odds_difference', outcome: 'fail', certainty: 'proven' },
      { metric: 'accuracy_worst_group', outcome: 'fail', certainty: 'proven', value: 0.7 },
    ]);
    expect(unfair.findings[0]!.message).toContain('demographic_parity_difference across sex is 30.0%');
    const each = unfair.measurements.filter(({ metric }) => metric === 'selection_rate');
    expect(each.map(({ slice, value, n }) => [slice, value, n])).toEqual([
      [{ sex: 'F' }, 0.2, 300],
      [{ sex: 'M' }, 0.5, 300],
      [{ sex: 'X' }, 0.5, 6],
    ]);
    expect(unfair.notes).toContain(
      'demographic_parity_difference across "sex" leaves out groups with too few units: "X" (6).',
    );
  });

  it('need a column, and a metric that is about them', async () => {
    const files = { 'a.jsonl': lines(side(0)) };
    const wrong = (gate: string) => check({ suite: `task: binary\ngates: [${gate}]`, files });
    await expect(wrong('{ metric: demographic_parity_ratio, min: 0.8 }')).rejects.toThrow(
      'name the column that holds them as across',
    );
    await expect(wrong('{ metric: accuracy, across: sex, min: 0.8 }')).rejects.toThrow(
      'of groups there are accuracy_worst_group or accuracy_group_gap',
    );
    await expect(wrong('{ metric: accuracy_worst_group, across: sxe, min: 0.8 }')).rejects.toThrow(
      'suites[0].gates[0].across: no file has a column "sxe"',
    );
  });
});

describe('metrics of the change itself', () => {
  const side = (wrong: number, shift = 0) =>
    rows(400, (i) => ({
      label: i % 2,
      prediction: i < wrong ? 1 - (i % 2) : i % 2,
      score: ((i * 7919) % 400) / 400 + shift,
    }));
  const suite =
    'task: binary\ngates: [{ metric: flip_rate, max: 5% }, { metric: negative_flip_rate, max: 0.05 }, { metric: psi, max: 0.1 }]'.replace(
      '5%',
      '0.05',
    );

  it('wait for a baseline', async () => {
    const { findings } = (await check({ suite, files: { 'a.jsonl': lines(side(0)) } })).suite;
    expect(findings.map(({ outcome, reason, against }) => [outcome, reason, against])).toEqual(
      findings.map(() => ['pass', 'no-baseline', 'baseline']),
    );
  });

  it('are judged by limits, against the baseline', async () => {
    const same = await compare(suite, side(10), side(10));
    expect(same.findings.map(({ value, outcome }) => [value, outcome])).toEqual([
      [0, 'pass'],
      [0, 'pass'],
      [0, 'pass'],
    ]);
    const moved = await compare(suite, side(10), side(60, 0.3));
    expect(moved.findings.map(({ metric, outcome, certainty }) => [metric, outcome, certainty])).toEqual([
      ['flip_rate', 'fail', 'proven'],
      ['negative_flip_rate', 'fail', 'proven'],
      ['psi', 'fail', 'proven'],
    ]);
    expect(moved.findings[2]!.message).toMatch(
      /Samples of this size that did not drift stay below 0\.0\d+ in 19 of 20 cases\./,
    );
  });

  it('cannot be had of other examples, or of a change of theirs', async () => {
    const others = side(10).map((row) => ({ ...row, id: `other-${row.id}` }));
    const { findings } = await compare(suite, others, side(10));
    expect(findings.map(({ metric, outcome, reason }) => [metric, outcome, reason])).toEqual(
      [
        ['flip_rate', 'fail', 'undefined-metric'],
        ['negative_flip_rate', 'fail', 'undefined-metric'],
        ['psi', 'pass', 'within'],
        [null, 'warn', 'dataset-changed'],
      ].toSorted((a, b) => Number(a[0] !== null) - Number(b[0] !== null)),
    );
    await expect(
      check({ suite: 'task: binary\ngates: [{ metric: flip_rate, max-rise: 1pp }]', files: {} }),
    ).rejects.toThrow('flip_rate already compares with the baseline; write max');
  });
});

it('predictions of a regression stray from run to run by the root of their mean variance', async () => {
  // Variances of 1, 0 and 4.5; the last example has one run with a prediction, and takes no part.
  const cells = [
    [1, 2, 3],
    [5, 5, 5],
    [0, 3, null],
    [9, null, null],
  ];
  const runs = cells.flatMap((own, i) => own.map((prediction, run) => ({ id: `e${i}`, run, label: i, prediction })));
  const suite = 'task: regression\nmax-missing: 3\ngates: [{ metric: run_to_run_sd, max: 1.3 }]';
  const files = { 'a.jsonl': lines(runs) };
  const { measurements, findings } = (await check({ suite, files, before: { files } })).suite;
  expect(measurements).toMatchObject([{ value: expect.closeTo(Math.sqrt(5.5 / 3), 12), n: 3, delta: 0 }]);
  expect(findings).toMatchObject([{ rule: 'max-missing' }, { rule: 'max', outcome: 'fail', reason: 'beyond-limit' }]);
});
