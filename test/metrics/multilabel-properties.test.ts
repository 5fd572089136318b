import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { takeRows, unitTest } from '../../src/metrics/units.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { contributionsOf, labelledSets, measure, NAMES } from './multilabel-rows.ts';

const RANKINGS = ['label_ranking_average_precision', 'coverage_error', 'label_ranking_loss'];
const CLASSES = ['a', 'b', 'c', 'd'];
const CODES = CLASSES.map((_, code) => code);
/** The label that metrics of one label are about. */
const B = 1;

interface Row {
  readonly label: readonly number[] | null;
  readonly prediction: readonly number[] | null;
  readonly scores: readonly number[];
  readonly weight: number;
}

const set = fc.subarray(CODES);
const row: fc.Arbitrary<Row> = fc.record({
  label: fc.option(set, { freq: 9 }),
  prediction: fc.option(set, { freq: 9 }),
  scores: fc.tuple(...CODES.map(() => fc.integer({ min: 0, max: 4 }).map((n) => n / 4))),
  weight: fc.constantFrom(0, 1, 2, 3),
});
const rows = fc.array(row, { minLength: 1, maxLength: 20 });

const toDataset = (list: readonly Row[]) =>
  labelledSets({
    classes: CLASSES,
    label: list.map(({ label }) => label),
    prediction: list.map(({ prediction }) => prediction),
    scores: list.map(({ scores }) => scores),
    weight: list.map(({ weight }) => weight),
  });

function expectSame(left: ReturnType<typeof measure>, right: ReturnType<typeof measure>) {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(left.value).toBeCloseTo(right.value, 12);
}

describe.each(NAMES)('%s', (name) => {
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: runs(16) });

  it('does not depend on the order of the rows', () => {
    holds((list) => expectSame(measure(name, toDataset(list), B), measure(name, toDataset(list.toReversed()), B)));
  });

  it('does not depend on the names and codes of the labels', () => {
    const moved = [2, 0, 3, 1];
    const names = moved.map((_, code) => ['10', '<b>', 'z', 'é'][code]!);
    const recode = (codes: readonly number[] | null) => codes?.map((code) => moved[code]!) ?? null;
    holds((list) => {
      const renamed: Dataset = labelledSets({
        classes: names,
        label: list.map(({ label }) => recode(label)),
        prediction: list.map(({ prediction }) => recode(prediction)),
        scores: list.map(({ scores }) => CODES.map((code) => scores[moved.indexOf(code)]!)),
        weight: list.map(({ weight }) => weight),
      });
      expectSame(measure(name, toDataset(list), B), measure(name, renamed, moved[B]));
    });
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 }));
      expectSame(measure(name, toDataset(list), B), measure(name, toDataset(copies), B));
    });
  });

  it('has contributions that concatenate over shards, and are cut into slices', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const whole = contributionsOf(name, toDataset([...first, ...second]), B);
        const [a, b] = [first, second].map((part) => unitsOf(contributionsOf(name, toDataset(part), B)));
        expect([...a!, ...b!]).toEqual(unitsOf(whole));
        const own = toDataset(second);
        const slice = takeRows(
          whole,
          Int32Array.from(second, (_, i) => first.length + i),
        );
        expect(linearise(slice, own.weight!)).toEqual(measure(name, own, B));
      }),
      { numRuns: runs(16) },
    );
  });

  it('never gives NaN, keeps its range, and leaves rows that are no units alone', () => {
    holds((list) => {
      const data = toDataset(list);
      const parts = contributionsOf(name, data, B);
      const { value, reason, sensitivity } = linearise(parts, data.weight!);
      const [low, high] = findMetric(name, 'multilabel')!.range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= (low ?? -Infinity) && value <= (high ?? Infinity)).toBe(true);
      expect(evaluatorOf(parts, data.weight!)(data.weight!)).toEqual({ value, reason });
      const isUnit = unitTest(parts);
      list.forEach((r, i) => {
        const isComplete = r.label !== null && (RANKINGS.includes(name) || r.prediction !== null);
        expect(isUnit(i)).toBe(isComplete && (name !== 'recall' || r.label.includes(B)));
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (!isUnit(i) || r.weight === 0) expect(sensitivity[i]).toBe(0);
      });
    });
  });

  it('is as good as can be where every answer is right', () => {
    holds((list) => {
      // Full and empty sets leave no doubt about the best: every label is found, and no row is left without one.
      const right = list.map((r) => {
        const label = r.label === null || r.label.length === 0 ? [...CODES] : r.label;
        return { ...r, label, prediction: label, scores: CODES.map((code) => (label.includes(code) ? 1 : 0)) };
      });
      const all: Row = { label: CODES, prediction: CODES, scores: [1, 1, 1, 1], weight: 1 };
      const { value, reason } = measure(name, toDataset([...right, all]), B);
      const weight = right.reduce((sum, r) => sum + r.weight, 1);
      const least = right.reduce((sum, r) => sum + r.weight * r.label.length, CODES.length) / weight;
      const { direction } = findMetric(name, 'multilabel')!;
      expect(reason).toBeNull();
      expect(value).toBeCloseTo(name === 'coverage_error' ? least : direction === 'higher' ? 1 : 0, 13);
    });
  });
});

/** What each row contributes, null for a row that is no unit. */
function unitsOf(parts: Contributions): readonly unknown[] {
  const isUnit = unitTest(parts);
  const units = (length: number, of: (row: number) => unknown) =>
    Array.from({ length }, (_, row) => (isUnit(row) ? of(row) : null));
  switch (parts.kind) {
    case 'proportion':
      return units(parts.hits.length, (row) => parts.hits[row]);
    case 'mean':
      return units(parts.scores.length, (row) => parts.scores[row]);
    case 'sums': {
      if (parts.addends.form !== 'cells') throw new Error('not cells');
      const { offsets, values } = parts.addends.lists;
      return units(offsets.length - 1, (row) => [...values.slice(offsets[row], offsets[row + 1])]);
    }
    default:
      throw new Error(`no metric of sets is ${parts.kind}`);
  }
}

describe('the derivative by each weight', () => {
  /** Every label is true and predicted somewhere, so that no derivative meets a corner. */
  const drawn = fc.array(
    fc.record({
      label: set,
      prediction: set,
      scores: fc.tuple(...CODES.map(() => fc.integer({ min: 0, max: 4 }))),
      weight: fc.double({ min: 0.5, max: 3, noNaN: true }),
    }),
    { minLength: 1, maxLength: 14 },
  );
  const fixed: Row = { label: CODES, prediction: CODES, scores: [1, 2, 3, 4], weight: 1 };

  /** Central difference of the value by the weight of one row. */
  const slope = (parts: Contributions, weights: Float64Array, i: number): number => {
    const step = 1e-5;
    const at = (weight: number) => linearise(parts, weights.with(i, weight)).value!;
    return (at(weights[i]! + step) - at(weights[i]! - step)) / (2 * step);
  };

  it.each(NAMES)('of %s equals the numerical one', (name) => {
    fc.assert(
      fc.property(drawn, (list) => {
        const data = toDataset([...list, fixed]);
        const parts = contributionsOf(name, data, B);
        const { sensitivity } = linearise(parts, data.weight!);
        for (let i = 0; i < data.rows; i++) expect(sensitivity[i]).toBeCloseTo(slope(parts, data.weight!, i), 7);
      }),
      { numRuns: runs(13) },
    );
  });
});

describe('what a row costs', () => {
  it('follows from its own labels, however many others there are', () => {
    const classes = Array.from({ length: 5000 }, (_, k) => `label ${k}`);
    const data = labelledSets({ classes, label: [[7, 4999], []], prediction: [[7, 12], []] });
    const parts = contributionsOf('f1_macro', data, null);
    expect(unitsOf(parts)).toEqual([[0, 22, 38, 15000], [0]]);
    expect(measure('f1_macro', data, null).value).toBeCloseTo(1 / 5000, 15);
  });
});
