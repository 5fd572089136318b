import { isKnownError } from '../../errors.ts';
import type { BranchHistory, GitData, Log } from '../../model/ports.ts';

/** A longer history is replaced by one commit. */
const MAX_COMMITS = 500;

/** One recording in so many asks how long the history is. */
const EVERY = 50;

/**
 * Replaces a long history of a branch by one commit with the same files, so that whoever fetches it does not fetch every record there
 * ever was. The branch is set only if its tip is the one whose files were taken; a writer whose commit is built on the old history
 * is refused as in any race, and builds again on the new one. What goes wrong is told and changes nothing.
 *
 * No counter is kept: the hash of the new tip draws the recordings that ask, one in `every`.
 */
export async function compactBranch(
  github: BranchHistory & Pick<GitData, 'createCommit'>,
  {
    branch,
    tip,
    log,
    every = EVERY,
    maxCommits = MAX_COMMITS,
  }: {
    readonly branch: string;
    /** The commit that was just recorded. */
    readonly tip: string;
    readonly log: Pick<Log, 'info'>;
    readonly every?: number;
    readonly maxCommits?: number;
  },
): Promise<void> {
  if (Number.parseInt(tip.slice(0, 8), 16) % every !== 0) return;
  try {
    const found = await github.branchLength(branch);
    if (found === null || found.commits <= maxCommits) return;
    const root = await github.createCommit(`compact ${found.commits} commits [skip ci]`, found.tree, []);
    await github.replaceBranch(branch, found.tip, root);
    log.info(`The ${found.commits} commits of the branch ${branch} were replaced by one with the same files.`);
  } catch (error) {
    if (!isKnownError(error)) throw error;
    log.info(`The history of the branch ${branch} stays as long as it is, which harms nothing yet: ${error.message}`);
  }
}
