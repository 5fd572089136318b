import { findAnchor, findBaseline, openAnchor, type Search } from '../baseline/find.ts';
import { idSecret, SEED } from '../commands/check.ts';
import type { GateRequest } from '../gate/request.ts';
import { type GateResult, runGate } from '../gate.ts';
import type { Policy, Suite } from '../model/policy.ts';
import type { EvidenceSource, GitHub } from '../model/ports.ts';

/** What is judged, and with what. */
interface Case extends Pick<GateRequest, 'policyChanges' | 'acknowledged'> {
  readonly policy: Policy;
  readonly policyNote: string | null;
  /** The commit that the evidence is about. */
  readonly commit: string;
  readonly place: Pick<Search, 'store' | 'wanted' | 'history'>;
  readonly sources: (suite: Suite) => readonly EvidenceSource[];
  readonly env: NodeJS.ProcessEnv;
  readonly github: GitHub;
  readonly now: Date;
}

/** Judges the evidence of a run inside GitHub Actions. */
export function judge({ place, env, github, ...request }: Case): Promise<GateResult> {
  const { policy, commit, now } = request;
  const anchor = openAnchor(policy.baseline.anchor, github);
  return runGate({
    ...request,
    seed: SEED,
    findBaseline: (suite) => findBaseline(suite, { ...place, head: commit, limits: policy.baseline, now }),
    findAnchor: (suite) => findAnchor(suite, { ...place, head: commit, now, anchor }),
    idSecret: idSecret(policy, env),
  });
}
