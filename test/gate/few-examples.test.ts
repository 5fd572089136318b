import { describe, expect, it } from 'vitest';
import { check, lines } from './run-gate.ts';

const BINARY = 'task: binary\npositive-label: "1"\n';

/** `hits` of `n` rows are right; ids count from `from`, or there are none. */
function answers(n: number, hits: number, from: number | null = 0) {
  const rows = Array.from({ length: n }, (_, i) => ({
    ...(from === null ? {} : { id: from + i }),
    label: i % 2,
    prediction: i < hits ? i % 2 : 1 - (i % 2),
  }));
  return { 'a.jsonl': lines(rows) };
}

const findingOf = async (...args: Parameters<typeof check>) => (await check(...args)).suite.findings[0]!;

describe('a limit is proven', () => {
  const limit = (rule: string) => `${BINARY}gates: [{ metric: accuracy, ${rule}, when-unsure: fail }]`;

  it('at its level for whatever the share may be: 20 of 20 leave 86.1% possible', async () => {
    const proven = await findingOf({ suite: limit('min: 0.86'), files: answers(20, 20) });
    expect(proven).toMatchObject({ outcome: 'pass', certainty: 'proven' });
    expect(proven.bounds!.low).toBeCloseTo(0.05 ** (1 / 20), 10);
    const open = await findingOf({ suite: limit('min: 0.88'), files: answers(20, 20) });
    expect(open).toMatchObject({ outcome: 'fail', certainty: 'likely', reason: 'unsure' });
  });

  it.each([
    ['precision', 'min: 0.9', 0.342],
    ['f1', 'min: 0.9', 0.51],
    ['jaccard', 'min: 0.9', 0.342],
    ['balanced_accuracy', 'min: 0.9', 0.51],
  ])('by the few rows that %s rests on, and not by all', async (metric, rule, low) => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ id: i, label: i < 2 ? 1 : 0, prediction: i < 2 ? 1 : 0 }));
    const files = { 'a.jsonl': lines(rows) };
    const { suite } = await check({
      suite: `${BINARY}gates: [{ metric: ${metric}, ${rule}, when-unsure: fail }]`,
      files,
    });
    expect(suite.findings[0]).toMatchObject({ outcome: 'fail', reason: 'unsure', value: 1 });
    expect(suite.measurements[0]!.interval!.low).toBeCloseTo(low, 2);
  });

  it('and a share of what the model picked counts those alone', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ id: i, label: i < 3 ? 1 : 0, prediction: i < 4 ? 1 : 0 }));
    const { suite } = await check({
      suite: `${BINARY}metrics: [precision, npv, false_discovery_rate, false_omission_rate]`,
      files: { 'a.jsonl': lines(rows) },
    });
    expect(suite.measurements.map(({ metric, n }) => [metric, n])).toEqual([
      ['precision', 4],
      ['npv', 96],
      ['false_discovery_rate', 4],
      ['false_omission_rate', 96],
    ]);
    // Wilson, 3 of 4.
    expect(suite.measurements[0]!.interval).toMatchObject({ method: 'wilson' });
    expect(suite.measurements[0]!.interval!.low).toBeCloseTo(0.30064, 4);
  });
});

describe('when every example changes alike', () => {
  const texts = (hypothesis: (i: number) => string, n: number) => ({
    'a.jsonl': lines(
      Array.from({ length: n }, (_, i) => ({
        id: i,
        hypothesis: hypothesis(i),
        reference: `The dog number ${i} bit the man.`,
      })),
    ),
  });
  const right = (i: number) => `The dog number ${i} bit the man.`;

  it.each([
    ['bleu', 'max-drop'],
    ['chrf', 'max-drop'],
    ['ter', 'max-rise'],
  ])('%s fails by the estimate', async (metric, rule) => {
    const suite = `task: translation\ngates: [{ metric: ${metric}, ${rule}: 0.5 }]`;
    const files = texts(() => 'xyz', 40);
    const collapsed = await findingOf({ suite, files, before: { files: texts(right, 40) } });
    expect(collapsed).toMatchObject({ outcome: 'fail', certainty: 'point', reason: 'regressed' });
  });

  it('a handful of examples proves nothing', async () => {
    const suite = 'task: translation\ngates: [{ metric: bleu, max-drop: 0.5 }]';
    const few = await findingOf({ suite, files: texts(() => 'xyz', 5), before: { files: texts(right, 5) } });
    expect(few).toMatchObject({ outcome: 'warn', certainty: 'likely', reason: 'unsure' });
  });

  it.each([
    [80, 'fail', 'point'],
    [12, 'warn', 'likely'],
  ])('a group of %i counts for itself', async (size, outcome, certainty) => {
    const rows = (groupIsRight: boolean) => ({
      'a.jsonl': lines(
        Array.from({ length: 200 }, (_, i) => ({
          id: i,
          label: i % 2,
          prediction: i < size && !groupIsRight ? 1 - (i % 2) : i % 2,
          g: i < size ? 'small' : 'large',
        })),
      ),
    });
    const suite = `${BINARY}gates: [{ metric: "equal_opportunity_difference@min:2", across: g, max-rise: 1pp }]`;
    const found = await findingOf({ suite, files: rows(false), before: { files: rows(true) } });
    expect(found).toMatchObject({ outcome, certainty, delta: 1 });
  });
});

describe('rows that are not the baseline’s', () => {
  const gates = `${BINARY}gates: [{ metric: accuracy, max-drop: 1pp, when-unsure: fail }]`;

  it('are not unchanged, though all are right on both sides', async () => {
    const unpaired = await findingOf({
      suite: gates,
      files: answers(30, 30, null),
      before: { files: answers(32, 32, null) },
    });
    expect(unpaired).toMatchObject({ outcome: 'fail', reason: 'unsure', certainty: 'likely' });
  });

  it('but the same bytes without ids are', async () => {
    const same = await findingOf({
      suite: gates,
      files: answers(30, 20, null),
      before: { files: answers(30, 20, null) },
    });
    expect(same).toMatchObject({ outcome: 'pass', reason: 'unchanged', certainty: 'proven' });
  });

  it('are said to be new, and are a changed data set when they are most of it', async () => {
    const some = await check({ suite: gates, files: answers(400, 300), before: { files: answers(300, 300) } });
    expect(some.suite.findings[0]).toMatchObject({ outcome: 'pass', reason: 'unchanged', n: 300 });
    expect(some.suite.baseline).toMatchObject({ shared: 300, fresh: 100 });
    expect(some.suite.notes).toContain(
      'The baseline has 300 of the 400 examples: changes are judged on those, limits on all.',
    );
    const most = await findingOf({ suite: gates, files: answers(3000, 300), before: { files: answers(300, 300) } });
    expect(most).toMatchObject({ outcome: 'warn', reason: 'dataset-changed' });
    expect(most.message).toContain('2700 of the 3000 examples are new');
  });
});

it('bounds of a change stay within what the metric can change by', async () => {
  const rows = (picked: number) => ({
    'a.jsonl': lines(
      Array.from({ length: 1000 }, (_, i) => ({ id: i, label: i < 2 ? 1 : 0, prediction: i < picked ? 1 : 0 })),
    ),
  });
  const suite = `${BINARY}gates: [{ metric: precision, max-drop: 1pp }]`;
  const { suite: report } = await check({ suite, files: rows(1), before: { files: rows(2) } });
  expect(report.measurements[0]!.deltaInterval).toMatchObject({ low: -1, high: 1 });
  expect(report.findings[0]!.message).not.toContain('show a change');
});

describe('groups', () => {
  const rows = (size: number, groups: number, isPositive: (i: number, g: number) => boolean) => ({
    'a.jsonl': lines(
      Array.from({ length: size * groups }, (_, i) => {
        const g = i % groups;
        const label = isPositive(i, g) ? 1 : 0;
        return { id: i, g: `g${g}`, label, prediction: Math.floor(i / groups) % 5 === 0 ? 1 - label : label };
      }),
    ),
  });

  it('of which one cannot be measured leave the gate open', async () => {
    const files = rows(100, 3, (i, g) => g !== 2 && Math.floor(i / 3) % 2 === 0);
    const gate = (unsure: string) =>
      `${BINARY}gates: [{ metric: equal_opportunity_difference, across: g, max: 0.5, when-unsure: ${unsure} }]`;
    const warned = await findingOf({ suite: gate('warn'), files });
    expect(warned).toMatchObject({ outcome: 'warn', reason: 'unsure', certainty: 'likely' });
    expect(warned.message).toContain('nothing is known of the group "g2", which has no example');
    expect(await findingOf({ suite: gate('fail'), files })).toMatchObject({ outcome: 'fail' });
    expect(await findingOf({ suite: gate('pass'), files })).toMatchObject({ outcome: 'pass', reason: 'within' });
  });

  it('lie apart by chance, which a report tells', async () => {
    const suite = `${BINARY}gates: [{ metric: accuracy_group_gap, across: g, max: 0.5 }]`;
    const { message } = await findingOf({ suite, files: rows(50, 5, (i) => i % 2 === 0) });
    expect(message).toContain('Groups of these sizes that are alike lie 13.2% apart on average by chance alone.');
  });
});

it('a quantile lies within its interval', async () => {
  const files = { 'a.jsonl': lines([1, 2, 3, 4, 10].map((latency, id) => ({ id, latency }))) };
  const { suite } = await check({ suite: 'task: generation\nmetrics: [latency_p99.9]', files });
  const { value, interval } = suite.measurements[0]!;
  expect(value).toBeCloseTo(9.976, 3);
  expect(interval!.low).toBeLessThanOrEqual(value!);
});

it('runs of one example are one example', async () => {
  const rows = (wrong: number) => ({
    'a.jsonl': lines(
      Array.from({ length: 200 }, (_, i) => ({ id: i % 40, run: i, label: 1, prediction: i % 40 < wrong ? 0 : 1 })),
    ),
  });
  const suite = `${BINARY}columns: { run: run }\ngates: [{ metric: accuracy, max-drop: 1pp }]`;
  const { suite: report } = await check({ suite, files: rows(5), before: { files: rows(3) } });
  expect(report.notes).toContain('accuracy over 5 runs: 87.5% to 87.5%, standard deviation 0.0 pp.');
  expect(report).toMatchObject({ n: 40, baseline: { shared: 40 } });
  expect(report.measurements[0]!.n).toBe(40);
  expect(report.findings[0]!.message).toContain('but 40 examples cannot tell');
});

it('tells how far a metric moves from run to run, where every run is whole', async () => {
  // Of 20 examples 18, 16 and 14 are right in the three runs: .9, .8 and .7.
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [id, run] = [i % 20, Math.floor(i / 20)];
    return { id, run, label: 1, prediction: id < 2 + 2 * run ? 0 : 1 };
  });
  const suite = `${BINARY}columns: { run: run }\nmetrics: [accuracy]`;
  const notes = async (list: readonly object[]) =>
    (await check({ suite, files: { 'a.jsonl': lines(list) } })).suite.notes;
  expect(await notes(rows)).toContain('accuracy over 3 runs: 70.0% to 90.0%, standard deviation 10.0 pp.');
  expect((await notes(rows.slice(0, 50))).join(' ')).not.toContain('over 3 runs');
});

it('says how often a harmless change would be blocked, once something was compared', async () => {
  const suite = `${BINARY}gates: [{ metric: accuracy, max-drop: 1pp }, { metric: f1, max-drop: 1pp, level: warn }]`;
  // 20 of 1000 answers differ each way: SE = √(.04/1000) ≈ .0063, and Φ(−max(.01/.0063, 2.326)) = .01.
  const rows = (side: 0 | 1) => ({
    'a.jsonl': lines(
      Array.from({ length: 1000 }, (_, id) => ({ id, label: 1, prediction: id < 40 ? Number(id < 20) ^ side : 1 })),
    ),
  });
  const { report } = await check({ suite, files: rows(0), before: { files: rows(1) } });
  expect(report.falseBlocks).toMatchObject({ counted: 1, unknown: 0, atMost: 0.01 });
  expect(report.falseBlocks!.expected).toBeCloseTo(0.01, 4);
  expect((await check({ suite, files: rows(0) })).report.falseBlocks).toBeNull();
});

it('does not compare groups within one of them', async () => {
  const rows = Array.from({ length: 240 }, (_, id) => ({ id, label: id % 2, prediction: 1, g: id % 3, h: id % 5 }));
  const suite = `${BINARY}slices: [g, h]\nmetrics: [accuracy, { metric: accuracy_group_gap, across: g }]`;
  const { suite: report } = await check({ suite, files: { 'a.jsonl': lines(rows) } });
  const gaps = report.measurements.filter(({ metric }) => metric === 'accuracy_group_gap');
  expect(gaps.map(({ slice }) => Object.keys(slice ?? {}))).toEqual([[], ...Array(5).fill(['h'])]);
});
