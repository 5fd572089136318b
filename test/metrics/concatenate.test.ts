import { expect, it } from 'vitest';
import { concatenate } from '../../src/metrics/concatenate.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { takeRows } from '../../src/metrics/units.ts';
import type { Contributions, Sums } from '../../src/model/metric.ts';

const reduce: Sums['reduce'] = ([a, b]) => ({ value: a! / (a! + b!), reason: null, gradient: new Float64Array(2) });
const sums = (addends: Sums['addends']): Contributions => ({ kind: 'sums', addends, width: 2, reduce });
const extremum = (names: readonly string[], groups: readonly number[], hits: readonly number[]): Contributions => ({
  kind: 'extremum',
  parts: [{ kind: 'proportion', hits: Int8Array.from(hits) }],
  groups: Int32Array.from(groups),
  names,
  ...{ statistic: 'worst', against: 'each-other', parted: 'worst', better: 'higher', minUnits: 1, emptyIsZero: false },
});

it.each<[string, Contributions, Contributions]>([
  [
    'cells',
    sums({ form: 'cell', cells: Int32Array.of(0, 1, -1) }),
    sums({ form: 'cell', cells: Int32Array.of(0, 0, 1) }),
  ],
  [
    'lists of cells',
    sums({ form: 'cells', lists: { offsets: Int32Array.of(0, 2, 2, 3), values: Int32Array.of(0, 1, 0) } }),
    sums({ form: 'cells', lists: { offsets: Int32Array.of(0, 1, 2, 4), values: Int32Array.of(1, 0, 0, 0) } }),
  ],
  ['groups of other names', extremum(['a', 'b'], [0, 0, 1], [1, 0, 1]), extremum(['b', 'a'], [0, 1, 1], [0, 1, 1])],
])('joins %s so that the rows of either side are those of it alone', (_, a, b) => {
  const both = concatenate(a, b)!;
  const value = (of: Contributions) => evaluatorOf(of, new Float64Array(3).fill(1))(new Float64Array(3).fill(1)).value;
  expect(value(takeRows(both, Int32Array.of(0, 1, 2)))).toBe(value(a));
  expect(value(takeRows(both, Int32Array.of(3, 4, 5)))).toBe(value(b));
});

it('joins groups by their names', () => {
  const both = concatenate(extremum(['a', 'b'], [0, 0, 1], [1, 0, 1]), extremum(['b', 'a'], [0, 1, 1], [0, 1, 1]))!;
  // a has 1, 0, 1, 1 and b has 1, 0.
  const ones = new Float64Array(6).fill(1);
  expect(evaluatorOf(both, ones)(ones).value).toBe(0.5);
});

it('joins nothing of two kinds', () => {
  expect(concatenate(sums({ form: 'cell', cells: Int32Array.of(0) }), extremum(['a'], [0], [1]))).toBeNull();
});
