import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { readContext } from '../../src/runner/context.ts';

const ENV = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_SHA: 'merge1',
  GITHUB_REF: 'refs/pull/7/merge',
  GITHUB_REPOSITORY: 'octo/models',
  GITHUB_RUN_ID: '900',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_ACTOR: 'octocat',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKSPACE: '/work',
  GITHUB_EVENT_PATH: '/event.json',
};

const repository = { id: 1, default_branch: 'main' };
const pull = (headRepo: unknown) => ({
  number: 7,
  head: { sha: 'head1', repo: headRepo },
  base: { sha: 'base1', ref: 'main', repo: { id: 1 } },
});
const read = (payload: unknown, env: NodeJS.ProcessEnv = ENV) =>
  readContext(env, async () => (typeof payload === 'string' ? payload : JSON.stringify(payload)));

test('a pull request of the same repository', async () => {
  expect(await read({ repository, pull_request: pull({ id: 1 }) })).toEqual({
    eventName: 'pull_request',
    sha: 'merge1',
    ref: 'refs/pull/7/merge',
    defaultBranch: 'main',
    owner: 'octo',
    repo: 'models',
    runId: 900,
    runAttempt: 2,
    actor: 'octocat',
    apiUrl: 'https://api.github.com',
    serverUrl: 'https://github.com',
    workspace: '/work',
    pull: { number: 7, headSha: 'head1', baseSha: 'base1', baseRef: 'main', fork: false },
    groupBase: null,
    repositoryId: 1,
    endedRun: null,
    label: null,
    pushedOnto: null,
  });
});

test.each([{ id: 2 }, null])('a pull request whose head lies in %o comes from a fork', async (headRepo) => {
  expect((await read({ repository, pull_request: pull(headRepo) })).pull!.fork).toBe(true);
});

const ended = { id: 5, event: 'pull_request', conclusion: 'failure', head_sha: 'head1', repository: { id: 1 } };

test('a run that has ended, of a fork that was deleted', async () => {
  const { endedRun } = await read({ repository, workflow_run: { ...ended, head_branch: 'b', head_repository: null } });
  expect(endedRun).toEqual({
    id: 5,
    event: 'pull_request',
    conclusion: 'failure',
    headSha: 'head1',
    headBranch: 'b',
    headRepository: null,
    repositoryId: 1,
  });
});

test('a push belongs to no pull request', async () => {
  expect((await read({ repository })).pull).toBeNull();
});

test('variables that are absent or wrong are named together', async () => {
  const error = await read(
    { repository },
    { ...ENV, GITHUB_SHA: '', GITHUB_RUN_ID: 'x', GITHUB_REPOSITORY: 'octo' },
  ).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).problems.map(({ where }) => where)).toEqual([
    'GITHUB_REPOSITORY',
    'GITHUB_SHA',
    'GITHUB_RUN_ID',
  ]);
});

test.each([
  ['is not JSON', '{'],
  ['has no default branch', {}],
  ['is null', 'null'],
  ['has a workflow run without a head', { repository, workflow_run: { ...ended, head_sha: '' } }],
  ['has a pull request without a head', { repository, pull_request: { number: 7 } }],
])('a payload that %s is an error about the payload', async (_, payload) => {
  await expect(read(payload)).rejects.toThrow(/^\/event.json: this is the payload of the event/);
});

test('a payload that cannot be read is an error about the payload', async () => {
  const absent = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  await expect(readContext(ENV, () => Promise.reject(absent))).rejects.toThrow('it cannot be read (ENOENT)');
});

test('a push knows what the branch was at before, unless the branch is new', async () => {
  const push = { ...ENV, GITHUB_EVENT_NAME: 'push' };
  expect((await read({ repository, before: 'old1' }, push)).pushedOnto).toBe('old1');
  expect((await read({ repository, before: '0'.repeat(40) }, push)).pushedOnto).toBeNull();
  expect((await read({ repository, before: 'old1' })).pushedOnto).toBeNull();
});
