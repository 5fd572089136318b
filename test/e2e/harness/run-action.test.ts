import { expect, test } from 'vitest';
import { openGitHub } from '../../github-server/open.ts';
import { pullRequestEvent, pushEvent, workflowDispatchEvent } from './events.ts';
import { makeFolder } from './process.ts';
import { runAction } from './run-action.ts';
import { readCommands, readVariables } from './runner-files.ts';

const MANIFEST = `
inputs:
  github-token: { default: "\${{ github.token }}" }
  fail-on: { default: fail }
  policy: { description: no default }
runs: { using: node24, main: dist/index.mjs }
`;

/** An action that shows what it was given. */
const PROBE = `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const { env } = process;
const report = join(env.RUNNER_TEMP, 'report.json');
const head = readFileSync('.git/HEAD', 'utf8').trim();
const { repository } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
writeFileSync(report, JSON.stringify({ env, head, args: process.argv.length, file: readFileSync('a/b.csv', 'utf8'), repository }));
appendFileSync(env.GITHUB_OUTPUT, 'report-json=' + report + '\\ntext<<END\\ntwo\\nlines\\nEND\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# Summary');
console.log('::error title=A%2C B,line=3::first%0Asecond%25');
console.error('  ::warning::careful');
const headers = { authorization: 'token ' + env['INPUT_GITHUB-TOKEN'], accept: 'application/json', 'x-github-api-version': '2022-11-28' };
const { status } = await fetch(env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY, { headers });
process.exit(status === 200 ? 3 : 4);
`;

test('an action runs as the runner would run it', async () => {
  const server = await openGitHub();
  server.commitFiles('main', { a: '1' });
  const event = pushEvent(server);
  const action = await makeFolder({ 'action.yml': MANIFEST, 'dist/index.mjs': PROBE });
  const inputs = { 'fail-on': 'warn' };
  const workspaceFiles = { 'a/b.csv': 'id\n' };
  const result = await runAction({ server, event, inputs, workspaceFiles, action, env: { EXTRA: '1' } });
  expect(result).toMatchObject({
    exitCode: 3,
    outputs: { text: 'two\nlines' },
    summary: '# Summary',
    report: {
      env: {
        'INPUT_GITHUB-TOKEN': server.token,
        'INPUT_FAIL-ON': 'warn',
        INPUT_POLICY: '',
        GITHUB_SHA: event.sha,
        GITHUB_REF_NAME: 'main',
        EXTRA: '1',
      },
      ...{ head: event.sha, args: 2, file: 'id\n', repository: { default_branch: 'main' } },
    },
    commands: [
      { name: 'error', properties: { title: 'A, B', line: '3' }, message: 'first\nsecond%' },
      { name: 'warning', properties: {}, message: 'careful' },
    ],
    requests: [{ route: 'GET /', status: 200 }],
    violations: [],
  });
  expect(Object.keys(result.report.env).filter((name) => /^(npm_|VITEST|NODE_)/.test(name))).toEqual([]);
  await expect(runAction({ server, event, action, inputs: { polcy: '' } })).rejects.toThrow('no input polcy');
});

test('an action that does not end is ended', async () => {
  const server = await openGitHub();
  server.commitFiles('main', { a: '1' });
  const hang = 'console.log("still here"); setInterval(() => {}, 1000);';
  const action = await makeFolder({ 'action.yml': MANIFEST, 'dist/index.mjs': hang });
  const run = runAction({ server, event: pushEvent(server), action, timeoutMs: 500 });
  await expect(run).rejects.toThrow(/SIGKILL.*still here/s);
});

test('events name the commit that GitHub would test', async () => {
  const server = await openGitHub();
  const base = server.commitFiles('main', { a: '1' });
  const head = server.commitFiles(null, { a: '2' }, { parents: [base] });
  const own = server.pullRequest({ head, headRef: 'feature' });
  const fork = server.pullRequest({ head, headRef: 'feature', fork: 'contributor/models' });
  expect(pullRequestEvent(server, own)).toMatchObject({
    ...{ sha: own.mergeSha, ref: 'refs/pull/1/merge', headRef: 'feature', baseRef: 'main', actor: 'octocat' },
    payload: {
      number: 1,
      pull_request: { head: { sha: head, repo: { full_name: 'octo/models' } }, base: { sha: base } },
    },
  });
  expect(pullRequestEvent(server, fork)).toMatchObject({
    actor: 'contributor',
    payload: { pull_request: { head: { label: 'contributor:feature', repo: { full_name: 'contributor/models' } } } },
  });
  expect(pushEvent(server)).toMatchObject({
    sha: base,
    ref: 'refs/heads/main',
    payload: { after: base, created: true },
  });
  expect(workflowDispatchEvent(server, { inputs: { mode: 'record' } })).toMatchObject({
    sha: base,
    payload: { inputs: { mode: 'record' }, repository: { full_name: 'octo/models' } },
  });
  expect(() => pushEvent(server, 'absent')).toThrow('There is no branch absent');
});

test('commands and variables are read as the runner reads them', () => {
  expect(readCommands('text ::error::no\n::group::a\r\nx ##[add-path a=1;b=2]c\n::no command')).toEqual([
    { name: 'group', properties: {}, message: 'a' },
    { name: 'add-path', properties: { a: '1', b: '2' }, message: 'c' },
  ]);
  expect(readVariables('a=1<<2\nb<<E=F\nx=y\n\nE=F\n\nc=\n')).toEqual({ a: '1<<2', b: 'x=y\n', c: '' });
  expect(() => readVariables('a<<END\nb\n')).toThrow('does not find the end of a');
  expect(() => readVariables('nonsense')).toThrow('cannot read');
});
