import type { Dataset } from '../model/dataset.ts';
import type { BaselineRecord } from '../model/record.ts';

/**
 * The record as it is stored: with ids, in the order of their hashes, which is the same for every order of the evidence and
 * tells nothing of it; without, in the order of the evidence. `cluster` and slice codes are renumbered, because theirs tell too.
 */
export function inStoredOrder(record: BaselineRecord): BaselineRecord {
  const { keys } = record;
  if (keys === null) return record;
  // Compared as two words each, whichever comes first on this machine: a million bigints take much longer.
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const [high, low] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [1, 0] : [0, 1];
  const order = rowNumbers(record.dataset.rows).sort(
    (a, b) => words[2 * a + high]! - words[2 * b + high]! || words[2 * a + low]! - words[2 * b + low]!,
  );
  const { dataset, ...rest } = takeRows(record, order);
  return {
    ...rest,
    dataset: {
      ...dataset,
      cluster: dataset.cluster && numberedByAppearance(dataset.cluster),
      slices: mapValues(dataset.slices, ({ names, codes }) => {
        const sorted = [...names].sort();
        const codeOf = new Map(sorted.map((name, code) => [name, code]));
        return { names: sorted, codes: codes.map((code) => (code < 0 ? -1 : codeOf.get(names[code]!)!)) };
      }),
    },
  };
}

/**
 * `keep` rows of a record in stored order, picked without regard to what they say. With ids those of the smallest hashes: two
 * records that share a key keep the same examples, save those between their two thresholds. Without ids those whose row
 * numbers have the smallest hashes, in their order.
 */
export function thin(record: BaselineRecord, keep: number): BaselineRecord {
  const all = rowNumbers(record.dataset.rows);
  if (record.keys !== null) return takeRows(record, all.subarray(0, keep));
  const hashes = Uint32Array.from(all, mix);
  const threshold = hashes.slice().sort()[keep] ?? Infinity;
  return takeRows(
    record,
    all.filter((row) => hashes[row]! < threshold),
  );
}

function takeRows(record: BaselineRecord, rows: Int32Array): BaselineRecord {
  const integers = (column: Int32Array) => rows.map((row) => column[row]!);
  const doubles = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!);
  const { dataset, keys } = record;
  const taken: Dataset = {
    ...dataset,
    rows: rows.length,
    label: dataset.label && integers(dataset.label),
    prediction: dataset.prediction && integers(dataset.prediction),
    scores: dataset.scores.map((score) => ({ ...score, values: doubles(score.values) })),
    numbers: mapValues(dataset.numbers, doubles),
    count: dataset.count && doubles(dataset.count),
    weight: dataset.weight && doubles(dataset.weight),
    cluster: dataset.cluster && integers(dataset.cluster),
    slices: mapValues(dataset.slices, (slice) => ({ ...slice, codes: integers(slice.codes) })),
  };
  return {
    ...record,
    dataset: taken,
    keys: keys && BigUint64Array.from(rows as Iterable<number>, (row) => keys[row]!),
  };
}

function numberedByAppearance(codes: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return codes.map((code) => {
    if (code < 0) return -1;
    if (!numbers.has(code)) numbers.set(code, numbers.size);
    return numbers.get(code)!;
  });
}

/** A bijection of the 32-bit integers that leaves no pattern: the finalizer of MurmurHash3 (Appleby). */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rowNumbers(rows: number): Int32Array {
  return new Int32Array(rows).map((_, row) => row);
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, change: (value: T) => U): Map<string, U> {
  return new Map(Array.from(map, ([name, value]) => [name, change(value)]));
}
