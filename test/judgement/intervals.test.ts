import { describe, expect, it } from 'vitest';
import { compare } from '../../src/judgement/compare.ts';
import { measure } from '../../src/judgement/measure.ts';
import { classificationMetrics } from '../../src/metrics/classification/table.ts';
import type { Bounds } from '../../src/model/measurement.ts';
import { binary, mcnemar, meter, sameRows, subject } from './datasets.ts';

/** Published or independently computed figures with the digits they are given with. */
const DIGITS = 6;

const twoSided = (bounds: Bounds | null, level: number) => {
  const oneSided = 1 - (1 - level) / 2;
  return bounds && [bounds.low(oneSided), bounds.high(oneSided)];
};
const near = (values: readonly number[] | null, expected: readonly number[], digits = DIGITS) => {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(values![i]).toBeCloseTo(value, digits);
  });
};

const B20 = {
  label: [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0],
  score: [0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.5, 0.5, 0.4, 0.4, 0.35, 0.3, 0.3, 0.2, 0.85, 0.1, 0.65, 0.15, 0.05, 0.45],
};
const SHIFT = [-0.3, 0.1, -0.2, 0, 0.2, 0, -0.1, 0.1, 0.1, -0.1, 0.2, -0.05, 0, 0.1, -0.4, 0, -0.1, 0.1, 0, 0.1];

describe('intervals of one evaluation', () => {
  it('is Wilson’s for a proportion (statsmodels 0.13.5: 870 of 1000)', () => {
    const { bounds, n } = measure(
      meter(binary({ label: [1, 1], prediction: [1, 0], count: [870, 130] })),
      subject('accuracy'),
    );
    expect(bounds?.method).toBe('wilson');
    expect(n).toBe(1000);
    near(twoSided(bounds, 0.95), [0.847732, 0.889436]);
  });

  it('is the influence function’s for F1 (TP 300, FP 60, FN 90 of 1000)', () => {
    const data = binary({ label: [1, 0, 1, 0], prediction: [1, 1, 0, 0], count: [300, 60, 90, 550] });
    const { bounds, value } = measure(meter(data), subject('f1'));
    expect(value).toBeCloseTo(0.8, 12);
    near(twoSided(bounds, 0.95), [0.768641, 0.831359]);
  });

  it('is DeLong’s on the logit scale for the area under the curve (pROC 1.18)', () => {
    const { bounds } = measure(meter(binary(B20)), subject('roc_auc'));
    expect(bounds?.method).toBe('delong');
    near(twoSided(bounds, 0.95), [0.529746, 0.935813]);
  });

  it('widens for clusters: 8 of 4 rows have the design effect 1.86', () => {
    const scores = '1110 1111 0001 1011 1111 0010 1101 1111'.replaceAll(' ', '');
    const prediction = Array.from(scores, Number);
    const cluster = prediction.map((_, i) => Math.floor(i / 4));
    const label = prediction.map(() => 1);
    const plain = measure(meter(binary({ label, prediction })), subject('accuracy'));
    const clustered = measure(meter(binary({ label, prediction, cluster })), subject('accuracy'));
    const p = 0.71875;
    expect(clustered.value).toBe(p);
    const effective = (p * (1 - p)) / 0.110169 ** 2;
    const z = 1.959963984540054;
    const centre = (p + z ** 2 / (2 * effective)) / (1 + z ** 2 / effective);
    const half = (z * Math.sqrt((p * (1 - p)) / effective + z ** 2 / (4 * effective ** 2))) / (1 + z ** 2 / effective);
    near(twoSided(clustered.bounds, 0.95), [centre - half, centre + half], 5);
    expect(clustered.bounds!.low(0.975)).toBeLessThan(plain.bounds!.low(0.975));
  });

  it('does not shrink to nothing when every model answer is right', () => {
    const { bounds } = measure(meter(binary({ label: [1], prediction: [1], count: [50] })), subject('accuracy'));
    near(twoSided(bounds, 0.95), [0.928652, 1]);
    const perfect = measure(meter(binary({ label: [1, 1, 0, 0], score: [0.9, 0.8, 0.2, 0.1] })), subject('roc_auc'));
    expect(perfect.value).toBe(1);
    expect(perfect.bounds!.low(0.975)).toBeLessThan(0.5);
  });

  it('takes a row with a count for as many rows, for every metric', () => {
    const count = [3, 1, 2, 4, 1, 2];
    const rows = { label: [1, 0, 1, 0, 1, 0], prediction: [1, 1, 0, 0, 1, 0], score: [0.9, 0.6, 0.4, 0.2, 0.7, 0.3] };
    const repeat = <T>(values: readonly T[]) => values.flatMap((value, i) => Array<T>(count[i]!).fill(value));
    const long = meter(
      binary({ label: repeat(rows.label), prediction: repeat(rows.prediction), score: repeat(rows.score) }),
    );
    const short = meter(binary({ ...rows, count }));
    for (const name of [
      'accuracy',
      'recall',
      'f1_macro',
      'matthews_corrcoef',
      'log_loss',
      'roc_auc',
      'average_precision',
    ]) {
      const [a, b] = [measure(long, subject(name)), measure(short, subject(name))];
      expect(b.n, name).toBe(a.n);
      expect(b.value, name).toBeCloseTo(a.value!, 12);
      near(twoSided(b.bounds, 0.95), twoSided(a.bounds, 0.95)!, 10);
    }
  });

  it('does not depend on the unit of the weights', () => {
    const rows = { label: [1, 0, 1, 0, 1, 0], prediction: [1, 1, 0, 0, 1, 0], score: [0.9, 0.6, 0.4, 0.2, 0.7, 0.3] };
    const weight = [1, 2, 0.5, 1, 3, 1];
    const [one, ten] = [1, 10].map((unit) => meter(binary({ ...rows, weight: weight.map((w) => w * unit) })));
    for (const name of ['accuracy', 'f1_macro', 'log_loss', 'roc_auc']) {
      near(
        twoSided(measure(ten!, subject(name)).bounds, 0.95),
        twoSided(measure(one!, subject(name)).bounds, 0.95)!,
        10,
      );
    }
  });
});

describe('intervals of a change', () => {
  it.each([
    [45, 30, -0.015, [-0.029354, -0.000586]],
    [60, 20, -0.04, [-0.05464, -0.025201]],
    [8, 6, -0.002, [-0.008561, 0.004569]],
  ])('is Bonett and Price’s for %i newly wrong and %i newly right of 1000', (b, c, delta, expected) => {
    const [candidate, baseline] = mcnemar(800, b, c, 200 - b - c);
    const comparison = compare(candidate, baseline, sameRows(4), subject('accuracy'));
    expect(comparison.delta).toBeCloseTo(delta, 12);
    expect(comparison.bounds?.method).toBe('bonett-price');
    near(twoSided(comparison.bounds, 0.9), expected);
  });

  it('is Newcombe’s for proportions of different examples (1998: 56 of 70, 48 of 80)', () => {
    const side = (right: number, n: number) =>
      meter(binary({ label: [1, 1], prediction: [1, 0], count: [right, n - right] }));
    const comparison = compare(side(56, 70), side(48, 80), null, subject('accuracy'));
    expect(comparison.pairing).toBe('unpaired');
    near(twoSided(comparison.bounds, 0.95), [0.052431, 0.333873]);
  });

  it('is DeLong’s for paired areas under the curve (pROC 1.18)', () => {
    const shifted = B20.score.map((s, i) => Math.min(1, Math.max(0, s + SHIFT[i]!)));
    const comparison = compare(
      meter(binary({ ...B20, score: shifted })),
      meter(binary(B20)),
      sameRows(20),
      subject('roc_auc'),
    );
    expect(comparison.delta).toBeCloseTo(-0.2291667, 7);
    expect(comparison.standardError).toBeCloseTo(0.0897019, 6);
    expect(comparison.delta! / comparison.standardError!).toBeCloseTo(-2.55476, 5);
  });

  it('is t’s for paired scores (n 10)', () => {
    const before = [0.8, 0.6, 0.9, 0.4, 0.7, 0.5, 0.85, 0.3, 0.95, 0.65];
    const after = [0.75, 0.6, 0.92, 0.35, 0.7, 0.42, 0.8, 0.33, 0.9, 0.6];
    const side = (values: readonly number[]) =>
      meter(
        { ...binary({ label: values.map(() => 1) }), numbers: new Map([['judge', Float64Array.from(values)]]) },
        'scores',
      );
    const comparison = compare(side(after), side(before), sameRows(10), subject('judge'));
    expect(comparison.standardError).toBeCloseTo(0.0117189, 7);
    near(twoSided(comparison.bounds, 0.9), [-0.049482, -0.006518]);
  });

  it('compares only units that both sides have: rows left unanswered do not count as an improvement', () => {
    const baseline = meter(binary({ label: [1, 1, 1, 1], prediction: [1, 1, 0, 0] }));
    const candidate = meter(binary({ label: [1, 1, 1, 1], prediction: [1, 1, 0, -1] }));
    const comparison = compare(candidate, baseline, sameRows(4), subject('accuracy'));
    expect(comparison).toMatchObject({ pairs: 3, delta: 0, unchanged: true });
  });

  it('leaves out rows that the baseline did not answer, too', () => {
    const candidate = meter(binary({ label: [1, 1, 1, 1], prediction: [1, 1, 0, 1] }));
    const baseline = meter(binary({ label: [1, 1, 1, 1], prediction: [1, 1, 0, -1] }));
    const comparison = compare(candidate, baseline, sameRows(4), subject('accuracy'));
    expect(comparison).toMatchObject({ pairs: 3, delta: 0, unchanged: true, isComplete: false });
  });

  it('counts two more changed units in a variance that rests on few', () => {
    const [candidate, baseline] = mcnemar(897, 3, 0, 100);
    const { standardError } = compare(candidate, baseline, sameRows(4), subject('accuracy')).relative()!;
    const [n, a, b] = [1000, 0.897, 0.9];
    const [both, lost] = [(1 / a - 1 / b) / n, -1 / b / n];
    const squares = 897 * both ** 2 + 3 * lost ** 2;
    const changed = squares ** 2 / (897 * both ** 4 + 3 * lost ** 4);
    expect(changed).toBeCloseTo(3, 1);
    expect(standardError).toBeCloseTo(Math.sqrt((squares * (changed + 2)) / changed), 12);
  });

  it('is about the difference of the two values, for every metric, when all rows are paired', () => {
    const rows = 60;
    const draw = (step: number) => Array.from({ length: rows }, (_, i) => (i * step) % 7);
    const label = draw(3).map((x) => Number(x < 3));
    const side = (step: number) =>
      meter(
        binary({
          label,
          prediction: draw(step).map((x) => Number(x < 3)),
          score: draw(step).map((x) => (x + 0.5) / 8),
        }),
      );
    const [candidate, baseline] = [side(4), side(5)];
    const metrics = classificationMetrics().flatMap((entry) => ('members' in entry ? entry.members : [entry]));
    for (const { name, needs } of metrics.filter(({ tasks }) => tasks.includes('binary'))) {
      expect(needs, name).not.toEqual(['label']);
      const comparison = compare(candidate, baseline, sameRows(rows), subject(name));
      const delta = candidate.estimate(subject(name)).value! - baseline.estimate(subject(name)).value!;
      expect(comparison.delta, name).toBeCloseTo(delta, 12);
      expect(comparison.isComplete, name).toBe(true);
      expect(comparison.unchanged, name).toBe(false);
    }
  });

  it('knows an unchanged model, whatever the metric', () => {
    const [a, b] = [meter(binary(B20)), meter(binary(B20))];
    for (const name of ['roc_auc', 'average_precision', 'log_loss', 'brier_score']) {
      expect(compare(a, b, sameRows(20), subject(name)).unchanged, name).toBe(true);
    }
  });

  it('gives a relative change its own interval: 10 % of 0.8 and of 0.4 is not the same', () => {
    const [candidate, baseline] = mcnemar(300, 100, 20, 580);
    const { relative: ratio, value, baseline: before } = compare(candidate, baseline, sameRows(4), subject('accuracy'));
    const relative = ratio();
    expect([value, before]).toEqual([0.32, 0.4]);
    expect(relative!.change).toBeCloseTo(-0.2, 12);
    // Var(ln A − ln B) of paired proportions: (b + c)/(k_A k_B) to first order, with two more discordant pairs.
    const se = Math.sqrt((120 + 2) / 120) * Math.sqrt(120 / (320 * 400));
    expect(relative!.standardError).toBeCloseTo(se, 3);
  });
});
