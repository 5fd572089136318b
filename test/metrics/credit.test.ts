import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { explainParameter, findMetric } from '../../src/metrics/catalogue.ts';
import { creditMetrics } from '../../src/metrics/credit/table.ts';
import type { Costs } from '../../src/model/metric.ts';
import { contributionsOf, datasetOf, measure, membersOf } from './rows.ts';

/** Written by tools/oracle/credit.py. */
interface Golden {
  readonly sets: readonly {
    readonly classes: number;
    readonly label: readonly (number | null)[];
    readonly prediction: readonly (number | null)[];
    readonly score?: readonly number[];
    readonly weight?: readonly number[];
    readonly costs: { readonly falseNegative: number; readonly falsePositive: number } | readonly (readonly number[])[];
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/credit.json', import.meta.url), 'utf8'));
const CLASSES = ['0', '1', '2', '3'];
const named = (codes: readonly (number | null)[]) => codes.map((code) => (code === null ? null : CLASSES[code]!));
const matrix = (costs: readonly (readonly number[])[]): Costs => ({
  kind: 'matrix',
  of: new Map(costs.map((row, i) => [CLASSES[i]!, new Map(row.map((cost, j) => [CLASSES[j]!, cost]))])),
});
const sets = golden.sets.map(({ classes, label, prediction, score, weight, costs, values }) => ({
  dataset: datasetOf({
    classes: CLASSES.slice(0, classes),
    label: named(label),
    prediction: named(prediction),
    ...(score && { scores: { '': score } }),
    ...(weight && { weight }),
  }),
  costs: 'falseNegative' in costs ? ({ kind: 'binary', ...costs } as const) : matrix(costs),
  values: new Map(Object.entries(values)),
}));
const names = [...new Set(sets.flatMap(({ values }) => [...values.keys()]))];

describe('pandas and scikit-learn', () => {
  it.each(names)('give the same %s', (name) => {
    let asked = 0;
    for (const [index, { dataset, costs, values }] of sets.entries()) {
      const expected = values.get(name);
      if (expected === undefined) continue;
      asked += 1;
      const { value, reason } = measure(name, dataset, '1', { costs });
      const where = `${name} of set ${index}: ${value} (${reason}), expected ${expected}`;
      if (value === null || expected === null) {
        expect(value, where).toBe(expected);
        expect(reason, where).not.toBeNull();
      } else if (name.startsWith('rank_order_breaks')) {
        expect(value, where).toBe(expected);
      } else {
        expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
      }
    }
    expect(asked).toBeGreaterThan(5);
  });

  it('are asked about every metric', () => {
    expect(names).toEqual(expect.arrayContaining(membersOf(creditMetrics()).map(({ name }) => name)));
    expect(sets.length).toBeGreaterThanOrEqual(240);
  });
});

describe('expected_cost', () => {
  const rows = datasetOf({ label: ['a', 'b', 'b'], prediction: ['a', 'a', 'c'], classes: ['a', 'b', 'c'] });
  const problemsOf = (costs: Costs | null, positive?: string) => {
    try {
      contributionsOf('expected_cost', rows, positive, undefined, { costs });
    } catch (error) {
      if (error instanceof EvidenceError) return error.problems.map(({ message }) => message);
      throw error;
    }
    return [];
  };

  it('says what it needs', () => {
    expect(problemsOf(null)[0]).toContain('Set costs of the suite');
    expect(problemsOf({ kind: 'binary', falseNegative: 5, falsePositive: 1 })[0]).toContain('Set positive-label');
    expect(problemsOf({ kind: 'binary', falseNegative: 5, falsePositive: 1 }, 'a')).toEqual([]);
  });

  it('names every mistake without a cost, once', () => {
    const costs: Costs = { kind: 'matrix', of: new Map([['a', new Map([['b', 1]])]]) };
    expect(problemsOf(costs)).toEqual([
      'Rows labelled "b" are predicted "a", and costs of the suite says nothing of it. Add that cost.',
      'Rows labelled "b" are predicted "c", and costs of the suite says nothing of it. Add that cost.',
    ]);
  });

  it('takes right answers for free unless they cost something', () => {
    const mistakes = new Map([
      ['a', 2],
      ['c', 4],
    ]);
    const free: Costs = { kind: 'matrix', of: new Map([['b', mistakes]]) };
    expect(measure('expected_cost', rows, undefined, { costs: free }).value).toBe(2);
    const rewarded: Costs = {
      kind: 'matrix',
      of: new Map([
        ['b', mistakes],
        ['a', new Map([['a', -3]])],
      ]),
    };
    expect(measure('expected_cost', rows, undefined, { costs: rewarded }).value).toBe(1);
    expect(contributionsOf('expected_cost', rows, undefined, undefined, { costs: rewarded })).toMatchObject({
      range: [-3, 4],
    });
  });
});

describe('score bands', () => {
  const scores = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
  const bad = '0010010111'.split('');
  const rows = datasetOf({ label: bad, scores: { '': scores } });

  it('count the falls of the bad rate', () => {
    // Five bands of two: 0 .5 .5 .5 1.
    expect(measure('rank_order_breaks@5', rows, '1').value).toBe(0);
    // Ten of one: 0 0 1 0 0 1 0 1 1 1.
    expect(measure('rank_order_breaks@10', rows, '1').value).toBe(2);
  });

  it('pass equal rates', () => {
    // Five bands of ten rows, with 1, 3, 2, 2 and 4 of the class.
    const label = [1, 3, 2, 2, 4].flatMap((events) => Array.from({ length: 10 }, (_, i) => (i < events ? '1' : '0')));
    const fifty = datasetOf({ label, scores: { '': label.map((_, i) => i) } });
    expect(measure('rank_order_breaks@5', fifty, '1').value).toBe(1);
  });

  it('start at the lowest score of the positive class', () => {
    expect(measure('default_rate_by_band@1/5', rows, '1').value).toBe(0);
    expect(measure('default_rate_by_band@5/5', rows, '1').value).toBe(1);
    // The column scores 1: for the class 0 it is turned around.
    const turned = contributionsOf('default_rate_by_band@1/5', rows, '0', '1');
    expect(turned).toMatchObject({ addends: { cells: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1) } });
  });

  it('have no value where there is nothing to compare', () => {
    const tied = datasetOf({ label: ['0', '1', '1'], scores: { '': [0.5, 0.5, 0.5] } });
    expect(measure('rank_order_breaks@10', tied, '1')).toMatchObject({ value: null, reason: 'too_few_groups' });
    expect(measure('default_rate_by_band@10/10', tied, '1')).toMatchObject({ value: null, reason: 'zero_division' });
    const empty = datasetOf({ label: [], scores: { '': [] }, classes: ['0', '1'] });
    for (const name of ['rank_order_breaks@10', 'default_rate_by_band@1/10', 'default_rate']) {
      expect(measure(name, empty, '1'), name).toMatchObject({ value: null, reason: 'no_examples' });
    }
  });

  it('are named by two numbers', () => {
    expect(findMetric('default_rate_by_band@3/7', 'binary')?.name).toBe('default_rate_by_band@3/7');
    expect(findMetric('default_rate_by_band@3/7', 'multiclass')).toBeNull();
    for (const wrong of ['0/10', '11/10', '1/1', '1/1001', '1', '1/10/2', '01/10', '1.5/10']) {
      expect(findMetric(`default_rate_by_band@${wrong}`, 'binary'), wrong).toBeNull();
      expect(explainParameter(`default_rate_by_band@${wrong}`, 'binary'), wrong).toContain('expects the band');
    }
    expect(explainParameter('default_rate_by_band', 'binary')).toContain('write default_rate_by_band@1/10');
    expect(explainParameter('default_rate_by_bandwagon', 'binary')).toBeNull();
    expect(findMetric('rank_order_breaks@1', 'binary')).toBeNull();
    expect(findMetric('rank_order_breaks@20', 'binary')?.name).toBe('rank_order_breaks@20');
  });
});
