import { describe, expect, it } from 'vitest';
import { planGates } from '../../src/gate/plan.ts';
import { headlineOf } from '../../src/report/headline.ts';
import { baselineOf, check, lines, policyOf, sourceOf } from './run-gate.ts';

/** 200 answers, of which so many are wrong; `from` renames the examples. */
function answers(wrong: number, { from = 0 } = {}) {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const label = i % 2;
    return { id: `e${from + i}`, label, prediction: i < wrong ? 1 - label : label };
  });
  return { 'a.jsonl': lines(rows) };
}

const suite = (rule: string, more = 'metric: accuracy') =>
  `task: binary\npositive-label: 1\ngates: [{ ${more}, from-history: ${rule} }]`;

const WRONG = [20, 21, 19, 22, 20, 18, 20, 21, 19, 20];
const before = { files: answers(20), earlier: WRONG.map((wrong) => answers(wrong)) };

describe('from-history, from records to the report', () => {
  it('judges by the records that the baseline continues', async () => {
    const run = async (wrong: number, rule: string) =>
      (await check({ suite: suite(rule), files: answers(wrong), before })).suite.findings;
    const [fails] = await run(30, '{ method: t, p: 0.99 }');
    expect(fails).toMatchObject({
      rule: 'from-history',
      outcome: 'fail',
      reason: 'beyond-limit',
      certainty: 'point',
      value: 0.85,
    });
    // Mean .9, deviation √(2.75e-5) over 11 records: t(.99; 10) = 2.7638.
    expect(fails!.limit).toBeCloseTo(0.9 - 2.763769 * Math.sqrt(3e-4 / 10) * Math.sqrt(12 / 11), 6);
    expect(fails!.message).toBe(
      'accuracy is 85.0%, below 88.4%, which the last 11 records make unusual (mean 90.0%, standard deviation 0.55 pp).',
    );
    const [passes] = await run(23, '{ method: t, p: 0.99 }');
    expect(passes).toMatchObject({ outcome: 'pass', reason: 'within' });
  });

  it('keeps the standard errors of the records', async () => {
    const { suite: found } = await check({ suite: suite('true'), files: answers(60), before });
    const [finding] = found.findings;
    // Wilson at one standard deviation, 180 of 200: ± .0211.
    expect(finding).toMatchObject({ outcome: 'fail', reason: 'beyond-limit' });
    expect(finding!.limit).toBeCloseTo(0.9 - 3.5 * 1.4826 * 0.0213, 3);
    expect(finding!.message).toMatch(/\(median 90\.0%, standard error 2\.1 pp\)\.$/);
  });

  it('leaves out records of other examples, and says so', async () => {
    const earlier = [...[10, 10, 10].map((wrong) => answers(wrong, { from: 1000 })), answers(20), answers(21)];
    const { suite: found } = await check({
      suite: suite('{ method: mad, min-size: 3 }'),
      files: answers(60),
      before: { files: answers(19), earlier },
    });
    expect(found.findings[0]).toMatchObject({ outcome: 'fail' });
    expect(found.findings[0]!.message).toContain('which the last 3 records make unusual');
    expect(found.findings[0]!.message).toContain(
      '3 earlier records of another data set, definition, judge or prompt do not count.',
    );
    expect(found.notes).toContainEqual(expect.stringMatching(/^3 of 6 earlier records were measured on other data/));
    const { report } = await check({ suite: suite('mad'), files: answers(60, { from: 500 }), before });
    expect(report.suites[0]!.findings).toMatchObject([
      { rule: 'baseline', outcome: 'warn', reason: 'dataset-changed' },
      { rule: 'from-history', outcome: 'pass', reason: 'short-history' },
    ]);
  });

  it('waits for enough records', async () => {
    const { report } = await check({
      suite: suite('mad', 'metric: accuracy, min: 0.5'),
      files: answers(60),
      before: { files: answers(20) },
    });
    expect(report.verdict).toBe('pass');
    expect(headlineOf(report).reason).toContain('1 waits for more records');
    expect(report.suites[0]!.findings[1]!.message).toBe(
      'accuracy has 1 of the 8 records that it needs: from then on its history gates it.',
    );
  });

  it('says that there is no store to have a history, unless the rule needs none', async () => {
    const run = async (rule: string) =>
      (await check({ suite: suite(rule), files: answers(60), store: 'none' })).suite.findings;
    expect(await run('mad')).toMatchObject([{ rule: 'from-history', outcome: 'warn', reason: 'no-baseline' }]);
    expect((await run('mad'))[0]!.message).toContain('the policy wants no store of baselines');
    const fixed = await run('{ method: static, limit: 0.8 }');
    expect(fixed).toMatchObject([{ rule: 'from-history', outcome: 'fail', reason: 'beyond-limit' }]);
  });

  it('remembers the slices of gates, and metrics without one', async () => {
    const halves = ({ 'a.jsonl': text }: ReturnType<typeof answers>) => ({
      'a.jsonl': lines(
        text
          .trim()
          .split('\n')
          .map((line, i) => ({ ...JSON.parse(line), half: i < 100 ? 'a' : 'b' })),
      ),
    });
    const rule = '{ method: t, min-size: 4 }';
    const run = (more: string) =>
      check({
        suite: `${suite(rule, more)}\nslices: [half]\nmetrics: [recall]`,
        files: halves(answers(40)),
        before: { files: halves(answers(20)), earlier: [19, 21, 20].map((wrong) => halves(answers(wrong))) },
      });
    const { suite: sliced } = await run('metric: accuracy, slice: half');
    expect(sliced.findings.map(({ slice, outcome, reason }) => [slice?.['half'], outcome, reason])).toEqual([
      ['a', 'fail', 'beyond-limit'],
      ['b', 'pass', 'within'],
    ]);
    const { suite: changed } = await check({
      suite: suite(rule, 'metric: recall'),
      files: answers(40),
      before: {
        suite: 'task: binary\npositive-label: 1\nmetrics: [recall]',
        files: answers(20),
        earlier: [18, 22, 20].map((wrong) => answers(wrong)),
      },
    });
    expect(changed.findings[0]).toMatchObject({ metric: 'recall', outcome: 'fail', reason: 'beyond-limit' });
  });

  it('judges precomputed values, which have no interval', async () => {
    const values = (bleu: number) => ({ 'a.json': JSON.stringify({ bleu }) });
    const gates = 'task: metrics\ngates: [{ metric: bleu, min: 0, from-history: true }]';
    const earlier = [30.1, 30.4, 29.8, 30.2, 30.0, 30.3, 12].map(values);
    const run = async (bleu: number) =>
      (await check({ suite: gates, files: values(bleu), before: { files: values(30.2), earlier } })).suite.findings[1];
    expect(await run(28)).toMatchObject({ outcome: 'fail', reason: 'beyond-limit' });
    expect((await run(28))!.message).toBe(
      'bleu is 28.00, below 29.37, which the last 8 records make unusual (median 30.15, MAD 0.15).',
    );
    expect(await run(29.5)).toMatchObject({ outcome: 'pass', reason: 'within' });
  });
});

it('plan suggests a tolerance from the spread of at least eight records', async () => {
  const gates = 'task: binary\npositive-label: 1\ngates: [{ metric: accuracy, max-drop: 1pp }]';
  const suggested = async (wrong: readonly number[]) => {
    const found = await baselineOf(
      gates,
      answers(20),
      wrong.map((n) => answers(n)),
    );
    const { suites } = await planGates({
      policy: policyOf(gates),
      seed: 1,
      sources: () => [sourceOf(answers(20))],
      findBaseline: async () => found,
      findAnchor: async () => ({ kind: 'none' }),
      idSecret: null,
    });
    return suites[0]!.changes[0]!.suggested;
  };
  // 11 records with deviation √(3e-4 / 10).
  expect(await suggested(WRONG)).toBeCloseTo(1.644854 * Math.sqrt(3e-4 / 10) * Math.SQRT2, 6);
  expect(await suggested(WRONG.slice(0, 7))).not.toBeNull();
  expect(await suggested(WRONG.slice(0, 6))).toBeNull();
});
