import { describe, expect, it } from 'vitest';
import { policy, predictions } from './laptop.ts';
import { annotationsOf, openProject, POLICY_PATH, propose, push, RULES, recordsOf, review } from './project.ts';

const WORSE = predictions(1000, 150);
const RUN = 4711;

async function recorded(options: Parameters<typeof openProject>[0] = {}) {
  const server = await openProject(options);
  expect((await push(server)).exitCode).toBe(0);
  return server;
}

describe('trouble at GitHub', () => {
  it('that passes is waited for, and leaves one comment and the right verdict', async () => {
    const server = await recorded();
    server.faults.push(
      { match: 'GET /contents/{path}', status: 429, retryAfter: 1 },
      { match: 'GET /git/trees/{tree_sha}', status: 500 },
      { match: 'GET /git/blobs/{file_sha}', status: 'drop' },
      {
        match: 'GET /git/commits/{commit_sha}',
        status: 403,
        retryAfter: 1,
        message: 'You have exceeded a secondary rate limit.',
      },
      { match: 'POST /issues/{issue_number}/comments', status: 'lose' },
    );
    const result = await review(server, propose(server), { results: WORSE });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(result.report.suites[0].baseline).toMatchObject({ pairing: 'paired', shared: 1000 });
    expect(server.comments).toHaveLength(1);
  });

  it('that lasts leaves no verdict, and a run that is red whatever `fail-on` says', async () => {
    const server = await recorded();
    server.faults.push({ match: 'GET /git/trees/{tree_sha}', status: 500, times: 4 });
    const result = await review(server, propose(server), { inputs: { 'fail-on': 'never' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: {}, report: null });
    expect(annotationsOf(result, 'error')[0]).toMatch(/^No verdict could be reached.\nGitHub: /);
    expect(server.comments).toEqual([]);
  });

  it('with the comment is a warning, and changes no verdict', async () => {
    const server = await recorded();
    server.faults.push({ match: 'GET /issues/{issue_number}/comments', status: 500, times: 4 });
    const result = await review(server, propose(server));
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(annotationsOf(result, 'warning')[0]).toContain('was not published (comment)');
    expect(result.summary).toContain('Model gate passed');
  });

  it('does not lose a record when another job records at the same moment', async () => {
    const server = await recorded();
    server.commitFiles('main', { 'model.py': 'next' });
    server.faults.push(
      {
        match: 'PATCH /git/refs/{ref}',
        before: () => {
          server.commitFiles('model-gate', {
            'v1/other-000000000000/20260101T000000Z-0000000.parquet': 'of another suite',
          });
        },
      },
      { match: 'PATCH /git/refs/{ref}', status: 'lose' },
    );
    const result = await push(server);
    expect(result.exitCode).toBe(0);
    const records = recordsOf(server).filter((path) => path.endsWith('.parquet'));
    expect(records.map((path) => path.split('/')[1]!.slice(0, 5)).sort()).toEqual(['other', 'spam-', 'spam-']);
    let commit = server.refs.get('refs/heads/model-gate');
    let length = 0;
    while (commit !== undefined) {
      length++;
      const { parents }: { parents: readonly string[] } = server.git.commits.get(commit)!;
      expect(parents.length).toBeLessThanOrEqual(1);
      commit = parents[0];
    }
    expect(length).toBe(3);
  });
});

describe('evidence in artifacts', () => {
  const POLICY = policy(RULES, { baseline: '{ store: branch }' }).replace('files: [results.csv]', 'artifact: "eval-*"');
  const open = () => openProject({ policy: POLICY });
  const options = { results: null, runId: RUN };

  it('is read from zips and from single files, of this run, newest first', async () => {
    const server = await open();
    server.addArtifact(RUN, 'eval-old', { 'results.csv': predictions(10, 10) }, { expired: true });
    server.artifacts.pop();
    server.addArtifact(RUN, 'eval-1', { 'results.csv': predictions(400, 400) });
    server.addArtifact(RUN, 'eval-1', { 'out/results.csv': predictions(1000, 50), 'notes.md': '# not evidence' });
    server.addArtifact(RUN, 'logs', { 'results.csv': predictions(10, 10) });
    server.addArtifact(RUN + 1, 'eval-1', { 'results.csv': predictions(10, 10) });
    const zipped = await push(server, options);
    expect(zipped).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(zipped.report.suites[0]).toMatchObject({ n: 1000, evidence: [{ format: 'csv', rows: 1000 }] });

    server.addArtifact(RUN + 2, 'eval-results.csv', Buffer.from(predictions(1000, 150)));
    const single = await review(server, propose(server), { ...options, inputs: { 'run-id': String(RUN + 2) } });
    expect(single).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(server.downloads.map(({ authorization }) => authorization)).toEqual([false, false]);
  });

  it.each([
    ['a wrong digest', { digest: `sha256:${'0'.repeat(64)}` }, /eval-1.*sha256/],
    ['an artifact that expired', { expired: true }, /eval-1.*expired/],
  ] as const)('is refused for %s', async (_, flaw, message) => {
    const server = await open();
    server.addArtifact(RUN, 'eval-1', { 'results.csv': predictions(1000, 50) }, flaw);
    const result = await push(server, options);
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(result, 'error')[0]).toMatch(message);
  });

  it('is refused when nothing has the name', async () => {
    const server = await open();
    server.addArtifact(RUN, 'evals', { 'results.csv': predictions(1000, 50) });
    const result = await push(server, options);
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'error')[0]).toMatch(/eval-\*[\s\S]*evals/);
  });

  it('is fetched again when a download breaks off, and refused when it always does', async () => {
    const server = await open();
    server.addArtifact(RUN, 'eval-1', { 'results.csv': predictions(1000, 50) });
    server.faults.push({ match: 'GET download', status: 'truncate' });
    expect((await push(server, options)).outputs['verdict']).toBe('pass');
    server.faults.push({ match: 'GET download', status: 'truncate', times: 4 });
    const result = await push(server, options);
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(annotationsOf(result, 'error')[0]).toContain('the download broke off');
  });

  it('is refused when the stored zip itself is cut off', async () => {
    const server = await open();
    const whole = server.addArtifact(RUN + 9, 'x', { 'results.csv': predictions(1000, 50) }).bytes;
    server.addArtifact(RUN, 'eval-1', whole.subarray(0, whole.length - 40));
    const result = await push(server, options);
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'error')[0]).toContain('eval-1');
  });

  it('needs `actions: read`, and says so', async () => {
    const server = await open();
    server.permissions = { contents: 'write' };
    const result = await push(server, options);
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result, 'error')[0]).toContain('`actions: read`');
  });
});

it('reads the policy of a pull request with one request, and needs few for all of it', async () => {
  const server = await recorded();
  const result = await review(server, propose(server), { workspaceFiles: { [POLICY_PATH]: 'version: 2' } });
  expect(result.requests.map(({ route }) => route)).toEqual([
    'GET /git/commits/{commit_sha}',
    // The policy, and the ledger beside it.
    'GET /contents/{path}',
    'GET /contents/{path}',
    'GET /git/trees/{tree_sha}',
    'GET /git/blobs/{file_sha}',
    'GET /issues/{issue_number}/comments',
    'POST /issues/{issue_number}/comments',
    'GET /issues/{issue_number}/comments',
  ]);
});
