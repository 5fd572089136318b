import { evaluatorOf } from '../metrics/evaluate.ts';
import type { Estimate } from './estimate.ts';

/** Units × rows that are gone through at most: a small part of what the bootstrap goes through. */
const MAX_STEPS = 2e7;

/**
 * A function of estimates on the same units with each independent unit left out in turn: a row, or the rows of one cluster. null when that
 * would take too long, or a unit is needed for the function to have a value.
 */
export function leaveOneOut(
  estimates: readonly Estimate[],
  combine: (values: readonly number[]) => number,
): Float64Array | null {
  const { keys } = estimates[0]!.design;
  const units = new Map<number, number[]>();
  keys.forEach((key, row) => {
    const rows = units.get(key);
    if (rows === undefined) units.set(key, [row]);
    else rows.push(row);
  });
  if (units.size * keys.length > MAX_STEPS) return null;
  const evaluate = estimates.map(({ contributions, weights }) => evaluatorOf(contributions, weights));
  const left = estimates.map(({ weights }) => weights.slice());
  const values = new Float64Array(units.size);
  let unit = 0;
  for (const rows of units.values()) {
    for (const weights of left) for (const row of rows) weights[row] = 0;
    values[unit] = combine(left.map((weights, i) => evaluate[i]!(weights).value ?? Number.NaN));
    if (!Number.isFinite(values[unit++]!)) return null;
    left.forEach((weights, i) => {
      for (const row of rows) weights[row] = estimates[i]!.weights[row]!;
    });
  }
  return values;
}
