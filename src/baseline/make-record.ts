import type { Evidence } from '../model/dataset.ts';
import type { Bounds, Measurement } from '../model/measurement.ts';
import type { Task } from '../model/metric.ts';
import type { Suite } from '../model/policy.ts';
import type { BaselineRecord } from '../model/record.ts';
import { normalCdf } from '../statistics/normal.ts';
import { continueHistory } from './continue-history.ts';
import { hashIds, rowKeys, secretCheck } from './keys.ts';

/** One suite as it was measured. */
interface Measured {
  readonly suite: { readonly name: string; readonly task: Task } & Pick<Suite, 'gates'>;
  readonly evidence: Evidence;
  readonly measurements: readonly Measurement[];
  /** Of the data set, see fingerprint.ts. */
  readonly fingerprint: () => string;
  /** The record that this one continues; null: it is the first. */
  readonly previous: BaselineRecord | null;
}

/** When and where a record is made, and what hashes its ids. */
interface Making {
  readonly commit: string | null;
  readonly now: Date;
  /** Random bytes that lie with the record or its store; a secret, where there is one, takes their place. */
  readonly salt: Uint8Array;
  readonly secret: Uint8Array | null;
}

/** Level of a one-sided bound that lies one standard deviation away. */
const ONE_DEVIATION = normalCdf(1);

/** Makes the record of one suite: plain ids become keyed hashes here, and go no further. */
export function makeRecord(measured: Measured, making: Making): BaselineRecord {
  const { suite, evidence, measurements, fingerprint, previous } = measured;
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
    measurements: measurements.map(({ bounds, ...measurement }) => {
      const { metric, label, slice, across, value, reason, n, direction, signature } = measurement;
      const standardError = dataset.scalars.get(metric)?.standardError ?? standardErrorOf(bounds);
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
    fingerprint: fingerprint(),
    history: continueHistory(previous, commit, suite.gates),
  };
}

/** Half the width of the interval that has one standard deviation on each side, whatever the kind of the metric. */
function standardErrorOf(bounds: Bounds | null): number | null {
  if (bounds === null) return null;
  const halfWidth = (bounds.high(ONE_DEVIATION) - bounds.low(ONE_DEVIATION)) / 2;
  return Number.isFinite(halfWidth) ? halfWidth : null;
}
