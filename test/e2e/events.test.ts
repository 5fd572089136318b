import { describe, expect, it } from 'vitest';
import { mergeGroupEvent, scheduleEvent } from './harness/events.ts';
import { openProject, POLICY, POLICY_PATH, propose, push, recorded, recordsOf, WORSE } from './project.ts';

describe('what a run does for its event', () => {
  it('a schedule judges the default branch and records it', async () => {
    const server = await openProject();
    const result = await push(server, { event: scheduleEvent(server) });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(result.stdout).toContain('schedule on the default branch is judged, and recorded');
    expect(recordsOf(server)).toHaveLength(3);
  });

  it('a merge group is judged by its base and against it, and not recorded', async () => {
    const server = await recorded();
    const base = server.refs.get('refs/heads/main');
    const before = recordsOf(server);
    const pull = propose(server, { [POLICY_PATH]: POLICY.replaceAll('2pp', '50pp') });
    const result = await push(server, { event: mergeGroupEvent(server, pull), results: WORSE });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', 'baseline-sha': base } });
    expect(result.stdout).toContain('only runs of the default branch (main) are recorded');
    expect(recordsOf(server)).toEqual(before);
    expect(server.comments).toEqual([]);
  });
});
