import type { FoundBaseline } from '../baseline/find.ts';
import { makeRecord } from '../baseline/make-record.ts';
import { compareSuite } from '../gate/compare-suite.ts';
import { ownSubjects, type PreparedSuite } from '../gate/prepare.ts';
import type { GateFacts, SuiteFacts } from '../judgement/facts.ts';
import { judge, rulesOf } from '../judgement/judge.ts';
import { measure } from '../judgement/measure.ts';
import { createMeter } from '../judgement/meter.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Subject } from '../model/measurement.ts';
import type { SliceSelector } from '../model/policy.ts';
import type { Judgement } from '../model/verdict.ts';

/** Nothing of this record ever leaves the process. */
const SALT = new Uint8Array(32);

/** A suite whose evidence is its own baseline. */
export interface Bench {
  readonly prepared: PreparedSuite;
  readonly found: FoundBaseline;
  /** The evidence as it is against itself. */
  readonly facts: SuiteFacts;
}

/** Takes the evidence for the baseline, as a record that was made of it. */
export function openBench(prepared: PreparedSuite, now: Date): Bench {
  const { suite, evidence, fingerprint, meter } = prepared;
  const measurements = ownSubjects(prepared).map((subject) => measure(meter, subject));
  const record = makeRecord(
    { suite, evidence, measurements, fingerprint, previous: null },
    { commit: null, now, salt: SALT, secret: null },
  );
  const use = { commit: null, kind: 'file', ageDays: 0, distance: null, explanation: '' } as const;
  const found: FoundBaseline = { kind: 'found', record, stored: new Uint8Array(), use, stale: null };
  return { prepared, found, facts: compareSuite(prepared, alone(found), { idSecret: null }).facts };
}

/** What the gates of a suite are judged on when a copy of the evidence comes as the candidate. */
export function factsOf({ prepared, found }: Bench, dataset: Dataset): SuiteFacts {
  return compareSuite(withDataset(prepared, dataset), alone(found), { idSecret: null }).facts;
}

/** The facts of a copy at one gate alone, at one place. */
export function factsAt({ prepared, found }: Bench, dataset: Dataset, { gate, slice }: GateFacts): GateFacts {
  const select: SliceSelector = slice === null ? { kind: 'all' } : { kind: 'one', slice };
  const suite = { ...prepared.suite, gates: [{ ...gate, select }], metrics: [], slices: [] };
  const { facts } = compareSuite(withDataset({ ...prepared, suite }, dataset), alone(found), { idSecret: null });
  return { ...facts.gates[0]!, gate };
}

/** The value of a metric on a copy; null when it has none that says anything. */
export function valueOn({ prepared }: Bench, dataset: Dataset, subject: Subject): number | null {
  const { value, reason } = createMeter(dataset, prepared.terms).estimate(subject);
  return reason === null ? value : null;
}

/** The judgements of the gates of each suite, a list for each gate at each place, without the rules of whole suites. */
export function judgeGates(suites: readonly SuiteFacts[]): readonly (readonly (readonly Judgement[])[])[] {
  const judged = judge(suites);
  return suites.map((suite, i) => {
    const sizes = suite.gates.map((facts) => rulesOf(suite, facts).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let next = judged[i]!.length - total;
    return sizes.map((size) => {
      next += size;
      return judged[i]!.slice(next - size, next);
    });
  });
}

/** The evidence is its own anchor, too. */
function alone(found: FoundBaseline) {
  return { baseline: found, anchor: found };
}

function withDataset(prepared: PreparedSuite, dataset: Dataset): PreparedSuite {
  const { evidence, terms } = prepared;
  return { ...prepared, evidence: { ...evidence, dataset }, meter: createMeter(dataset, terms) };
}
