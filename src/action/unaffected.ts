import { EvidenceError, GitHubError } from '../errors.ts';
import { matchesWildcard } from '../evidence/sources/wildcard.ts';
import type { Unaffected } from '../gate/carry-forward.ts';
import { once } from '../model/once.ts';
import type { Policy, Suite } from '../model/policy.ts';
import type { Artifacts, Changes, EvidenceSource, Log } from '../model/ports.ts';

interface Here {
  /** The run whose artifacts are evidence. */
  readonly runId: number;
  /** Evidence files that patterns fit. */
  readonly files: (patterns: readonly string[]) => EvidenceSource;
  readonly github: Changes & Pick<Artifacts, 'listArtifacts'>;
  readonly log: Log;
  /**
   * What the change is on top of: of a push everything since the branch was last pushed, and not its last commit alone, since the others were not
   * evaluated either. null: unknown, or there is no change.
   */
  readonly from: string | null;
  readonly to: string;
}

/**
 * The suites with `affected-by` that have no evidence at all, and whose globs fit no changed file. What changed is asked of GitHub, and
 * only when evidence is absent; when the answer may lack a file, or there is none, every suite counts as affected, and the absent evidence
 * is the error that it always is.
 */
export async function findUnaffected(policy: Policy, here: Here): Promise<ReadonlyMap<string, Unaffected>> {
  const found = new Map<string, Unaffected>();
  const changed = once(() => changedFiles(here));
  for (const suite of policy.suites) {
    if (suite.affectedBy === undefined || (await hasEvidence(suite, here))) continue;
    const files = await changed();
    if (files === null) continue;
    const { matchChanged } = await import('../evidence/sources/match-paths.ts');
    const touched = await matchChanged(files, suite.affectedBy);
    if (touched.length === 0) found.set(suite.name, { files: files.length, globs: suite.affectedBy });
  }
  return found;
}

async function changedFiles({ github, log, from, to }: Here): Promise<readonly string[] | null> {
  if (from === null) return null;
  try {
    const files = await github.changedFiles(from, to);
    if (files === null) {
      log.warning(
        `GitHub does not list all files that changed since ${from}, so every suite counts as affected and needs its evidence.`,
      );
    }
    return files;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    log.warning(
      `What changed is not known, so every suite counts as affected and needs its evidence. ${error.message}`,
    );
    return null;
  }
}

async function hasEvidence(suite: Suite, here: Here): Promise<boolean> {
  return (await hasFiles(suite, here)) || (await hasArtifact(suite, here));
}

async function hasFiles({ files }: Suite, here: Here): Promise<boolean> {
  const excluded = files.filter((pattern) => pattern.startsWith('!'));
  for (const pattern of files.filter((each) => !each.startsWith('!'))) {
    try {
      if ((await here.files([pattern, ...excluded]).list()).length > 0) return true;
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
    }
  }
  return false;
}

/** When the artifacts cannot be listed the evidence may be there; reading it then says what is wrong. */
async function hasArtifact({ artifact }: Suite, { runId, github }: Here): Promise<boolean> {
  if (artifact === null) return false;
  try {
    const all = await github.listArtifacts(runId);
    return all.some(({ name }) => matchesWildcard(name, artifact));
  } catch (error) {
    if (error instanceof GitHubError) return true;
    throw error;
  }
}
