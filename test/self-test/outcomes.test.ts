import { describe, expect, it } from 'vitest';
import { isProven } from '../../src/model/self-test.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { renderSelfTest } from '../../src/report/self-test.ts';
import { selfTest } from '../../src/self-test/self-test.ts';
import { noise, requestOf, trySuite } from './run-self-test.ts';

const BINARY = 'task: binary\npositive-label: 1';

/** The first `wrong` rows are wrong; every second label is 1; a row in ten is of the slice `b`. */
const answers = (wrong: number) => (i: number) => ({
  id: `r${i}`,
  label: i % 2,
  prediction: i < wrong ? 1 - (i % 2) : i % 2,
  g: i % 10 === 0 ? 'b' : 'a',
});

async function tryGates(
  gates: string,
  n = 200,
  row: (i: number) => Record<string, unknown> = answers(20),
  task = BINARY,
) {
  const suite = await trySuite(`${task}\ngates: [${gates}]`, n, row);
  const text = renderSelfTest([suite], { color: false, width: 140 }).replaceAll(/\n +/g, ' ');
  return { suite, trial: suite.trials[0]!, text, isProven: isProven([suite]) };
}

describe('a gate', () => {
  it('blocks just the drop that it must: 2 × 5 points of 200 rows are 20 of them', async () => {
    const { trial, text, isProven } = await tryGates('{ metric: accuracy, max-drop: 5pp }');
    expect(trial).toMatchObject({ outcome: 'blocks', verdict: 'fail', value: 0.9 });
    expect(trial.injected).toMatchObject({ how: '20 of 180 right answers made wrong' });
    expect(trial.injected!.worse).toBeCloseTo(0.1, 12);
    expect(text).toContain('✓ accuracy max-drop 5pp: a drop of 10.0 pp blocks (20 of 180 right answers made wrong)');
    expect(text).toContain('The one blocking rule blocks what it must. A change that makes nothing worse passes.');
    expect(isProven).toBe(true);
  });

  it('is told of when the data cannot prove the drop, with what would be needed and what is proven', async () => {
    const { trial, text, isProven } = await tryGates('{ metric: accuracy, max-drop: 1pp }');
    // Four of four newly wrong: McNemar's exact test cannot reach 1 % (1/16).
    expect(trial).toMatchObject({ outcome: 'unsure', verdict: 'warn' });
    expect(trial.injected!.how).toBe('4 of 180 right answers made wrong');
    expect(trial.rowsNeeded).toBeGreaterThan(200);
    expect(trial.blocksAt).toBeGreaterThan(0.02);
    expect(text).toMatch(
      /✗ accuracy max-drop 1pp: a drop of 2\.0 pp only warns .*200 examples cannot prove it, and about/,
    );
    expect(isProven).toBe(false);
  });

  it('that judges by earlier records is not tried, and says so', async () => {
    const alone = await tryGates('{ metric: accuracy, from-history: true }');
    expect(alone.trial).toMatchObject({ outcome: 'no-history', rule: 'from-history', injected: null });
    expect(alone.text).toContain(
      '! accuracy from-history mad: judges by earlier records, and the evidence alone has none, so nothing is shown of it here',
    );
    expect(alone.text).toContain('No rule that can be tried without earlier records blocks.');
    const beside = await tryGates('{ metric: accuracy, max-drop: 5pp, from-history: { method: static, limit: 0.95 } }');
    expect(beside.text).toContain('The one blocking rule blocks what it must.');
    expect([alone.isProven, beside.isProven]).toEqual([true, true]);
  });

  it('could never fail when the metric cannot fall so far', async () => {
    const hard = await tryGates('{ metric: accuracy, max-drop: 50pp }', 200, answers(140));
    expect(hard.trial).toMatchObject({ outcome: 'never', injected: null });
    expect(hard.text).toContain('could never fail here: the value is 30.0%, and cannot fall by more than 50.0 pp');
    const floor = await tryGates('{ metric: accuracy, min: 0 }');
    expect(floor.text).toContain('accuracy min 0: could never fail here: the metric has no value below 0.0%');
    expect([hard.isProven, floor.isProven]).toEqual([false, false]);
  });

  it('blocks the most that there is, when twice the tolerance is more than the metric can lose', async () => {
    const { trial, text } = await tryGates('{ metric: accuracy, max-drop: 50pp }');
    expect(trial.outcome).toBe('blocks');
    expect(trial.injected!.worse).toBeCloseTo(0.9, 12);
    expect(text).toContain('a drop of 90.0 pp, the largest that could be made, blocks');
  });

  it('shows nothing where nothing makes the metric worse', async () => {
    const free = (i: number) => ({ ...answers(20)(i), cost: 0 });
    const { trial, text, isProven } = await tryGates('{ metric: cost_per_example, max-rise: 1 }', 200, free);
    expect(trial.outcome).toBe('unreached');
    expect(text).toContain('could not be made worse here');
    expect(isProven).toBe(false);
  });

  it('that does not hold as it is needs no injection', async () => {
    const { trial, text, isProven } = await tryGates('{ metric: accuracy, min: 0.95 }');
    expect(trial).toMatchObject({ outcome: 'already', injected: null });
    expect(text).toContain('does not hold on the evidence as it is. accuracy is 90.0%, below the minimum of 95%.');
    expect(isProven).toBe(true);
  });

  it('of another level does what its level says, and cannot fail the self-test', async () => {
    const warned = await tryGates('{ metric: accuracy, max-drop: 5pp, level: warn }');
    expect(warned.trial).toMatchObject({ outcome: 'blocks', verdict: 'warn' });
    expect(warned.text).toContain('warns, as its level says');
    const unsure = await tryGates('{ metric: accuracy, max-drop: 1pp, level: warn }');
    expect([unsure.trial.outcome, unsure.isProven]).toEqual(['unsure', true]);
  });

  it('that lets doubts pass is told of, and one that demands proof blocks', async () => {
    const lenient = await tryGates('{ metric: accuracy, max-drop: 1pp, when-unsure: pass }');
    expect(lenient.text).toContain('passes unproven');
    expect(lenient.isProven).toBe(false);
    const strict = await tryGates('{ metric: accuracy, max-drop: 1pp, when-unsure: fail }');
    expect(strict.trial).toMatchObject({ outcome: 'blocks', verdict: 'fail' });
  });

  it('of a class sees its examples spoiled alone', async () => {
    const { trial } = await tryGates('{ metric: recall, max-drop: 6pp }');
    expect(trial.injected!.how).toBe('12 of 90 right answers made wrong');
  });

  it('of a slice sees a regression in that slice alone', async () => {
    const { trial } = await tryGates('{ metric: accuracy, slice: { g: b }, max-drop: 0.2 }', 400, answers(0));
    expect(trial).toMatchObject({ outcome: 'blocks', slice: { g: 'b' }, n: 40 });
    expect(trial.injected!.how).toBe('16 of 40 right answers made wrong');
  });

  it('that tolerates nothing is tried with a drop that these data can prove', async () => {
    const { trial } = await tryGates('{ metric: accuracy, max-drop: 0 }', 1000, answers(130));
    // (z.99 + z.8)·√(.1/1000), the drop that is proven at 99 % with 80 % power: 3.168 points.
    expect(trial.outcome).toBe('blocks');
    expect(trial.injected!.worse).toBeCloseTo(0.032, 12);
  });

  it('of a precomputed value sees that value replaced', async () => {
    const { trial } = await tryGates(
      '{ metric: bleu, max-drop: 0.5 }',
      1,
      () => ({ metric: 'bleu', value: 30 }),
      'task: metrics',
    );
    expect(trial).toMatchObject({ outcome: 'blocks', injected: { how: 'the precomputed value replaced' } });
    expect(trial.injected!.worse).toBeCloseTo(1, 6);
  });

  it('shares the level of proof with the other gates', async () => {
    // Seven of seven newly wrong: 1/128 is below 1 %, and above a fourth of it.
    const alone = await tryGates('{ metric: accuracy, max-drop: 1.75pp }');
    const four = ['recall', 'precision', 'f1'].map((metric) => `{ metric: ${metric}, max-drop: 20pp }`).join(', ');
    const shared = await tryGates(`{ metric: accuracy, max-drop: 1.75pp }, ${four}`);
    expect([alone.trial.outcome, shared.trial.outcome]).toEqual(['blocks', 'unsure']);
  });
});

describe('a change of nothing', () => {
  it('passes when answers are exchanged among alike rows', async () => {
    const { suite, text } = await tryGates(
      '{ metric: accuracy, slice: g, max-drop: 5pp }, { metric: recall, max-drop: 5pp }',
    );
    expect(suite.nullChange).toEqual({ exchanged: 20, blocked: [] });
    expect(text).toContain(
      'nothing got worse: a copy in which 20 examples exchanged their answers with others like them passes',
    );
  });

  it('is blocked by a gate that demands a proof that these data cannot give', async () => {
    const { suite, text, isProven } = await tryGates('{ metric: accuracy, max-drop: 1pp, when-unsure: fail }');
    expect(suite.nullChange.blocked).toHaveLength(1);
    expect(text).toContain('nothing got worse, and yet a copy in which 20 examples');
    expect(text).toContain('A change that makes nothing worse is blocked.');
    expect(isProven).toBe(false);
  });

  it('is an identical copy where examples have several runs', async () => {
    const runs = (i: number) => ({ ...answers(20)(i), id: `r${Math.floor(i / 2)}`, run: i % 2 });
    const { suite } = await tryGates(
      '{ metric: accuracy, max-drop: 10pp }',
      200,
      runs,
      `${BINARY}\ncolumns: { run: run }`,
    );
    expect(suite.nullChange).toEqual({ exchanged: 0, blocked: [] });
  });
});

it('says the same twice, in whatever order the rows come', async () => {
  const gates = `${BINARY}\ngates: [{ metric: accuracy, slice: g, max-drop: 5pp }, { metric: recall, min: 0.7 }]`;
  const row = answers(20);
  const forwards = await selfTest(requestOf(gates, 200, row));
  const again = await selfTest(requestOf(gates, 200, row));
  const backwards = await selfTest(requestOf(gates, 200, (i) => row(199 - i)));
  expect(again).toEqual(forwards);
  expect(backwards).toEqual(forwards);
});

it('lets no text of others through', async () => {
  const row = (i: number) => ({ ...answers(20)(i), g: noise(i) < 2 ? '\u001b[31m::error::x' : '' });
  const { text } = await tryGates('{ metric: accuracy, slice: g, max-drop: 5pp }', 200, row);
  expect(text).toContain('g=::error::x');
  expect(text).not.toContain('\u001b');
});

it('tells what is judged against the anchor', async () => {
  const gates = '{ metric: accuracy, max-drop: 5pp, baseline: anchor }';
  const request = requestOf(`${BINARY}\ngates: [{ metric: accuracy, max-drop: 5pp }]`, 200, answers(20));
  const anchored = readPolicy(
    `version: 1\nbaseline: { anchor: v1 }\nsuites: [{ name: s, files: ["*"], task: binary, positive-label: 1, gates: [${gates}] }]`,
    'p.yml',
  );
  const suites = await selfTest({ ...request, policy: anchored });
  expect(suites[0]!.trials).toMatchObject([{ outcome: 'blocks', against: 'anchor' }]);
  expect(renderSelfTest(suites, { color: false, width: 140 })).toContain('accuracy max-drop 5pp vs anchor: a drop of');
});
