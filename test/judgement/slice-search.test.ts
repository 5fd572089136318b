import { describe, expect, it } from 'vitest';
import { type PairedColumn, sliceCandidates } from '../../src/judgement/slice-candidates.ts';
import { pairColumn } from '../../src/judgement/slice-search.ts';

const column = (name: string, values: readonly (string | null)[]): PairedColumn => {
  const names = [...new Set(values.filter((value) => value !== null))].sort();
  return { name, names, codes: Int32Array.from(values, (value) => (value === null ? -1 : names.indexOf(value))) };
};
const WIDE = { examples: 2, slices: 100, pairs: 1000 };
const one = () => 1;

describe('slices that may be looked at', () => {
  const a = column('a', ['x', 'x', 'x', 'x', 'y', 'y', null, 'z']);
  const b = column('b', ['p', 'p', 'q', 'q', 'q', 'q', 'q', 'q']);
  const list = (...args: Parameters<typeof sliceCandidates>) =>
    sliceCandidates(...args).candidates.map(({ slice, pairs }) => [slice, [...pairs]]);

  it('are values of a column and of two, single ones first and then by size', () => {
    expect(list([a, b], one, WIDE)).toEqual([
      [{ b: 'q' }, [2, 3, 4, 5, 6, 7]],
      [{ a: 'x' }, [0, 1, 2, 3]],
      [{ a: 'y' }, [4, 5]],
      [{ b: 'p' }, [0, 1]],
      // x with p is all of p, and y with q all of y.
      [{ a: 'x', b: 'q' }, [2, 3]],
    ]);
  });

  it('have enough examples, by what rows stand for', () => {
    expect(list([a], (i) => (i === 7 ? 5 : 1), { ...WIDE, examples: 4 })).toEqual([
      [{ a: 'x' }, [0, 1, 2, 3]],
      [{ a: 'z' }, [7]],
    ]);
  });

  it('are never the whole', () => {
    expect(list([column('c', ['v', 'v', 'v'])], one, WIDE)).toEqual([]);
    expect(sliceCandidates([], one, WIDE)).toEqual({ candidates: [], possible: 0 });
  });

  it('are as many as the limits let pass', () => {
    const { candidates, possible } = sliceCandidates([a, b], one, { ...WIDE, slices: 2 });
    expect([candidates.length, possible]).toEqual([2, 5]);
    expect(sliceCandidates([a, b], one, { ...WIDE, pairs: 11 }).candidates).toHaveLength(2);
  });
});

it('a pair has a value that both of its sides have', () => {
  const own = { names: ['p', 'q'], codes: Int32Array.of(0, 1, 1, -1) };
  const other = { names: ['q', 'r', 'p'], codes: Int32Array.of(2, 0, 1, -1) };
  const rows = Int32Array.of(0, 1, 2, 3);
  expect([...pairColumn('c', own, other, { candidate: rows, baseline: rows }).codes]).toEqual([0, 1, -1, -1]);
});
