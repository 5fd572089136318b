import { expect, test, vi } from 'vitest';
import { raiseAlerts } from '../../src/action/alerting.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Context } from '../../src/runner/context.ts';
import { startServer } from '../github/canned-server.ts';
import { issuesInMemory } from '../publish/issues-in-memory.ts';
import { finding, report, suite } from '../report/fixtures.ts';

const CONTEXT = {
  ...{ eventName: 'schedule', ref: 'refs/heads/main', defaultBranch: 'main', owner: 'octo', repo: 'models' },
  ...{ runId: 1, serverUrl: 'https://github.test', pull: null, groupBase: null },
} as unknown as Context;
const POLICY = {
  alerts: {
    issue: { labels: [], assignees: [] },
    webhook: { urlEnv: 'HOOK', secretEnv: 'KEY', repeatAfterHours: 24 },
  },
} as unknown as Policy;
const FAILING = finding({
  metric: 'recall',
  rule: 'min',
  outcome: 'fail',
  reason: 'beyond-limit',
  message: 'Too low.',
});

function project(env: NodeJS.ProcessEnv) {
  const memory = issuesInMemory();
  const warnings: string[] = [];
  const line = () => {};
  const run = async (hours: number, context: Partial<Context> = {}) => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await raiseAlerts(
      {
        ...{ env, inputs: { name: 'default' }, context: { ...CONTEXT, ...context }, github: memory.issues },
        log: { info: line, notice: line, error: line, warning: (text) => void warnings.push(text) },
        now: new Date(Date.parse('2026-03-01T12:00:00Z') + hours * 3_600_000),
        sleep: async () => {},
      },
      POLICY,
      report('fail', [suite({ findings: [FAILING] })]),
    );
    const printed = stdout.mock.calls.join('');
    stdout.mockRestore();
    return printed;
  };
  return { ...memory, warnings, run };
}

test('one thing has one key, however often it is told, and the next thing has another', async () => {
  const server = await startServer((_, index) => ({ status: index === 0 ? 404 : 200 }));
  const { run, warnings } = project({ HOOK: `${server.url}/hunter2\n`, KEY: 'secret-of-the-hook' });
  const printed = await run(0);
  expect(printed).toContain(`::add-mask::${server.url}/hunter2`);
  expect(printed).toContain('::add-mask::secret-of-the-hook');
  expect(warnings).toEqual([expect.stringContaining('it answered with status 404')]);
  expect(warnings.join()).not.toMatch(/hunter2|secret-of/);
  for (const hours of [1, 2, 25, 49]) await run(hours);
  const [lost, first, day, twoDays, ...more] = server.seen.map(({ headers }) => headers['idempotency-key']);
  expect(first).toMatch(/^[0-9a-f]{40}$/);
  expect(lost).toBe(first);
  expect([new Set([first, day, twoDays]).size, more]).toEqual([3, []]);
});

test.each([
  ['an empty variable', { KEY: 'k' }, 'the environment variable HOOK is empty'],
  ['an empty secret', { HOOK: 'https://hooks.example/', KEY: ' ' }, 'the environment variable KEY is empty'],
  [
    'no address',
    { HOOK: 'http://hooks.example/hunter2', KEY: 'k' },
    'HOOK is of no use: it has to start with https://',
  ],
])('%s is a warning, and the issue is opened all the same', async (_, env, expected) => {
  const { run, warnings, stored } = project(env);
  await run(0);
  expect(warnings).toEqual([expect.stringContaining(expected)]);
  expect(stored.size).toBe(1);
});

test.each([
  { eventName: 'pull_request', ref: 'refs/pull/1/merge' },
  { eventName: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-1' },
  { eventName: 'push', ref: 'refs/heads/topic' },
  { eventName: 'workflow_dispatch', ref: 'refs/heads/topic' },
])('nobody is told of $eventName on $ref', async (context) => {
  const { run, warnings, writes } = project({});
  await run(0, context);
  expect([warnings, writes]).toEqual([[], []]);
});

test('issues that cannot be listed are one warning', async () => {
  const { run, warnings, issues } = project({ HOOK: 'https://hooks.example/', KEY: 'k' });
  Object.assign(issues, { listIssues: () => Promise.reject(new Error('Issues has been disabled.')) });
  await run(0);
  expect(warnings).toEqual([expect.stringContaining('(alerts): Issues has been disabled.')]);
});
