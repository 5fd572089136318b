import type { Evidence } from '../model/dataset.ts';
import type { Measurement } from '../model/measurement.ts';
import type { Task } from '../model/metric.ts';
import type { BaselineRecord } from '../model/record.ts';
import { hashIds, rowKeys, secretCheck } from './keys.ts';

/** One suite as it was measured. */
interface Measured {
  readonly suite: { readonly name: string; readonly task: Task };
  readonly evidence: Evidence;
  readonly measurements: readonly Measurement[];
}

/** When and where a record is made, and what hashes its ids. */
interface Making {
  readonly commit: string | null;
  readonly now: Date;
  /** Random bytes that lie with the record or its store; a secret, where there is one, takes their place. */
  readonly salt: Uint8Array;
  readonly secret: Uint8Array | null;
}

/** Makes the record of one suite: plain ids become keyed hashes here, and go no further. */
export function makeRecord({ suite, evidence, measurements }: Measured, making: Making): BaselineRecord {
  const { ids, runs, inputs, versions, dataset, files, missing, discovered = new Map() } = evidence;
  const { commit, now, salt, secret } = making;
  return {
    suite: suite.name,
    task: suite.task,
    commit,
    createdAt: now.toISOString(),
    n: dataset.count === null ? dataset.rows : dataset.count.reduce((sum, count) => sum + count, 0),
    missing,
    evidence: files,
    measurements: measurements.map(({ metric, label, slice, across, value, reason, n, direction, signature }) => {
      const standardError = dataset.scalars.get(metric)?.standardError ?? null;
      return { metric, label, slice, across, value, reason, n, direction, signature, standardError };
    }),
    // What resampling draws by follows from plain ids; a record has its own.
    dataset: { ...dataset, keys: null, slices: new Map([...dataset.slices, ...discovered]) },
    ...(discovered.size === 0 ? {} : { dispensable: [...discovered.keys()] }),
    keys: ids && rowKeys(ids, runs, secret ?? salt),
    idKey: ids && (secret === null ? { kind: 'salt', salt } : { kind: 'secret', check: secretCheck(secret) }),
    inputs: ids && inputs && hashIds(inputs, secret ?? salt),
    versions,
    fullRows: dataset.rows,
  };
}
