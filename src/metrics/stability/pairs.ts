import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Counterpart, MetricOptions, UndefinedReason } from '../../model/metric.ts';

/** The baseline, and which of its rows is the same example as each row of the candidate. */
type Paired = Extract<Counterpart, { kind: 'pairs' }>;

/** Contributions of a metric of pairs; without a value where the baseline is absent, or its rows are not known to be the same. */
export function fromPairs(
  { rows }: Dataset,
  { counterpart }: MetricOptions,
  contribute: (baseline: Paired) => Contributions | 'no_baseline',
): Contributions {
  if (typeof counterpart === 'string') return withoutValue(rows, counterpart);
  if (counterpart.kind !== 'pairs') throw new Error('a metric of pairs was given two samples');
  const contributions = contribute(counterpart);
  return contributions === 'no_baseline' ? withoutValue(rows, contributions) : contributions;
}

/** No row is a unit, and that is why. */
export function withoutValue(rows: number, problem: UndefinedReason): Contributions {
  return { kind: 'mean', scores: new Float64Array(rows).fill(Number.NaN), range: [null, null], problem };
}

/** What a column of the baseline holds for each row of the candidate; `missing` where there is no partner. */
export function partners<T extends Int32Array | Float64Array>({ rows }: Paired, column: T, missing: number): T {
  const found = new (column.constructor as new (length: number) => T)(rows.length);
  for (let i = 0; i < found.length; i++) found[i] = rows[i]! < 0 ? missing : column[rows[i]!]!;
  return found;
}
