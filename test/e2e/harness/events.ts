import { pullShape } from '../../github-server/job-shapes.ts';
import type { Account, Pull } from '../../github-server/repository.ts';
import type { FakeGitHub } from '../../github-server/server.ts';
import { pageOf, repositoryShape, userShape } from '../../github-server/shapes.ts';

/** Why a job runs: what the runner sets in its environment, and the payload of the event. */
export interface RunEvent {
  readonly name: string;
  readonly sha: string;
  readonly ref: string;
  /** Only of pull requests. */
  readonly headRef?: string;
  readonly baseRef?: string;
  readonly actor: string;
  readonly payload: unknown;
}

const OCTOCAT: Account = { login: 'octocat', type: 'User' };

/** The payload that every event has. */
const shared = (server: FakeGitHub, sender: Account) => ({
  repository: repositoryShape(server),
  sender: userShape(sender, server.addresses),
});

/** A commit was pushed to the head of a pull request; one of a fork when the pull request is. Tests the merge commit. */
export function pullRequestEvent(server: FakeGitHub, pull: Pull, sender = pull.author): RunEvent {
  return {
    name: 'pull_request',
    sha: pull.mergeSha,
    ref: `refs/pull/${pull.number}/merge`,
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    actor: sender.login,
    payload: {
      action: 'synchronize',
      number: pull.number,
      before: '0'.repeat(40),
      after: pull.head.sha,
      pull_request: pullShape(server, pull),
      ...shared(server, sender),
    },
  };
}

/** The tip of a branch (the default one when none is named) was pushed. */
export function pushEvent(server: FakeGitHub, branch = server.defaultBranch): RunEvent {
  const ref = `refs/heads/${branch}`;
  const sha = tipOf(server, branch);
  const { parents, message, author, committer, tree } = server.git.commits.get(sha)!;
  const before = parents[0] ?? '0'.repeat(40);
  const commit = {
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: committer.date,
    url: `${pageOf(server)}/commit/${sha}`,
    author: { name: author.name, email: author.email, username: author.name },
    committer: { name: committer.name, email: committer.email, username: committer.name },
    added: [],
    removed: [],
    modified: [],
  };
  return {
    name: 'push',
    ...{ sha, ref },
    actor: OCTOCAT.login,
    payload: {
      ...{ ref, before, after: sha },
      base_ref: null,
      created: parents.length === 0,
      deleted: false,
      forced: false,
      compare: `${pageOf(server)}/compare/${before.slice(0, 12)}...${sha.slice(0, 12)}`,
      commits: [commit],
      head_commit: commit,
      pusher: { name: author.name, email: author.email },
      ...shared(server, OCTOCAT),
    },
  };
}

/** Somebody started the workflow by hand on a branch. */
export function workflowDispatchEvent(
  server: FakeGitHub,
  { branch = server.defaultBranch, inputs = {} }: { branch?: string; inputs?: Readonly<Record<string, string>> } = {},
): RunEvent {
  const ref = `refs/heads/${branch}`;
  return {
    name: 'workflow_dispatch',
    sha: tipOf(server, branch),
    ref,
    actor: OCTOCAT.login,
    payload: { inputs, ref, workflow: '.github/workflows/model.yml', ...shared(server, OCTOCAT) },
  };
}

function tipOf(server: FakeGitHub, branch: string): string {
  const sha = server.refs.get(`refs/heads/${branch}`);
  if (sha === undefined) throw new Error(`There is no branch ${branch}: commit something to it first.`);
  return sha;
}
