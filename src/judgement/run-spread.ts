import type { RunSpread, Subject } from '../model/measurement.ts';
import { estimate, unitRows } from './estimate.ts';
import type { Meter } from './meter.ts';

/** More runs than these are not gone through one by one. */
const MAX_RUNS = 100;

/**
 * How far a metric moves from run to run, each run being all rows of one number. null with fewer than two runs in which it has a value: a run
 * that stopped early would be a spread of the examples and not of the model, so that every run must have as many rows as the others.
 */
export function runSpread(meter: Meter, subject: Subject, runs: Int32Array): RunSpread | null {
  const { dataset } = meter;
  const contributions = meter.contributions(subject);
  if (contributions.kind === 'scalar') return null;
  const rowsOf: number[][] = [];
  for (const row of unitRows(dataset, contributions, null)) {
    const run = runs[row]!;
    rowsOf[run] ??= [];
    rowsOf[run].push(row);
  }
  if (rowsOf.length < 2 || rowsOf.length > MAX_RUNS) return null;
  const sizes = new Set(Array.from(rowsOf, (rows) => rows?.length ?? 0));
  if (sizes.size > 1) return null;
  const values = rowsOf.flatMap((rows) => {
    const { value, reason } = estimate(dataset, contributions, Int32Array.from(rows));
    return value === null || reason !== null ? [] : [value];
  });
  if (values.length < rowsOf.length) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    runs: values.length,
    least: Math.min(...values),
    most: Math.max(...values),
    sd: Math.sqrt(squares / (values.length - 1)),
  };
}
