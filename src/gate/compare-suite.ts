import { historyOf } from '../baseline/continue-history.ts';
import type { FoundBaseline } from '../baseline/find.ts';
import { assembleRow } from '../judgement/assemble.ts';
import type { SuiteFacts } from '../judgement/facts.ts';
import { findFlips } from '../judgement/flips.ts';
import { harmOfSlices } from '../judgement/harm.ts';
import { openHistory } from '../judgement/history-series.ts';
import { gatedSubjects, reportedSubjects } from '../judgement/measure.ts';
import { subjectKey } from '../judgement/slices.ts';
import type { Column, Metric } from '../model/metric.ts';
import type { Gate, Suite } from '../model/policy.ts';
import type { SuiteReport } from '../model/report.ts';
import { capitalize } from '../report/headline.ts';
import { historyNotes } from './history-notes.ts';
import { comparisonNotes, groupNotes, metricNotes, runNotes, signed, valueNotes } from './notes.ts';
import type { PreparedSuite } from './prepare.ts';
import { randomisationNotes } from './randomisation-notes.ts';
import { type Look, openReference, type Reference } from './reference.ts';
import type { GateRequest, MeasuredSuite } from './request.ts';
import { searchSuite } from './search-suite.ts';

/** Columns that hold what a judge said. */
const JUDGED: readonly Column[] = ['judge-score', 'win', 'refused', 'valid', 'toxic'];

/** A suite beside its baseline: what it is judged by, all that is reported of it but for the findings, and what its record is made from. */
interface ComparedSuite {
  readonly facts: SuiteFacts;
  readonly report: Omit<SuiteReport, 'findings'>;
  readonly measured: MeasuredSuite;
  /** Where a first record was looked for, as a plain clause; null where there is one. */
  readonly hint: string | null;
  /** The records that it was compared with, as they were stored. */
  readonly stored: Readonly<Record<'baseline' | 'anchor', Uint8Array | null>>;
}

/** The records that the store has for a suite. */
interface FoundRecords {
  readonly baseline: FoundBaseline;
  readonly anchor: FoundBaseline;
}

export function compareSuite(
  prepared: PreparedSuite,
  found: FoundRecords,
  { idSecret }: Pick<GateRequest, 'idSecret'>,
): ComparedSuite {
  const { suite, evidence, fingerprint, meter } = prepared;
  const open = (against: Gate['against']) =>
    openReference(prepared, found[against], idSecret, suite.gates.some(asksFor(against)));
  const references = { baseline: open('baseline'), anchor: open('anchor') };
  const { baseline, anchor } = references;
  const gated = gatedSubjects(suite, evidence.dataset, ({ against }) => datasetOf(references[against]));
  const results = new Map(
    reportedSubjects(suite, evidence.dataset, gated).map((subject) => [subjectKey(subject), baseline.look(subject)]),
  );
  const anchored = new Map(
    gated.filter(({ gate }) => gate.against === 'anchor').map((subject) => [subjectKey(subject), anchor.look(subject)]),
  );
  const rowsOfFiles = evidence.files.reduce((sum, file) => sum + file.rows, 0);
  const hint = found.baseline.kind === 'empty' ? found.baseline.hint : null;
  const { sides } = baseline;
  const history = sides && openHistory(historyOf(sides.record, suite.gates), fingerprint, evidence.versions);
  const facts: SuiteFacts = {
    suite,
    rows: rowsOfFiles,
    files: evidence.files.length,
    // The rows of a ranking are items; those of its dataset are queries.
    n: suite.task === 'ranking' ? rowsOfFiles : rowsOf(prepared),
    missing: evidence.missing,
    baseline: baseline.state,
    ...(history === null ? {} : { history }),
    gates: gated.map((subject) => ({
      ...subject,
      ...(subject.gate.against === 'anchor' ? anchored : results).get(subjectKey(subject))!,
      reference: references[subject.gate.against].state,
      compares: meter.metric(subject.metric).compares ?? null,
      isJudged: isJudged(suite, meter.metric(subject.metric)),
    })),
  };
  const rows = [...results.values()];
  const harm = harmOfSlices(rows);
  const searched = searchSuite(
    prepared,
    sides,
    harm.filter((each) => each !== null),
  );
  const rowOf = (look: Look) => signed(prepared, assembleRow(look.measurement, look.comparison, look.baseline));
  const measurements = rows.map((look, i) => ({ ...rowOf(look), ...(harm[i] == null ? {} : { qValue: harm[i].q }) }));
  const report: Omit<SuiteReport, 'findings'> = {
    name: suite.name,
    task: suite.task,
    n: examplesOf(prepared),
    missing: facts.missing,
    evidence: evidence.files,
    baseline: baseline.use,
    anchor: anchor.use,
    measurements,
    anchored: [...anchored.values()].map(rowOf),
    flips: sides && findFlips(sides.candidate.dataset, sides.baseline.dataset, sides.match.pairs, evidence.ids),
    ...(searched.search === null ? {} : { sliceSearch: searched.search }),
    notes: [
      ...evidence.notes,
      ...comparisonNotes('baseline', baseline),
      ...comparisonNotes('anchor', anchor),
      ...(hint === null || !suite.gates.some(asksFor('baseline')) ? [] : [`${capitalize(hint)}.`]),
      ...historyNotes(suite, history),
      ...groupNotes(rows.map(({ measurement }) => measurement)),
      ...metricNotes(prepared, measurements),
      ...runNotes(prepared, measurements),
      ...valueNotes(measurements, gated),
      ...randomisationNotes(rows),
      ...searched.notes,
    ],
  };
  const measured: MeasuredSuite = {
    ...{ suite, evidence, fingerprint },
    measurements: rows.map(({ measurement }) => measurement),
    previous: sides?.record ?? null,
  };
  return { facts, report, measured, hint, stored: { baseline: baseline.stored, anchor: anchor.stored } };
}

/** Whether a gate has a rule that a reference decides. */
function asksFor(reference: Gate['against']): (gate: Gate) => boolean {
  return ({ against, maxDrop, maxRise, fromHistory }) =>
    (against === reference && (maxDrop !== null || maxRise !== null)) ||
    (reference === 'baseline' && (fromHistory?.minSize ?? 0) > 0);
}

/** Own metrics may come from a judge, as those do whose column is one of a judgement. */
function isJudged({ task }: Suite, { needs }: Metric): boolean {
  return task === 'scores' || needs.some((column) => JUDGED.includes(column));
}

function datasetOf({ sides }: Reference) {
  return sides?.baseline.dataset ?? null;
}

function rowsOf({ evidence: { dataset } }: PreparedSuite): number {
  return dataset.count === null ? dataset.rows : dataset.count.reduce((sum, count) => sum + count, 0);
}

/** Rows, or where examples have several runs, examples. */
function examplesOf(prepared: PreparedSuite): number {
  const { repeats } = prepared.evidence.dataset;
  return repeats === null ? rowsOf(prepared) : new Set(repeats).size;
}
