import { GitHubError } from '../errors.ts';
import type { GitData } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { backoffMs, MAX_REPEATS, type Pace } from './retry.ts';

/** 0.5 s to 16 s between them: 31.5 s, as long as a copy of the repository may be behind. */
const MAX_LATE_READINGS = 6;

/**
 * Moves a branch as compare-and-swap: without force, GitHub only moves it to a descendant of its tip.
 *
 * GitHub's answer does not tell a lost race (422 or 409) from a rule that forbids the move (also 422), and after a
 * server error or a dropped connection the move may have happened. So the branch is read again: it is at `to`: done;
 * elsewhere: another writer moved it; still at `from`: one more try, since the reading may be seconds old. When GitHub says
 * that the branch has moved, the reading is what is wrong, and it is given half a minute.
 *
 * Errors: GitHubError when the branch stays where it is after 4 tries (7 where it moved), or when GitHub refuses with another status.
 */
export function branchMover(send: Send, branchTip: GitData['branchTip'], pace: Pace): GitData['moveBranch'] {
  return async (branch, from, to) => {
    for (let repeat = 0; ; repeat += 1) {
      try {
        await (from === null
          ? send('createBranch', { ref: `refs/heads/${branch}`, sha: to })
          : send('moveBranch', { ref: `heads/${branch}`, sha: to, force: false }));
        return 'done';
      } catch (error) {
        if (!(error instanceof GitHubError)) throw error;
        if (!leavesOpen(error.status)) throw error;
        const tip = await branchTip(branch);
        if (tip === to) return 'done';
        if (tip !== from) return 'moved';
        if (repeat >= (saysMoved(error) ? MAX_LATE_READINGS : MAX_REPEATS)) throw explainRefusal(error, branch);
        await pace.sleep(backoffMs(repeat));
      }
    }
  };
}

const leavesOpen = (status: number | null): boolean =>
  status === null || status === 409 || status === 422 || status >= 500;

/** GitHub's words for a race that was lost, in moving and in creating. */
const saysMoved = ({ detail }: GitHubError): boolean => /not a fast forward|already exists/i.test(detail);

function explainRefusal(error: GitHubError, branch: string): GitHubError {
  if (error.status !== 409 && error.status !== 422) return error;
  const remedy = `If a ruleset or a branch protection covers \`${branch}\`, exclude this branch from it.`;
  return new GitHubError(error.operation, error.status, `${error.detail} ${remedy}`, error.permission);
}
