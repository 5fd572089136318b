import type { Dataset, EvidenceFile, Versions } from './dataset.ts';
import type { HistoryPoint } from './history.ts';
import type { Measurement } from './measurement.ts';
import type { Task } from './metric.ts';

export type RecordedMeasurement = Pick<
  Measurement,
  'metric' | 'label' | 'slice' | 'across' | 'value' | 'reason' | 'n' | 'direction' | 'signature'
> & {
  /** Given, or half the width of the interval of one standard deviation (68.3 %); null when there is none. */
  readonly standardError: number | null;
};

/** How plain ids became the keys of a record. */
export type IdKey =
  | { readonly kind: 'salt'; readonly salt: Uint8Array }
  /** A secret of the environment; `check` tells a wrong key from a right one without telling the key. */
  | { readonly kind: 'secret'; readonly check: string };

/** What one accepted run of one suite leaves behind for later runs to be compared with. */
export interface BaselineRecord {
  readonly suite: string;
  readonly task: Task;
  readonly commit: string | null;
  readonly createdAt: string;
  readonly n: number;
  readonly missing: number;
  readonly evidence: readonly EvidenceFile[];
  readonly measurements: readonly RecordedMeasurement[];
  readonly dataset: Dataset;
  /** One 64-bit hash a row of `dataset`; null when the evidence had no ids. */
  readonly keys: BigUint64Array | null;
  readonly idKey: IdKey | null;
  /** Slices that a record goes without rather than thin its rows; not written into it. Absent: none. */
  readonly dispensable?: readonly string[];
  /** One keyed hash of the input of each row; null when the evidence names no inputs, or no ids. */
  readonly inputs: BigUint64Array | null;
  readonly versions: Versions;
  /** Rows before thinning; more than `dataset.rows` when the record was thinned to stay under the size cap. */
  readonly fullRows: number;
  /** Of the data set, see baseline/fingerprint.ts; null: it was recorded before there were fingerprints. */
  readonly fingerprint: string | null;
  /** The records that this one continues, from the oldest to the newest, without itself. */
  readonly history: readonly HistoryPoint[];
}

/** What changed with the model beside the data set, as plain clauses; absent: it did not, or one of the sides does not name it. */
export type Confounders = Readonly<Partial<Record<'judge' | 'prompt', string>>>;
