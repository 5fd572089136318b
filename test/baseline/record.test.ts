import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { decodeRecord, readOrigin } from '../../src/baseline/decode-record.ts';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { hashIds } from '../../src/baseline/keys.ts';
import { writeParquet } from '../../src/baseline/parquet-writer.ts';
import { BaselineError } from '../../src/errors.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import type { BaselineRecord } from '../../src/model/record.ts';
import { runs } from '../runs.ts';
import { anyRecord, binaryRecord, COMMIT, RECALL, recordWith, SALT } from './records.ts';

const ids = (count: number, prefix = 'x') => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const roundTrip = (record: BaselineRecord) => decodeRecord(encodeRecord(record), 'a.parquet');

describe('round trip', () => {
  it('gives back any record', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord, async (record) => {
        expect(await roundTrip(record)).toStrictEqual(record);
      }),
      { numRuns: runs(66) },
    );
  });

  it('keeps 64-bit keys beyond the signed range', async () => {
    const keys = new BigUint64Array([0n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n]);
    const dataset = { ...NO_COLUMNS, rows: 4 };
    const record = await roundTrip(recordWith({ dataset, keys, idKey: { kind: 'secret', check: 'c' } }));
    expect(record.keys).toEqual(keys);
  });

  it('sorts rows by their keys, as numbers without a sign', async () => {
    const wide = 2n ** 32n;
    const keys = new BigUint64Array([2n ** 63n + 1n, wide + 9n, 3n, wide + 2n]);
    const dataset = { ...NO_COLUMNS, rows: 4, numbers: new Map([['row', new Float64Array([0, 1, 2, 3])]]) };
    const record = await roundTrip(recordWith({ dataset, keys, idKey: { kind: 'secret', check: 'c' } }));
    expect(record.keys).toEqual(new BigUint64Array([3n, wide + 2n, wide + 9n, 2n ** 63n + 1n]));
    expect(record.dataset.numbers.get('row')).toEqual(new Float64Array([2, 3, 1, 0]));
  });

  it('tells the origin from the end of the file alone', () => {
    const bytes = encodeRecord(binaryRecord(ids(5000)));
    const footerBytes = new DataView(bytes.buffer).getUint32(bytes.length - 8, true) + 8;
    expect(readOrigin(bytes.subarray(bytes.length - footerBytes), 'a')).toEqual({
      suite: 'tumour',
      commit: COMMIT,
      createdAt: '2026-01-02T03:04:05.678Z',
      idKey: { kind: 'salt', salt: SALT },
    });
  });
});

describe('bytes', () => {
  it('are the same for the same record, and for the same evidence in another order', () => {
    const forwards = binaryRecord(ids(200));
    const backwards = binaryRecord(ids(200).reverse());
    const clusters = (record: BaselineRecord, cluster: Int32Array) => ({
      ...record,
      dataset: { ...record.dataset, cluster },
    });
    const cluster = Int32Array.from({ length: 200 }, (_, i) => i >> 2);
    const bytes = encodeRecord(clusters(forwards, cluster));
    expect(encodeRecord(clusters(forwards, cluster))).toEqual(bytes);
    expect(encodeRecord(clusters(backwards, cluster))).toEqual(bytes);
  });

  it('do not depend on the order in which slice values were met', () => {
    const record = binaryRecord(ids(50));
    const { names, codes } = record.dataset.slices.get('sex')!;
    const swapped = { names: [...names].reverse(), codes: codes.map((code) => 1 - code) };
    const other = { ...record, dataset: { ...record.dataset, slices: new Map([['sex', swapped]]) } };
    expect(encodeRecord(other)).toEqual(encodeRecord(record));
  });

  it('hold no plain id, and no name of a column that a user chose', () => {
    const record = binaryRecord(ids(100, 'patient-'));
    const text = Buffer.from(encodeRecord(record)).toString('latin1');
    expect(text).not.toContain('patient-');
    expect(text.slice(0, 2000)).not.toContain('sex');
  });

  it('refuse to be written from what could not be read back', () => {
    const dataset = { ...NO_COLUMNS, rows: 1, classes: ['a'], label: new Int32Array([1]) };
    expect(() => encodeRecord(recordWith({ dataset }))).toThrow(RangeError);
    expect(() => encodeRecord(recordWith({ measurements: [{ ...RECALL, value: Number.NaN }] }))).toThrow();
  });
});

describe('thinning', () => {
  const cap = 60_000;

  it('stays under the cap, near it, and tells the number of rows before', async () => {
    const bytes = encodeRecord(binaryRecord(ids(20_000)), cap);
    expect(bytes.length).toBeLessThanOrEqual(cap);
    expect(bytes.length).toBeGreaterThan(0.9 * cap);
    const record = await decodeRecord(bytes, 'a');
    expect(record.fullRows).toBe(20_000);
    expect(record.n).toBe(20_000);
    expect(record.dataset.rows).toBeLessThan(20_000);
    expect(record.keys).toHaveLength(record.dataset.rows);
  });

  it('goes without slices that nobody asked for before it loses a row', async () => {
    const record = binaryRecord(ids(2000));
    const codes = Int32Array.from({ length: 2000 }, (_, row) => (Math.imul(row, 0x9e3779b1) >>> 8) % 30);
    const names = Array.from({ length: 30 }, (_, value) => `v${value}`);
    const slices = new Map([...record.dataset.slices, ['site', { names, codes }]]);
    const withSite = { ...record, dataset: { ...record.dataset, slices }, dispensable: ['site'] };
    const [plain, whole] = [encodeRecord(record).length, encodeRecord(withSite).length];
    expect(whole).toBeGreaterThan(plain);
    expect((await decodeRecord(encodeRecord(withSite, whole), 'a')).dataset.slices.has('site')).toBe(true);
    const small = await decodeRecord(encodeRecord(withSite, plain), 'a');
    expect([small.dataset.rows, [...small.dataset.slices.keys()]]).toEqual([2000, [...record.dataset.slices.keys()]]);
  });

  it('keeps the same examples in two records that share a salt', async () => {
    const first = await decodeRecord(encodeRecord(binaryRecord(ids(20_000)), cap), 'a');
    const second = await decodeRecord(encodeRecord(binaryRecord(ids(20_400).slice(400).reverse()), cap), 'b');
    const kept = new Set(first.keys);
    const shared = [...second.keys!].filter((key) => kept.has(key)).length;
    // 2 % of the ids differ on either side, and the thresholds a little.
    expect(shared).toBeGreaterThan(0.95 * first.dataset.rows);
  });

  it('keeps the columns of a row together', async () => {
    const record = await decodeRecord(encodeRecord(binaryRecord(ids(20_000)), cap), 'a');
    const all = ids(20_000);
    const keys = hashIds(all, SALT);
    const idOf = new Map(all.map((id, i) => [keys[i]!, id]));
    const sample = Array.from(record.keys!.subarray(0, 50), (key) => idOf.get(key)!);
    const expected = await roundTrip(binaryRecord(sample));
    expect(record.dataset.label!.subarray(0, 50)).toEqual(expected.dataset.label);
    expect(record.dataset.scores[0]!.values.subarray(0, 50)).toEqual(expected.dataset.scores[0]!.values);
    expect(record.dataset.slices.get('sex')!.codes.subarray(0, 50)).toEqual(expected.dataset.slices.get('sex')!.codes);
  });

  it('keeps rows from everywhere, in their order, when there are no ids', async () => {
    const rows = 20_000;
    const values = Float64Array.from({ length: rows }, (_, row) => row + 0.5);
    const dataset = { ...NO_COLUMNS, rows, numbers: new Map([['position', values]]) };
    const { dataset: kept } = await decodeRecord(encodeRecord(recordWith({ task: 'scores', dataset }), cap), 'a');
    const positions = kept.numbers.get('position')!;
    expect(positions).toEqual(positions.slice().sort());
    const firstHalf = positions.filter((position) => position < rows / 2).length / positions.length;
    expect(firstHalf).toBeGreaterThan(0.45);
    expect(firstHalf).toBeLessThan(0.55);
  });

  it('says what to do when the names alone are too many', () => {
    const names = ids(5000, 'a long name of a slice ');
    const dataset = { ...NO_COLUMNS, slices: new Map([['s', { names, codes: new Int32Array(0) }]]) };
    expect(() => encodeRecord(recordWith({ dataset }), cap)).toThrow(/alone take \d+ bytes.*fewer slices/);
  });
});

/** The header of a record of one row, but for some keys. */
const headerJson = (change: object) =>
  JSON.stringify({
    schema: 1,
    suite: 's',
    task: 'binary',
    commit: null,
    created_at: '2026-01-01T00:00:00Z',
    n: 1,
    missing: 0,
    rows: 1,
    full_rows: 1,
    evidence: [],
    measurements: [],
    id_key: null,
    classes: ['a'],
    scores: [],
    numbers: [],
    slices: [],
    scalars: [],
    ...change,
  });

describe('a file that is no record', () => {
  const small = encodeRecord(binaryRecord(ids(6)));
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    const error = await decodeRecord(bytes, 'dir/a.parquet').then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BaselineError);
    const [problem] = (error as BaselineError).problems;
    expect(problem!.where).toBe('dir/a.parquet');
    return problem!.message;
  };

  it('is refused at every truncated length', async () => {
    for (let length = 0; length < small.length; length++) await refusal(small.subarray(0, length));
  });

  it('is refused after a change of any bit', async () => {
    for (let bit = 0; bit < 8 * small.length; bit++) {
      const bytes = small.slice();
      bytes[bit >> 3]! ^= 1 << (bit % 8);
      await refusal(bytes);
    }
  });

  it('is refused when it is another Parquet file, or none at all', async () => {
    const foreign = parquetWriteBuffer({ columnData: [{ name: 'label', data: ['a', 'b'] }] });
    expect(await refusal(new Uint8Array(foreign))).toMatch(/not a baseline record.*Name a file/);
    expect(await refusal(Buffer.from('version https://git-lfs.github.com/spec/v1\n'))).toMatch(/no complete Parquet/);
  });

  it('is refused when it is of a newer version, with the advice to update', async () => {
    expect(await refusal(writeParquet('{"schema":2,"anything":1}', []))).toMatch(/newer version.*Update/);
  });

  it('is refused with every problem of its header', async () => {
    const message = await refusal(writeParquet('{"schema":1,"suite":3}', []));
    expect(message).toMatch(/`suite`: .*`task`: .*`created_at`: /);
    expect(await refusal(writeParquet('{', []))).toMatch(/no JSON/);
    expect(await refusal(writeParquet('[]', []))).toMatch(/expected an object/);
  });

  it.each([
    [{ surprise: 1 }, '`surprise`: unknown key'],
    [{ task: 'guessing' }, '`task`: expected one of binary'],
    [{ commit: 'HEAD' }, '`commit`: expected the hash of a commit'],
    [{ created_at: '2026-02-30T00:00:00Z' }, '`created_at`: expected a time in UTC'],
    [{ created_at: '2026-01-01' }, '`created_at`: expected a time in UTC'],
    [{ n: -1 }, '`n`: expected a number of 0 or more'],
    [{ rows: 0.5 }, '`rows`: expected a whole number of 0 or more'],
    [{ classes: 'a' }, '`classes`: expected a list'],
    [{ classes: ['a', 1] }, '`classes[1]`: expected text'],
    [{ evidence: [null] }, '`evidence[0]`: expected an object'],
    [{ evidence: [{ path: 'a', sha256: 'b', format: 'csv', rows: 1, x: 1 }] }, '`evidence[0].x`: unknown key'],
    [{ measurements: [{ slice: { a: 1 } }] }, '`measurements[0].slice`: expected column: value pairs'],
    [{ measurements: [{ reason: 'tired' }] }, '`measurements[0].reason`: expected one of no_examples'],
    [{ id_key: { kind: 'salt', salt: 'ab' } }, '`id_key.salt`: expected 64 hex digits'],
    [{ id_key: { kind: 'secret' } }, '`id_key.check`: expected text'],
    [{ id_key: { kind: 'other' } }, '`id_key.kind`: expected one of salt'],
    [{ scores: [1] }, '`scores[0]`: expected text'],
    [{ slices: [{ name: 'a', values: [null] }] }, '`slices[0].values[0]`: expected text'],
    [{ scalars: [{ name: 'a', value: 'NaN' }] }, '`scalars[0].value`: expected a number'],
  ])('is refused with the header %j', async (change, problem) => {
    expect(await refusal(writeParquet(headerJson(change), []))).toContain(problem);
  });

  it('is refused when its columns contradict its header', async () => {
    const label = (code: number) => [{ name: 'label', type: 'code', cells: new Int32Array([code]) }] as const;
    expect((await decodeRecord(writeParquet(headerJson({}), label(0)), 'a')).dataset.label).toEqual(
      new Int32Array([0]),
    );
    expect(await refusal(writeParquet(headerJson({}), label(1)))).toMatch(/`label` has the code 1 in row 0/);
    expect(await refusal(writeParquet(headerJson({}), label(-1)))).toMatch(/`label` has the code -1 in row 0/);
    expect(await refusal(writeParquet(headerJson({ rows: 2 }), label(0)))).toMatch(/has 1 rows, and its header says 2/);
    expect(await refusal(writeParquet(headerJson({ scores: [null] }), label(0)))).toMatch(/score_0/);
    expect(await refusal(writeParquet(headerJson({ id_key: { kind: 'secret', check: '' } }), label(0)))).toMatch(
      /not both/,
    );
    const infinite = [{ name: 'weight', type: 'double', cells: new Float64Array([Infinity]) }] as const;
    expect(await refusal(writeParquet(headerJson({}), infinite))).toMatch(/`weight` has Infinity/);
  });
});
