import type { Dataset, Sets, Vectors } from '../model/dataset.ts';
import { gather, gatherLists, gatherVectors } from '../model/gather.ts';
import { finalise } from '../model/murmur.ts';
import type { BaselineRecord } from '../model/record.ts';
import { RUN_BITS } from './keys.ts';

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
      repeats: dataset.repeats && numberedByAppearance(dataset.repeats),
      vectors: mapValues(dataset.vectors, renumberNames),
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
  if (record.keys !== null) return takeRows(record, all.subarray(0, wholeExamples(record, keep)));
  const hashes = Uint32Array.from(all, finalise);
  const threshold = hashes.slice().sort()[keep] ?? Infinity;
  return takeRows(
    record,
    all.filter((row) => hashes[row]! < threshold),
  );
}

/** At most so many rows that no example loses some of its runs. */
function wholeExamples({ keys, dataset }: BaselineRecord, keep: number): number {
  if (dataset.repeats === null || keep >= dataset.rows) return keep;
  let kept = keep;
  while (kept > 0 && keys![kept]! >> RUN_BITS === keys![kept - 1]! >> RUN_BITS) kept--;
  return kept;
}

function takeRows(record: BaselineRecord, rows: Int32Array): BaselineRecord {
  const take = <T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T): T => gather(column, rows);
  const takeSets = (sets: Sets | null) => sets && { ...gatherLists(sets, rows), missing: take(sets.missing) };
  const { dataset, keys, inputs } = record;
  const taken: Dataset = {
    ...dataset,
    rows: rows.length,
    label: dataset.label && take(dataset.label),
    prediction: dataset.prediction && take(dataset.prediction),
    scores: dataset.scores.map((score) => ({ ...score, values: take(score.values) })),
    labelSets: takeSets(dataset.labelSets),
    predictionSets: takeSets(dataset.predictionSets),
    numericLabel: dataset.numericLabel && take(dataset.numericLabel),
    numericPrediction: dataset.numericPrediction && take(dataset.numericPrediction),
    quantities: mapValues(dataset.quantities, take),
    vectors: mapValues(dataset.vectors, (vectors) => ({
      ...vectors,
      values: gatherVectors(vectors.values, vectors.width, rows),
    })),
    numbers: mapValues(dataset.numbers, take),
    count: dataset.count && take(dataset.count),
    weight: dataset.weight && take(dataset.weight),
    cluster: dataset.cluster && take(dataset.cluster),
    repeats: dataset.repeats && take(dataset.repeats),
    keys: dataset.keys && take(dataset.keys),
    slices: mapValues(dataset.slices, (slice) => ({ ...slice, codes: take(slice.codes) })),
  };
  const takeHashes = (hashes: BigUint64Array | null) =>
    hashes && BigUint64Array.from(rows as Iterable<number>, (row) => hashes[row]!);
  return { ...record, dataset: taken, keys: takeHashes(keys), inputs: takeHashes(inputs) };
}

/** Numbers that stand for names, numbered by appearance; those of a row stay in ascending order. */
function renumberNames(vectors: Vectors): Vectors {
  const { width, values, namesFrom } = vectors;
  if (namesFrom === undefined) return vectors;
  const numbers = new Map<number, number>();
  const renumbered = values.slice();
  for (let row = 0; row < values.length; row += width) {
    const names = renumbered.subarray(row + namesFrom, row + width);
    for (let k = 0; k < names.length; k++) {
      const name = names[k]!;
      if (!(name >= 0)) continue;
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      names[k] = numbers.get(name)!;
    }
    names.sort();
  }
  return { width, values: renumbered, namesFrom };
}

function numberedByAppearance(codes: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return codes.map((code) => {
    if (code < 0) return -1;
    if (!numbers.has(code)) numbers.set(code, numbers.size);
    return numbers.get(code)!;
  });
}

function rowNumbers(rows: number): Int32Array {
  return new Int32Array(rows).map((_, row) => row);
}

function mapValues<K, T, U>(map: ReadonlyMap<K, T>, change: (value: T) => U): Map<K, U> {
  return new Map(Array.from(map, ([name, value]) => [name, change(value)]));
}
