import { describe, expect, it } from 'vitest';
import { compare } from '../../src/judgement/compare.ts';
import type { BaselineState, SuiteFacts } from '../../src/judgement/facts.ts';
import { judge } from '../../src/judgement/judge.ts';
import { gatedSubjects, measure } from '../../src/judgement/measure.ts';
import type { Meter } from '../../src/judgement/meter.ts';
import type { Scalar } from '../../src/model/dataset.ts';
import type { Gate, Suite } from '../../src/model/policy.ts';
import { binary, drop, gate, mcnemar, meter, sameRows, subject, suite } from './datasets.ts';

const FOUND: BaselineState = { kind: 'found', stale: null, changed: null, confounded: {} };

function facts(
  gates: readonly Gate[],
  candidate: Meter,
  baseline: Meter | null,
  rest: { readonly state?: BaselineState; readonly suite?: Partial<Suite>; readonly missing?: number } = {},
): SuiteFacts {
  const policy = suite(gates, rest.suite);
  const { rows, count } = candidate.dataset;
  return {
    suite: policy,
    rows,
    files: 1,
    n: count === null ? rows : count.reduce((a, b) => a + b, 0),
    missing: rest.missing ?? 0,
    baseline: rest.state ?? FOUND,
    gates: gatedSubjects(policy, candidate.dataset, () => baseline?.dataset ?? null).map((gated) => ({
      ...gated,
      measurement: measure(candidate, gated),
      comparison: baseline && compare(candidate, baseline, sameRows(rows), gated),
      reference: rest.state ?? FOUND,
      compares: null,
      isJudged: false,
      signatureChanged: false,
    })),
  };
}

function judgeOne(...args: Parameters<typeof facts>) {
  return judge([facts(...args)])[0]!;
}

const accuracy = (rules: Partial<Gate>) => [gate({ metric: 'accuracy', ...rules })];

describe('changes', () => {
  it.each([
    // n 1000, tolerance 2 points: newly wrong, newly right -> outcome, certainty, reason
    [45, 30, 'pass', 'likely', 'within'],
    [60, 20, 'fail', 'proven', 'regressed'],
    [8, 6, 'pass', 'proven', 'within'],
    [60, 38, 'warn', 'likely', 'unsure'],
    [0, 0, 'pass', 'proven', 'unchanged'],
  ])('%i newly wrong and %i newly right: %s, %s, %s', (b, c, outcome, certainty, reason) => {
    const [candidate, baseline] = mcnemar(800, b, c, 200 - b - c);
    const [judged] = judgeOne(accuracy({ maxDrop: drop(0.02) }), candidate, baseline);
    expect(judged).toMatchObject({ outcome, certainty, reason, rule: 'max-drop', limit: 0.02, against: 'baseline' });
  });

  it('takes a drop equal to the tolerance for within it, in spite of rounding', () => {
    const [candidate, baseline] = mcnemar(880, 40, 20, 60);
    expect(candidate.estimate(subject('accuracy')).value! - baseline.estimate(subject('accuracy')).value!).toBeLessThan(
      -0.02,
    );
    const [judged] = judgeOne(accuracy({ maxDrop: drop(0.02) }), candidate, baseline);
    expect(judged).toMatchObject({ outcome: 'pass', certainty: 'likely', reason: 'within' });
  });

  it('shows the bounds that decided', () => {
    const [candidate, baseline] = mcnemar(800, 60, 20, 120);
    const [judged] = judgeOne(accuracy({ maxDrop: drop(0.02) }), candidate, baseline);
    expect(judged!.bounds).toMatchObject({ lowLevel: 0.95, highLevel: 0.99 });
    expect(judged!.bounds!.low).toBeCloseTo(-0.05464, 6);
    expect(judged!.delta).toBeCloseTo(-0.04, 12);
  });

  it('turns a rise of a metric where lower is better the right way round', () => {
    const label = [1, 1, 1, 1];
    const side = (score: number) =>
      meter(binary({ label, score: [score, score, score + 0.01, score - 0.01], count: [500, 500, 1, 1] }));
    const [judged] = judgeOne([gate({ metric: 'log_loss', maxRise: drop(0.01) })], side(0.8), side(0.9));
    expect(judged).toMatchObject({ outcome: 'fail', certainty: 'proven', reason: 'regressed' });
    expect(judged!.bounds).toMatchObject({ lowLevel: 0.99, highLevel: 0.95 });
    expect(judged!.bounds!.low).toBeGreaterThan(0);
  });

  it('judges a relative change against the share of the baseline, and says it in the metric’s unit', () => {
    const [candidate, baseline] = mcnemar(300, 100, 20, 580);
    const maxDrop = { amount: 0.1, relative: true, text: '10%' };
    const [judged] = judgeOne(accuracy({ maxDrop }), candidate, baseline);
    expect(judged).toMatchObject({ outcome: 'fail', reason: 'regressed', limitText: '10%' });
    expect(judged!.limit).toBeCloseTo(0.04, 12);
    expect(judged!.bounds!.high).toBeLessThan(0);
    const [zero] = judgeOne(accuracy({ maxDrop }), ...mcnemar(0, 0, 20, 80));
    expect(zero).toMatchObject({ outcome: 'fail', reason: 'undefined-baseline' });
  });

  it('lets `when-unsure` decide what an unproven change does', () => {
    const unsure = mcnemar(800, 60, 38, 102);
    const likely = mcnemar(800, 45, 30, 125);
    const outcome = (whenUnsure: Gate['whenUnsure'], sides: typeof unsure) =>
      judgeOne(accuracy({ maxDrop: drop(0.02), whenUnsure }), ...sides)[0]!.outcome;
    expect((['warn', 'pass', 'fail'] as const).map((w) => outcome(w, unsure))).toEqual(['warn', 'pass', 'fail']);
    expect((['warn', 'pass', 'fail'] as const).map((w) => outcome(w, likely))).toEqual(['pass', 'pass', 'fail']);
  });

  it('says how many examples would settle a doubt', () => {
    const [judged] = judgeOne(accuracy({ maxDrop: drop(0.02) }), ...mcnemar(800, 45, 30, 125));
    // (1.6449 + 0.8416)² × ψ/δ² with ψ = 77/1002 after one more pair on each side
    expect(judged!.detail.rowsNeeded).toBeGreaterThan(1150);
    expect(judged!.detail.rowsNeeded).toBeLessThan(1200);
    expect(judged!.detail.smallestVisible).toBeGreaterThan(0.02);
  });

  it('blocks precision that false alarms ruin, which no pair of predicted positives shows', () => {
    const label = [...Array<number>(80).fill(1), ...Array<number>(120).fill(0)];
    const side = (alarms: number) =>
      meter(binary({ label, prediction: label.map((y, i) => Number(y === 1 || i < 80 + alarms)) }));
    const [judged] = judgeOne([gate({ metric: 'precision', maxDrop: drop(0.01) })], side(100), side(8));
    expect(judged).toMatchObject({ outcome: 'fail', certainty: 'proven', reason: 'regressed' });
    expect(judged!.delta).toBeCloseTo(80 / 180 - 80 / 88, 12);
  });

  it.each([
    ['one row', 1, undefined],
    ['one cluster', 40, Array<number>(40).fill(0)],
  ])('does not take the estimate for proof when there is %s', (_, n, cluster) => {
    const label = Array<number>(n).fill(1);
    const side = (wrong: number) =>
      meter(binary({ label, prediction: label.map((__, i) => Number(i >= wrong)), ...(cluster && { cluster }) }));
    const [judged] = judgeOne([gate({ metric: 'f1', maxDrop: drop(0.01) })], side(1), side(0));
    const reasons = ['unsure', 'undefined-metric'];
    expect(reasons).toContain(judged!.reason);
    if (n > 1) expect(judged).toMatchObject({ outcome: 'warn', certainty: 'likely' });
  });

  it('does not call one stray prediction proven harm to a macro average', () => {
    const label = Int32Array.from({ length: 900 }, (_, i) => i % 3);
    const side = (stray: boolean) => {
      const prediction = label.slice();
      if (stray) prediction[0] = 3;
      return meter({ ...binary({ label: [...label] }), classes: ['a', 'b', 'c', 'n/a'], prediction }, 'multiclass');
    };
    const [judged] = judgeOne([gate({ metric: 'f1_macro', maxDrop: drop(0.2) })], side(true), side(false));
    expect(judged).toMatchObject({ outcome: 'warn', certainty: 'likely', reason: 'unsure' });
  });

  it('falls back to the estimate for a precomputed value without a standard error', () => {
    const side = (value: number, standardError: number | null = null) => {
      const scalars = new Map<string, Scalar>([['bleurt', { value, standardError, n: 100 }]]);
      return meter({ ...binary({ label: [] }), scalars }, 'metrics');
    };
    const rules = [gate({ metric: 'bleurt', maxDrop: drop(0.01) })];
    const outcomes = [0.7, 0.69, 0.689].map((value) => judgeOne(rules, side(value), side(0.7))[0]);
    expect(outcomes.map((judged) => [judged!.outcome, judged!.certainty, judged!.bounds])).toEqual([
      ['pass', 'point', null],
      ['pass', 'point', null],
      ['fail', 'point', null],
    ]);
    const [known] = judgeOne(rules, side(0.6, 0.01), side(0.7, 0.01));
    expect(known).toMatchObject({ outcome: 'fail', certainty: 'proven' });
  });
});

describe('families', () => {
  const [bad, base] = mcnemar(800, 26, 9, 165);
  const rule = { maxDrop: drop(0.01) };

  it('judges each of m gates at the level that Holm’s step-down leaves it', () => {
    const one = judgeOne(accuracy(rule), bad, base);
    const two = judgeOne([...accuracy(rule), gate({ metric: 'recall', maxDrop: drop(0.5) })], bad, base);
    expect(one[0]!.bounds!.highLevel).toBe(0.99);
    expect(two[0]!.bounds!.highLevel).toBe(0.995);
  });

  it('counts gates that cannot be evaluated, and keeps warnings and each-value slices apart', () => {
    const undefinedGate = gate({ metric: 'specificity', ...rule });
    const three = judgeOne(
      [...accuracy(rule), undefinedGate, gate({ metric: 'f1', level: 'warn', ...rule })],
      bad,
      base,
    );
    expect(three.map((judged) => judged.bounds?.highLevel ?? null)).toEqual([0.995, null, 0.99]);
    expect(three[1]).toMatchObject({ outcome: 'fail', reason: 'undefined-metric' });
  });

  it('makes a family of each gate that looks at every value of a column', () => {
    const rows = {
      label: [1, 1, 1, 1],
      count: [400, 20, 400, 20],
      slice: ['a', 'a', 'b', 'b'],
    };
    const before = meter(binary({ ...rows, prediction: [1, 1, 1, 1] }));
    const after = meter(binary({ ...rows, prediction: [1, 0, 1, 0] }));
    const each = gate({ metric: 'accuracy', select: { kind: 'each', columns: ['slice'] }, ...rule });
    const judged = judgeOne([gate({ metric: 'accuracy', ...rule }), each], after, before);
    // The first is alone in its family; the two others are rejected at the first step of theirs.
    expect(judged[0]!.bounds!.highLevel).toBe(0.99);
    expect(judged.slice(1).map((one) => one.bounds!.highLevel)).toEqual([0.995, 0.995]);
  });

  it('spans the suites of a check', () => {
    const judged = judge([facts(accuracy(rule), bad, base), facts(accuracy(rule), base, base)]);
    expect(judged[0]![0]!.bounds!.highLevel).toBe(0.995);
  });
});

describe('limits', () => {
  const half = (right: number, n: number) =>
    meter(binary({ label: [1, 1], prediction: [1, 0], count: [right, n - right] }));

  it.each([
    [90, 100, 'pass', 'likely'],
    [89, 100, 'fail', 'likely'],
    [9500, 10000, 'pass', 'proven'],
    [8000, 10000, 'fail', 'proven'],
  ])('%i of %i right against min 0.9: %s, %s', (right, n, outcome, certainty) => {
    const [judged] = judgeOne(accuracy({ min: 0.9 }), half(right, n), null);
    const reason = outcome === 'pass' ? 'within' : 'beyond-limit';
    expect(judged).toMatchObject({ outcome, certainty, reason, rule: 'min', limit: 0.9, against: null });
  });

  it('demands that the whole interval holds when doubt must fail', () => {
    const [likely] = judgeOne(accuracy({ min: 0.9, whenUnsure: 'fail' }), half(91, 100), null);
    const [proven] = judgeOne(accuracy({ min: 0.9, whenUnsure: 'fail' }), half(9500, 10000), null);
    expect([likely!.outcome, likely!.reason, proven!.outcome]).toEqual(['fail', 'unsure', 'pass']);
  });

  it('judges max the other way round', () => {
    const score = [0.9, 0.9, 0.9, 0.9];
    const rules = (max: number) => [gate({ metric: 'brier_score', max })];
    const side = meter(binary({ label: [1, 1, 1, 0], score, count: [30, 30, 37, 3] }));
    // 0.97 × 0.01 + 0.03 × 0.81 = 0.034
    expect(judgeOne(rules(0.034), side, null)[0]!.outcome).toBe('pass');
    expect(judgeOne(rules(0.0339), side, null)[0]!.outcome).toBe('fail');
  });

  it('turns a failure into a warning or a pass as the level says', () => {
    const outcome = (level: Gate['level']) => judgeOne(accuracy({ min: 0.9, level }), half(80, 100), null)[0]!.outcome;
    expect([outcome('fail'), outcome('warn'), outcome('info')]).toEqual(['fail', 'warn', 'pass']);
  });
});

describe('baselines', () => {
  const [same] = mcnemar(900, 0, 0, 100);
  const rules = accuracy({ min: 0.5, maxDrop: drop(0.01) });
  const worse = mcnemar(800, 60, 20, 120);

  it('lets limits hold and changes pass as long as nothing was ever recorded', () => {
    const judged = judgeOne(rules, same, null, { state: { kind: 'empty' } });
    expect(judged.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['pass', 'within'],
      ['pass', 'no-baseline'],
    ]);
  });

  it('warns when there should be a record and is none', () => {
    const judged = judgeOne(rules, same, null, { state: { kind: 'unusable', problem: 'there is none' } });
    expect(judged[1]).toMatchObject({
      outcome: 'warn',
      reason: 'no-baseline',
      detail: { baselineProblem: 'there is none' },
    });
    expect(judged).toHaveLength(2);
  });

  it('warns where a change would pass against other examples, and still fails a regression', () => {
    const state: BaselineState = { kind: 'found', stale: null, changed: '10 ids are absent', confounded: {} };
    expect(judgeOne(rules, same, same, { state })[1]).toMatchObject({ outcome: 'warn', reason: 'dataset-changed' });
    const regressed = judgeOne(rules, ...worse, { state }).find(({ rule }) => rule === 'max-drop');
    expect(regressed).toMatchObject({ outcome: 'fail', reason: 'regressed' });
  });

  it('warns where a change would pass against a baseline that is too old', () => {
    const state: BaselineState = { kind: 'found', stale: 'it is 100 days old', changed: null, confounded: {} };
    const [judged] = judgeOne(accuracy({ maxDrop: drop(0.01) }), same, same, { state });
    expect(judged).toMatchObject({ outcome: 'warn', reason: 'stale-baseline', certainty: 'proven' });
  });

  it('says it once for the suite when no gate compares', () => {
    const state: BaselineState = { kind: 'found', stale: '100 days old', changed: '10 ids are absent', confounded: {} };
    const judged = judgeOne(accuracy({ min: 0.5 }), same, same, { state });
    expect(judged.map(({ metric, outcome, reason }) => [metric, outcome, reason])).toEqual([
      [null, 'warn', 'dataset-changed'],
      [null, 'warn', 'stale-baseline'],
      ['accuracy', 'pass', 'within'],
    ]);
  });
});

describe('rules of a suite', () => {
  const [same] = mcnemar(900, 0, 0, 100);
  const reasons = (rest: Parameters<typeof facts>[3]) =>
    judgeOne([], same, null, { state: { kind: 'empty' }, ...rest }).map(({ outcome, reason }) => [outcome, reason]);

  it('fails missing predictions beyond what is tolerated', () => {
    const maxMissing = { amount: 0.01, relative: true };
    expect(reasons({ missing: 1 })).toEqual([['fail', 'missing-predictions']]);
    expect(reasons({ missing: 10, suite: { maxMissing } })).toEqual([['pass', 'within']]);
    expect(reasons({ missing: 11, suite: { maxMissing } })).toEqual([['fail', 'missing-predictions']]);
  });

  it('fails evidence that is not complete', () => {
    expect(reasons({ suite: { expectedRows: 4, expectedShards: 1 } })).toEqual([
      ['pass', 'within'],
      ['pass', 'within'],
    ]);
    expect(reasons({ suite: { expectedRows: 5, expectedShards: 2 } })).toEqual([
      ['fail', 'incomplete-evidence'],
      ['fail', 'incomplete-evidence'],
    ]);
  });
});

describe('slices', () => {
  it('judges each value of a column, and values of the baseline that vanished', () => {
    const rows = { label: [1, 1, 1, 1], prediction: [1, 1, 1, 0] };
    const candidate = meter(binary({ ...rows, slice: ['a', 'a', 'b', 'b'] }));
    const baseline = meter(binary({ ...rows, slice: ['a', 'a', 'b', 'c'] }));
    const each = accuracy({ select: { kind: 'each', columns: ['slice'] }, maxDrop: drop(0.03) });
    const judged = judgeOne(each, candidate, baseline);
    expect(judged.map(({ slice, outcome, reason }) => [slice, outcome, reason])).toEqual([
      [{ slice: 'a' }, 'pass', 'unchanged'],
      [{ slice: 'b' }, 'pass', 'unchanged'],
      [{ slice: 'c' }, 'fail', 'undefined-metric'],
    ]);
  });
});
