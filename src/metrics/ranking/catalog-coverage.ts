import type { Vectors } from '../../model/dataset.ts';
import type { Contributions, Digest, Linearised, Statistic, Value } from '../../model/metric.ts';
import { NO_EXAMPLES } from '../evaluate.ts';
import { hashText } from './hash-text.ts';
import { digestQueries } from './queries.ts';

const NO_ITEM = -1;

/**
 * The first k items of each query: the size of the catalogue, and k hashes of names, ascending. Where there are fewer items, −1 stands
 * before them.
 */
export function topItems(k: number): Digest {
  const digest = digestQueries(
    `top_items|k:${k}|ties:item|v1`,
    1 + k,
    ({ items, catalogue }) =>
      ({ returned }, out) => {
        const hashes = out.subarray(1).fill(NO_ITEM);
        hashes.set(Float64Array.from(returned.subarray(0, k), (at) => hashText(items[at]!)));
        hashes.sort();
        out[0] = catalogue;
      },
  );
  return { ...digest, namesFrom: 1 };
}

/**
 * Catalogue coverage: the share of the catalogue's items that stand among the first k of some query. In 0..1, and the larger, the more
 * queries there are: only the same queries compare. A query takes part when it weighs more than 0; how much makes no difference.
 *
 * The size of a union has no derivative, so the sensitivity is what goes with a query (the delete-one jackknife): uᵢ items that no other
 * query shows. With C items in the catalogue, wᵢ·∂θ/∂wᵢ stands for (uᵢ − wᵢ·Σu/Σw)/C; all of them sum to 0. For equal weights their squares
 * add up to Σ(uᵢ − ū)²/C², which is the variance of Heltshe and Forrester's number of species but for their factor (n − 1)/n, and rather
 * too much than too little (Efron and Stein 1981). It is not resampled: a draw leaves out a third of the queries, and with them what only
 * they show, so that every draw would lie far below the value.
 *
 * No value: `no_examples` without queries, `out_of_range` when more items are shown than the catalogue has.
 * Example: of a catalogue of five, three queries show ab, b and cd: 4/5, with the effects 0, −1/5 and 1/5.
 * Source: Heltshe and Forrester, "Estimating species richness using the jackknife procedure" (1983). No program is the reference.
 */
export function coverCatalogue({ width, values }: Vectors): Contributions {
  const rows = values.length / width;
  const columns = Array.from({ length: width }, (_, k) =>
    Float64Array.from({ length: rows }, (_, i) => values[i * width + k]!),
  );
  const sample = Int8Array.from(columns[0]!, (catalogue) => (Number.isNaN(catalogue) ? -1 : 0));
  return { kind: 'rank', columns, sample, evaluate, linearise, fingerprint, method: 'influence' };
}

/** Which queries share an item, whatever number it has: for each item the list of its queries, in order. */
function fingerprint([sizes, ...items]: Statistic['columns'], sample: Int8Array): string {
  const queriesOf = new Map<number, number[]>();
  for (let i = 0; i < sample.length; i++) {
    for (const column of items) {
      const item = column[i]!;
      if (item === NO_ITEM) continue;
      const queries = queriesOf.get(item);
      if (queries === undefined) queriesOf.set(item, [i]);
      else queries.push(i);
    }
  }
  let catalogue = 0;
  for (const size of sizes!) catalogue = Math.max(catalogue, size);
  return [catalogue, ...[...queriesOf.values()].map(String).sort()].join(';');
}

function evaluate(columns: Statistic['columns'], sample: Int8Array, weights: Float64Array): Value {
  return shareOf(readShown(columns, sample, weights));
}

function linearise(columns: Statistic['columns'], sample: Int8Array, weights: Float64Array): Linearised {
  const shown = readShown(columns, sample, weights);
  const { value, reason } = shareOf(shown);
  const sensitivity = new Float64Array(sample.length);
  if (value === null) return { value, reason, sensitivity };
  const { showers, catalogue, weight } = shown;
  let lone = 0;
  for (const query of showers.values()) {
    if (query === SEVERAL) continue;
    sensitivity[query]! += 1 / weights[query]!;
    lone++;
  }
  for (let i = 0; i < sample.length; i++) {
    sensitivity[i] = sample[i]! >= 0 && weights[i]! > 0 ? (sensitivity[i]! - lone / weight) / catalogue : 0;
  }
  return { value, reason, sensitivity };
}

interface Shown {
  /** The query that shows an item, by the item's hash. */
  readonly showers: ReadonlyMap<number, number>;
  readonly catalogue: number;
  /** Of all queries together. */
  readonly weight: number;
}

const SEVERAL = -1;

function readShown([sizes, ...items]: Statistic['columns'], sample: Int8Array, weights: Float64Array): Shown {
  const showers = new Map<number, number>();
  let catalogue = 0;
  let weight = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! < 0 || weights[i] === 0) continue;
    weight += weights[i]!;
    catalogue = Math.max(catalogue, sizes![i]!);
    for (const column of items) {
      const item = column[i]!;
      if (item !== NO_ITEM) showers.set(item, showers.has(item) ? SEVERAL : i);
    }
  }
  return { showers, catalogue, weight };
}

function shareOf({ showers, catalogue, weight }: Shown): Value {
  if (weight === 0) return NO_EXAMPLES;
  if (catalogue === 0 || showers.size > catalogue) return { value: null, reason: 'out_of_range' };
  return { value: showers.size / catalogue, reason: null };
}
