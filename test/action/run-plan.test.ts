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
