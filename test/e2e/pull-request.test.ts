import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { READ_ALL } from '../github-server/permissions.ts';
import { ACTIONS_BOT } from '../github-server/repository.ts';
import { policy, predictions } from './laptop.ts';
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

describe('a pull request', () => {
  it('that adds the policy is judged by it, and the report says so', async () => {
    const server = await openProject({ policy: null });
    const pull = propose(server, { [POLICY_PATH]: POLICY });
    const result = await review(server, pull, { workspaceFiles: { [POLICY_PATH]: POLICY } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(annotationsOf(result, 'notice')[0]).toContain(`its base (main) has no ${POLICY_PATH} yet`);
    expect(server.comments[0]!.body).toContain('its base');
    expect(recordsOf(server)).toEqual([]);
  });

  it('with the same predictions passes as unchanged, in a comment of one table', async () => {
    const server = await recorded();
    const base = server.refs.get('refs/heads/main');
    const result = await review(server, propose(server));
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { verdict: 'pass', 'warned-count': '0', 'baseline-sha': base },
    });
    expect(findingOf(result, 'accuracy')).toMatchObject({ reason: 'unchanged', certainty: 'proven' });
    expect(result.report.suites[0].baseline).toMatchObject({ kind: 'first-parent', commit: base, shared: 1000 });
    const [comment] = server.comments;
    expect(result.outputs['comment-url']).toContain(String(comment!.id));
    expect(comment!.body.split('\n').slice(0, 2)).toEqual([
      '<!-- model-gate:v1 -->',
      '<!-- model-gate:v1 name=default -->',
    ]);
    expect(comment!.body).toContain('Model gate passed');
    expect(recordsOf(server)).toHaveLength(3);
  });

  it('that makes the model worse fails: outputs, summary, comment, annotations, check', async () => {
    const server = await recorded();
    const result = await review(server, propose(server), { results: WORSE });
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { verdict: 'fail', 'failed-count': '2', acknowledged: 'false' },
    });
    expect(findingOf(result, 'accuracy')).toMatchObject({
      outcome: 'fail',
      reason: 'regressed',
      certainty: 'proven',
      bounds: { low_level: 0.95, high_level: 0.995 },
    });
    expect(result.summary).toContain('> [!CAUTION]');
    expect(server.comments[0]!.body).toContain('accuracy fell by 10.0 pp');
    expect(annotationsOf(result, 'error')).toHaveLength(3);
    expect(JSON.parse(result.outputs['metrics']!)).toMatchObject({
      spam: { accuracy: { value: 0.85, baseline: 0.95 } },
    });
    expect(result.report.suites[0].flips).toMatchObject({ worse_count: 100, better_count: 0 });
    const written = readdirSync(dirname(result.outputs['report-json']!)).sort();
    expect(written).toEqual(['baseline', 'payload', 'report.html', 'report.json', 'report.md']);
    expect(readdirSync(join(dirname(result.outputs['report-json']!), 'baseline'))).toHaveLength(1);
  });

  it('that the data cannot judge warns and says how many examples would', async () => {
    const server = await recorded();
    const result = await review(server, propose(server), { results: predictions(1000, 75, { from: 500 }) });
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'warn' } });
    expect(findingOf(result, 'accuracy')).toMatchObject({ outcome: 'warn', reason: 'unsure', certainty: 'likely' });
    expect(server.comments[0]!.body).toMatch(/About \d.* examples would settle it/);
    const strict = await review(server, propose(server), {
      results: predictions(1000, 75, { from: 500 }),
      inputs: { 'fail-on': 'warn' },
    });
    expect(strict.exitCode).toBe(1);
  });

  it('keeps one comment up to date, and leaves those of others alone', async () => {
    const server = await recorded();
    const pull = propose(server);
    for (let i = 0; i < 120; i++) server.comment(pull.number, `remark ${i}`);
    server.comment(pull.number, '<!-- model-gate:v1 -->\nnot from us');
    await review(server, pull, { results: WORSE });
    await review(server, pull, { results: WORSE });
    await review(server, pull, { results: SAME });
    const own = server.comments.filter(({ user }) => user?.login === ACTIONS_BOT.login);
    expect(own).toHaveLength(1);
    expect(own[0]!.body).toContain('Model gate passed');
    expect(server.comments.filter(({ body }) => body.endsWith('not from us'))).toHaveLength(1);
  });

  it('comments only when it should', async () => {
    const server = await recorded();
    const pull = propose(server);
    await review(server, pull, { inputs: { comment: 'on-regression' } });
    await review(server, pull, { results: WORSE, inputs: { comment: 'never' } });
    expect(server.comments).toEqual([]);
    await review(server, pull, { results: WORSE, inputs: { comment: 'on-regression' } });
    expect(server.comments).toHaveLength(1);
  });

  it('of a fork is red when the model got worse, though its token may only read', async () => {
    const server = await recorded();
    server.permissions = READ_ALL;
    const pull = propose(server, { 'model.py': 'new' }, { fork: 'stranger/models' });
    const bad = await review(server, pull, { results: WORSE });
    expect(bad).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(server.comments).toEqual([]);
  });

  it('that misses a floor by one row fails, and that keeps it exactly passes', async () => {
    const text = policy('{ metric: accuracy, min: 0.95 }', { baseline: '{ store: branch }' });
    const server = await recorded({ policy: text });
    const onIt = await review(server, propose(server), { results: predictions(1000, 50) });
    expect(onIt).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    const below = await review(server, propose(server), { results: predictions(1000, 51) });
    expect(below).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', 'failed-count': '1' } });
    expect(findingOf(below, 'accuracy', 'min')).toMatchObject({ value: 0.949, reason: 'beyond-limit' });
  });

  it('that drops by exactly what is tolerated passes', async () => {
    const server = await recorded();
    const result = await review(server, propose(server), { results: predictions(1000, 70) });
    expect(result.exitCode).toBe(0);
    expect(findingOf(result, 'accuracy')).toMatchObject({ outcome: 'pass', certainty: 'likely', reason: 'within' });
  });

  it('with a precomputed value without a standard error is judged by the value', async () => {
    const text = `version: 1
baseline: { store: branch }
suites: [{ name: mt, files: [scores.json], task: metrics, gates: [{ metric: bleu, max-drop: 0.5 }] }]
`;
    const server = await openProject({ policy: text });
    const scores = (bleu: number) => ({ results: null, workspaceFiles: { 'scores.json': JSON.stringify({ bleu }) } });
    await push(server, { ...scores(30), workspaceFiles: { ...scores(30).workspaceFiles, [POLICY_PATH]: text } });
    const within = await review(server, propose(server), scores(29.5));
    expect(findingOf(within, 'bleu')).toMatchObject({ outcome: 'pass', certainty: 'point', bounds: null });
    const beyond = await review(server, propose(server), scores(29.4));
    expect(beyond.exitCode).toBe(1);
    expect(findingOf(beyond, 'bleu')).toMatchObject({ outcome: 'fail', certainty: 'point', reason: 'regressed' });
  });

  it('whose evaluation left rows out, or changed labels, warns', async () => {
    const server = await recorded();
    const rows = SAME.split('\n');
    const fewer = await review(server, propose(server), { results: [rows[0], ...rows.slice(51)].join('\n') });
    expect(fewer).toMatchObject({ exitCode: 0, outputs: { verdict: 'warn' } });
    expect(findingOf(fewer, 'accuracy')).toMatchObject({ reason: 'dataset-changed', delta: 0 });
    const relabelled = SAME.replace('row-998,yes,yes', 'row-998,no,yes');
    const other = await review(server, propose(server), { results: relabelled });
    expect(findingOf(other, 'accuracy')).toMatchObject({ outcome: 'warn', reason: 'dataset-changed' });
  });
});
