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

/** Somebody put a label on a pull request. */
export function labelEvent(server: FakeGitHub, pull: Pull, name: string, login: string): RunEvent {
  const sender: Account = { login, type: 'User' };
  const event = pullRequestEvent(server, pull, sender);
  const label = {
    id: 1,
    node_id: 'x',
    url: `${pageOf(server)}/labels/x`,
    name,
    color: 'd93f0b',
    default: false,
    description: null,
  };
  return { ...event, payload: { ...(event.payload as object), action: 'labeled', label } };
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

/** The time of a schedule has come. Its payload names the schedule and nothing else. */
export function scheduleEvent(server: FakeGitHub): RunEvent {
  const { defaultBranch } = server;
  const [sha, ref] = [tipOf(server, defaultBranch), `refs/heads/${defaultBranch}`];
  return { name: 'schedule', ...{ sha, ref }, actor: OCTOCAT.login, payload: { schedule: '0 4 * * *' } };
}

/** A pull request is about to be merged from the queue: the group is the merge of its head into the base. */
export function mergeGroupEvent(server: FakeGitHub, pull: Pull): RunEvent {
  const ref = `refs/heads/gh-readonly-queue/${pull.base.ref}/pr-${pull.number}-${pull.base.sha}`;
  const { message, author, committer, tree } = server.git.commits.get(pull.mergeSha)!;
  const group = {
    head_sha: pull.mergeSha,
    head_ref: ref,
    base_sha: pull.base.sha,
    base_ref: `refs/heads/${pull.base.ref}`,
    head_commit: { id: pull.mergeSha, tree_id: tree, message, timestamp: committer.date, author, committer },
  };
  const payload = { action: 'checks_requested', merge_group: group, ...shared(server, OCTOCAT) };
  return { name: 'merge_group', sha: pull.mergeSha, ref, actor: OCTOCAT.login, payload };
}

/** A workflow run has ended, as GitHub tells another workflow, which runs on the default branch: that of a pull request, which may be a fork's. */
export function workflowRunEvent(
  server: FakeGitHub,
  pull: Pull,
  run: Readonly<Record<string, unknown>> = {},
): RunEvent {
  const ref = `refs/heads/${server.defaultBranch}`;
  const head = repositoryShape(server, pull.head.fork ?? undefined);
  const id = 77;
  const endedRun = {
    ...{ id, name: 'model', event: 'pull_request', status: 'completed', conclusion: 'success' },
    path: '.github/workflows/model.yml',
    head_branch: pull.head.ref,
    head_sha: pull.head.sha,
    ...{ run_number: 3, run_attempt: 1, workflow_id: 9 },
    pull_requests: [],
    html_url: `${pageOf(server)}/actions/runs/${id}`,
    actor: userShape(pull.author, server.addresses),
    triggering_actor: userShape(pull.author, server.addresses),
    repository: repositoryShape(server),
    head_repository: head,
    ...run,
  };
  const workflow = { id: 9, name: 'model', path: '.github/workflows/model.yml', state: 'active' };
  const payload = { action: 'completed', workflow_run: endedRun, workflow, ...shared(server, pull.author) };
  return { name: 'workflow_run', sha: tipOf(server, server.defaultBranch), ref, actor: pull.author.login, payload };
}

function tipOf(server: FakeGitHub, branch: string): string {
  const sha = server.refs.get(`refs/heads/${branch}`);
  if (sha === undefined) throw new Error(`There is no branch ${branch}: commit something to it first.`);
  return sha;
}
