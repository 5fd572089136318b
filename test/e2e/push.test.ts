import { describe, expect, it } from 'vitest';
import { READ_ALL } from '../github-server/permissions.ts';
import { predictions } from './laptop.ts';
import { annotationsOf, findingOf, openProject, push, recorded, recordsOf, WORSE } from './project.ts';

describe('a push to the default branch', () => {
  it('passes without a baseline, says that gating starts now, and records', async () => {
    const server = await openProject();
    const result = await push(server);
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { verdict: 'pass', 'failed-count': '0', 'baseline-sha': '' },
    });
    expect(findingOf(result, 'accuracy')).toMatchObject({ outcome: 'pass', reason: 'no-baseline' });
    expect(findingOf(result, 'accuracy', 'min')).toMatchObject({ outcome: 'pass', reason: 'within' });
    expect(result.summary).toContain('No baseline yet');
    const [readme, salt, record] = recordsOf(server);
    expect([readme, salt]).toEqual(['README.md', 'salt']);
    expect(record).toMatch(new RegExp(`^v1/spam-[0-9a-f]{12}/\\d{8}T\\d{6}Z-${result.report.commit}\\.parquet$`));
    const root = server.git.commits.get(server.refs.get('refs/heads/model-gate')!)!;
    expect(root.parents).toEqual([]);
  });

  it('compares with its first parent and adds a record', async () => {
    const server = await recorded();
    const before = server.refs.get('refs/heads/main');
    server.commitFiles('main', { 'model.py': 'better' });
    const result = await push(server, { results: predictions(1000, 10) });
    expect(result.report.suites[0].baseline).toMatchObject({ commit: before, kind: 'first-parent', pairing: 'paired' });
    expect(result.outputs['baseline-sha']).toBe(before);
    expect(recordsOf(server).filter((path) => path.endsWith('.parquet'))).toHaveLength(2);
  });

  it('does not make a regression the next baseline', async () => {
    const server = await recorded();
    const accepted = server.refs.get('refs/heads/main');
    server.commitFiles('main', { 'model.py': 'worse' });
    const failed = await push(server, { results: WORSE });
    expect(failed).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(annotationsOf(failed, 'notice')).toContainEqual(expect.stringContaining('does not become a baseline'));
    server.commitFiles('main', { 'model.py': 'still worse' });
    const again = await push(server, { results: WORSE });
    expect(again.report.suites[0].baseline).toMatchObject({ commit: accepted });
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain('commit before the first parent');
  });

  it('is red when its record cannot be stored, and names the permission', async () => {
    const server = await openProject({ permissions: READ_ALL });
    const result = await push(server);
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'pass' } });
    expect(annotationsOf(result, 'error')).toContainEqual(expect.stringContaining('`contents: write`'));
    expect(recordsOf(server)).toEqual([]);
  });

  it('is red when a ruleset keeps the branch from being written', async () => {
    const server = await openProject();
    server.protectedRefs.add('refs/heads/model-gate');
    const result = await push(server);
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'error')).toContainEqual(expect.stringContaining('could not be stored'));
  });

  it('records nothing when another commit was checked out', async () => {
    const server = await openProject();
    const result = await push(server, { checkout: 'f'.repeat(40) });
    expect(result.exitCode).toBe(0);
    expect(annotationsOf(result, 'warning')[0]).toContain('Nothing is recorded');
    expect(recordsOf(server)).toEqual([]);
  });

  it('refuses to publish, which is for a workflow of its own, and says so', async () => {
    const server = await openProject();
    const result = await push(server, { inputs: { mode: 'publish' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(result, 'error')[0]).toMatch(/a workflow of its own, on `workflow_run`/);
  });

  it('records whatever the verdict is in mode record, and never in mode gate', async () => {
    const server = await recorded();
    server.commitFiles('main', { 'model.py': 'known trade-off' });
    await push(server, { results: WORSE, inputs: { mode: 'gate' } });
    expect(recordsOf(server)).toHaveLength(3);
    await push(server, { results: WORSE, inputs: { mode: 'record', 'fail-on': 'never' } });
    expect(recordsOf(server)).toHaveLength(4);
    server.commitFiles('main', { 'model.py': 'next' });
    expect((await push(server, { results: WORSE })).outputs['verdict']).toBe('pass');
  });
});
