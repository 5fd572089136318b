import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { operationMetrics } from '../../src/metrics/operations/table.ts';
import { takeRows, unitTest } from '../../src/metrics/units.ts';
import type { Quantity } from '../../src/model/dataset.ts';
import { NO_OPTIONS } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { contributionsOf, datasetOf, type Given, measure, metricOf } from './generation-rows.ts';

type Cells = readonly (number | null)[];

/** Written by tools/oracle/operations.py. */
interface Golden {
  readonly sets: readonly (Readonly<Record<'latency' | 'cost' | 'tokens', Cells>> & {
    readonly weight: readonly number[] | null;
    readonly values: Readonly<Record<string, number | null>>;
  })[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/operations.json', import.meta.url), 'utf8'));
const sets = golden.sets.map(({ weight, values, ...quantities }) => ({
  given: datasetOf({ rows: quantities.cost.length, quantities, weight }),
  values,
}));
const METRICS = operationMetrics().flatMap((entry) => ('members' in entry ? entry.members : [entry]));
const NAMES = METRICS.map(({ name }) => name);

describe('numpy', () => {
  it('is asked about every metric, on many columns', () => {
    expect(sets.length).toBeGreaterThanOrEqual(500);
    const asked = new Set(sets.flatMap(({ values }) => Object.keys(values)));
    expect([...asked]).toEqual(expect.arrayContaining([...NAMES, 'latency_p99.9', 'latency_p0.1', 'latency_p33.3']));
    for (const name of NAMES) {
      const numbers = sets.filter(({ values }) => typeof values[name] === 'number');
      expect(numbers.length, name).toBeGreaterThan(350);
    }
  });

  it.each([...new Set(sets.flatMap(({ values }) => Object.keys(values)))])('gives the same %s', (name) => {
    for (const [index, { given, values }] of sets.entries()) {
      if (!(name in values)) continue;
      const { value, reason } = measure(name, given);
      const expected = values[name]!;
      const where = `${name} of set ${index}: ${value} (${reason}), expected ${expected}`;
      if (value === null || expected === null) expect(value, where).toBe(expected);
      else expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
      if (expected === null) expect(reason, where).not.toBeNull();
    }
  });
});

const latencies = (values: Cells, weight?: readonly number[]): Given =>
  datasetOf({ rows: values.length, quantities: { latency: values }, ...(weight && { weight }) });

describe('worked numbers', () => {
  it.each([
    ['latency_p50', 3],
    ['latency_p90', 7.6],
    ['latency_p95', 8.8],
    ['latency_mean', 4],
  ])('%s of 1, 2, 3, 4, 10 is %d', (name, expected) => {
    expect(measure(name, latencies([1, 2, 3, 4, 10])).value).toBeCloseTo(expected, 12);
  });

  it.each(METRICS)('the example of $name has the value that it says', ({ name, example }) => {
    const { rows, value } = example!;
    const columns = Object.keys(rows[0]!) as Quantity[];
    const quantities = Object.fromEntries(columns.map((key) => [key, rows.map((row) => row[key] as number)]));
    expect(measure(name, datasetOf({ rows: rows.length, quantities })).value).toBeCloseTo(value, 10);
  });
});

describe('values that are not there', () => {
  it.each(NAMES)('%s without rows, without numbers, and with a negative one', (name) => {
    const column = metricOf(name).needs[0] as Quantity;
    const of = (values: Cells) => {
      const { value, reason } = measure(name, datasetOf({ rows: values.length, quantities: { [column]: values } }));
      return [value, reason];
    };
    expect(of([])).toEqual([null, 'no_examples']);
    expect(of([null, null])).toEqual([null, 'no_examples']);
    expect(of([1, -0.5, 2])).toEqual([null, 'out_of_range']);
    expect(of([0])).toEqual([0, null]);
  });

  it('says which column is absent', () => {
    const contribute = () => metricOf('cost_per_example').contribute(latencies([1]).dataset, NO_OPTIONS);
    expect(contribute).toThrow(EvidenceError);
    expect(contribute).toThrow('cost_per_example needs a cost column');
  });
});

describe('percentiles', () => {
  it('are metrics of any number between 0 and 100, in every task with rows', () => {
    expect(metricOf('latency_p99.95').name).toBe('latency_p99.95');
    for (const task of ['binary', 'multiclass', 'multilabel', 'regression', 'ranking', 'translation'] as const) {
      expect(metricOf('latency_p75', task).tasks).toContain(task);
    }
  });

  it.each(['', '0', '100', '05', '-1', '1e1', 'x', '9.'])('are explained when they are written %j', (text) => {
    const [family] = operationMetrics();
    if (family === undefined || !('find' in family)) throw new Error('no family');
    expect(family.find(`latency_p${text}`)).toEqual({
      problem: `latency_pNN expects a number above 0 and below 100 in place of NN (latency_p50), found "${text}"`,
    });
    expect(family.find('latency_mean')).toBeNull();
  });
});

const row = fc.record({
  value: fc.option(
    fc.integer({ min: 0, max: 12 }).map((n) => n / 4),
    { freq: 9 },
  ),
  weight: fc.constantFrom(0, 1, 2, 3),
});
type Row = { readonly value: number | null; readonly weight: number };
const rows = fc.array(row, { minLength: 1, maxLength: 25 });

function given(name: string, list: readonly Row[]): Given {
  const column = metricOf(name).needs[0] as Quantity;
  return datasetOf({
    rows: list.length,
    quantities: { [column]: list.map(({ value }) => value) },
    weight: list.map(({ weight }) => weight),
  });
}

describe.each(NAMES)('%s', (name) => {
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: runs(20) });
  const valueOn = (list: readonly Row[]) => measure(name, given(name, list)).value;
  const expectClose = (a: number | null, b: number | null) => {
    if (a === null || b === null) expect(a).toBe(b);
    else expect(a).toBeCloseTo(b, 12);
  };

  it('does not depend on the order of the rows', () => {
    holds((list) => expectClose(valueOn(list), valueOn(list.toReversed())));
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 }));
      expectClose(valueOn(list), valueOn(copies));
    });
  });

  it('has contributions that concatenate over shards', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const whole = contributionsOf(name, given(name, [...first, ...second]));
        const all = Int32Array.from({ length: first.length + second.length }, (_, i) => i);
        expect(takeRows(whole, all.subarray(0, first.length))).toEqual(contributionsOf(name, given(name, first)));
        expect(takeRows(whole, all.subarray(first.length))).toEqual(contributionsOf(name, given(name, second)));
      }),
      { numRuns: runs(13) },
    );
  });

  it('has one value, in its range, and derivatives that are numbers, 0 where a row takes no part', () => {
    holds((list) => {
      const { dataset } = given(name, list);
      const parts = contributionsOf(name, given(name, list));
      const { value, reason, sensitivity } = linearise(parts, dataset.weight!);
      expect(evaluatorOf(parts, dataset.weight!)(dataset.weight!)).toEqual({ value, reason });
      if (value === null) expect(reason).toBe('no_examples');
      else expect(value).toBeGreaterThanOrEqual(0);
      const isUnit = unitTest(parts);
      for (let i = 0; i < list.length; i++) {
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (!isUnit(i) || list[i]!.weight === 0) expect(sensitivity[i]).toBe(0);
      }
    });
  });

  it('is 0 when nothing takes any time, money or tokens', () => {
    expect(valueOn([0, 0, 0].map((value) => ({ value, weight: 1 })))).toBe(0);
  });
});

it('has means whose derivatives are the numerical ones', () => {
  const weight = [1, 0.5, 2, 1.5];
  const parts = contributionsOf('latency_mean', latencies([3, 1, 4, 1.5], weight));
  const weights = Float64Array.from(weight);
  const { sensitivity } = linearise(parts, weights);
  const at = (i: number, w: number) => linearise(parts, weights.with(i, w)).value!;
  for (let i = 0; i < 4; i++) {
    const slope = (at(i, weights[i]! + 1e-5) - at(i, weights[i]! - 1e-5)) / 2e-5;
    expect(sensitivity[i]).toBeCloseTo(slope, 8);
  }
});
