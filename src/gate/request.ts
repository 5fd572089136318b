import type { FoundBaseline } from '../baseline/find.ts';
import type { Acknowledged } from '../model/acknowledgement.ts';
import type { Evidence } from '../model/dataset.ts';
import type { Measurement } from '../model/measurement.ts';
import type { Policy, Suite } from '../model/policy.ts';
import type { EvidenceSource } from '../model/ports.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { PolicyChange } from '../model/report.ts';

/** What a check is made from. The same request gives the same report, byte for byte. */
export interface GateRequest {
  readonly policy: Policy;
  readonly policyNote: string | null;
  /** Regressions that were accepted; absent: none. */
  readonly acknowledged?: Acknowledged;
  readonly policyChanges?: readonly PolicyChange[];
  readonly commit: string | null;
  readonly now: Date;
  readonly seed: number;
  readonly sources: (suite: Suite) => readonly EvidenceSource[];
  readonly findBaseline: (suite: string) => Promise<FoundBaseline>;
  readonly findAnchor: (suite: string) => Promise<FoundBaseline>;
  /** The key of the id hashes when the policy takes it from the environment; null when it is absent there. */
  readonly idSecret: Uint8Array | null;
}

/** One suite as it was measured: what its record is made from. */
export interface MeasuredSuite {
  readonly suite: Suite;
  readonly evidence: Evidence;
  readonly measurements: readonly Measurement[];
  /** Of the data set, see baseline/fingerprint.ts. */
  readonly fingerprint: () => string;
  /** The record that its own will continue; null: none was found. */
  readonly previous: BaselineRecord | null;
}
