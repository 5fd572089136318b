import type { PullRequest, Pulls } from '../model/ports.ts';
import type { EndedRun } from '../runner/context.ts';

/**
 * The open pull requests of this repository whose head is still the commit that a run was about. None of what is asked comes from the run's
 * artifacts, which could name anybody's pull request, and GitHub leaves the list in the payload empty for forks. Empty: the head has moved,
 * or the pull request was closed.
 */
export async function findPulls(
  { headSha, headBranch, headRepository, repositoryId }: EndedRun,
  github: Pick<Pulls, 'openPullsOfBranch' | 'pullsOfCommit'>,
): Promise<readonly PullRequest[]> {
  if (headRepository === null) return [];
  const isMeant = (pull: PullRequest) =>
    pull.isOpen &&
    pull.headSha === headSha &&
    pull.headRepositoryId === headRepository.id &&
    pull.baseRepositoryId === repositoryId;
  const ofBranch =
    headBranch === null ? [] : (await github.openPullsOfBranch(headRepository.owner, headBranch)).filter(isMeant);
  return ofBranch.length > 0 ? ofBranch : (await github.pullsOfCommit(headSha)).filter(isMeant);
}
