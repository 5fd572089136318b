import type { Dataset, Lists } from '../model/dataset.ts';
import { everyRow, takeAnswers } from './answers.ts';

/** The share of the examples that a usual change answers otherwise. */
const USUAL_CHANGE = 0.1;

/**
 * A copy in which rows that are alike but for their answers exchange these: as many get worse as get better. Alike are rows of the same label,
 * slices, count and weight; of numbers, neighbours in the order of the label, which exchange their errors. null when no rows can be exchanged:
 * where examples have several runs, and where nothing differs. `order` is that of all rows.
 */
export function exchangeAlike(
  dataset: Dataset,
  order: Int32Array,
): { readonly dataset: Dataset; readonly exchanged: number } | null {
  if (dataset.repeats !== null && new Set(dataset.repeats).size < dataset.rows) return null;
  const source = everyRow(dataset.rows);
  const pairs = likePairs(dataset, order);
  const wanted = Math.max(1, Math.floor((USUAL_CHANGE * dataset.rows) / 2));
  const chosen = pairs.filter((_, i) => isSpread(i, pairs.length, wanted));
  if (chosen.length === 0) return null;
  for (const [a, b] of chosen) [source[a], source[b]] = [b, a];
  return { dataset: withOwnErrors(takeAnswers(dataset, source), dataset, source), exchanged: 2 * chosen.length };
}

/** Whether the i-th of `length` is one of `wanted` that lie evenly among them. */
function isSpread(i: number, length: number, wanted: number): boolean {
  const share = Math.min(1, wanted / length);
  return Math.floor((i + 1) * share) > Math.floor(i * share);
}

/** Pairs of rows that are alike, first those of the rows that come first. Within alike rows, those of different predictions meet. */
function likePairs(dataset: Dataset, order: Int32Array): readonly (readonly [number, number])[] {
  const keyOf = likeness(dataset);
  const groups = new Map<string, number[]>();
  for (const row of order) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const { prediction, numericLabel } = dataset;
  const pairs: [number, number][] = [];
  for (const group of groups.values()) {
    if (numericLabel !== null) {
      group.sort((a, b) => numericLabel[a]! - numericLabel[b]!);
      for (let i = 0; i + 1 < group.length; i += 2) pairs.push([group[i]!, group[i + 1]!]);
      continue;
    }
    const codes = prediction;
    if (codes !== null) group.sort((a, b) => codes[a]! - codes[b]!);
    const last = group.length - 1;
    for (let i = 0; i < last - i; i++) pairs.push([group[i]!, group[last - i]!]);
  }
  const differing = prediction === null ? [] : pairs.filter(([a, b]) => prediction[a] !== prediction[b]);
  return differing.length > 0 ? differing : pairs;
}

/** A text that alike rows have in common. */
function likeness({ label, labelSets, slices, count, weight }: Dataset): (row: number) => string {
  const columns = [label, ...[...slices.values()].map(({ codes }) => codes), count, weight];
  return (row) =>
    [...columns.map((column) => column?.[row] ?? ''), labelSets === null ? '' : members(labelSets, row)].join();
}

function members({ offsets, values }: Lists, row: number): string {
  return values.subarray(offsets[row], offsets[row + 1]).join('+');
}

/** Rows of numbers that exchange their answers take the errors of each other, not the numbers. */
function withOwnErrors(changed: Dataset, { numericLabel, numericPrediction }: Dataset, source: Int32Array): Dataset {
  if (numericLabel === null || numericPrediction === null) return changed;
  const predicted = numericPrediction.map((own, row) => {
    const from = source[row]!;
    return from === row ? own : numericLabel[row]! + (numericPrediction[from]! - numericLabel[from]!);
  });
  return { ...changed, numericPrediction: predicted };
}
