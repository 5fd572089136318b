import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/model/dataset.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import { copy, exchangeClasses, rotate } from '../../src/self-test/exchanges.ts';
import { forgotten, mistakes } from '../../src/self-test/mistakes.ts';
import { exchangeAlike } from '../../src/self-test/null-change.ts';
import { emptyDigests, growErrors, numberColumns, scale, shift, turnRound } from '../../src/self-test/quantities.ts';
import { mildest } from '../../src/self-test/search.ts';
import { keyedOrder } from '../../src/statistics/keyed-order.ts';
import { binary } from '../judgement/datasets.ts';

const rows = (...numbers: number[]) => Int32Array.from(numbers);
const floats = (...numbers: number[]) => Float64Array.from(numbers);

describe('mistakes', () => {
  const dataset = binary({ label: [1, 0, 1, 0], prediction: [1, 0, 0, 0], score: [0.9, 0.2, 0.4, 0.1] });

  it('spoil right answers in the order of the rows, and leave wrong ones alone', () => {
    const injection = mistakes({ dataset, rows: rows(2, 3, 0, 1) })!;
    expect(injection.strengths).toBe(3);
    const spoiled = injection.apply(2);
    expect([...spoiled.prediction!]).toEqual([0, 0, 0, 1]);
    expect([...spoiled.scores[0]!.values]).toEqual([1 - 0.9, 0.2, 0.4, 0.9]);
    expect([...dataset.prediction!]).toEqual([1, 0, 0, 0]);
  });

  it('can keep to one class, and are none where no answer of it is right', () => {
    expect([...mistakes({ dataset, rows: rows(0, 1, 2, 3) }, 1)!.apply(1).prediction!]).toEqual([0, 0, 0, 0]);
    expect(mistakes({ dataset, rows: rows(2) })).toBeNull();
  });

  it('mirror scores that are no probabilities within their range', () => {
    const wide = binary({ label: [1, 0], score: [600, 300] });
    expect([...mistakes({ dataset: wide, rows: rows(0, 1) })!.apply(1).scores[0]!.values]).toEqual([300, 300]);
  });

  it('answer with the class that had the least score, and exchange the two scores', () => {
    const score = (className: string, value: number) => ({ className, values: floats(value) });
    const three: Dataset = {
      ...NO_COLUMNS,
      rows: 1,
      classes: ['a', 'b', 'c'],
      label: rows(0),
      prediction: rows(0),
      scores: [score('a', 0.6), score('b', 0.3), score('c', 0.1)],
    };
    const spoiled = mistakes({ dataset: three, rows: rows(0) })!.apply(1);
    expect([...spoiled.prediction!]).toEqual([2]);
    expect(spoiled.scores.map(({ values }) => values[0])).toEqual([0.1, 0.3, 0.6]);
  });

  it('leave out labels that a set has rightly', () => {
    const sets = (offsets: Int32Array, values: Int32Array) => ({ offsets, values, missing: new Uint8Array(2) });
    const multilabel: Dataset = {
      ...NO_COLUMNS,
      rows: 2,
      classes: ['a', 'b', 'c'],
      labelSets: sets(rows(0, 2, 3), rows(0, 1, 2)),
      predictionSets: sets(rows(0, 2, 3), rows(1, 2, 2)),
    };
    const spoiled = forgotten({ dataset: multilabel, rows: rows(0, 1) })!.apply(1).predictionSets!;
    expect([[...spoiled.offsets], [...spoiled.values]]).toEqual([
      [0, 1, 2],
      [2, 2],
    ]);
  });
});

describe('exchanges', () => {
  const dataset = binary({ label: [1, 1, 0, 0, 0], prediction: [1, 1, 0, 0, 1], score: [0.9, 0.8, 0.3, 0.2, 0.6] });

  it('swap answers of different classes, as many pairs as there are', () => {
    const injection = exchangeClasses({ dataset, rows: rows(0, 1, 2, 3, 4) })!;
    expect(injection.strengths).toBe(2);
    const spoiled = injection.apply(2);
    // Both positives have the answers of negatives, and the scores are those that there were.
    expect([...spoiled.scores[0]!.values].sort()).toEqual([...dataset.scores[0]!.values].sort());
    for (const row of [0, 1]) expect([0.3, 0.2, 0.6]).toContain(spoiled.scores[0]!.values[row]);
    expect(exchangeClasses({ dataset, rows: rows(0, 1) })).toBeNull();
  });

  it('hand answers on in a ring', () => {
    expect([...rotate({ dataset, rows: rows(0, 2, 4) })!.apply(2).scores[0]!.values]).toEqual([
      0.3, 0.8, 0.6, 0.2, 0.9,
    ]);
    expect([...rotate({ dataset, rows: rows(0, 2, 4) })!.apply(1).scores[0]!.values]).toEqual([
      0.3, 0.8, 0.9, 0.2, 0.6,
    ]);
  });

  it('copy the answers of others, in turn', () => {
    const copied = copy({ dataset, rows: rows(0, 1, 2, 3) }, rows(2, 3), 'x')!;
    expect(copied.strengths).toBe(2);
    expect([...copied.apply(2).scores[0]!.values]).toEqual([0.3, 0.2, 0.3, 0.2, 0.6]);
  });
});

describe('numbers', () => {
  const numeric: Dataset = {
    ...NO_COLUMNS,
    rows: 3,
    numericLabel: floats(1, 2, 3),
    numericPrediction: floats(2, 2, 1),
    quantities: new Map([
      ['latency', floats(10, Number.NaN, 30)],
      ['passed', floats(1, 0, 1)],
      ['cost', floats(0.1, 0.2, 0.3)],
    ]),
    vectors: new Map([['d', { width: 2, values: floats(1, 2, Number.NaN, 0, 5, 6), namesFrom: 1 }]]),
  };
  const scope = { dataset: numeric, rows: rows(0, 1, 2) };
  const column = (name: string) => numberColumns(numeric).find((each) => each.name === name)!;

  it('double every 1024 strengths', () => {
    expect([...scale(scope, column('latency'), 'up').apply(1024).quantities.get('latency')!]).toEqual([
      20,
      Number.NaN,
      60,
    ]);
    expect([...scale(scope, column('latency'), 'down').apply(2048).quantities.get('latency')!]).toEqual([
      2.5,
      Number.NaN,
      7.5,
    ]);
    expect([...growErrors(scope)!.apply(1024).numericPrediction!]).toEqual([3, 2, -1]);
  });

  it('are shares when they are no amounts and lie in 0..1', () => {
    expect(numberColumns(numeric).map(({ name, isShare }) => [name, isShare])).toEqual([
      ['latency', false],
      ['passed', true],
      ['cost', false],
    ]);
    expect([...turnRound(scope, column('passed')).apply(2).quantities.get('passed')!]).toEqual([0, 1, 1]);
  });

  it('move together', () => {
    expect([...shift(scope, 'down')!.apply(1024).numericPrediction!]).toEqual([1, 1, 0]);
  });

  it('of digests become nothing, but for names and rows without any', () => {
    const [only, ...others] = emptyDigests(scope);
    expect(others).toEqual([]);
    expect([...only!.apply(2).vectors.get('d')!.values]).toEqual([0, 2, Number.NaN, 0, 5, 6]);
  });
});

describe('the search', () => {
  const counting = (strengths: number, step: number) => ({
    strengths,
    apply: (strength: number): Dataset => ({ ...NO_COLUMNS, rows: strength * step }),
    describe: (strength: number) => `${strength} of ${step}`,
  });
  const worsening = ({ rows: worse }: Dataset) => worse;

  it('finds the mildest that is enough', () => {
    expect(mildest([counting(1000, 1)], worsening, 137).reached).toMatchObject({ worse: 137, how: '137 of 1' });
    expect(mildest([counting(9, 100), counting(1000, 3)], worsening, 50).reached).toMatchObject({ worse: 51 });
    expect(mildest([counting(1, 7)], worsening, 7).reached).toMatchObject({ worse: 7 });
  });

  it('tells how far it came where nothing is enough, and skips values that there are not', () => {
    const { reached, farthest } = mildest([counting(10, 1), counting(3, 5)], worsening, 99);
    expect([reached, farthest?.worse]).toEqual([null, 15]);
    expect(mildest([counting(10, 1)], () => null, 1)).toEqual({ reached: null, farthest: null });
    expect(mildest([counting(10, 1)], () => -1, 1).farthest).toBeNull();
  });
});

describe('a change of nothing', () => {
  it('exchanges answers within label and slice alone', () => {
    const label = Array.from({ length: 40 }, (_, i) => i % 2);
    const prediction = label.map((code, i) => (i % 5 === 0 ? 1 - code : code));
    const dataset = binary({ label, prediction, slice: label.map((_, i) => 'ab'[Math.floor(i / 2) % 2]!) });
    const copied = exchangeAlike(dataset, rows(...label.keys()))!;
    expect(copied.exchanged).toBe(4);
    const counts = (side: Dataset) =>
      label.map((code, i) => `${code}${dataset.slices.get('slice')!.codes[i]}${side.prediction![i]}`).sort();
    expect(counts(copied.dataset)).toEqual(counts(dataset));
    expect(label.filter((_, i) => copied.dataset.prediction![i] !== prediction[i])).toHaveLength(4);
  });

  it('exchanges the errors of numbers, not the numbers', () => {
    const dataset: Dataset = {
      ...NO_COLUMNS,
      rows: 4,
      numericLabel: floats(9, 1, 8, 2),
      numericPrediction: floats(9, 2, 7, 2),
    };
    const { dataset: copied, exchanged } = exchangeAlike(dataset, rows(0, 1, 2, 3))!;
    expect(exchanged).toBe(2);
    const errors = Array.from(copied.numericPrediction!, (x, i) => x - dataset.numericLabel![i]!).sort();
    expect(errors).toEqual([-1, 0, 0, 1]);
    expect([...copied.numericPrediction!]).not.toEqual([...dataset.numericPrediction!]);
  });

  it('is none without rows that could exchange anything', () => {
    expect(exchangeAlike(binary({ label: [0, 1], prediction: [0, 1] }), rows(0, 1))).toBeNull();
  });
});

describe('the order of rows', () => {
  it('follows from their keys and the seed, and not from where they stand', () => {
    const keys = Uint32Array.from({ length: 100 }, (_, i) => i * 7919);
    const all = rows(...keys.keys());
    const order = keyedOrder(all, keys, 1);
    expect([...order].sort((a, b) => a - b)).toEqual([...all]);
    const reversed = keyedOrder(all, keys.toReversed(), 1);
    expect([...reversed].map((row) => 99 - row)).toEqual([...order]);
    expect([...keyedOrder(all, keys, 2)]).not.toEqual([...order]);
    expect([...order]).not.toEqual([...all]);
  });
});
