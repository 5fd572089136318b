import { describe, expect, it } from 'vitest';
import { hashIds, secretCheck } from '../../src/baseline/keys.ts';
import { matchRows as match } from '../../src/baseline/match.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import { recordWith, SALT } from './records.ts';

const ids = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `id-${from + i}`);

/** Without repeated runs. */
const matchRows = (
  own: Dataset,
  names: readonly string[] | null,
  ...rest: [ReturnType<typeof record>, Uint8Array | null]
) => match(own, { ids: names, runs: null, inputs: null, versions: {} }, ...rest);

function dataset(rows: number, rest: Partial<Dataset> = {}): Dataset {
  return { ...NO_COLUMNS, rows, classes: ['no', 'yes'], label: new Int32Array(rows).fill(1), ...rest };
}

function record(names: readonly string[], rest: Partial<Dataset> = {}, key = SALT) {
  return recordWith({
    dataset: dataset(names.length, rest),
    keys: hashIds(names, key),
    idKey: { kind: 'salt', salt: key },
  });
}

describe('matching rows', () => {
  it('pairs rows by id, in whatever order', () => {
    const found = matchRows(dataset(3), ['id-2', 'id-0', 'id-1'], record(ids(3)), null);
    expect(found).toMatchObject({ shared: 3, unpairedBecause: null, changed: null });
    expect([...found.pairs!.baseline]).toEqual([2, 0, 1]);
  });

  it('calls the test set changed below 99 % of the baseline’s ids, not on it', () => {
    expect(matchRows(dataset(99), ids(99), record(ids(100)), null).changed).toBeNull();
    expect(matchRows(dataset(98), ids(98), record(ids(100)), null).changed).toBe(
      '2 of the baseline’s 100 ids are absent',
    );
    expect(matchRows(dataset(200), ids(200), record(ids(100)), null).changed).toBeNull();
  });

  it('notices labels that changed, but not labels that are missing on one side', () => {
    const label = new Int32Array(100).fill(1);
    label[3] = 0;
    label[4] = -1;
    const { changed } = matchRows(dataset(100, { label }), ids(100), record(ids(100)), null);
    expect(changed).toBe('1 of the 100 shared ids carry another label');
  });

  it('compares independent samples when few ids are shared, or their counts differ', () => {
    expect(matchRows(dataset(100), ids(100, 51), record(ids(100)), null)).toMatchObject({ pairs: null, shared: 49 });
    expect(matchRows(dataset(10), ids(10), record(ids(100)), null)).toMatchObject({
      unpairedBecause: null,
      shared: 10,
    });
    const count = new Float64Array(2).fill(5);
    expect(matchRows(dataset(2, { count }), ids(2), record(ids(2)), null)).toMatchObject({
      pairs: null,
      unpairedBecause: 'the counts of shared ids differ',
      changed: '2 of the 2 shared ids stand for another number of examples',
    });
    expect(matchRows(dataset(2, { count }), ids(2), record(ids(2), { count }), null).pairs).not.toBeNull();
  });

  it('pairs under a secret only with that secret', () => {
    const secret = Buffer.from('secret');
    const made = recordWith({
      dataset: dataset(2),
      keys: hashIds(ids(2), secret),
      idKey: { kind: 'secret', check: secretCheck(secret) },
    });
    expect(matchRows(dataset(2), ids(2), made, secret).shared).toBe(2);
    expect(matchRows(dataset(2), ids(2), made, null).unpairedBecause).toMatch(/not in the environment/);
    expect(matchRows(dataset(2), ids(2), made, Buffer.from('other')).unpairedBecause).toMatch(/another key/);
  });

  it('notices weights and slices that changed', () => {
    const weight = Float64Array.of(1, 0.4);
    expect(matchRows(dataset(2, { weight }), ids(2), record(ids(2)), null).changed).toMatch(
      /1 of the 2 .* another weight/,
    );
    const slices = (names: string[]) => ({ slices: new Map([['sex', { codes: Int32Array.of(0, 1), names }]]) });
    const moved = matchRows(dataset(2, slices(['f', 'm'])), ids(2), record(ids(2), slices(['f', 'x'])), null);
    expect(moved.changed).toBe('1 of the 2 shared ids have another value in the column "sex"');
    expect(
      matchRows(dataset(2, slices(['f', 'm'])), ids(2), record(ids(2), slices(['f', 'm'])), null).changed,
    ).toBeNull();
  });

  it('says why rows without ids are not paired, and that ids which were there are gone', () => {
    const gone = matchRows(dataset(2), null, record(ids(2)), null);
    expect(gone.unpairedBecause).toMatch(/evidence has no column of ids .*columns: \{ id/);
    expect(gone.changed).toMatch(/none of the baseline’s 2 ids is present/);
    const bare = recordWith({ dataset: dataset(2), keys: null, idKey: null });
    expect(matchRows(dataset(2), ids(2), bare, null).unpairedBecause).toMatch(/without a column of ids/);
  });
});
