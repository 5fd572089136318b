import { findAnchor, findBaseline, openAnchor, type Search } from '../baseline/find.ts';
import { idSecret, SEED } from '../commands/check.ts';
import { artifactSource } from '../evidence/sources/artifact.ts';
import { carryForward } from '../gate/carry-forward.ts';
import type { GateRequest } from '../gate/request.ts';
import { type GateResult, runGate } from '../gate.ts';
import { type Policy, type Suite, whereIn } from '../model/policy.ts';
import type { EvidenceSource, GitHub, Log } from '../model/ports.ts';
import { findUnaffected } from './unaffected.ts';

/** What is judged, and with what. */
interface Case extends Pick<GateRequest, 'policyChanges' | 'acknowledged'> {
  readonly policy: Policy;
  readonly policyNote: string | null;
  /** The commit that the evidence is about. */
  readonly commit: string;
  /** What that commit is a change of; see `findUnaffected`. */
  readonly from: string | null;
  readonly place: Pick<Search, 'store' | 'wanted' | 'history'>;
  /** Evidence files that patterns fit; `where` says who names them. */
  readonly files: (patterns: readonly string[], where?: string) => EvidenceSource;
  /** The run whose artifacts are evidence. */
  readonly runId: number;
  readonly env: NodeJS.ProcessEnv;
  readonly github: GitHub;
  readonly log: Log;
  readonly now: Date;
}

interface Judged {
  /** Every suite of the policy. */
  readonly result: GateResult;
  /** Those alone that were evaluated. */
  readonly evaluated: GateResult['report'];
}

/** Judges the evidence of a run inside GitHub Actions. Suites that the change does not affect pass. */
export async function judge({ place, env, github, log, files, runId, from, ...request }: Case): Promise<Judged> {
  const { policy, commit, now } = request;
  const anchor = openAnchor(policy.baseline.anchor, github);
  const unaffected = await findUnaffected(policy, { github, log, files, runId, from, to: commit });
  const sources = (suite: Suite): readonly EvidenceSource[] => [
    ...(suite.files.length > 0 ? [files(suite.files, whereIn(suite, 'files'))] : []),
    ...(suite.artifact === null
      ? []
      : [artifactSource(github, runId, suite.artifact, { where: whereIn(suite, 'artifact') })]),
  ];
  const evaluated = await runGate({
    ...request,
    policy: { ...policy, suites: policy.suites.filter(({ name }) => !unaffected.has(name)) },
    sources,
    seed: SEED,
    findBaseline: (suite) => findBaseline(suite, { ...place, head: commit, limits: policy.baseline, now }),
    findAnchor: (suite) => findAnchor(suite, { ...place, head: commit, now, anchor }),
    idSecret: idSecret(policy, env),
  });
  return { result: carryForward(evaluated, policy.suites, unaffected), evaluated: evaluated.report };
}
