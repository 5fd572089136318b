import type { FoundBaseline } from '../baseline/find.ts';
import { type Match, matchRows } from '../baseline/match.ts';
import { EvidenceError } from '../errors.ts';
import { alignClasses } from '../judgement/align.ts';
import { compare } from '../judgement/compare.ts';
import { joinSides } from '../judgement/joint.ts';
import { createMeter, type Meter } from '../judgement/meter.ts';
import { subjectKey } from '../judgement/slices.ts';
import type { EvidenceFile } from '../model/dataset.ts';
import type { Comparison, Subject } from '../model/measurement.ts';
import type { Counterpart } from '../model/metric.ts';
import { once } from '../model/once.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { PreparedSuite } from './prepare.ts';

export type Found = Extract<FoundBaseline, { kind: 'found' }>;

/** A suite beside a record. */
export interface Sides {
  readonly candidate: Meter;
  readonly baseline: Meter;
  /** The baseline over the classes of its own. */
  readonly alone: Meter;
  /** Both sides as one dataset, made when it is asked for. */
  readonly joint: () => Meter;
  readonly match: Match;
  /** Both sides come from the same bytes. */
  readonly sameEvidence: boolean;
  readonly record: BaselineRecord;
}

/** Both sides over one list of classes, and which rows belong together. */
export function openSides(
  { meter, evidence, terms }: PreparedSuite,
  { record }: Found,
  secret: Uint8Array | null,
): Sides {
  const [own, other] = alignClasses(meter.dataset, record.dataset);
  const match = matchRows(own, evidence, { ...record, dataset: other }, secret);
  const baseline = createMeter(other, terms);
  return {
    candidate: createMeter(own, terms, pairsOf(own.rows, match, other)),
    baseline,
    alone: other.classes.length === record.dataset.classes.length ? baseline : createMeter(record.dataset, terms),
    joint: once(() => createMeter(joinSides(own, other, match.pairs), terms, { kind: 'samples', from: own.rows })),
    match,
    sameEvidence: isSameEvidence(evidence.files, record.evidence),
    record,
  };
}

function isSameEvidence(own: readonly EvidenceFile[], other: readonly EvidenceFile[]): boolean {
  const digests = (files: readonly EvidenceFile[]) => files.map(({ sha256 }) => sha256).join();
  return digests(own) === digests(other);
}

/** The meter of what a metric of the change looks at; null for all other metrics. */
export function meterOf({ candidate, joint }: Sides, compares: Counterpart['kind'] | undefined): Meter | null {
  if (compares === undefined) return null;
  return compares === 'pairs' ? candidate : joint();
}

function pairsOf(rows: number, { pairs }: Match, dataset: Meter['dataset']): Counterpart | 'not_paired' {
  if (pairs === null) return 'not_paired';
  const partners = new Int32Array(rows).fill(-1);
  pairs.candidate.forEach((row, i) => {
    partners[row] = pairs.baseline[i]!;
  });
  return { kind: 'pairs', dataset, rows: partners };
}

/**
 * The baseline's value on all its rows and over its own classes: as recorded when the record was thinned, else computed from its columns.
 */
export function baselineValue(
  { alone, baseline, record }: Sides,
  comparison: Comparison,
  subject: Subject,
): number | null {
  if (record.fullRows > record.dataset.rows) {
    return record.measurements.find((recorded) => subjectKey(recorded) === subjectKey(subject))?.value ?? null;
  }
  if (comparison.isComplete && alone === baseline) return comparison.baseline;
  const { value, n, contributions } = alone.estimate(subject);
  return n === 0 && contributions.kind !== 'scalar' ? null : value;
}

/** null when the record lacks a column that the metric needs: it was made before the evidence had it. */
export function compareOrNothing(
  { candidate, baseline, match, sameEvidence }: Sides,
  subject: Subject,
): Comparison | null {
  try {
    return compare(candidate, baseline, match.pairs, subject, sameEvidence);
  } catch (error) {
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}
