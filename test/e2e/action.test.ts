import { describe, expect, it } from 'vitest';
import { pushEvent } from './harness/events.ts';
import { policy } from './laptop.ts';
import {
  annotationsOf,
  openProject,
  POLICY,
  POLICY_PATH,
  propose,
  push,
  RULES,
  recorded,
  review,
  SAME,
  WORSE,
} from './project.ts';

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
    expect(server.comments[0]!.body.split('\n').slice(0, 2)).toEqual([
      '<!-- model-gate:v1 -->',
      '<!-- model-gate:v1 name=spam -->',
    ]);
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
