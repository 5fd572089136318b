import type { PullRequest, Pulls } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { at, integerAt, listAt, textAt } from './json.ts';
import { readPages } from './pages.ts';

/** Pull requests, by their head or by number. */
export function githubPulls(send: Send): Pulls {
  const readList = (json: unknown) => listAt(json).map(readPull);
  return {
    openPullsOfBranch: (owner, branch) =>
      readPages(send, 'listPulls', { state: 'open', head: `${owner}:${branch}` }, readList),

    pullsOfCommit: (sha) => readPages(send, 'listCommitPulls', { commit_sha: sha }, readList),

    readPull: async (number) => (await send('readPull', { pull_number: number })).read(readPull),
  };
}

/** The repository of a head is null on GitHub when the fork was deleted. */
function readPull(json: unknown): PullRequest {
  const repositoryOf = (side: string) => {
    const id = at(json, side, 'repo', 'id');
    return typeof id === 'number' ? id : null;
  };
  return {
    number: integerAt(json, 'number'),
    isOpen: textAt(json, 'state') === 'open',
    headSha: textAt(json, 'head', 'sha'),
    headRepositoryId: repositoryOf('head'),
    baseSha: textAt(json, 'base', 'sha'),
    baseRef: textAt(json, 'base', 'ref'),
    baseRepositoryId: repositoryOf('base'),
  };
}
