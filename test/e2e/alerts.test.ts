import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startServer } from '../github/canned-server.ts';
import { READ_ALL, WRITE_ALL } from '../github-server/permissions.ts';
import type { FakeGitHub } from '../github-server/server.ts';
import { pushEvent, workflowDispatchEvent } from './harness/events.ts';
import { policy } from './laptop.ts';
import { annotationsOf, findingOf, openProject, propose, push, review, SAME, WORSE } from './project.ts';

const ALERTS = '{ issue: true, webhook: { url-env: HOOK, secret-env: HOOK_KEY } }';
const policyWith = (alerts: string) =>
  `${policy('{ metric: accuracy, min: 0.9 }', { baseline: '{ store: branch }' })}alerts: ${alerts}\n`;
const asked = (result: { requests: readonly { route: string | null }[] }) =>
  result.requests.map(({ route }) => route ?? '').filter((route) => /issues|labels/.test(route));

/** The default branch moves on to a commit whose evaluation is worse. */
function fail(server: FakeGitHub, options: Parameters<typeof push>[1] = {}) {
  server.commitFiles('main', { 'model.py': `${server.git.commits.size}` });
  return push(server, { results: WORSE, ...options });
}

describe('the alert of a suite', () => {
  it('is opened once, edited, closed on recovery, and told to the webhook', async () => {
    const hook = await startServer(() => ({ body: 'ok' }));
    const env = { HOOK: `${hook.url}/T0/hunter2`, HOOK_KEY: 'key-of-the-hook' };
    const server = await openProject({ policy: policyWith(ALERTS) });
    expect(server.issues).toEqual([]);

    const first = await fail(server, { env });
    expect(first).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(asked(first)).toEqual([
      'GET /issues',
      'POST /labels',
      'POST /issues',
      'GET /issues',
      'PATCH /issues/{issue_number}',
    ]);
    expect(server.issues).toMatchObject([
      { state: 'open', title: 'Model gate: suite spam', labels: ['model-gate-alert'] },
    ]);
    expect(server.issues[0]!.body).toContain('Model gate failed');

    const second = await fail(server, { env });
    expect(asked(second)).toEqual(['GET /issues', 'PATCH /issues/{issue_number}']);
    expect(server.issues[0]!.body).toContain(second.report.commit);

    server.commitFiles('main', { 'model.py': 'good again' });
    const last = await push(server, { results: SAME, env });
    expect(last.exitCode).toBe(0);
    expect(server.issues).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
    expect(server.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining(`Recovered at ${last.report.commit}`),
    ]);

    expect(hook.seen.map(({ headers }) => headers['x-model-gate-event'])).toEqual(['new', 'recovered']);
    for (const { body, headers } of hook.seen) {
      const signature = createHmac('sha256', 'key-of-the-hook').update(body).digest('hex');
      expect(headers['x-model-gate-signature-256']).toBe(`sha256=${signature}`);
    }
    for (const { stdout, stderr, summary } of [first, second, last]) {
      expect(stdout.replaceAll(/^::add-mask::.*$/gm, '') + stderr + summary).not.toMatch(/hunter2|key-of-the-hook/);
    }
  });

  it('stays open when a later push does not affect the suite', async () => {
    const text = policyWith('{ issue: true }').replace(/^( *)files:/m, "$1affected-by: ['*.py']\n$1files:");
    expect(text).toContain('affected-by');
    const server = await openProject({ policy: text });
    await fail(server);
    server.commitFiles('main', { 'notes.md': 'words' });
    const result = await push(server, { results: null });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(findingOf(result, null, 'affected-by')).toMatchObject({ reason: 'not-affected' });
    expect(server.issues).toMatchObject([{ state: 'open' }]);
  });

  it('is not for pull requests and other branches', async () => {
    const server = await openProject({ policy: policyWith(ALERTS) });
    const result = await review(server, propose(server), { results: WORSE });
    server.setRef(
      'topic',
      server.commitFiles(null, { 'model.py': 'x' }, { parents: [server.refs.get('refs/heads/main')!] }),
    );
    const topic = await push(server, { results: WORSE, event: pushEvent(server, 'topic') });
    expect([result.outputs['verdict'], topic.outputs['verdict']]).toEqual(['fail', 'fail']);
    expect(server.issues).toEqual([]);
    expect([...asked(topic), ...asked(result).filter((route) => route.includes('labels'))]).toEqual([]);
  });
});

describe('an alert that cannot be kept', () => {
  it('is a warning that names the permission, and the webhook is not called without a memory', async () => {
    const hook = await startServer(() => ({ body: 'ok' }));
    const server = await openProject({ policy: policyWith(ALERTS) });
    server.permissions = { ...WRITE_ALL, issues: 'read' };
    const result = await fail(server, { env: { HOOK: hook.url, HOOK_KEY: 'k' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(annotationsOf(result, 'warning')).toContainEqual(expect.stringContaining('`issues: write`'));
    expect(hook.seen).toEqual([]);
  });

  it('is a warning where issues are disabled', async () => {
    const server = await openProject({ policy: policyWith('{ issue: true }') });
    server.settings.hasIssues = false;
    const result = await fail(server);
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(annotationsOf(result, 'warning')).toContainEqual(expect.stringContaining('disabled'));
  });

  it('names the variable that is absent, and opens the issue all the same', async () => {
    const server = await openProject({ policy: policyWith(ALERTS) });
    const result = await fail(server, { event: workflowDispatchEvent(server), env: { HOOK_KEY: 'k' } });
    expect(annotationsOf(result, 'warning')).toContainEqual(expect.stringContaining('HOOK is empty'));
    expect(server.issues).toHaveLength(1);
  });

  it('tells when the webhook refuses, and the verdict stays', async () => {
    const hook = await startServer(() => ({ status: 410 }));
    const server = await openProject({ policy: policyWith(ALERTS) });
    const result = await fail(server, { env: { HOOK: `${hook.url}/hunter2`, HOOK_KEY: 'k' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(annotationsOf(result, 'warning')).toContainEqual(expect.stringContaining('it answered with status 410'));
    expect(server.issues).toHaveLength(1);
  });
});

it('asks for no issue without alerts in the policy', async () => {
  const server = await openProject({ policy: policyWith('{}'), permissions: { ...READ_ALL, contents: 'write' } });
  expect(asked(await fail(server))).toEqual([]);
});
