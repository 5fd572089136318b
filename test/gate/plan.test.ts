import { describe, expect, it } from 'vitest';
import type { FoundBaseline } from '../../src/baseline/find.ts';
import { planGates } from '../../src/gate/plan.ts';
import { prepareSuites } from '../../src/gate/prepare.ts';
import type { PlannedSuite } from '../../src/model/plan.ts';
import { renderPlan } from '../../src/report/plan.ts';
import { openBench } from '../../src/self-test/bench.ts';
import { requestOf } from '../self-test/run-self-test.ts';

type Row = (i: number) => Record<string, unknown>;

const BINARY = 'task: binary\npositive-label: 1';

/** The first `wrong` rows are wrong; every second label is 1. */
const answers =
  (wrong: number, from = 0): Row =>
  (i) => ({
    id: `r${i}`,
    label: i % 2,
    prediction: i >= from && i < from + wrong ? 1 - (i % 2) : i % 2,
    g: 'ab'[i % 2],
  });

const withoutId =
  (row: Row): Row =>
  (i) => ({ ...row(i), id: undefined });

async function planOf(gates: string, n: number, row: Row, { before = null as Row | null, task = BINARY } = {}) {
  const suite = `${task}\ngates: [${gates}]`;
  const request = requestOf(suite, n, row);
  let found: FoundBaseline = { kind: 'empty', hint: null };
  if (before !== null) {
    const [prepared] = await prepareSuites(requestOf(suite, n, before));
    found = openBench(prepared!, request.now).found;
  }
  const plan = await planGates({
    ...request,
    findBaseline: async () => found,
    findAnchor: async () => found,
    idSecret: null,
  });
  const text = renderPlan(plan, { color: false, width: 140 }).replaceAll('\u202f', ' ').replaceAll(/\n */g, ' ');
  return { plan, suite: plan.suites[0] as PlannedSuite, text };
}

describe('without a baseline', () => {
  it('a share changes as one does of which a tenth of the examples changes', async () => {
    const { suite, text, plan } = await planOf('{ metric: accuracy, max-drop: 1pp }', 1000, answers(130));
    const [{ sight, n, tolerance }] = suite.changes as [PlannedSuite['changes'][0]];
    expect([n, tolerance, sight!.basis]).toEqual([1000, 0.01, { kind: 'discordance', share: 0.1 }]);
    // The tables of power: .0249 at n = 1000; 6183 examples for a tolerance of .01. scipy: ppf(.99) and ppf(.8) times .01.
    expect(sight!.smallestVisible).toBeCloseTo(0.0249, 4);
    expect(sight!.rowsNeeded).toBe(6183);
    expect(sight!.blocksFrom).toBeCloseTo(0.0316797, 6);
    expect(sight!.roundTolerance).toBe(0.025);
    expect(text).toMatch(/! accuracy +1 000 +1\.0 pp +2\.5 pp +3\.2 pp +6 183 +10% flips/);
    expect(text).toContain(
      'accuracy: this gate cannot usually tell a drop of 1.0 pp from none. Raise its examples from 1 000 to about 6 183, or the tolerance to 2.5 pp.',
    );
    expect(text).toContain(
      '10% flips: assumed, not measured: a tenth of the examples turn from right to wrong or back.',
    );
    expect(plan.falseBlocks).toMatchObject({ expected: expect.closeTo(0.01, 6), atMost: 0.01, unknown: 0 });
    expect(text).toContain('Expected false blocks per 100 changes that make nothing worse: about 1; at most 1');
  });

  it('shares the level of proof among the gates that block', async () => {
    const gates = ['recall', 'f1', 'precision'].map((metric) => `{ metric: ${metric}, max-drop: 20pp }`).join(', ');
    const { suite } = await planOf(`{ metric: accuracy, max-drop: 1pp }, ${gates}`, 1000, answers(130));
    // scipy: ppf(.9975) and ppf(.8) times .01
    expect(suite.changes[0]!.sight!.blocksFrom).toBeCloseTo(0.0364866, 6);
  });

  it('no more examples change than between two unrelated models of the quality', async () => {
    const { suite } = await planOf('{ metric: accuracy, max-drop: 2pp }', 1000, answers(20));
    const { basis, smallestVisible } = suite.changes[0]!.sight!;
    // 982 of 1004: 2p(1 − p) = .04286
    expect(basis).toEqual({ kind: 'discordance', share: expect.closeTo(0.042864, 5) });
    expect(smallestVisible).toBeCloseTo(0.016279, 5);
  });

  it('other metrics change by their own error, and a relative tolerance by that of the ratio', async () => {
    const row: Row = (i) => ({ id: `r${i}`, label: 0, prediction: i % 2 === 0 ? 1 : 3 });
    const gates = '{ metric: mean_absolute_error, max-rise: 0.05 }, { metric: mean_absolute_error, max-rise: 10% }';
    const { suite, text } = await planOf(gates, 400, row, { task: 'task: regression' });
    // Errors of 1 and 3, 400 of them: the standard error of the mean is √(400/399)/20; √2·√½ leaves it as it is.
    const se = Math.sqrt(400 / 399) / 20;
    expect(suite.changes[0]!.sight!.basis).toEqual({ kind: 'correlation', correlation: 0.5 });
    expect(suite.changes[0]!.sight!.smallestVisible).toBeCloseTo((1.6448536 + 0.8416212) * se, 6);
    const [, relative] = suite.changes;
    expect(relative).toMatchObject({ tolerance: 0.2, toleranceText: '10%', relative: true });
    expect(relative!.sight!.smallestVisible).toBeCloseTo((1.6448536 + 0.8416212) * se, 6);
    expect(relative!.sight!.roundTolerance).toBe(0.063);
    expect(text).toContain('ρ = 0.5: assumed, not measured');
  });

  it('without ids both sides are independent samples', async () => {
    const { suite, text } = await planOf('{ metric: accuracy, max-drop: 2pp }', 1000, withoutId(answers(130)));
    // The table of power: 3497 examples on each side for a tolerance of .02 at .87.
    expect(suite.changes[0]!.sight!.basis).toEqual({ kind: 'independent' });
    expect(suite.changes[0]!.sight!.rowsNeeded).toBe(3497);
    expect(text).toContain('because both sides are compared as independent samples');
  });

  it('says where a value stands to its limit, and what these examples prove', async () => {
    const { suite, text } = await planOf(
      '{ metric: accuracy, min: 0.85 }, { metric: accuracy, min: 0.95 }',
      1000,
      answers(130),
    );
    // scipy: 870 of 1000, Clopper–Pearson at one-sided 95 %: .8511953
    const [kept, broken] = suite.limits;
    expect(kept).toMatchObject({ n: 1000, distance: expect.closeTo(0.02, 12), provable: expect.closeTo(0.0188047, 6) });
    expect(broken!.distance).toBeCloseTo(-0.08, 12);
    expect(text).toContain('accuracy min: the value breaks the limit by 8.0 pp already.');
  });

  it('warns of a limit whose proof is demanded and not to be had', async () => {
    const { text } = await planOf('{ metric: accuracy, min: 0.86, when-unsure: fail }', 1000, answers(130));
    expect(text).toContain(
      'this gate demands proof, and 1 000 examples prove a margin of 1.9 pp where there is one of 1.0 pp. About 3 537 would prove it.',
    );
  });

  it('knows nothing of precomputed values without an error', async () => {
    const row: Row = () => ({ metric: 'bleu', value: 30 });
    const { suite, plan, text } = await planOf('{ metric: bleu, max-drop: 0.5 }', 1, row, { task: 'task: metrics' });
    expect(suite.changes[0]!.sight).toBeNull();
    expect(plan.falseBlocks.unknown).toBe(1);
    expect(text).toContain('no error known');
    expect(text).toContain('How often 1 rule without a known error would block them is not known.');
  });

  it('looks at every slice', async () => {
    const { suite } = await planOf('{ metric: accuracy, slice: g, max-drop: 1pp }', 1000, answers(130));
    expect(suite.changes.map(({ slice, n }) => [slice, n])).toEqual([
      [{ g: 'a' }, 500],
      [{ g: 'b' }, 500],
    ]);
  });

  it('does not warn where nothing is tolerated, and says from where on proof blocks', async () => {
    const { text } = await planOf('{ metric: accuracy, max-drop: 0 }', 1000, answers(130));
    expect(text).toMatch(/✓ accuracy +1 000 +nothing +2\.5 pp +3\.2 pp/);
    expect(text).not.toContain('cannot usually');
  });

  it('leaves room for what the history suggests', async () => {
    const request = requestOf(`${BINARY}\ngates: [{ metric: accuracy, max-drop: 1pp }]`, 1000, answers(130));
    const findBaseline = async (): Promise<FoundBaseline> => ({ kind: 'empty', hint: null });
    const plan = await planGates({
      ...request,
      findBaseline,
      findAnchor: findBaseline,
      idSecret: null,
      suggestTolerance: () => 0.03,
    });
    expect(renderPlan(plan, { color: false, width: 140 })).toMatch(/history suggests\n.* 3\.0 pp\n/);
  });
});

describe('with a baseline', () => {
  it('takes the error of the comparison', async () => {
    // 45 newly wrong and 45 newly right: Bonett and Price give √(92/1002/1002).
    const { suite, text } = await planOf('{ metric: accuracy, max-drop: 2pp }', 1000, answers(45), {
      before: answers(45, 500),
    });
    const { basis, smallestVisible } = suite.changes[0]!.sight!;
    expect(basis).toEqual({ kind: 'comparison' });
    expect(smallestVisible).toBeCloseTo((1.6448536 + 0.8416212) * (Math.sqrt(92) / 1002), 6);
    expect(text).toContain('baseline: the standard error of the comparison with the baseline.');
  });

  it('does not take a model for its own noise', async () => {
    const same = await planOf('{ metric: accuracy, max-drop: 1pp }', 1000, answers(130), { before: answers(130) });
    expect(same.suite.changes[0]!.sight!.basis).toEqual({ kind: 'discordance', share: 0.1 });
  });
});

it('lets no text of others through', async () => {
  const row: Row = (i) => ({ ...answers(130)(i), g: '\u001b[31m::error::x' });
  const { text } = await planOf('{ metric: accuracy, slice: g, max-drop: 1pp }', 1000, row);
  expect(text).toContain('g=::error::x');
  expect(text).not.toContain('\u001b');
});
