import { describe, expect, it } from 'vitest';
import { planRun } from '../../src/action/run-plan.ts';
import type { Context } from '../../src/runner/context.ts';
import type { Inputs } from '../../src/runner/inputs.ts';

function plan(mode: Inputs['mode'], eventName: string, ref: string, defaultBranch: string | null = 'main') {
  return planRun(mode, { eventName, ref, defaultBranch } as Context).records;
}

describe('what a run does', () => {
  it.each([
    ['push', 'refs/heads/main', 'accepted', 'always'],
    ['schedule', 'refs/heads/main', 'accepted', 'always'],
    ['workflow_dispatch', 'refs/heads/main', 'accepted', 'always'],
    ['workflow_dispatch', 'refs/heads/trial', 'never', 'never'],
    ['push', 'refs/heads/main2', 'never', 'never'],
    ['push', 'refs/tags/main', 'never', 'never'],
    ['pull_request', 'refs/pull/7/merge', 'never', 'never'],
    ['pull_request_target', 'refs/heads/main', 'never', 'never'],
    ['merge_group', 'refs/heads/gh-readonly-queue/main/pr-7', 'never', 'never'],
  ])('%s on %s records: auto %s, record %s, gate never', (event, ref, auto, record) => {
    expect([plan('auto', event, ref), plan('record', event, ref), plan('gate', event, ref)]).toEqual([
      auto,
      record,
      'never',
    ]);
  });

  it('takes a schedule for one of the default branch, of which its payload need not speak', () => {
    expect(plan('auto', 'schedule', 'refs/heads/main', null)).toBe('accepted');
  });
});

const ENDED = { id: 5, event: 'pull_request', conclusion: 'failure', headSha: 'h', repositoryId: 1 };
const ended = (mode: Inputs['mode'], more: object, repositoryId = 1) =>
  planRun(mode, { eventName: 'workflow_run', repositoryId, endedRun: { ...ENDED, ...more } } as Context);

describe('what a run does when another one has ended', () => {
  it.each(['auto', 'publish'] as const)('mode %s publishes its verdict and records nothing', (mode) => {
    expect(ended(mode, {})).toMatchObject({ task: 'publish', records: 'never', comment: 'writer' });
    expect(ended(mode, { conclusion: 'success' }).task).toBe('publish');
  });

  it.each([
    [{ event: 'push' }, 'started by push'],
    [{ conclusion: 'cancelled' }, 'ended as cancelled'],
    [{ conclusion: 'skipped' }, 'ended as skipped'],
    [{ conclusion: 'action_required' }, 'ended as action_required'],
  ])('%o: there is nothing to judge', (more, why) => {
    const plan = ended('auto', more);
    expect(plan).toMatchObject({ task: 'nothing', records: 'never' });
    expect(plan.why).toContain(why);
  });

  it('refuses a run of another repository, and modes that trust a workspace', () => {
    expect(() => ended('auto', {}, 2)).toThrow('no run of this repository');
    expect(() => ended('gate', {})).toThrow('Use `mode: publish`');
    expect(() => ended('record', {})).toThrow('Use `mode: publish`');
  });
});

describe('whether a run may comment', () => {
  it.each([
    ['octocat', { fork: false }, 'writer'],
    ['octocat', { fork: true }, 'reader'],
    ['dependabot[bot]', { fork: false }, 'reader'],
    ['octocat', null, 'none'],
  ])('%s, %o: %s', (actor, pull, comment) => {
    const context = { eventName: 'pull_request', ref: 'refs/pull/7/merge', actor, pull } as Context;
    expect(planRun('auto', context).comment).toBe(comment);
  });
});
