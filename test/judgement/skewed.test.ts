import { describe, expect, it } from 'vitest';
import { boundsOf } from '../../src/judgement/bounds.ts';
import { evaluateUnits } from '../../src/judgement/estimate.ts';
import { leaveOneOut } from '../../src/judgement/jackknife.ts';
import { measure } from '../../src/judgement/measure.ts';
import { ratioOfSums } from '../../src/metrics/generation/ratio.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import golden from '../statistics/golden/bca.json' with { type: 'json' };
import { meter, subject } from './datasets.ts';

type Sample = [number[], ...[number, number, number, number, number]];

function scores(values: readonly number[], rest: Partial<Dataset> = {}) {
  const column = Float64Array.from(values);
  const dataset = { ...NO_COLUMNS, rows: values.length, numbers: new Map([['x', column]]), ...rest };
  return measure(meter(dataset, 'scores'), subject('x')).bounds!;
}

describe('the mean of a small, skewed sample', () => {
  const samples = golden.skewedMeans.rows as unknown as readonly [
    number[],
    ...[number, number, number, number, number],
  ][];

  it.each(samples)(
    'has the bounds of BCa, whoever draws the replicates: %j',
    (values, low, high, lowError, highError) => {
      const bounds = scores(values);
      expect(bounds.method).toBe('bca');
      expect(Math.abs(bounds.low(0.95) - low)).toBeLessThan(3 * lowError);
      expect(Math.abs(bounds.high(0.95) - high)).toBeLessThan(3 * highError);
    },
  );

  it('proves nothing that Student’s t does not prove', () => {
    const [values, , , , , error] = samples[0]!;
    const { guaranteed, low, high } = scores(values);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    // t at .95 with 19 degrees of freedom, from a table.
    expect(guaranteed!.low(0.95)).toBeCloseTo(mean - 1.729132811521367 * error, 10);
    expect(low(0.95)).toBeGreaterThan(guaranteed!.low(0.95));
    expect(guaranteed!.high(0.95)).toBe(high(0.95));
  });

  it('has those of t where it is not small, not skewed, weighted or clustered', () => {
    const skewed = Array.from({ length: 30 }, (_, i) => (i % 10 === 0 ? 5 + i / 10 : i / 100));
    const even = Array.from({ length: 20 }, (_, i) => i);
    const few = skewed.slice(0, 20);
    const ones = Float64Array.from(few, (_, i) => 1 + (i % 2));
    const method = (...args: Parameters<typeof scores>) => scores(...args).method;
    expect(method(few)).toBe('bca');
    expect(method(skewed)).toBe('t');
    expect(method(even)).toBe('t');
    expect(method(few.slice(0, 9))).toBe('t');
    expect(method(few, { weight: ones })).toBe('t');
    expect(method(few, { cluster: Int32Array.from(few, (_, i) => i >> 1) })).toBe('t');
  });

  it('is the same in another order and for rows that are counted', () => {
    const few = [0, 0, 0, 0, 0.5, 1, 1, 4, 9, 0, 0, 0];
    const counted = scores([9, 4, 1, 0.5, 0], { count: Float64Array.of(1, 1, 2, 1, 7) });
    for (const other of [scores(few.toReversed()), counted]) {
      expect([other.low(0.975), other.high(0.99)]).toEqual([scores(few).low(0.975), scores(few).high(0.99)]);
    }
  });
});

describe('a resampled metric of one side', () => {
  /** The mean of scores as the ratio of two sums. */
  const bounds = (values: readonly number[]) => {
    const design = {
      ...{ count: null, weight: null, cluster: null, repeats: null },
      keys: Uint32Array.from(values, (_, i) => i),
    };
    const rows = Float64Array.from(values.flatMap((x) => [x, 1]));
    return boundsOf(evaluateUnits({ ...ratioOfSums(rows), resampled: true }, design), [null, null], 1)!;
  };

  it('has the bounds of BCa where it has few units', () => {
    for (const [values, low, high, lowError, highError] of golden.skewedMeans.rows as unknown as Sample[]) {
      const found = bounds(values);
      expect(found.method).toBe('bca');
      expect(Math.abs(found.low(0.95) - low)).toBeLessThan(3 * lowError);
      expect(Math.abs(found.high(0.95) - high)).toBeLessThan(3 * highError);
    }
  });

  it('or skewed replicates, and percentiles otherwise', () => {
    const many = Array.from({ length: 201 }, (_, i) => i % 7);
    expect(bounds(many).method).toBe('bootstrap');
    expect(bounds(many.slice(1)).method).toBe('bca');
    expect(bounds(many.map((x, i) => (i === 0 ? 1e4 : x))).method).toBe('bca');
  });
});

it('leaves out one row or one cluster at a time', () => {
  const of = (keys: readonly number[]) => {
    const design = { count: null, weight: null, cluster: null, keys: Uint32Array.from(keys), repeats: null };
    return evaluateUnits(ratioOfSums(Float64Array.of(1, 4, 2, 4, 6, 8)), design);
  };
  const itself = ([value]: readonly number[]) => value!;
  // (2 + 6)/(4 + 8), (1 + 6)/12, (1 + 2)/8; and without the first two rows 6/8.
  expect([...leaveOneOut([of([7, 8, 9])], itself)!]).toEqual([8 / 12, 7 / 12, 3 / 8]);
  expect([...leaveOneOut([of([7, 7, 9])], itself)!]).toEqual([6 / 8, 3 / 8]);
  expect(leaveOneOut([of([7, 7, 7])], itself)).toBeNull();
});
