import { linearise } from '../metrics/linearise.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Contributions, Value } from '../model/metric.ts';

/** How the units of an estimate stand to each other: parallel to its units, null where all are alike. */
export interface Design {
  /** Examples that a unit stands for. */
  readonly count: Float64Array | null;
  readonly weight: Float64Array | null;
  /** -1: alone. */
  readonly cluster: Int32Array | null;
}

/** A metric on a list of units, with what each unit does to it. */
export interface Estimate extends Value {
  /** Of the units alone: no row that is not a unit is left in it. */
  readonly contributions: Contributions;
  readonly design: Design;
  /** Derivative of the value by one more example like the unit. */
  readonly effects: Float64Array;
  /** Examples: the sum of the counts. */
  readonly n: number;
}

/** The rows among `candidates` (all rows when null) that are units of the metric. */
export function unitRows(dataset: Dataset, contributions: Contributions, candidates: Int32Array | null): Int32Array {
  const isUnit = unitTest(dataset, contributions);
  const kept = new Int32Array(candidates?.length ?? dataset.rows);
  let length = 0;
  for (let i = 0; i < kept.length; i++) {
    const row = candidates === null ? i : candidates[i]!;
    if (isUnit(row)) kept[length++] = row;
  }
  return kept.subarray(0, length);
}

/** Whether a row takes part in the metric. A row that stands for no example, or weighs nothing, does not. */
function unitTest({ count, weight }: Dataset, contributions: Contributions): (row: number) => boolean {
  const contributes = contributionTest(contributions);
  if (count === null && weight === null) return contributes;
  return (row) => (count?.[row] ?? 1) > 0 && (weight?.[row] ?? 1) > 0 && contributes(row);
}

function contributionTest(contributions: Contributions): (row: number) => boolean {
  switch (contributions.kind) {
    case 'proportion':
      return (row) => contributions.hits[row]! >= 0;
    case 'mean':
      return (row) => !Number.isNaN(contributions.scores[row]!);
    case 'sums':
      return (row) => contributions.cells[row]! >= 0;
    case 'rank':
      return (row) => contributions.positive[row]! >= 0;
    case 'scalar':
      return () => false;
  }
}

/** Evaluates a metric on the given unit rows. */
export function estimate(dataset: Dataset, contributions: Contributions, units: Int32Array): Estimate {
  const taken = take(contributions, units);
  const design: Design = {
    count: dataset.count && gather(dataset.count, units, Float64Array),
    weight: dataset.weight && gather(dataset.weight, units, Float64Array),
    cluster: dataset.cluster && gather(dataset.cluster, units, Int32Array),
  };
  const weights = new Float64Array(units.length).fill(1);
  let n = units.length;
  if (design.count !== null) {
    n = 0;
    for (let i = 0; i < weights.length; i++) {
      weights[i] = design.count[i]!;
      n += design.count[i]!;
    }
  }
  if (design.weight !== null) {
    for (let i = 0; i < weights.length; i++) weights[i]! *= design.weight[i]!;
  }
  const { value, reason, sensitivity } = linearise(taken, weights);
  const effects = design.weight === null ? sensitivity : sensitivity.map((d, i) => d * design.weight![i]!);
  if (taken.kind === 'scalar') n = taken.scalar.n ?? 0;
  return { value, reason, contributions: taken, design, effects, n };
}

function take(contributions: Contributions, rows: Int32Array): Contributions {
  switch (contributions.kind) {
    case 'proportion':
      return { ...contributions, hits: gather(contributions.hits, rows, Int8Array) };
    case 'mean':
      return { ...contributions, scores: gather(contributions.scores, rows, Float64Array) };
    case 'sums':
      return { ...contributions, cells: gather(contributions.cells, rows, Int32Array) };
    case 'rank':
      return {
        ...contributions,
        scores: gather(contributions.scores, rows, Float64Array),
        positive: gather(contributions.positive, rows, Int8Array),
      };
    case 'scalar':
      return contributions;
  }
}

function gather<T extends Float64Array | Int32Array | Int8Array>(
  column: T,
  rows: Int32Array,
  make: new (length: number) => T,
): T {
  const out = new make(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]!]!;
  return out;
}
