import { describe, expect, it } from 'vitest';
import { compare } from '../../src/judgement/compare.ts';
import { measure } from '../../src/judgement/measure.ts';
import { createMeter, type Meter } from '../../src/judgement/meter.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import type { Bounds } from '../../src/model/measurement.ts';
import golden from '../statistics/golden/bayes.json' with { type: 'json' };
import { binary, mcnemar, meter, sameRows, subject } from './datasets.ts';

const FREE = { positiveLabel: null, costs: null, seed: 1 };

/** Rows of three classes, by [label, prediction] and how many of them. */
function classes(cells: readonly (readonly [number, number, number])[]): Meter {
  const column = (at: 0 | 1 | 2) => cells.map((cell) => cell[at]);
  const data: Dataset = {
    ...NO_COLUMNS,
    rows: cells.length,
    classes: ['a', 'b', 'c'],
    label: Int32Array.from(column(0)),
    prediction: Int32Array.from(column(1)),
    count: Float64Array.from(column(2)),
  };
  return createMeter(data, { ...FREE, task: 'multiclass' });
}

function scores(values: readonly number[], cluster: readonly number[] | null = null): Meter {
  const data: Dataset = {
    ...NO_COLUMNS,
    rows: values.length,
    numbers: new Map([['points', Float64Array.from(values)]]),
    cluster: cluster && Int32Array.from(cluster),
  };
  return createMeter(data, { ...FREE, task: 'scores' });
}

/** Mean, sd and five quantiles of a million draws, then probabilities of lying below some numbers; ours come from 20,000 draws. */
function expectDraws(bounds: Bounds | null, summary: readonly number[], points: readonly number[] = []): void {
  const [, sd, q025, q05, , q95, q975, ...probabilities] = summary;
  expect(bounds!.method).toBe('posterior');
  // Four standard errors of a quantile of a normal sample: 4·√(p(1 − p)/R)/φ(z) standard deviations.
  expect(Math.abs(bounds!.low(0.975) - q025!)).toBeLessThan(0.08 * sd!);
  expect(Math.abs(bounds!.low(0.95) - q05!)).toBeLessThan(0.06 * sd!);
  expect(Math.abs(bounds!.high(0.95) - q95!)).toBeLessThan(0.06 * sd!);
  expect(Math.abs(bounds!.high(0.975) - q975!)).toBeLessThan(0.08 * sd!);
  points.forEach((x, i) => {
    expect(Math.abs(bounds!.probability!.below(x) - probabilities[i]!)).toBeLessThan(0.014);
  });
}

describe('the posterior of one value', () => {
  it('of a macro average is that of its table, with a prior of one example in all', () => {
    const [matrix, , spread] = golden.table.rows[0]! as [number[][], number[], number[]];
    const cells = matrix.flatMap((row, k) => row.map((count, j) => [k, j, count] as const));
    const posterior = measure(classes(cells), subject('f1_macro')).posterior();
    expectDraws(posterior, spread!, [0.75]);
    // Published for the bootstrap without a prior, from which one example in 300 moves nothing by more.
    expect(Math.abs(posterior!.low(0.975) - 0.74645)).toBeLessThan(0.004);
    expect(Math.abs(posterior!.high(0.975) - 0.8389)).toBeLessThan(0.004);
  });

  it('of a mean is the Bayesian bootstrap, and a count is as many rows', () => {
    const [values, summary] = golden.mean.rows[0]! as [number[], number[]];
    expectDraws(measure(scores(values), subject('points')).posterior(), summary, [1]);
    const few = [0.2, 0.9, 0.4, 0.8, 0.1, 0.6];
    const data = { ...scores(few).dataset, count: new Float64Array(6).fill(3) };
    const counted = measure(createMeter(data, { ...FREE, task: 'scores' }), subject('points')).posterior()!;
    const rows = measure(scores([few, few, few].flat()), subject('points')).posterior()!;
    expect(Math.abs(counted.low(0.95) - rows.low(0.95))).toBeLessThan(0.005);
  });

  it('of a share is Beta, with as many examples as clusters are worth', () => {
    const hits = '1110 1111 0001 1011 1111 0010 1101 1111'.replaceAll(' ', '');
    const prediction = Array.from(hits, Number);
    const label = prediction.map(() => 1);
    const cluster = prediction.map((_, i) => Math.floor(i / 4));
    const of = (data: Dataset) => measure(meter(data), subject('accuracy')).posterior()!;
    const [plain, clustered] = [of(binary({ label, prediction })), of(binary({ label, prediction, cluster }))];
    // scipy stats.beta.ppf(.05, 23.5, 9.5)
    expect(plain.low(0.95)).toBeCloseTo(0.577157, 5);
    expect(clustered.low(0.95)).toBeLessThan(plain.low(0.95) - 0.03);
  });

  it('of precision rests on what was picked', () => {
    const data = binary({ label: [1, 0, 1, 0], prediction: [1, 1, 0, 0], count: [3, 1, 50, 946] });
    // scipy stats.beta.ppf(.05, 3.5, 1.5)
    expect(measure(meter(data), subject('precision')).posterior()!.low(0.95)).toBeCloseTo(0.349293, 5);
  });

  it('of units that are all alike is that of as many successes, where the scale has ends', () => {
    const label = [1, 1, 1, 0, 0, 0, 0, 0];
    const perfect = measure(meter(binary({ label, score: label })), subject('roc_auc'));
    // scipy stats.beta.ppf(.05, 3.5, .5): three positives.
    expect(perfect.posterior()!.low(0.95)).toBeCloseTo(0.555933, 5);
    expect(measure(scores([2, 2, 2]), subject('points')).posterior()).toBeNull();
  });
});

describe('the posterior of a change', () => {
  const between = (a: Meter, b: Meter, metric: string, rows: number) =>
    compare(a, b, sameRows(rows), subject(metric)).posterior;

  it('of macro F1 is that of the joint table, with half a pair a class on either side', () => {
    const [joint, difference, ratio] = golden.pairedTable.rows[0]! as unknown as [number[][][], number[], number[]];
    const kinds = joint.flatMap((own, k) =>
      own.flatMap((row, i) => row.flatMap((count, j) => (count === 0 ? [] : [{ k, i, j, count }]))),
    );
    const a = classes(kinds.map(({ k, i, count }) => [k, i, count]));
    const b = classes(kinds.map(({ k, j, count }) => [k, j, count]));
    const posterior = between(a, b, 'f1_macro', kinds.length);
    expectDraws(posterior('difference').bounds, difference, [0, -0.02]);
    expectDraws(posterior('ratio').bounds, ratio, [0, -0.02]);
  });

  it.each([0, 1, 2])('of means is the Bayesian bootstrap with half a change on either side (%i)', (i) => {
    const [own, other, cluster, summary] = golden.pairedMean.rows[i]! as [number[], number[], number[], number[]];
    const codes = i === 1 ? cluster : null;
    const posterior = between(scores(own, codes), scores(other, codes), 'points', own.length);
    const { bounds } = posterior('difference');
    expectDraws(bounds, summary, [0, i === 2 ? -0.001 : -0.05]);
  });

  it('of a share is exact, and of its ratio within the error of draws', () => {
    const [candidate, baseline] = mcnemar(840, 45, 30, 85);
    const posterior = between(candidate, baseline, 'accuracy', 4);
    const { below } = posterior('difference').bounds!.probability!;
    expect(Math.abs(below(-0.02) - 0.2789)).toBeLessThan(0.004);
    // A quotient lies below 1 just when the difference lies below 0.
    expect(Math.abs(posterior('ratio').bounds!.probability!.below(0) - below(0))).toBeLessThan(0.01);
    // value < baseline − .01·baseline, where the baseline is .885 ± .01
    expect(Math.abs(posterior('ratio').bounds!.probability!.below(-0.01) - below(-0.00885))).toBeLessThan(0.015);
  });

  it('of one class that hardly occurs is not certain because its examples stood still', () => {
    const kinds = (flips: boolean) =>
      [
        [0, 0, 500],
        [0, flips ? 1 : 0, 4],
        [1, 1, 300],
        [2, 2, 3],
      ] as const;
    const posterior = between(classes(kinds(true)), classes(kinds(false)), 'f1_macro', 4);
    expect(posterior('difference').bounds!.low(0.95)).toBeLessThan(-0.02);
  });

  it('does not take one unit that got worse for proof', () => {
    const values = Array.from({ length: 70 }, (_, i) => (i % 7) / 7);
    const worse = values.map((x, i) => (i === 3 ? x - 0.2 : x));
    const { below } = between(scores(worse), scores(values), 'points', 70)('difference').bounds!.probability!;
    // Beta(½, 1½) below ½ is 0.818310: one against none, under the prior of Jeffreys.
    expect(Math.abs(below(0) - 0.81831)).toBeLessThan(0.014);
  });

  it('of two samples is that of two independent values', () => {
    const side = (k: number) => meter(binary({ label: [1, 1], prediction: [1, 0], count: [k, 1000 - k] }));
    const posterior = compare(side(870), side(885), null, subject('accuracy')).posterior;
    expect(Math.abs(posterior('difference').bounds!.probability!.below(-0.02) - 0.3663)).toBeLessThan(0.004);
    const values = Array.from({ length: 60 }, (_, i) => Math.sqrt(i) % 1);
    const { bounds } = compare(scores(values), scores(values), null, subject('points')).posterior('difference');
    // 1.645 standard errors of the difference of two means of 60.
    const mean = values.reduce((sum, x) => sum + x, 0) / 60;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 60;
    expect(Math.abs(bounds!.probability!.below(0) - 0.5)).toBeLessThan(0.014);
    expect(Math.abs(bounds!.high(0.95) - 1.645 * Math.sqrt((2 * variance) / 60))).toBeLessThan(0.006);
  });

  it('of an area under the curve lies where DeLong’s interval does', () => {
    const label = Array.from({ length: 24 }, (_, i) => i % 2);
    const score = label.map((y, i) => ((i * 7) % 24) / 24 + y / 3);
    const side = (shift: number) => meter(binary({ label, score: score.map((x, i) => x - (i % 4 === 1 ? shift : 0)) }));
    const { bounds, posterior } = compare(side(0.3), side(0), sameRows(24), subject('roc_auc'));
    const drawn = posterior('difference').bounds!;
    const width = bounds!.high(0.95) - bounds!.low(0.95);
    expect(Math.abs(drawn.low(0.95) - bounds!.low(0.95))).toBeLessThan(width / 5);
    expect(Math.abs(drawn.high(0.95) - bounds!.high(0.95))).toBeLessThan(width / 5);
  });
});
