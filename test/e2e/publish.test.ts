import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { READ_ALL } from '../github-server/permissions.ts';
import type { Pull } from '../github-server/repository.ts';
import type { FakeGitHub } from '../github-server/server.ts';
import { pullRequestEvent, workflowRunEvent } from './harness/events.ts';
import { makeFolder } from './harness/process.ts';
import {
  annotationsOf,
  findingOf,
  openProject,
  POLICY,
  POLICY_PATH,
  propose,
  push,
  recorded,
  recordsOf,
  review,
  SAME,
  WORSE,
} from './project.ts';

const FORK = { fork: 'stranger/models' };

/** Runs the second workflow after a run of a pull request that uploaded this payload. */
function publish(
  server: FakeGitHub,
  pull: Pull,
  files: Readonly<Record<string, string>> | null,
  { inputs = {}, run = {} }: { inputs?: Readonly<Record<string, string>>; run?: object } = {},
) {
  if (files !== null) server.addArtifact(77, 'model-gate-payload', files);
  return push(server, {
    event: workflowRunEvent(server, pull, { ...run }),
    results: null,
    inputs: { mode: 'publish', ...inputs },
  });
}

const writes = (requests: readonly { method: string }[]) => requests.filter(({ method }) => method !== 'GET');

describe('a pull request whose token may only read', () => {
  it('of a fork stays green when the model is good, and leaves its evidence for the second workflow', async () => {
    const server = await openProject();
    server.permissions = READ_ALL;
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const reportDir = await makeFolder();
    const result = await review(server, pull, { inputs: { 'report-dir': reportDir } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(writes(result.requests)).toEqual([]);
    expect(annotationsOf(result, 'warning')).toEqual([]);
    expect(annotationsOf(result, 'notice')[0]).toMatch(/upload .*payload as the artifact model-gate-payload/);
    expect(readFileSync(join(reportDir, 'payload/results.csv'), 'utf8')).toBe(SAME);
  });

  it('of Dependabot likewise', async () => {
    const server = await openProject();
    server.permissions = READ_ALL;
    const event = pullRequestEvent(server, propose(server), { login: 'dependabot[bot]', type: 'Bot' });
    const result = await review(server, propose(server), { event });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(writes(result.requests)).toEqual([]);
    expect(annotationsOf(result, 'warning')).toEqual([]);
  });
});

describe('mode publish', () => {
  it('comments, sets the status of the head and records nothing', async () => {
    const server = await recorded();
    server.permissions = { ...READ_ALL, 'pull-requests': 'write', statuses: 'write' };
    const base = server.refs.get('refs/heads/main');
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const before = recordsOf(server);
    const result = await publish(server, pull, { 'results.csv': SAME });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', 'baseline-sha': base } });
    expect(result.report).toMatchObject({ commit: pull.head.sha });
    expect(result.report.suites[0].baseline).toMatchObject({ kind: 'merge-base', shared: 1000 });
    expect(server.comments).toMatchObject([{ issue: pull.number, body: expect.stringContaining('Model gate passed') }]);
    expect(server.statuses).toMatchObject([{ sha: pull.head.sha, state: 'success', context: 'model-gate' }]);
    expect(server.statuses[0]!.targetUrl).toMatch(/\/actions\/runs\/1$/);
    expect(recordsOf(server)).toEqual(before);
  });

  it('fails the status of a worse model by the policy of the base, whatever the artifact says', async () => {
    const server = await recorded();
    const loose = POLICY.replaceAll('2pp', '50pp');
    const pull = propose(server, { [POLICY_PATH]: loose }, FORK);
    const other = propose(server);
    const files = {
      'results.csv': WORSE,
      [POLICY_PATH]: loose,
      'pr-number.txt': String(other.number),
      'report.json': '{"verdict":"pass"}',
    };
    const result = await publish(server, pull, files, { inputs: { mode: 'auto', name: 'nightly' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(findingOf(result, 'accuracy')).toMatchObject({ reason: 'regressed' });
    expect(server.comments.map(({ issue }) => issue)).toEqual([pull.number]);
    expect(server.statuses).toMatchObject([{ state: 'failure', context: 'model-gate/nightly', sha: pull.head.sha }]);
    expect(server.statuses[0]!.description).toBe('The model gate says fail: 2 failed, 0 warned.');
  });

  it('reaches no verdict from an archive that would climb out of its folder, and from one that is absent', async () => {
    const server = await openProject();
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const absent = await publish(server, pull, null);
    expect(absent).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(absent, 'error')[0]).toContain('the run carries no files');
    const hostile = await publish(server, pull, { 'results.csv': SAME, '../../escaped.csv': SAME });
    expect(hostile).toMatchObject({ exitCode: 1, outputs: {} });
    expect(existsSync(join(hostile.workspace, '../escaped.csv'))).toBe(false);
    expect(server.statuses.map(({ state }) => state)).toEqual(['error', 'error']);
    expect(server.comments).toEqual([]);
  });

  it('passes a change that touches no file of the suite, and carries no evidence', async () => {
    const text = POLICY.replace(/^( *)files:/m, "$1affected-by: ['*.py']\n$1files:");
    const server = await recorded({ policy: text });
    const words = await publish(server, propose(server, { 'notes.md': 'words' }, FORK), null);
    expect(words).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    const code = await publish(server, propose(server, { 'model.py': 'new' }, FORK), null);
    expect(code).toMatchObject({ exitCode: 1, outputs: {} });
    expect(server.statuses.map(({ state }) => state)).toEqual(['success', 'error']);
  });

  it('does not take the policy of the head when the base has none, but gates of its own workflow', async () => {
    const server = await openProject();
    const pull = propose(server, { [POLICY_PATH]: POLICY }, FORK);
    server.commitFiles('main', { [POLICY_PATH]: null });
    const result = await publish(server, pull, { 'results.csv': WORSE, [POLICY_PATH]: POLICY });
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(result, 'error')[0]).toMatch(/has no policy here, and a head's own is not trusted/);
    expect(server.statuses).toMatchObject([{ state: 'error' }]);
    const inline = await publish(server, pull, null, {
      inputs: { files: '*.csv', task: 'binary', gates: '[{ metric: accuracy, min: 0.8 }]', baseline: 'none' },
    });
    expect(inline.outputs['verdict']).toBe('pass');
  });

  it('is green and does nothing for runs that wait for no verdict', async () => {
    const server = await openProject();
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const result = await publish(server, pull, null, { inputs: { mode: 'auto' }, run: { conclusion: 'cancelled' } });
    expect(result).toMatchObject({ exitCode: 0, outputs: {}, requests: [] });
    expect(annotationsOf(result, 'notice')).toEqual([expect.stringContaining('ended as cancelled')]);
  });

  it('publishes nothing about a head that has moved on', async () => {
    const server = await openProject();
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const next = server.commitFiles(null, { 'model.py': 'newer' }, { parents: [pull.head.sha] });
    server.pulls.set(pull.number, { ...pull, head: { ...pull.head, sha: next } });
    const result = await publish(server, pull, { 'results.csv': WORSE });
    expect(result).toMatchObject({ exitCode: 0, outputs: {} });
    expect(annotationsOf(result, 'notice')[0]).toContain('nothing is published');
    expect([server.comments, server.statuses]).toEqual([[], []]);
  });

  it('does not comment when the head moves while it judges', async () => {
    const server = await openProject();
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const moved = { ...pull, head: { ...pull.head, sha: 'f'.repeat(40) } };
    server.faults.push({ match: 'GET /pulls/{pull_number}', before: () => server.pulls.set(pull.number, moved) });
    const result = await publish(server, pull, { 'results.csv': SAME });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(annotationsOf(result, 'notice')).toContainEqual(expect.stringContaining('has moved, or it was closed'));
    expect(server.comments).toEqual([]);
    expect(server.statuses).toMatchObject([{ state: 'success', sha: pull.head.sha }]);
    server.pulls.set(pull.number, pull);
    server.faults.push({ match: 'GET /pulls/{pull_number}', status: 404 });
    const again = await publish(server, pull, null);
    expect(again).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(annotationsOf(again, 'warning')[0]).toContain('There is no comment on #1');
    expect(server.statuses).toMatchObject([{ state: 'success' }, { state: 'success' }]);
  });

  it('reads artifacts that the policy names, and keeps its verdict when it may not set the status', async () => {
    const server = await openProject({ policy: POLICY.replace('files: [results.csv]', 'artifact: evaluation') });
    server.permissions = { ...READ_ALL, 'pull-requests': 'write' };
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    server.addArtifact(77, 'evaluation', { 'results.csv': SAME });
    server.addArtifact(1, 'evaluation', { 'results.csv': WORSE });
    const result = await publish(server, pull, null);
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(annotationsOf(result, 'warning')).toEqual([expect.stringContaining('`statuses: write`')]);
    expect(server.comments).toHaveLength(1);
  });

  it('judges one head for each of its bases; the status is the worst', async () => {
    const server = await recorded();
    const strict = POLICY.replace('min: 0.8', 'min: 0.99');
    server.commitFiles('strict', { [POLICY_PATH]: strict }, { parents: [server.refs.get('refs/heads/main')!] });
    const pull = propose(server, { 'model.py': 'new' }, FORK);
    const options = { head: pull.head.sha, headRef: pull.head.ref, baseRef: 'strict', ...FORK };
    server.pullRequest(options);
    const result = await publish(server, pull, { 'results.csv': SAME });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(server.comments.map(({ issue, body }) => [issue, body.includes('passed')])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(server.statuses).toMatchObject([{ state: 'failure' }]);
  });
});
