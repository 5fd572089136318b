import { compareSuite } from './gate/compare-suite.ts';
import { ownSubjects, type PreparedSuite, prepareSuites } from './gate/prepare.ts';
import type { GateRequest, MeasuredSuite } from './gate/request.ts';
import { judge, worst } from './judgement/judge.ts';
import { measure } from './judgement/measure.ts';
import { falseBlocksOf } from './judgement/plan.ts';
import type { Suite } from './model/policy.ts';
import type { Report } from './model/report.ts';
import type { Judgement } from './model/verdict.ts';
import { describeFinding } from './report/sentences.ts';

export interface GateResult {
  readonly report: Report;
  readonly suites: readonly MeasuredSuite[];
  /** The records that were compared with, as they were stored. */
  readonly baselines: readonly {
    readonly suite: string;
    readonly kind: 'baseline' | 'anchor';
    readonly bytes: Uint8Array;
  }[];
}

/** Reads, measures, compares and judges every suite. The verdict is data; nothing is printed or sent here. */
export async function runGate(request: GateRequest): Promise<GateResult> {
  const prepared = await prepareSuites(request);
  const compared = await Promise.all(
    prepared.map(async (each) => compareSuite(each, await findRecords(each.suite, request), request)),
  );
  const judgements = judge(compared.map(({ facts }) => facts));
  const judged = compared.map(({ report, hint }, i) => ({
    ...report,
    findings: judgements[i]!.map((judgement) => withSentence(judgement, hint)),
  }));
  const { acknowledged, policyChanges = [] } = request;
  const suites =
    acknowledged === undefined
      ? judged
      : (await import('./gate/acknowledge.ts')).acknowledgeSuites(judged, judgements, acknowledged, request.now);
  return {
    report: {
      verdict: worst(suites.flatMap(({ findings }) => findings.map(({ outcome }) => outcome))),
      commit: request.commit,
      createdAt: request.now.toISOString(),
      seed: request.seed,
      policyNote: request.policyNote,
      ...(policyChanges.length === 0 ? {} : { policyChanges }),
      falseBlocks: compared.some(({ report }) => report.baseline !== null || report.anchor !== null)
        ? falseBlocksOf(compared.map(({ facts }, i) => ({ facts, ...lookOf(prepared[i]!) })))
        : null,
      suites,
    },
    suites: compared.map(({ measured }) => measured),
    baselines: compared.flatMap(({ stored, measured: { suite } }) => [
      ...(stored.baseline ? [{ suite: suite.name, kind: 'baseline' as const, bytes: stored.baseline }] : []),
      ...(stored.anchor ? [{ suite: suite.name, kind: 'anchor' as const, bytes: stored.anchor }] : []),
    ]),
  };
}

/** Reads and measures every suite without a baseline: what a record is made from. */
export async function measureSuites(
  request: Pick<GateRequest, 'policy' | 'sources' | 'seed'>,
): Promise<readonly MeasuredSuite[]> {
  const prepared = await prepareSuites(request);
  return prepared.map((each) => ({
    suite: each.suite,
    evidence: each.evidence,
    measurements: ownSubjects(each).map((subject) => measure(each.meter, subject)),
    fingerprint: each.fingerprint,
    previous: null,
  }));
}

function lookOf({ meter, evidence: { ids } }: PreparedSuite) {
  return { meter, hasIds: ids !== null };
}

/** The anchor is asked for only where a gate wants it. */
export async function findRecords(
  { name, gates }: Suite,
  { findBaseline, findAnchor }: Pick<GateRequest, 'findBaseline' | 'findAnchor'>,
) {
  const anchor = gates.some(({ against }) => against === 'anchor') ? findAnchor(name) : ({ kind: 'none' } as const);
  return { baseline: await findBaseline(name), anchor: await anchor };
}

function withSentence({ detail, ...facts }: Judgement, baselineHint: string | null) {
  const known = baselineHint === null ? detail : { ...detail, baselineHint };
  const { n, posterior } = detail;
  const message = describeFinding({ ...facts, detail: known });
  return { ...facts, n: n || null, ...(posterior === undefined ? {} : { posterior }), message };
}
