import { compareSuite } from './gate/compare-suite.ts';
import { ownSubjects, prepareSuites } from './gate/prepare.ts';
import type { GateRequest, MeasuredSuite } from './gate/request.ts';
import { judge, worst } from './judgement/judge.ts';
import { measure } from './judgement/measure.ts';
import type { Report } from './model/report.ts';
import type { Judgement } from './model/verdict.ts';
import { describeFinding } from './report/sentences.ts';

export interface GateResult {
  readonly report: Report;
  readonly suites: readonly MeasuredSuite[];
  /** The records that were compared with, by suite, as they were stored. */
  readonly baselines: ReadonlyMap<string, Uint8Array>;
}

/** Reads, measures, compares and judges every suite. The verdict is data; nothing is printed or sent here. */
export async function runGate(request: GateRequest): Promise<GateResult> {
  const prepared = await prepareSuites(request);
  const compared = await Promise.all(
    prepared.map(async (each) => compareSuite(each, await request.findBaseline(each.suite.name), request)),
  );
  const judgements = judge(compared.map(({ facts }) => facts));
  return {
    report: {
      verdict: worst(judgements.flat().map(({ outcome }) => outcome)),
      commit: request.commit,
      createdAt: request.now.toISOString(),
      seed: request.seed,
      policyNote: request.policyNote,
      suites: compared.map(({ report, hint }, i) => ({
        ...report,
        findings: judgements[i]!.map((judgement) => withSentence(judgement, hint)),
      })),
    },
    suites: compared.map(({ measured }) => measured),
    baselines: new Map(compared.flatMap(({ stored, measured }) => (stored ? [[measured.suite.name, stored]] : []))),
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
  }));
}

function withSentence({ detail, ...facts }: Judgement, baselineHint: string | null) {
  const known = baselineHint === null ? detail : { ...detail, baselineHint };
  return { ...facts, message: describeFinding({ ...facts, detail: known }) };
}
