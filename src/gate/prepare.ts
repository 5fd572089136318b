import { fingerprintOf } from '../baseline/fingerprint.ts';
import { EvidenceError, type Problem } from '../errors.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import type { EvidenceRequest } from '../evidence/request.ts';
import { gatedSubjects, reportedSubjects } from '../judgement/measure.ts';
import { createMeter, type Meter, type Terms } from '../judgement/meter.ts';
import { nameProblems, withKnownNames } from '../judgement/names.ts';
import { findMetric } from '../metrics/catalogue.ts';
import { digestEvidence } from '../metrics/digest.ts';
import { countReferences } from '../metrics/texts.ts';
import type { Evidence } from '../model/dataset.ts';
import type { Direction } from '../model/metric.ts';
import { once } from '../model/once.ts';
import { type Placed, placeIn, type Suite } from '../model/policy.ts';
import { quote } from '../model/quote.ts';
import { probabilityNotes } from './probability-notes.ts';
import type { GateRequest } from './request.ts';

/** A suite whose evidence was read, and holds everything that its gates ask for. */
export interface PreparedSuite {
  /** Its names are those of the evidence. */
  readonly suite: Suite;
  /** Without texts and rankings: what is kept of them is in its dataset. */
  readonly evidence: Evidence;
  /** Of the data set, see baseline/fingerprint.ts: it follows from texts and rankings as well. */
  readonly fingerprint: () => string;
  readonly terms: Terms;
  readonly meter: Meter;
  /** References of each text, as sacreBLEU counts them; null without texts. */
  readonly references: string | null;
}

/** Reads the evidence of every suite. What is wrong with any of them is told together, in one EvidenceError. */
export async function prepareSuites({
  policy,
  sources,
  seed,
}: Pick<GateRequest, 'policy' | 'sources' | 'seed'>): Promise<readonly PreparedSuite[]> {
  const read = await Promise.allSettled(
    policy.suites.map(async (suite) => {
      const evidence = await readEvidence(sources(suite), suite.format, requestOf(suite));
      return prepare(suite, evidence, seed);
    }),
  );
  const problems: Problem[] = [];
  for (const result of read) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof EvidenceError)) throw result.reason;
    problems.push(...result.reason.problems);
  }
  if (problems.length > 0) throw new EvidenceError(problems);
  return read.map((result) => (result as PromiseFulfilledResult<PreparedSuite>).value);
}

function prepare(written: Suite, whole: Evidence, seed: number): PreparedSuite {
  const suite = withKnownNames(written, whole);
  const named = nameProblems(suite, whole.dataset);
  if (named.length > 0) throw new EvidenceError(named);
  const evidence = digestEvidence(whole, metricsOf(suite));
  const terms = termsOf(suite, evidence, seed);
  const meter = createMeter(evidence.dataset, terms);
  const unmeasured = columnProblems(suite, meter);
  if (unmeasured.length > 0) throw new EvidenceError(unmeasured);
  const notes = [...evidence.notes, ...probabilityNotes(suite, evidence.dataset)];
  const references = whole.raw.texts && countReferences(whole.raw.texts);
  const fingerprint = once(() => fingerprintOf(whole));
  return { suite, evidence: { ...evidence, notes }, fingerprint, terms, meter, references };
}

/** What metrics lack in the evidence, each where the policy asks for it. */
function columnProblems(suite: Suite, meter: Meter): readonly Problem[] {
  const problems: Problem[] = [];
  const told = new Set<string>();
  for (const use of [...suite.gates, ...suite.metrics]) {
    try {
      meter.contributions({ ...use, slice: null });
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      for (const { message } of error.problems) {
        if (!told.has(message)) problems.push({ where: use.where, message: `${use.key}: ${message}` });
        told.add(message);
      }
    }
  }
  return problems;
}

function requestOf(suite: Suite): EvidenceRequest {
  const { task, columns, positiveLabel } = suite;
  const uses = [...suite.gates, ...suite.metrics];
  const bringsOwn = task === 'scores' || task === 'metrics';
  return {
    task,
    columns,
    positiveLabel,
    positiveFor: positiveUses(suite),
    sliceColumns: sliceColumnsOf(suite),
    discoverSlices: suite.discoverSlices ?? false,
    needs: new Set(metricsOf(suite).flatMap(({ needs }) => needs)),
    wants: new Set(metricsOf(suite).flatMap(({ wants = [] }) => wants)),
    numbers: bringsOwn ? firstOfEach(uses.map(({ metric, where, key }) => ({ name: metric, where, key }))) : [],
    where: `${suite.where}: suite ${quote(suite.name)}`,
    place: (within) => placeIn(suite, within),
  };
}

/** Metrics that are about one class and name none. */
function positiveUses({ gates, metrics, task }: Suite): readonly string[] {
  const unnamed = [...gates, ...metrics].filter(({ label }) => label === null).map(({ metric }) => metric);
  return [...new Set(unnamed)].filter((name) => (findMetric(name, task)?.label ?? 'no') !== 'no');
}

/** Every column that the suite slices by or compares groups of, once, where the policy names it first. */
function sliceColumnsOf(suite: Suite): EvidenceRequest['sliceColumns'] {
  const at = (names: readonly string[], { where, key }: Placed) => names.map((name) => ({ name, where, key }));
  return firstOfEach([
    ...suite.gates.flatMap(({ select, where, key }) => {
      const names = select.kind === 'each' ? select.columns : select.kind === 'one' ? Object.keys(select.slice) : [];
      return at(names, { where, key: `${key}.slice` });
    }),
    ...[...suite.gates, ...suite.metrics].flatMap(({ across, where, key }) =>
      across === null ? [] : at([across], { where, key: `${key}.across` }),
    ),
    ...suite.slices.flatMap((columns, i) => at(columns, placeIn(suite, `slices[${i}]`))),
  ]);
}

function firstOfEach<T extends { readonly name: string }>(wanted: readonly T[]): readonly T[] {
  return wanted.filter(({ name }, i) => wanted.findIndex((other) => other.name === name) === i);
}

function metricsOf(suite: Suite) {
  return [...suite.gates, ...suite.metrics].flatMap(({ metric }) => findMetric(metric, suite.task) ?? []);
}

function termsOf(suite: Suite, { dataset, positive }: Evidence, seed: number): Terms {
  const positiveLabel = positive === null ? null : (dataset.classes[positive] ?? null);
  return { task: suite.task, costs: suite.costs, positiveLabel, directions: directionsOf(suite), seed };
}

/** Which way is better for metrics that have no better side of their own: the rules of their gates say it, if they agree. */
function directionsOf({ gates }: Suite): ReadonlyMap<string, Direction> {
  const directions = new Map<string, Direction | null>();
  for (const { metric, min, max, maxDrop, maxRise } of gates) {
    const higher = min !== null || maxDrop !== null;
    const lower = max !== null || maxRise !== null;
    const said = higher === lower ? null : higher ? 'higher' : 'lower';
    const before = directions.get(metric);
    directions.set(metric, before === undefined || before === said ? said : null);
  }
  return new Map([...directions].flatMap(([metric, side]) => (side === null ? [] : [[metric, side]])));
}

/** Every gate and metric at every place, on the candidate alone. */
export function ownSubjects({ suite, evidence: { dataset } }: PreparedSuite) {
  return reportedSubjects(
    suite,
    dataset,
    gatedSubjects(suite, dataset, () => null),
  );
}
