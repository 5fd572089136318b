import fc from 'fast-check';
import { hashIds } from '../../src/baseline/keys.ts';
import {
  type Categories,
  type Dataset,
  NO_COLUMNS,
  QUANTITIES,
  type Sets,
  type Vectors,
} from '../../src/model/dataset.ts';
import type { BaselineRecord, RecordedMeasurement } from '../../src/model/record.ts';

export const SALT = new Uint8Array(32).fill(7);
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export const RECALL: RecordedMeasurement = {
  metric: 'recall',
  label: null,
  slice: { sex: 'F' },
  across: null,
  value: 0.875,
  reason: null,
  n: 8,
  direction: 'higher',
  signature: 'recall|binary|v1',
  standardError: null,
};

/** A record about nothing, with what a test is about in its place. */
export function recordWith(parts: Partial<BaselineRecord>): BaselineRecord {
  const rows = parts.dataset?.rows ?? 0;
  return {
    suite: 'tumour',
    task: 'binary',
    commit: COMMIT,
    createdAt: '2026-01-02T03:04:05.678Z',
    n: rows,
    missing: 0,
    evidence: [],
    measurements: [],
    dataset: NO_COLUMNS,
    keys: null,
    idKey: null,
    inputs: null,
    versions: {},
    fullRows: rows,
    fingerprint: null,
    history: [],
    ...parts,
  };
}

/** A binary suite with ids, the same for the same ids in whatever order. */
export function binaryRecord(ids: readonly string[], salt: Uint8Array = SALT): BaselineRecord {
  const numbers = ids.map((id) => Number(hashIds([id], new Uint8Array(32))[0]! % 1_000_003n));
  return recordWith({
    evidence: [{ path: 'results/a.csv', sha256: 'ab'.repeat(32), format: 'csv', rows: ids.length }],
    measurements: [RECALL],
    dataset: {
      ...NO_COLUMNS,
      rows: ids.length,
      classes: ['benign', 'malignant'],
      label: Int32Array.from(numbers, (x) => x % 2),
      prediction: Int32Array.from(numbers, (x) => (x % 7 === 0 ? -1 : x % 2)),
      scores: [{ className: null, values: Float64Array.from(numbers, (x) => (x % 7 === 0 ? Number.NaN : x / 1e6)) }],
      slices: new Map([['sex', { names: ['F', 'M'], codes: Int32Array.from(numbers, (x) => (x % 3 > 0 ? 1 : 0)) }]]),
    },
    keys: hashIds(ids, salt),
    idKey: { kind: 'salt', salt },
  });
}

/** What resampling draws the rows of a record by. */
const lowWords = (keys: BigUint64Array) => Uint32Array.from(keys, (key) => Number(key & 0xffffffffn));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const plain = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(fields, { noNullPrototype: true });
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '../x', 'a,"b"\n', ''));

/** Any record that the types allow, in stored order. */
export const anyRecord: fc.Arbitrary<BaselineRecord> = fc.nat({ max: 40 }).chain((rows) => {
  const doubles = (from = fc.oneof(finite, fc.constant(Number.NaN))) =>
    fc.array(from, { minLength: rows, maxLength: rows }).map((values) => new Float64Array(values));
  const codes = (limit: number) =>
    fc
      .array(fc.integer({ min: -1, max: limit - 1 }), { minLength: rows, maxLength: rows })
      .map((values) => new Int32Array(values));
  const mapOf = <T>(value: fc.Arbitrary<T>) =>
    fc.uniqueArray(fc.tuple(text, value), { selector: ([name]) => name, maxLength: 3 }).map((pairs) => new Map(pairs));
  const names = fc.uniqueArray(text, { maxLength: 4 }).map((list) => list.sort());
  const categories: fc.Arbitrary<Categories> = names.chain((list) =>
    codes(list.length).map((column) => ({ names: list, codes: column })),
  );
  const sets = (limit: number): fc.Arbitrary<Sets> => {
    const members = limit === 0 ? fc.constant<number[]>([]) : fc.uniqueArray(fc.nat(limit - 1), { maxLength: 3 });
    const list = fc.option(members, { nil: null, freq: 5 });
    return fc.array(list, { minLength: rows, maxLength: rows }).map((lists) => {
      const offsets = new Int32Array(rows + 1);
      lists.forEach((own, row) => {
        offsets[row + 1] = offsets[row]! + (own?.length ?? 0);
      });
      const values = Int32Array.from(lists.flatMap((own) => own?.toSorted((a, b) => a - b) ?? []));
      return { offsets, values, missing: Uint8Array.from(lists, (own) => (own === null ? 1 : 0)) };
    });
  };
  const vectors: fc.Arbitrary<Vectors> = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.boolean())
    .chain(([width, whole]) =>
      fc
        .array(whole ? fc.integer().map((x) => x + 0) : finite, { minLength: rows * width, maxLength: rows * width })
        .map((values) => ({ width, values: new Float64Array(values) })),
    );
  const dataset = names.chain((classes) =>
    plain<Dataset>({
      rows: fc.constant(rows),
      classes: fc.constant(classes),
      label: optional(codes(classes.length)),
      prediction: optional(codes(classes.length)),
      scores: fc.array(plain({ className: optional(text), values: doubles() }), { maxLength: 3 }),
      ...{ labelSets: optional(sets(classes.length)), predictionSets: optional(sets(classes.length)) },
      ...{ numericLabel: optional(doubles()), numericPrediction: optional(doubles()) },
      quantities: doubles().chain((column) =>
        fc.subarray([...QUANTITIES]).map((some) => new Map(some.map((name) => [name, column]))),
      ),
      vectors: mapOf(vectors),
      numbers: mapOf(doubles()),
      count: optional(doubles()),
      weight: optional(doubles()),
      cluster: optional(fc.constant(Int32Array.from({ length: rows }, (_, row) => (row % 5 === 4 ? -1 : row >> 1)))),
      repeats: optional(fc.constant(Int32Array.from({ length: rows }, (_, row) => row >> 1))),
      keys: fc.constant(null),
      slices: mapOf(categories),
      scalars: mapOf(plain({ value: optional(finite), standardError: optional(finite), n: optional(fc.nat()) })),
    }),
  );
  const keys = fc
    .uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: rows, maxLength: rows })
    .map((values) => new BigUint64Array(values).sort());
  const identity = fc.oneof(
    fc.constant({ keys: null, idKey: null }),
    plain({ keys, idKey: fc.constant({ kind: 'salt', salt: SALT } as const) }),
    plain({ keys, idKey: text.map((check) => ({ kind: 'secret', check }) as const) }),
  );
  const measurement = plain<RecordedMeasurement>({
    metric: text,
    label: optional(text),
    slice: optional(fc.dictionary(text, text, { noNullPrototype: true })),
    across: optional(text),
    value: optional(finite),
    reason: fc.constantFrom(null, 'no_examples', 'zero_division'),
    n: fc.nat(),
    direction: fc.constantFrom(null, 'higher', 'lower'),
    signature: text,
    standardError: optional(finite),
  });
  return plain({
    suite: text,
    commit: fc.constantFrom(null, COMMIT),
    missing: fc.nat(),
    measurements: fc.array(measurement, { maxLength: 3 }),
    dataset,
    identity,
    evidence: fc.array(plain({ path: text, sha256: text, format: text, rows: fc.nat() }), { maxLength: 2 }),
  }).map(({ identity: { keys: own, idKey }, ...parts }) =>
    recordWith({ ...parts, dataset: { ...parts.dataset, keys: own && lowWords(own) }, keys: own, idKey }),
  );
});
