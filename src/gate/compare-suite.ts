import type { FoundBaseline } from '../baseline/find.ts';
import { type Match, matchRows } from '../baseline/match.ts';
import { EvidenceError } from '../errors.ts';
import { alignClasses } from '../judgement/align.ts';
import { assembleRow } from '../judgement/assemble.ts';
import { compare } from '../judgement/compare.ts';
import type { BaselineState, SuiteFacts } from '../judgement/facts.ts';
import { findFlips } from '../judgement/flips.ts';
import { joinSides } from '../judgement/joint.ts';
import { gatedSubjects, measure, reportedSubjects } from '../judgement/measure.ts';
import { createMeter, type Meter } from '../judgement/meter.ts';
import { subjectKey } from '../judgement/slices.ts';
import { groupsLeftOut } from '../metrics/fairness/left-out.ts';
import type { Comparison, Subject } from '../model/measurement.ts';
import type { Counterpart } from '../model/metric.ts';
import type { Suite } from '../model/policy.ts';
import { quote } from '../model/quote.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { BaselineUse, SuiteReport } from '../model/report.ts';
import { capitalize } from '../report/headline.ts';
import type { PreparedSuite } from './prepare.ts';
import type { GateRequest, MeasuredSuite } from './request.ts';

type Found = Extract<FoundBaseline, { kind: 'found' }>;

const NO_STORE = 'the policy wants no store of baselines (`store: none`)';

/** A suite beside its baseline: what it is judged by, all that is reported of it but for the findings, and what its record is made from. */
interface ComparedSuite {
  readonly facts: SuiteFacts;
  readonly report: Omit<SuiteReport, 'findings'>;
  readonly measured: MeasuredSuite;
  /** Where a first record was looked for, as a plain clause; null where there is one. */
  readonly hint: string | null;
  /** The record that it was compared with, as it was stored. */
  readonly stored: Uint8Array | null;
}

export function compareSuite(prepared: PreparedSuite, any: FoundBaseline, { idSecret }: GateRequest): ComparedSuite {
  const { suite, evidence } = prepared;
  const found = withSameTask(any, suite);
  const sides = found.kind === 'found' ? openSides(prepared, found, idSecret) : null;
  const gated = gatedSubjects(suite, evidence.dataset, sides?.baseline.dataset ?? null);
  const results = new Map(
    reportedSubjects(suite, evidence.dataset, gated).map((subject) => {
      const { compares } = prepared.meter.metric(subject.metric);
      const meter = (sides && meterOf(sides, compares)) ?? prepared.meter;
      const measurement = measure(meter, subject);
      const comparison = sides && compares === undefined ? compareOrNothing(sides, subject) : null;
      const baseline = sides && comparison ? baselineValue(sides, comparison, subject) : null;
      return [subjectKey(subject), { measurement, comparison, baseline }] as const;
    }),
  );
  const rowsOfFiles = evidence.files.reduce((sum, file) => sum + file.rows, 0);
  const hint = found.kind === 'empty' ? found.hint : null;
  const facts: SuiteFacts = {
    suite,
    rows: rowsOfFiles,
    files: evidence.files.length,
    // The rows of a ranking are items; those of its dataset are queries.
    n: suite.task === 'ranking' ? rowsOfFiles : rowsOf(prepared),
    missing: evidence.missing,
    baseline: stateOf(suite, found, sides?.match ?? null),
    gates: gated.map((subject) => ({
      ...subject,
      ...results.get(subjectKey(subject))!,
      compares: prepared.meter.metric(subject.metric).compares ?? null,
      signatureChanged: found.kind === 'found' && isRedefined(subject, prepared.meter, found),
    })),
  };
  const rows = [...results.values()];
  const report: Omit<SuiteReport, 'findings'> = {
    name: suite.name,
    task: suite.task,
    n: examplesOf(prepared),
    missing: facts.missing,
    evidence: evidence.files,
    baseline: found.kind === 'found' ? useOf(found, sides!.match) : null,
    measurements: rows.map(({ measurement, comparison, baseline }) => assembleRow(measurement, comparison, baseline)),
    flips: sides && findFlips(sides.candidate.dataset, sides.baseline.dataset, sides.match.pairs, evidence.ids),
    notes: [
      ...evidence.notes,
      ...(sides === null ? [] : comparisonNotes(sides)),
      ...(hint === null || !isRelative(suite) ? [] : [`${capitalize(hint)}.`]),
      ...groupNotes(
        prepared.meter,
        [...results.values()].map(({ measurement }) => measurement),
      ),
    ],
  };
  const measured: MeasuredSuite = { suite, evidence, measurements: rows.map(({ measurement }) => measurement) };
  return { facts, report, measured, hint, stored: found.kind === 'found' ? found.stored : null };
}

/** A record of another task tells of other metrics under the same names. */
function withSameTask(found: FoundBaseline, { task }: Suite): FoundBaseline {
  if (found.kind !== 'found' || found.record.task === task) return found;
  return {
    kind: 'unusable',
    problem: `its record is of the task ${found.record.task}, and the suite is now of the task ${task}`,
  };
}

interface Sides {
  readonly candidate: Meter;
  readonly baseline: Meter;
  /** The baseline over the classes of its own. */
  readonly alone: Meter;
  /** Both sides as one dataset, made when it is asked for. */
  readonly joint: () => Meter;
  readonly match: Match;
  readonly record: BaselineRecord;
}

/** Both sides over one list of classes, and which rows belong together. */
function openSides({ meter, evidence, terms }: PreparedSuite, { record }: Found, secret: Uint8Array | null): Sides {
  const [own, other] = alignClasses(meter.dataset, record.dataset);
  const match = matchRows(own, evidence, { ...record, dataset: other }, secret);
  const baseline = createMeter(other, terms);
  return {
    candidate: createMeter(own, terms, pairsOf(own.rows, match, other)),
    baseline,
    alone: other.classes.length === record.dataset.classes.length ? baseline : createMeter(record.dataset, terms),
    joint: once(() => createMeter(joinSides(own, other, match.pairs), terms, { kind: 'samples', from: own.rows })),
    match,
    record,
  };
}

/** The meter of what a metric of the change looks at; null for all other metrics. */
function meterOf({ candidate, joint }: Sides, compares: Counterpart['kind'] | undefined): Meter | null {
  if (compares === undefined) return null;
  return compares === 'pairs' ? candidate : joint();
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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
function baselineValue({ alone, baseline, record }: Sides, comparison: Comparison, subject: Subject): number | null {
  if (record.fullRows > record.dataset.rows) {
    return record.measurements.find((recorded) => subjectKey(recorded) === subjectKey(subject))?.value ?? null;
  }
  if (comparison.isComplete && alone === baseline) return comparison.baseline;
  const { value, n, contributions } = alone.estimate(subject);
  return n === 0 && contributions.kind !== 'scalar' ? null : value;
}

/** null when the record lacks a column that the metric needs: it was made before the evidence had it. */
function compareOrNothing({ candidate, baseline, match }: Sides, subject: Subject): Comparison | null {
  try {
    return compare(candidate, baseline, match.pairs, subject);
  } catch (error) {
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}

function stateOf(suite: Suite, found: FoundBaseline, match: Match | null): BaselineState {
  // Without a store on purpose, only a rule that needs one is worth a warning.
  if (found.kind === 'none') return isRelative(suite) ? { kind: 'unusable', problem: NO_STORE } : { kind: 'empty' };
  return found.kind === 'found' ? { kind: 'found', stale: found.stale, changed: match!.changed } : found;
}

function isRelative({ gates }: Suite): boolean {
  return gates.some(({ maxDrop, maxRise }) => maxDrop !== null || maxRise !== null);
}

function useOf({ use }: Found, { pairs, shared }: Match): BaselineUse {
  return { ...use, pairing: pairs === null ? 'unpaired' : 'paired', shared };
}

/** Only precomputed values can be of another definition: all others are computed from the record's columns, on both sides alike. */
function isRedefined(subject: Subject, meter: Meter, { record }: Found): boolean {
  const metric = meter.metric(subject.metric);
  if (metric.kind !== 'scalar') return false;
  const before = record.measurements.find((recorded) => subjectKey(recorded) === subjectKey(subject));
  return before !== undefined && before.signature !== metric.signature;
}

function rowsOf({ evidence: { dataset } }: PreparedSuite): number {
  return dataset.count === null ? dataset.rows : dataset.count.reduce((sum, count) => sum + count, 0);
}

/** Rows, or where examples have several runs, examples. */
function examplesOf(prepared: PreparedSuite): number {
  const { repeats } = prepared.evidence.dataset;
  return repeats === null ? rowsOf(prepared) : new Set(repeats).size;
}

/** Groups that a comparison of groups leaves out, and why: nobody should take them for compared. */
function groupNotes({ dataset, contributions }: Meter, subjects: readonly Subject[]): readonly string[] {
  const weights = new Float64Array(dataset.rows).map(
    (_, row) => (dataset.count?.[row] ?? 1) * (dataset.weight?.[row] ?? 1),
  );
  return subjects.flatMap((subject) => {
    const { metric, across, slice } = subject;
    const parts = across === null || slice !== null ? null : contributions(subject);
    if (parts?.kind !== 'extremum') return [];
    const left = groupsLeftOut(parts, weights).map(({ name, units }) => `${quote(name)} (${Number(units.toFixed(1))})`);
    return left.length === 0
      ? []
      : [
          `${metric} across ${quote(across!)} leaves out groups with too few units: ${left.slice(0, 20).join(', ')}${left.length > 20 ? ' and more' : ''}.`,
        ];
  });
}

function comparisonNotes({ match, record }: Sides): readonly string[] {
  const { fullRows, dataset } = record;
  return [
    ...(match.unpairedBecause === null
      ? []
      : [`The examples are compared as two independent samples, because ${match.unpairedBecause}.`]),
    ...(fullRows > dataset.rows
      ? [`The baseline record keeps ${dataset.rows} of its ${fullRows} rows, and changes are judged on those.`]
      : []),
  ];
}
