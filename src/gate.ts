import type { FoundBaseline } from './baseline/find.ts';
import { type Match, matchRows } from './baseline/match.ts';
import { EvidenceError, type Problem } from './errors.ts';
import { readEvidence } from './evidence/read-evidence.ts';
import { alignClasses } from './judgement/align.ts';
import { assembleRow } from './judgement/assemble.ts';
import { compare } from './judgement/compare.ts';
import type { BaselineState, SuiteFacts } from './judgement/facts.ts';
import { findFlips } from './judgement/flips.ts';
import { judge, worst } from './judgement/judge.ts';
import { checkNames, gatedSubjects, measure, reportedSubjects } from './judgement/measure.ts';
import { createMeter, type Meter, type Terms } from './judgement/meter.ts';
import { subjectKey } from './judgement/slices.ts';
import { findMetric } from './metrics/catalogue.ts';
import type { Evidence } from './model/dataset.ts';
import type { Comparison, Measurement, Subject } from './model/measurement.ts';
import type { Policy, Suite } from './model/policy.ts';
import type { EvidenceSource } from './model/ports.ts';
import { quote } from './model/quote.ts';
import type { BaselineRecord } from './model/record.ts';
import type { BaselineUse, Report, SuiteReport } from './model/report.ts';
import type { Judgement } from './model/verdict.ts';
import { describeFinding } from './report/sentences.ts';

const NO_STORE = 'the policy wants no store of baselines (`store: none`)';

/** What a check is made from. The same request gives the same report, byte for byte. */
interface GateRequest {
  readonly policy: Policy;
  readonly policyNote: string | null;
  readonly commit: string | null;
  readonly now: Date;
  readonly seed: number;
  readonly sources: (suite: Suite) => readonly EvidenceSource[];
  readonly findBaseline: (suite: string) => Promise<FoundBaseline>;
  /** The key of the id hashes when the policy takes it from the environment; null when it is absent there. */
  readonly idSecret: Uint8Array | null;
}

/** One suite as it was measured: what its record is made from. */
export interface MeasuredSuite {
  readonly suite: Suite;
  readonly evidence: Evidence;
  readonly measurements: readonly Measurement[];
}

export interface GateResult {
  readonly report: Report;
  readonly suites: readonly MeasuredSuite[];
  /** The records that were compared with, by suite, as they were stored. */
  readonly baselines: ReadonlyMap<string, Uint8Array>;
}

/** Reads, measures, compares and judges every suite. The verdict is data; nothing is printed or sent here. */
export async function runGate(request: GateRequest): Promise<GateResult> {
  const { suites } = request.policy;
  const evidence = await readAll(request);
  const compared = await Promise.all(
    suites.map(async (suite, i) => compareSuite(suite, evidence[i]!, await request.findBaseline(suite.name), request)),
  );
  const judgements = judge(compared.map(({ facts }) => facts));
  return {
    report: {
      verdict: worst(judgements.flat().map(({ outcome }) => outcome)),
      commit: request.commit,
      createdAt: request.now.toISOString(),
      seed: request.seed,
      policyNote: request.policyNote,
      suites: compared.map(({ report }, i) => ({ ...report, findings: judgements[i]!.map(withSentence) })),
    },
    suites: compared.map(({ measured }) => measured),
    baselines: new Map(compared.flatMap(({ stored, measured }) => (stored ? [[measured.suite.name, stored]] : []))),
  };
}

/** Reads and measures every suite without a baseline: what a record is made from. */
export async function measureSuites(
  request: Pick<GateRequest, 'policy' | 'sources'>,
): Promise<readonly MeasuredSuite[]> {
  const evidence = await readAll(request);
  return request.policy.suites.map((suite, i) => measureSuite(suite, evidence[i]!));
}

/** The evidence of every suite. What is wrong with any of them is told together. */
async function readAll({ policy, sources }: Pick<GateRequest, 'policy' | 'sources'>): Promise<readonly Evidence[]> {
  const read = await Promise.allSettled(
    policy.suites.map((suite) => readEvidence(sources(suite), suite.format, requestOf(suite))),
  );
  const problems: Problem[] = [];
  for (const result of read) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof EvidenceError)) throw result.reason;
    problems.push(...result.reason.problems);
  }
  if (problems.length > 0) throw new EvidenceError(problems);
  return read.map((result) => (result as PromiseFulfilledResult<Evidence>).value);
}

function requestOf(suite: Suite) {
  const metrics = [...suite.gates, ...suite.metrics].map(({ metric }) => metric);
  const gateColumns = suite.gates.map(({ select }) =>
    select.kind === 'each' ? select.columns : select.kind === 'one' ? Object.keys(select.slice) : [],
  );
  return {
    task: suite.task,
    columns: suite.columns,
    positiveLabel: suite.positiveLabel,
    sliceColumns: [...new Set([...suite.slices, ...gateColumns].flat())],
    needs: new Set(metrics.flatMap((name) => findMetric(name, suite.task)?.needs ?? [])),
    numbers: suite.task === 'scores' ? [...new Set(metrics)] : [],
    where: `${suite.where}: suite ${quote(suite.name)}`,
  };
}

function openMeter(suite: Suite, evidence: Evidence): Meter {
  checkNames(suite, evidence.dataset);
  return createMeter(evidence.dataset, termsOf(suite, evidence));
}

function termsOf({ task, costs }: Suite, evidence: Evidence): Terms {
  return { task, costs, positiveLabel: positiveOf(evidence), seed: 1 };
}

function measureSuite(suite: Suite, evidence: Evidence): MeasuredSuite {
  const meter = openMeter(suite, evidence);
  const subjects = reportedSubjects(suite, evidence.dataset, gatedSubjects(suite, evidence.dataset, null));
  return { suite, evidence, measurements: subjects.map((subject) => measure(meter, subject)) };
}

function compareSuite(suite: Suite, evidence: Evidence, found: FoundBaseline, { idSecret }: GateRequest) {
  const meter = openMeter(suite, evidence);
  const sides = found.kind === 'found' ? pairUp(meter, evidence, termsOf(suite, evidence), found, idSecret) : null;
  const gated = gatedSubjects(suite, evidence.dataset, sides?.baseline.dataset ?? null);
  const results = new Map(
    reportedSubjects(suite, evidence.dataset, gated).map((subject) => {
      const measurement = measure(meter, subject);
      const comparison = sides && compareOrNothing(sides, subject);
      const baseline = sides && comparison ? baselineValue(sides, comparison, subject) : null;
      return [subjectKey(subject), { measurement, comparison, baseline }];
    }),
  );
  const facts: SuiteFacts = {
    suite,
    rows: evidence.files.reduce((sum, file) => sum + file.rows, 0),
    files: evidence.files.length,
    n: examplesOf(evidence),
    missing: evidence.missing,
    baseline: stateOf(suite, found, sides?.match ?? null),
    gates: gated.map((subject) => ({
      ...subject,
      ...results.get(subjectKey(subject))!,
      signatureChanged: found.kind === 'found' && isRedefined(subject, meter, found),
    })),
  };
  const rows = [...results.values()];
  const report: Omit<SuiteReport, 'findings'> = {
    name: suite.name,
    task: suite.task,
    n: facts.n,
    missing: facts.missing,
    evidence: evidence.files,
    baseline: found.kind === 'found' ? useOf(found, sides!.match) : null,
    measurements: rows.map(({ measurement, comparison, baseline }) => assembleRow(measurement, comparison, baseline)),
    flips: sides && findFlips(sides.candidate.dataset, sides.baseline.dataset, sides.match.pairs, evidence.ids),
    notes: [...evidence.notes, ...(sides === null ? [] : comparisonNotes(sides))],
  };
  const measured: MeasuredSuite = { suite, evidence, measurements: rows.map(({ measurement }) => measurement) };
  return { facts, report, measured, stored: found.kind === 'found' ? found.stored : null };
}

/** The baseline's value on all its rows: as recorded when the record was thinned, else computed from its columns. */
function baselineValue({ baseline, record }: Sides, comparison: Comparison, subject: Subject): number | null {
  if (record.fullRows > record.dataset.rows) {
    return record.measurements.find((recorded) => subjectKey(recorded) === subjectKey(subject))?.value ?? null;
  }
  if (comparison.isComplete) return comparison.baseline;
  const { value, n, contributions } = baseline.estimate(subject);
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

interface Sides {
  readonly candidate: Meter;
  readonly baseline: Meter;
  readonly match: Match;
  readonly record: BaselineRecord;
}

/** Both sides over one list of classes, and which rows belong together. */
function pairUp(
  meter: Meter,
  evidence: Evidence,
  terms: Terms,
  { record }: Extract<FoundBaseline, { kind: 'found' }>,
  secret: Uint8Array | null,
): Sides {
  const [own, other] = alignClasses(meter.dataset, record.dataset);
  return {
    candidate: own.classes.length === meter.dataset.classes.length ? meter : createMeter(own, terms),
    baseline: createMeter(other, terms),
    match: matchRows(own, evidence.ids, { ...record, dataset: other }, secret),
    record,
  };
}

function stateOf(suite: Suite, found: FoundBaseline, match: Match | null): BaselineState {
  // Without a store on purpose, only a rule that needs one is worth a warning.
  const isRelative = suite.gates.some(({ maxDrop, maxRise }) => maxDrop !== null || maxRise !== null);
  if (found.kind === 'none') return isRelative ? { kind: 'unusable', problem: NO_STORE } : { kind: 'empty' };
  return found.kind === 'found' ? { kind: 'found', stale: found.stale, changed: match!.changed } : found;
}

function useOf({ use }: Extract<FoundBaseline, { kind: 'found' }>, { pairs, shared }: Match): BaselineUse {
  return { ...use, pairing: pairs === null ? 'unpaired' : 'paired', shared };
}

/** Only precomputed values can be of another definition: all others are computed from the record's columns, on both sides alike. */
function isRedefined(subject: Subject, meter: Meter, { record }: Extract<FoundBaseline, { kind: 'found' }>): boolean {
  const metric = meter.metric(subject.metric);
  if (metric.kind !== 'scalar') return false;
  const before = record.measurements.find((recorded) => subjectKey(recorded) === subjectKey(subject));
  return before !== undefined && before.signature !== metric.signature;
}

function examplesOf({ dataset }: Evidence): number {
  return dataset.count === null ? dataset.rows : dataset.count.reduce((sum, count) => sum + count, 0);
}

function positiveOf({ dataset, positive }: Evidence): string | null {
  return positive === null ? null : (dataset.classes[positive] ?? null);
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

function withSentence({ detail, ...facts }: Judgement) {
  return { ...facts, message: describeFinding({ ...facts, detail }) };
}
