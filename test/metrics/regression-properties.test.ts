import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { takeRows, unitTest } from '../../src/metrics/units.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { contributionsOf, measure, NAMES, numbersOf } from './regression-rows.ts';

const SMOOTH = NAMES.filter((name) => !['median_absolute_error', 'max_error'].includes(name));

interface Row {
  readonly label: number | null;
  readonly prediction: number | null;
  readonly weight: number;
}

/** Few distinct numbers, so that there are ties, zeros and constant columns. */
const cell = fc.option(fc.integer({ min: -1, max: 4 }), { freq: 9 });
const row: fc.Arbitrary<Row> = fc.record({ label: cell, prediction: cell, weight: fc.constantFrom(0, 1, 2, 3) });
const rows = fc.array(row, { minLength: 1, maxLength: 25 });

const toDataset = (list: readonly Row[]) =>
  numbersOf({
    label: list.map(({ label }) => label),
    prediction: list.map(({ prediction }) => prediction),
    weight: list.map(({ weight }) => weight),
  });

function expectSame(left: ReturnType<typeof measure>, right: ReturnType<typeof measure>) {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(left.value).toBeCloseTo(right.value, 12);
}

describe.each(NAMES)('%s', (name) => {
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: runs(20) });

  it('does not depend on the order of the rows', () => {
    holds((list) => expectSame(measure(name, toDataset(list)), measure(name, toDataset(list.toReversed()))));
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 }));
      expectSame(measure(name, toDataset(list)), measure(name, toDataset(copies)));
    });
  });

  it('has contributions that concatenate over shards, and are cut into slices', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const whole = contributionsOf(name, toDataset([...first, ...second]));
        const [a, b] = [first, second].map((part) => unitsOf(contributionsOf(name, toDataset(part))));
        expect([...a!, ...b!]).toEqual(unitsOf(whole));
        const own = toDataset(second);
        const slice = takeRows(
          whole,
          Int32Array.from(second, (_, i) => first.length + i),
        );
        expect(linearise(slice, own.weight!)).toEqual(measure(name, own));
      }),
      { numRuns: runs(20) },
    );
  });

  it('never gives NaN, keeps its range, and leaves rows that are no units alone', () => {
    holds((list) => {
      const data = toDataset(list);
      const parts = contributionsOf(name, data);
      const { value, reason, sensitivity } = linearise(parts, data.weight!);
      const [low, high] = findMetric(name, 'regression')!.range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= (low ?? -Infinity) && value <= (high ?? Infinity)).toBe(true);
      expect(evaluatorOf(parts, data.weight!)(data.weight!)).toEqual({ value, reason });
      const isUnit = unitTest(parts);
      list.forEach((r, i) => {
        expect(isUnit(i)).toBe(r.label !== null && r.prediction !== null);
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (!isUnit(i) || r.weight === 0) expect(sensitivity[i]).toBe(0);
      });
    });
  });

  it('is as good as can be where every prediction is right', () => {
    holds((list) => {
      const right = list.map((r) => ({ ...r, prediction: r.label }));
      const { value, reason } = measure(name, toDataset(right));
      const { direction } = findMetric(name, 'regression')!;
      if (reason === null) expect(value).toBeCloseTo(direction === 'higher' ? 1 : 0, 14);
    });
  });
});

/** What each row contributes, null for a row that is no unit. */
function unitsOf(parts: Contributions): readonly unknown[] {
  const isUnit = unitTest(parts);
  const units = (length: number, of: (row: number) => unknown) =>
    Array.from({ length }, (_, row) => (isUnit(row) ? of(row) : null));
  switch (parts.kind) {
    case 'mean':
      return units(parts.scores.length, (row) => parts.scores[row]);
    case 'quantile':
      return units(parts.values.length, (row) => parts.values[row]);
    case 'rank':
      return units(parts.sample.length, (row) => parts.columns.map((column) => column[row]));
    case 'sums': {
      const { addends, width } = parts;
      if (addends.form !== 'vector') throw new Error('not vectors');
      return units(addends.values.length / width, (row) => [...addends.values.slice(row * width, (row + 1) * width)]);
    }
    default:
      throw new Error(`no metric of numbers is ${parts.kind}`);
  }
}

describe('the derivative by each weight', () => {
  /** Targets above 0, and neither column is all the same, so that no derivative meets a corner. */
  const drawn = fc.array(
    fc.record({
      label: fc.integer({ min: 1, max: 6 }),
      prediction: fc.integer({ min: 0, max: 6 }),
      weight: fc.double({ min: 0.5, max: 3, noNaN: true }),
    }),
    { minLength: 1, maxLength: 16 },
  );
  const fixed: readonly Row[] = [
    { label: 1, prediction: 2, weight: 1 },
    { label: 5, prediction: 3, weight: 1 },
    { label: 6, prediction: 6, weight: 1 },
  ];

  /** Central difference of the value by the weight of one row. */
  const slope = (parts: Contributions, weights: Float64Array, i: number): number => {
    const step = 1e-5;
    const at = (weight: number) => linearise(parts, weights.with(i, weight)).value!;
    return (at(weights[i]! + step) - at(weights[i]! - step)) / (2 * step);
  };

  it.each(SMOOTH)('of %s equals the numerical one', (name) => {
    fc.assert(
      fc.property(drawn, (list) => {
        const data = toDataset([...list, ...fixed]);
        const parts = contributionsOf(name, data);
        const weights = data.weight!;
        const { sensitivity } = linearise(parts, weights);
        for (let i = 0; i < data.rows; i++) expect(sensitivity[i]).toBeCloseTo(slope(parts, weights, i), 7);
        const drift = sensitivity.reduce((sum, d, i) => sum + d * weights[i]!, 0);
        expect(drift).toBeCloseTo(0, 11);
      }),
      { numRuns: runs(20) },
    );
  });
});

describe('a perfect correlation', () => {
  it.each(['pearsonr', 'spearmanr', 'kendalltau', 'r2_score'])('of %s is not carried beyond 1 by rounding', (name) => {
    const label = fc.integer({ min: -5000, max: 5000 }).map((n) => n / 1000);
    const pair = fc.record({ label, weight: fc.double({ min: 0.1, max: 3, noNaN: true }) });
    const seed = { seed: 20261125, numRuns: runs(100) };
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 12 }), fc.constantFrom(1, 1 / 3, -0.7), (list, factor) => {
        const { value } = measure(name, toDataset(list.map((r) => ({ ...r, prediction: factor * r.label }))));
        expect(Math.abs(value ?? 0) <= 1 || (name === 'r2_score' && value! <= 1), `${value}`).toBe(true);
        if (value !== null && name !== 'r2_score') expect(Math.abs(value)).toBeCloseTo(1, 12);
      }),
      seed,
    );
  });
});

describe('units and shifts', () => {
  const change = (list: readonly Row[], label: (y: number) => number, prediction: (p: number) => number) =>
    toDataset(
      list.map((r) => ({
        ...r,
        label: r.label === null ? null : label(r.label),
        prediction: r.prediction === null ? null : prediction(r.prediction),
      })),
    );
  const stays = (names: readonly string[], label: (y: number) => number, prediction: (p: number) => number) => {
    for (const name of names) {
      fc.assert(
        fc.property(rows, (list) =>
          expectSame(measure(name, toDataset(list)), measure(name, change(list, label, prediction))),
        ),
      );
    }
  };

  it('do not move R² when targets and predictions move together', () => {
    const move = (x: number) => 4 * x - 1000;
    stays(['r2_score', 'explained_variance_score'], move, move);
  });

  it('do not move the explained variance when predictions alone move', () => {
    stays(
      ['explained_variance_score'],
      (y) => y,
      (p) => p + 5,
    );
  });

  it('do not move a correlation when either side is measured otherwise', () => {
    stays(
      ['pearsonr', 'spearmanr', 'kendalltau'],
      (y) => 4 * y + 7,
      (p) => p / 8 - 3,
    );
  });

  it('do not move a correlation of ranks when either side is bent', () => {
    stays(
      ['spearmanr', 'kendalltau'],
      (y) => y ** 3,
      (p) => Math.exp(p),
    );
  });

  it('turn a correlation around when one side is', () => {
    for (const name of ['pearsonr', 'spearmanr', 'kendalltau']) {
      fc.assert(
        fc.property(rows, (list) => {
          const { value } = measure(name, toDataset(list));
          const turned = measure(
            name,
            change(
              list,
              (y) => y,
              (p) => -p,
            ),
          ).value;
          if (value === null) expect(turned).toBeNull();
          else expect(turned).toBeCloseTo(-value, 12);
        }),
      );
    }
  });

  it('double an error when everything is measured in half of the unit', () => {
    const double = (x: number) => 2 * x;
    for (const name of [
      'mean_absolute_error',
      'root_mean_squared_error',
      'median_absolute_error',
      'max_error',
      'mean_bias_error',
    ]) {
      fc.assert(
        fc.property(rows, (list) => {
          const { value } = measure(name, toDataset(list));
          const doubled = measure(name, change(list, double, double)).value;
          if (value === null) expect(doubled).toBeNull();
          else expect(doubled).toBeCloseTo(2 * value, 12);
        }),
      );
    }
  });

  it('make the pinball loss at ½ half of the mean absolute error', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [pinball, absolute] = ['mean_pinball_loss@0.5', 'mean_absolute_error'].map(
          (name) => measure(name, toDataset(list)).value,
        );
        if (absolute === null) expect(pinball).toBeNull();
        else expect(pinball).toBeCloseTo(absolute! / 2, 13);
      }),
    );
  });
});
