import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/judgement/compare.ts';
import { judge } from '../../src/judgement/judge.ts';
import { measure } from '../../src/judgement/measure.ts';
import type { Meter } from '../../src/judgement/meter.ts';
import type { Gate } from '../../src/model/policy.ts';
import type { Judgement } from '../../src/model/verdict.ts';
import { runs } from '../runs.ts';
import { binary, drop, gate, mcnemar, meter, sameRows, suite } from './datasets.ts';

const FOUND = { kind: 'found', stale: null, changed: null, confounded: {} } as const;
const RANK = { fail: 0, warn: 1, pass: 2 } as const;

/** Judges several gates on accuracy at once; they are compared but once. */
function judgeAll(rules: readonly Partial<Gate>[], candidate: Meter, baseline: Meter): readonly Judgement[] {
  const gates = rules.map((rule) => gate({ metric: 'accuracy', method: 'bayes', ...rule }));
  const subject = { metric: 'accuracy', label: null, slice: null, across: null };
  const measurement = measure(candidate, subject);
  const comparison = compare(candidate, baseline, sameRows(candidate.dataset.rows), subject);
  const facts = gates.map((own) => ({
    ...subject,
    gate: own,
    measurement,
    comparison,
    reference: FOUND,
    compares: null,
    isJudged: false,
    signatureChanged: false,
  }));
  return judge([{ suite: suite(gates), rows: 4, files: 1, n: 1000, missing: 0, baseline: FOUND, gates: facts }])[0]!;
}

const judgeOne = (rule: Partial<Gate>, ...sides: readonly [Meter, Meter]) => judgeAll([rule], ...sides)[0]!;

describe('a change by its posterior', () => {
  it.each([
    // n 1000, tolerance 2 points: newly wrong, newly right -> outcome, certainty, reason
    [45, 30, 'pass', 'likely', 'within'],
    [60, 20, 'fail', 'proven', 'regressed'],
    [8, 6, 'pass', 'proven', 'within'],
    [60, 38, 'warn', 'likely', 'unsure'],
    [0, 0, 'pass', 'proven', 'unchanged'],
  ])('%i newly wrong and %i newly right: %s, %s, %s', (b, c, outcome, certainty, reason) => {
    const judged = judgeOne({ maxDrop: drop(0.02) }, ...mcnemar(800, b, c, 200 - b - c));
    expect(judged).toMatchObject({ outcome, certainty, reason });
    expect(judged.detail.posterior === undefined).toBe(reason === 'unchanged');
  });

  it('tells the probabilities, and bounds that are quantiles', () => {
    const judged = judgeOne({ maxDrop: drop(0.02) }, ...mcnemar(840, 45, 30, 85));
    const odds = judged.detail.posterior as { worse: number; beyond: number };
    expect(odds.beyond).toBeCloseTo(0.2789, 2);
    // scipy stats.beta.cdf(.5, 30.5, 45.5)
    expect(odds.worse).toBeCloseTo(0.958712, 6);
    expect(judged.bounds).toMatchObject({ lowLevel: 0.95, highLevel: 0.99 });
    expect(judged.bounds!.low).toBeCloseTo(-0.02935, 4);
  });

  it('of a metric where lower is better is turned round', () => {
    const label = [1, 1, 1, 1];
    const side = (score: number) =>
      meter(binary({ label, score: [score, score, score + 0.01, score - 0.01], count: [500, 500, 1, 1] }));
    const rules = gate({ metric: 'log_loss', method: 'bayes', maxRise: drop(0.01) });
    const subject = { metric: 'log_loss', label: null, slice: null, across: null };
    const [candidate, baseline] = [side(0.8), side(0.9)];
    const facts = {
      ...subject,
      gate: rules,
      measurement: measure(candidate, subject),
      comparison: compare(candidate, baseline, sameRows(4), subject),
      reference: FOUND,
      compares: null,
      isJudged: false,
      signatureChanged: false,
    };
    const [judged] = judge([
      { suite: suite([rules]), rows: 4, files: 1, n: 4, missing: 0, baseline: FOUND, gates: [facts] },
    ])[0]!;
    expect(judged).toMatchObject({ outcome: 'fail', certainty: 'proven', reason: 'regressed' });
    expect(judged!.detail.posterior).toEqual({ worse: 1, beyond: 1 });
    expect(judged!.bounds!.low).toBeGreaterThan(0);
  });

  it('blocks only where the median and the estimate are beyond the tolerance', () => {
    // 8 of 10 got worse: the estimate is −0.8, and the prior draws the median nearer to 0.
    const sides = mcnemar(2, 8, 0, 0);
    const judged = judgeOne({ maxDrop: drop(0.79) }, ...sides);
    expect(judged).toMatchObject({ outcome: 'warn', certainty: 'likely', reason: 'unsure' });
    expect(judged.bounds!.high).toBeLessThan(0);
    expect((judged.detail.posterior as { beyond: number }).beyond).toBeLessThan(0.5);
    expect(judgeOne({ maxDrop: drop(0.5) }, ...sides)).toMatchObject({ outcome: 'fail', certainty: 'proven' });
  });

  it('judges a relative tolerance by draws of the ratio', () => {
    const maxDrop = { amount: 0.1, relative: true, text: '10%' };
    const judged = judgeOne({ maxDrop }, ...mcnemar(300, 100, 20, 580));
    expect(judged).toMatchObject({ outcome: 'fail', certainty: 'proven', reason: 'regressed' });
    expect(judged.limit).toBeCloseTo(0.04, 12);
    expect((judged.detail.posterior as { beyond: number }).beyond).toBeGreaterThan(0.99);
  });

  it('shares the level of proof of harm among the rules of a family, whatever their method', () => {
    const sides = mcnemar(880, 20, 6, 94);
    const alone = judgeOne({ maxDrop: drop(0.01) }, ...sides);
    const many = judgeAll(
      Array.from({ length: 40 }, (_, i) => ({
        maxDrop: drop(0.01 + i * 1e-6),
        method: i % 2 === 0 ? ('bayes' as const) : ('frequentist' as const),
      })),
      ...sides,
    );
    expect(alone).toMatchObject({ outcome: 'fail', bounds: { highLevel: 0.99 } });
    expect(many[0]).toMatchObject({ outcome: 'warn', bounds: { highLevel: 1 - 0.01 / 40 } });
  });

  it('passes the more, the more is tolerated', () => {
    const tolerances = [0, 0.004, 0.01, 0.03, 0.1, 0.5];
    const counts = fc.tuple(fc.nat(300), fc.nat(30), fc.nat(30), fc.nat(60)).filter((all) => all.some((n) => n > 0));
    fc.assert(
      fc.property(counts, fc.boolean(), ([n11, b, c, n00], mustProve) => {
        const whenUnsure = mustProve ? 'fail' : 'warn';
        const judged = judgeAll(
          tolerances.map((amount, i) => ({
            maxDrop: drop(amount),
            whenUnsure,
            // Each its own family, so that all are judged at one level.
            select: { kind: 'each' as const, columns: ['x'] },
            key: String(i),
          })),
          ...mcnemar(n11, b, c, n00),
        );
        const ranks = judged.map(({ outcome }) => RANK[outcome]);
        expect(ranks).toEqual(ranks.toSorted((x, y) => x - y));
      }),
      { numRuns: runs(8) },
    );
  });
});

describe('a limit by the posterior of its value', () => {
  const half = (k: number, n: number): readonly [Meter, Meter] => {
    const side = meter(binary({ label: [1, 1], prediction: [1, 0], count: [k, n - k] }));
    return [side, side];
  };

  it.each([
    // P(p >= .85) = .963677, P(p >= .88) = .165034
    [0.85, 'pass', 'proven', 0.963677],
    [0.86, 'pass', 'likely', null],
    [0.88, 'fail', 'likely', 0.165034],
    [0.9, 'fail', 'proven', null],
  ])('870 of 1000 with a minimum of %d: %s, %s', (min, outcome, certainty, keeps) => {
    const judged = judgeOne({ min }, ...half(870, 1000));
    expect(judged).toMatchObject({ outcome, certainty });
    if (keeps !== null) expect((judged.detail.posterior as { keeps: number }).keeps).toBeCloseTo(keeps, 6);
  });

  it('demands 95 % under `when-unsure: fail`', () => {
    const outcome = (min: number) => judgeOne({ min, whenUnsure: 'fail' }, ...half(870, 1000)).outcome;
    expect([outcome(0.85), outcome(0.86)]).toEqual(['pass', 'fail']);
  });

  it('is about the other side for a maximum', () => {
    const judged = judgeOne({ max: 0.85 }, ...half(870, 1000));
    expect(judged).toMatchObject({ outcome: 'fail', certainty: 'likely' });
    expect((judged.detail.posterior as { keeps: number }).keeps).toBeCloseTo(1 - 0.963677, 6);
  });
});
