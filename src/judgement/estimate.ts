import { linearise } from '../metrics/linearise.ts';
import { baseTest, takeRows, unitTest } from '../metrics/units.ts';
import type { Dataset } from '../model/dataset.ts';
import { gather } from '../model/gather.ts';
import type { Contributions, Value } from '../model/metric.ts';

/** How the units of an estimate stand to each other: parallel to its units, null where all are alike. */
export interface Design {
  /** Examples that a unit stands for. */
  readonly count: Float64Array | null;
  /** Importance of a unit, on the average 1. */
  readonly weight: Float64Array | null;
  /** -1: alone. */
  readonly cluster: Int32Array | null;
  /** What resampling draws by; units that hang together share one. */
  readonly keys: Uint32Array;
  /** Code of the example that a unit is a run of; null: each is an example. */
  readonly repeats: Int32Array | null;
}

/** A metric on a list of units, with what each unit does to it. */
export interface Estimate extends Value {
  /** Of the units alone: no row that is not a unit is left in it. */
  readonly contributions: Contributions;
  readonly design: Design;
  /** Importance × count of each unit. */
  readonly weights: Float64Array;
  /** Derivative of the value by one more example like the unit. */
  readonly effects: Float64Array;
  /** The sum of the counts. */
  readonly n: number;
  /** The same over the units that the value is a share of; n where it is no share, or of all of them. */
  readonly base: number;
}

/** The rows among `candidates` (all rows when null) that are units of the metric. */
export function unitRows(dataset: Dataset, contributions: Contributions, candidates: Int32Array | null): Int32Array {
  const isUnit = weightedUnitTest(dataset, contributions);
  const kept = new Int32Array(candidates?.length ?? dataset.rows);
  let length = 0;
  for (let i = 0; i < kept.length; i++) {
    const row = candidates === null ? i : candidates[i]!;
    if (isUnit(row)) kept[length++] = row;
  }
  return kept.subarray(0, length);
}

/** Whether a row takes part in the metric. A row that stands for no example, or weighs nothing, does not. */
function weightedUnitTest({ count, weight }: Dataset, contributions: Contributions): (row: number) => boolean {
  const contributes = unitTest(contributions);
  if (count === null && weight === null) return contributes;
  return (row) => (count?.[row] ?? 1) > 0 && (weight?.[row] ?? 1) > 0 && contributes(row);
}

/** Evaluates a metric on the given unit rows. */
export function estimate(dataset: Dataset, contributions: Contributions, units: Int32Array): Estimate {
  const count = dataset.count && gather(dataset.count, units);
  const weight = dataset.weight && scaled(gather(dataset.weight, units), count);
  const cluster = dataset.cluster && gather(dataset.cluster, units);
  const keys = clusterKeys(dataset.keys === null ? Uint32Array.from(units) : gather(dataset.keys, units), cluster);
  const repeats = dataset.repeats && gather(dataset.repeats, units);
  return evaluateUnits(takeRows(contributions, units), { count, weight, cluster, keys, repeats });
}

/** Examples among the units: runs of one count once. */
export function examplesOf({ n, design: { repeats } }: Estimate): number {
  return repeats === null ? n : new Set(repeats).size;
}

/** Examples that the value rests on: runs of one count once. */
export function baseExamplesOf({ base, contributions, design: { repeats } }: Estimate): number {
  if (repeats === null) return base;
  const isBase = baseTest(contributions);
  return new Set(repeats.filter((_, unit) => isBase(unit))).size;
}

/** Evaluates another metric on some of the units of an estimate: a part of it in one group. */
export function restrict({ design }: Estimate, part: Contributions, rows: Int32Array): Estimate {
  return evaluateUnits(takeRows(part, rows), {
    count: design.count && gather(design.count, rows),
    weight: design.weight && gather(design.weight, rows),
    cluster: design.cluster && gather(design.cluster, rows),
    keys: gather(design.keys, rows),
    repeats: design.repeats && gather(design.repeats, rows),
  });
}

/** The estimate of units that are already taken out of their dataset. */
export function evaluateUnits(contributions: Contributions, design: Design): Estimate {
  const { count, weight } = design;
  const weights = new Float64Array(design.keys.length).fill(1);
  if (count !== null) for (let i = 0; i < weights.length; i++) weights[i] = count[i]!;
  const [n, base] = countUnits(contributions, weights);
  if (weight !== null) for (let i = 0; i < weights.length; i++) weights[i]! *= weight[i]!;
  const { value, reason, sensitivity } = linearise(contributions, weights);
  const effects = weight === null ? sensitivity : sensitivity.map((d, i) => d * weight[i]!);
  return { value, reason, contributions, design, weights, effects, n, base };
}

/** Examples, and those among them that the value is a share of. */
function countUnits(contributions: Contributions, counts: Float64Array): readonly [number, number] {
  if (contributions.kind === 'scalar') return [contributions.scalar.n ?? 0, contributions.scalar.n ?? 0];
  const isBase = contributions.kind === 'sums' && contributions.shareOf ? baseTest(contributions) : null;
  let [n, base] = [0, 0];
  for (let unit = 0; unit < counts.length; unit++) {
    n += counts[unit]!;
    if (isBase === null || isBase(unit)) base += counts[unit]!;
  }
  return [n, base];
}

/** Weights that are 1 on the average over the examples: a metric that counts its units then counts them right. */
function scaled(weight: Float64Array, count: Float64Array | null): Float64Array {
  let [examples, total] = [0, 0];
  for (let i = 0; i < weight.length; i++) {
    examples += count?.[i] ?? 1;
    total += (count?.[i] ?? 1) * weight[i]!;
  }
  return total === 0 ? weight : weight.map((w) => (w * examples) / total);
}

/** Rows of a cluster draw together, by the smallest of their keys: in whatever order they come. */
function clusterKeys(keys: Uint32Array, cluster: Int32Array | null): Uint32Array {
  if (cluster === null) return keys;
  const least = new Map<number, number>();
  for (let i = 0; i < keys.length; i++) {
    const code = cluster[i]!;
    if (code >= 0) least.set(code, Math.min(least.get(code) ?? Infinity, keys[i]!));
  }
  return keys.map((key, i) => least.get(cluster[i]!) ?? key);
}
