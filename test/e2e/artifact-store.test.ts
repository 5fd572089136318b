import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suiteSlug } from '../../src/baseline/slug.ts';
import { addRun, type WorkflowRun } from '../github-server/artifact-routes.ts';
import { READ_ALL } from '../github-server/permissions.ts';
import type { FakeGitHub } from '../github-server/server.ts';
import { makeFolder } from './harness/process.ts';
import type { ActionResult } from './harness/run-action.ts';
import { cli, policy } from './laptop.ts';
import { annotationsOf, findingOf, openProject, POLICY_PATH, propose, push, RULES, review, WORSE } from './project.ts';

const POLICY = policy(RULES, { baseline: '{ store: artifact }' });
const NAME = 'model-gate-baseline';

/** Where a run leaves what the workflow uploads. */
const folderOf = ({ outputs }: ActionResult) => join(dirname(outputs['report-json']!), 'record');

/** Judges the tip of the default branch, and uploads what the run left as the workflow would. */
async function pushAndUpload(server: FakeGitHub, runId: number, facts: Partial<Omit<WorkflowRun, 'id'>> = {}) {
  const result = await push(server, { runId });
  const folder = folderOf(result);
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
  addRun(server, runId, facts);
  server.addArtifact(runId, NAME, Object.fromEntries(files));
  return { result, names: files.map(([name]) => name) };
}

describe('baselines in artifacts', () => {
  it('are written by the default branch and read by changes, with rights to read alone', async () => {
    const server = await openProject({ policy: POLICY, permissions: READ_ALL });
    const { result, names } = await pushAndUpload(server, 11);
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(findingOf(result, 'accuracy')).toMatchObject({ reason: 'no-baseline' });
    expect(names).toEqual([expect.stringMatching(/^spam-[0-9a-f]{12}\.parquet$/)]);
    expect(result.stdout).toMatch(/uploaded the folder .*\/record under the name model-gate-baseline\./);
    const base = server.refs.get('refs/heads/main');

    server.commitFiles('main', { 'model.py': 'a fork’s' });
    addRun(server, 12, { fork: 'mallory/models', event: 'pull_request' });
    server.addArtifact(12, NAME, { 'spam.parquet': 'poison' });
    const reviewed = await review(server, propose(server), { results: WORSE, runId: 13 });
    expect(reviewed).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', 'baseline-sha': base } });
    expect(reviewed.report.suites[0].baseline).toMatchObject({ commit: base, pairing: 'paired' });
    expect(reviewed.stdout).toContain('the commit before the first parent of the tested commit, which has no record');
    const store = reviewed.requests.map(({ route }) => route).filter((route) => route?.startsWith('GET /actions/'));
    expect(store).toEqual([
      'GET /actions/artifacts',
      'GET /actions/runs/{run_id}',
      'GET /actions/artifacts/{artifact_id}/{archive_format}',
    ]);
  });

  it('leave a warning behind when they have expired, and name the permission to read them', async () => {
    const server = await openProject({ policy: POLICY });
    await pushAndUpload(server, 11);
    server.artifacts[0]!.expired = true;
    const expired = await review(server, propose(server));
    expect(expired).toMatchObject({ exitCode: 0, outputs: { verdict: 'warn' } });
    expect(expired.summary).toContain('retention-days');
    server.permissions = { contents: 'read' };
    const refused = await review(server, propose(server, { 'model.py': 'newer' }));
    expect(refused.exitCode).toBe(1);
    expect(annotationsOf(refused, 'error')).toContainEqual(expect.stringContaining('`actions: read`'));
  });

  it('of a run that fails are not written, and those of an earlier run do not stay to be uploaded', async () => {
    const server = await openProject({ policy: POLICY });
    await pushAndUpload(server, 11);
    server.commitFiles('main', { 'model.py': 'worse' });
    const stale = `../../temp/model-gate-report/${suiteSlug('nightly')}/record/old-0123456789ab.parquet`;
    const failed = await push(server, {
      results: WORSE,
      runId: 12,
      inputs: { name: 'nightly' },
      workspaceFiles: { [POLICY_PATH]: POLICY, [stale]: 'of another commit' },
    });
    // Another name, another artifact: there is nothing to compare with yet.
    expect(findingOf(failed, 'accuracy')).toMatchObject({ reason: 'no-baseline' });
    expect(failed.stdout).toMatch(/under the name model-gate-baseline-nightly-[0-9a-f]{12}\./);
    expect(readdirSync(folderOf(failed))).toEqual([expect.stringMatching(/^spam-/)]);
    const red = await push(server, { results: WORSE, runId: 13 });
    expect(red).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(() => readdirSync(folderOf(red))).toThrow(/ENOENT/);
  });
});

it('a laptop is told to download a record', async () => {
  const cwd = await makeFolder({ 'gate.yml': POLICY, 'results.csv': WORSE });
  const { exitCode, stderr } = await cli(['check', '--policy', 'gate.yml'], { cwd });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('name its file or folder with --baseline');
});
