import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pullRequestEvent } from './harness/events.ts';
import { makeFolder, writeFiles } from './harness/process.ts';
import { cli, policy } from './laptop.ts';
import {
  annotationsOf,
  findingOf,
  openProject,
  POLICY,
  POLICY_PATH,
  propose,
  push,
  RULES,
  recorded,
  recordsOf,
  review,
  SAME,
  WORSE,
} from './project.ts';

describe('a pull request and its base: it', () => {
  it('cannot loosen the policy that judges it', async () => {
    const server = await recorded();
    const loose = POLICY.replaceAll('2pp', '50pp');
    const pull = propose(server, { [POLICY_PATH]: loose });
    const workspaceFiles = { [POLICY_PATH]: loose };
    expect((await review(server, pull, { results: WORSE, workspaceFiles })).exitCode).toBe(1);
    const own = await review(server, pull, { results: WORSE, workspaceFiles, inputs: { 'policy-from': 'head' } });
    expect(own.exitCode).toBe(0);
  });

  it.each(['./.github/model-gate.yml', '.github//model-gate.yml', '.github\\model-gate.yml'])(
    'cannot loosen it by the spelling of its path either: %s',
    async (spelling) => {
      const server = await recorded();
      const loose = POLICY.replaceAll('2pp', '50pp');
      const pull = propose(server, { [POLICY_PATH]: loose });
      const result = await review(server, pull, {
        results: WORSE,
        workspaceFiles: { [POLICY_PATH]: loose },
        inputs: { policy: spelling },
      });
      expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    },
  );

  it('is judged by the base that was merged, also when its payload names an older one', async () => {
    const server = await openProject({ policy: null });
    const old = server.refs.get('refs/heads/main')!;
    server.commitFiles('main', { [POLICY_PATH]: POLICY });
    expect((await push(server)).exitCode).toBe(0);
    const loose = POLICY.replaceAll('2pp', '50pp');
    const pull = propose(server, { [POLICY_PATH]: loose });
    const stale = { ...pull, base: { ...pull.base, sha: old } };
    const result = await review(server, stale, { results: WORSE, workspaceFiles: { [POLICY_PATH]: loose } });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  });

  it('cannot bring its own baseline file, or leave it out', async () => {
    const text = policy(RULES, { baseline: '{ store: file, path: baseline.parquet }' });
    const cwd = await makeFolder({ 'gate.yml': text, 'results.csv': SAME });
    await cli(['record', '--policy', 'gate.yml', '--out', 'good.parquet'], { cwd });
    await writeFiles(cwd, { 'results.csv': WORSE });
    await cli(['record', '--policy', 'gate.yml', '--out', 'bad.parquet'], { cwd });
    const [good, bad] = [readFileSync(join(cwd, 'good.parquet')), readFileSync(join(cwd, 'bad.parquet'))];
    const server = await openProject({ policy: text });
    server.commitFiles('main', { 'baseline.parquet': good });
    for (const workspaceFiles of [{ 'baseline.parquet': bad }, {}]) {
      const result = await review(server, propose(server), { results: WORSE, workspaceFiles });
      expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    }
  });

  it('is refused under pull_request_target, whose rights it must not reach', async () => {
    const server = await recorded();
    const event = { ...pullRequestEvent(server, propose(server)), name: 'pull_request_target' };
    const result = await review(server, propose(server), { event });
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(result, 'error')[0]).toContain('pull_request_target');
  });

  it('is compared with the merge base when its head alone was checked out', async () => {
    const server = await recorded();
    const base = server.refs.get('refs/heads/main');
    const pull = propose(server);
    const result = await review(server, pull, { checkout: pull.head.sha });
    expect(result.report.suites[0].baseline).toMatchObject({ commit: base, kind: 'merge-base' });
  });

  it('is compared with the nearest recorded ancestor, and the report says which', async () => {
    const server = await recorded();
    const base = server.refs.get('refs/heads/main');
    for (const note of ['one', 'two']) server.commitFiles('main', { 'NOTES.md': note });
    const result = await review(server, propose(server));
    expect(result.report.suites[0].baseline).toMatchObject({ commit: base, kind: 'first-parent' });
    expect(server.comments[0]!.body).toContain('2 commits before the first parent of the tested commit');
  });

  it('warns when the store has no record of its suite', async () => {
    const server = await recorded();
    server.commitFiles('main', { [POLICY_PATH]: POLICY.replace('name: spam', 'name: ham') });
    const result = await review(server, propose(server));
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'warn' } });
    expect(findingOf(result, 'accuracy')).toMatchObject({ outcome: 'warn', reason: 'no-baseline' });
  });

  it('is red when the record of its base is damaged: that is no empty start', async () => {
    const server = await recorded();
    const record = recordsOf(server).at(-1)!;
    server.commitFiles('model-gate', { [record]: 'not a record' });
    const result = await review(server, propose(server));
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(result, 'error')[0]).toMatch(/No verdict could be reached[\s\S]*model-gate:v1\//);
  });
});
