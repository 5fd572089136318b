import type { FoundBaseline } from '../baseline/find.ts';
import type { Match } from '../baseline/match.ts';
import type { BaselineState } from '../judgement/facts.ts';
import { measure } from '../judgement/measure.ts';
import type { Meter } from '../judgement/meter.ts';
import { subjectKey } from '../judgement/slices.ts';
import type { Dataset } from '../model/dataset.ts';
import { gather } from '../model/gather.ts';
import type { Comparison, Measurement, Subject } from '../model/measurement.ts';
import type { Suite } from '../model/policy.ts';
import type { BaselineUse } from '../model/report.ts';
import type { PreparedSuite } from './prepare.ts';
import { baselineValue, compareOrNothing, type Found, meterOf, openSides, type Sides } from './sides.ts';

const NO_STORE = 'the policy wants no store of baselines (`store: none`)';

/** What a suite is compared with: the baseline or the anchor, as far as there is one. */
export interface Reference {
  readonly state: BaselineState;
  /** null: there is no record to compare with. */
  readonly sides: Sides | null;
  readonly use: BaselineUse | null;
  /** The record, as it was stored. */
  readonly stored: Uint8Array | null;
  readonly look: (subject: Subject) => Look;
}

/** A metric of the candidate beside the same metric of the reference. */
export interface Look {
  readonly measurement: Measurement;
  readonly comparison: Comparison | null;
  /** The value of the reference on all its rows. */
  readonly baseline: number | null;
  /** The reference measured it by another definition. */
  readonly signatureChanged: boolean;
}

/** `isWanted`: some rule of the suite asks for the reference. */
export function openReference(
  prepared: PreparedSuite,
  any: FoundBaseline,
  secret: Uint8Array | null,
  isWanted: boolean,
): Reference {
  const { suite, evidence, meter } = prepared;
  const found = withSameTask(any, suite);
  const sides = found.kind === 'found' ? openSides(prepared, found, secret) : null;
  return {
    state: stateOf(found, sides?.match ?? null, isWanted),
    sides,
    use: found.kind === 'found' ? useOf(found, sides!.match, evidence.dataset) : null,
    stored: found.kind === 'found' ? found.stored : null,
    look: (subject) => {
      const { compares } = meter.metric(subject.metric);
      const measurement = measure((sides && meterOf(sides, compares)) ?? meter, subject);
      const comparison = sides && compares === undefined ? compareOrNothing(sides, subject) : null;
      const baseline = sides && comparison ? baselineValue(sides, comparison, subject) : null;
      const signatureChanged = found.kind === 'found' && isRedefined(subject, meter, found);
      return { measurement, comparison, baseline, signatureChanged };
    },
  };
}

/** A record of another task tells of other metrics under the same names. */
function withSameTask(found: FoundBaseline, { task }: Suite): FoundBaseline {
  if (found.kind !== 'found' || found.record.task === task) return found;
  return {
    kind: 'unusable',
    problem: `its record is of the task ${found.record.task}, and the suite is now of the task ${task}`,
  };
}

/** Without a store on purpose, only a rule that needs one is worth a warning. */
function stateOf(found: FoundBaseline, match: Match | null, isWanted: boolean): BaselineState {
  if (found.kind === 'none') return isWanted ? { kind: 'unusable', problem: NO_STORE } : { kind: 'empty' };
  return found.kind === 'found'
    ? { kind: 'found', stale: found.stale, changed: match!.changed, confounded: match!.confounded }
    : found;
}

function useOf({ use, record }: Found, { pairs, shared }: Match, { repeats, rows }: Dataset): BaselineUse {
  if (pairs === null) return { ...use, pairing: 'unpaired', shared, fresh: 0 };
  const examples = (of: Int32Array) => new Set(of).size;
  const together = repeats === null ? shared : examples(gather(repeats, pairs.candidate));
  const isThinned = record.fullRows > record.dataset.rows;
  const fresh = isThinned ? 0 : (repeats === null ? rows : examples(repeats)) - together;
  return { ...use, pairing: 'paired', shared: together, fresh };
}

/** Only precomputed values can be of another definition: all others are computed from the record's columns, on both sides alike. */
function isRedefined(subject: Subject, meter: Meter, { record }: Found): boolean {
  const metric = meter.metric(subject.metric);
  if (metric.kind !== 'scalar') return false;
  const before = record.measurements.find((recorded) => subjectKey(recorded) === subjectKey(subject));
  return before !== undefined && before.signature !== metric.signature;
}
