import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { READ_ALL } from '../github-server/permissions.ts';
import { ACTIONS_BOT } from '../github-server/repository.ts';
import { pullRequestEvent, pushEvent } from './harness/events.ts';
import { makeFolder, writeFiles } from './harness/process.ts';
import { cli, policy, predictions } from './laptop.ts';
import {
  annotationsOf,
  findingOf,
  openProject,
  POLICY,
  POLICY_PATH,
  propose,
  push,
  RULES,
  recordsOf,
  review,
} from './project.ts';

const SAME = predictions(1000, 50);
const WORSE = predictions(1000, 150);

/** A repository whose default branch has a recorded baseline. */
async function recorded(options: Parameters<typeof openProject>[0] = {}) {
  const server = await openProject(options);
  const first = await push(server);
  expect(first.exitCode).toBe(0);
  return server;
}

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

  it('refuses a mode that it does not know', async () => {
    const server = await openProject();
    expect((await push(server, { inputs: { mode: 'publish' } })).exitCode).toBe(1);
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
    expect(comment!.body.split('\n')[0]).toBe('<!-- model-gate:v1 name=default -->');
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
    expect(written).toEqual(['baseline', 'report.html', 'report.json', 'report.md']);
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

  it('of which the head alone was checked out is compared with the merge base', async () => {
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

  it('keeps one comment up to date, and leaves those of others alone', async () => {
    const server = await recorded();
    const pull = propose(server);
    for (let i = 0; i < 120; i++) server.comment(pull.number, `remark ${i}`);
    server.comment(pull.number, '<!-- model-gate:v1 name=default -->\nnot from us');
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

  it('of a fork is judged with a token that may only read', async () => {
    const server = await recorded();
    server.permissions = READ_ALL;
    const pull = propose(server, { 'model.py': 'new' }, { fork: 'stranger/models' });
    const good = await review(server, pull);
    expect(good).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(good.summary).toContain('Model gate passed');
    expect(annotationsOf(good, 'warning')).toContainEqual(expect.stringContaining('`pull-requests: write`'));
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

it('judges a merge group by the policy of its base', async () => {
  const server = await recorded();
  const base = server.refs.get('refs/heads/main')!;
  const loose = POLICY.replaceAll('2pp', '50pp');
  const head = server.commitFiles('gh-readonly-queue/main/pr-7', { [POLICY_PATH]: loose }, { parents: [base] });
  const pushed = pushEvent(server, 'gh-readonly-queue/main/pr-7');
  const payload = { ...(pushed.payload as object), merge_group: { head_sha: head, base_sha: base } };
  const event = { ...pushed, name: 'merge_group', payload };
  const result = await push(server, { event, results: WORSE, workspaceFiles: { [POLICY_PATH]: loose } });
  expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', 'baseline-sha': base } });
});

describe('a policy', () => {
  it('with mistakes is red, with all of them', async () => {
    const server = await openProject({ policy: POLICY.replace('accuracy', 'acuracy').replace('max-drop', 'max-dorp') });
    const result = await push(server, { inputs: { 'fail-on': 'never' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    const [message] = annotationsOf(result, 'error');
    expect(message).toMatch(/suites\[0\]\.gates\[0\]\.metric.*accuracy/);
    expect(message).toMatch(/suites\[0\]\.gates\[0\]\.max-dorp.*max-drop/);
  });

  it('can stand in the workflow', async () => {
    const server = await openProject({ policy: null });
    const inputs = {
      name: 'spam',
      files: 'results.csv',
      task: 'binary',
      gates: RULES.replace(/^/, '- ').replace('}, {', '}\n- {'),
    };
    const labels = (text: string) => text.replaceAll('yes', '1').replaceAll('no', '0');
    const first = await push(server, { inputs, results: labels(SAME) });
    expect(first).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    const result = await review(server, propose(server), { inputs, results: labels(WORSE) });
    expect(result.exitCode).toBe(1);
    expect(server.comments[0]!.body.split('\n')[0]).toBe('<!-- model-gate:v1 name=spam -->');
  });

  it('of bad inputs is red, with all of them', async () => {
    const server = await openProject();
    const result = await push(server, { inputs: { mode: 'sometimes', comment: 'loud' } });
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'error')[0]).toMatch(/input mode[\s\S]*input comment/);
  });

  it('that finds no evidence is red', async () => {
    const server = await openProject();
    const result = await push(server, { results: null });
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'error')[0]).toContain('results.csv');
  });

  it('takes the key of the ids from the environment, and pairs with it alone', async () => {
    const text = `${policy(RULES, { baseline: '{ store: branch }' })}privacy: { id-key-env: ID_KEY }\n`;
    const server = await openProject({ policy: text });
    expect((await push(server)).exitCode).toBe(1);
    await push(server, { env: { ID_KEY: 'secret of the team' } });
    const withKey = await review(server, propose(server), { env: { ID_KEY: 'secret of the team' } });
    expect(withKey.report.suites[0].baseline.pairing).toBe('paired');
    const without = await review(server, propose(server));
    expect(without.report.suites[0].baseline.pairing).toBe('unpaired');
    expect(without.summary).toContain('the key of the ids is not in the environment');
  });
});
