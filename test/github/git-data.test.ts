import { describe, expect, test } from 'vitest';
import { GitHubError } from '../../src/errors.ts';
import { type CannedAnswer, clientOf, failureOf, startServer } from './canned-server.ts';

const ABSENT: CannedAnswer = { status: 404, body: { message: 'Not Found' } };
const ref = (sha: string): CannedAnswer => ({ body: { ref: 'refs/heads/store', object: { sha, type: 'commit' } } });

describe('reading', () => {
  test('what is not there gives null', async () => {
    const { github } = clientOf((await startServer(() => ABSENT)).url);
    expect(await github.branchTip('store')).toBeNull();
    expect(await github.tree('store')).toBeNull();
  });

  test('a file is absent when the list of all files lacks it as well, and else asked for once more', async () => {
    const listing = (path: string, found = false) =>
      startServer(({ path: asked }, index) => {
        if (asked.includes('/git/trees/'))
          return { body: { sha: 't1', tree: [{ path, type: 'blob', sha: 'b', size: 1 }] } };
        return found && index > 1 ? { body: 'version: 1' } : ABSENT;
      });
    const fileOf = async (server: { readonly url: string }) => clientOf(server.url).github.file('a.yml', 'main');
    expect(await fileOf(await listing('b.yml'))).toBeNull();
    expect(Buffer.from((await fileOf(await listing('a.yml', true)))!).toString()).toBe('version: 1');
    expect(await failureOf(fileOf(await listing('a.yml')))).toMatchObject({
      status: 404,
      permission: 'contents: read',
    });
    expect(await failureOf(fileOf(await startServer(() => ABSENT)))).toMatchObject({ status: 404 });
  });

  test('an empty repository has no tree', async () => {
    const server = await startServer(() => ({ status: 409, body: { message: 'Git Repository is empty.' } }));
    expect(await clientOf(server.url).github.tree('main')).toBeNull();
  });

  test('what may not be seen is an error', async () => {
    const server = await startServer(() => ({ status: 403, body: { message: 'Resource not accessible' } }));
    const { github } = clientOf(server.url);
    for (const promise of [github.branchTip('b'), github.tree('b'), github.file('a', 'b')]) {
      expect(await failureOf(promise)).toMatchObject({ status: 403, permission: 'contents: read' });
    }
  });

  test('a tree gives its files, and whether some were left out', async () => {
    const tree = [
      { path: 'v1', type: 'tree', sha: 't2' },
      { path: 'v1/a.parquet', type: 'blob', sha: 'b1', size: 7 },
      { path: 'module', type: 'commit', sha: 'c1' },
    ];
    const server = await startServer(() => ({ body: { sha: 't1', tree, truncated: true } }));
    expect(await clientOf(server.url).github.tree('store/x')).toEqual({
      sha: 't1',
      files: [{ path: 'v1/a.parquet', sha: 'b1', size: 7 }],
      truncated: true,
    });
    expect(server.seen[0]!.path).toBe('/repos/octo/models/git/trees/store/x?recursive=1');
  });

  test('files come as the bytes they are, whatever charset the answer claims', async () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0, 0x80, 0x0a]);
    const type = 'application/vnd.github.raw+json; charset=utf-8';
    const server = await startServer(() => ({ body: bytes, headers: { 'content-type': type } }));
    expect(new Uint8Array((await clientOf(server.url).github.file('dir/a.bin', 'main'))!)).toEqual(bytes);
    expect(server.seen[0]).toMatchObject({
      path: '/repos/octo/models/contents/dir/a.bin?ref=main',
      headers: { accept: 'application/vnd.github.raw+json' },
    });
  });

  test('blobs are decoded, and refused when they are cut', async () => {
    const content = `${Buffer.from([1, 2, 250]).toString('base64')}\n`;
    const server = await startServer((_, index) => ({
      body: { sha: 'b1', size: 3 + index, encoding: 'base64', content },
    }));
    const { github } = clientOf(server.url);
    expect([...(await github.blob('b1'))]).toEqual([1, 2, 250]);
    expect(((await failureOf(github.blob('b1'))) as Error).message).toContain('it has 3 bytes instead of 4');
  });
});

test('objects are written as Git wants them', async () => {
  const server = await startServer((_, index) => ({ status: 201, body: { sha: `s${index}` } }));
  const { github } = clientOf(server.url);
  expect(await github.createBlob(Uint8Array.from([0, 255]))).toBe('s0');
  expect(await github.createTree(null, [{ path: 'a', sha: 'b1' }])).toBe('s1');
  expect(await github.createTree('t0', [])).toBe('s2');
  expect(await github.createCommit('message', 't1', [])).toBe('s3');
  expect(
    server.seen.map(({ method, path, body }) => [method, path.replace('/repos/octo/models', ''), JSON.parse(body)]),
  ).toEqual([
    ['POST', '/git/blobs', { content: 'AP8=', encoding: 'base64' }],
    ['POST', '/git/trees', { tree: [{ path: 'a', sha: 'b1', mode: '100644', type: 'blob' }] }],
    ['POST', '/git/trees', { base_tree: 't0', tree: [] }],
    ['POST', '/git/commits', { message: 'message', tree: 't1', parents: [] }],
  ]);
});

describe('moving a branch', () => {
  const NOT_FORWARD: CannedAnswer = { status: 422, body: { message: 'Update is not a fast forward' } };

  /** A branch whose writes are answered with `answer`, and whose readings give `tips` in turn (the last one stays). */
  const startBranch = (answer: CannedAnswer, tips: readonly (string | null)[]) => {
    let reading = 0;
    return startServer(({ method }) => {
      if (method !== 'GET') return answer;
      const tip = tips[Math.min(reading, tips.length - 1)]!;
      reading += 1;
      return tip === null ? ABSENT : ref(tip);
    });
  };

  test('creates it, or moves it without force', async () => {
    const server = await startServer(() => ref('new'));
    const { github } = clientOf(server.url);
    expect(await github.moveBranch('store', null, 'new')).toBe('done');
    expect(await github.moveBranch('store', 'old', 'new')).toBe('done');
    expect(
      server.seen.map(({ method, path, body }) => [method, path.replace('/repos/octo/models', ''), JSON.parse(body)]),
    ).toEqual([
      ['POST', '/git/refs', { ref: 'refs/heads/store', sha: 'new' }],
      ['PATCH', '/git/refs/heads/store', { sha: 'new', force: false }],
    ]);
  });

  test.each<[string, CannedAnswer]>([
    ['a refusal', NOT_FORWARD],
    ['a conflict', { status: 409 }],
    ['a server error', { status: 500 }],
    ['a dropped connection', { broken: 'before' }],
  ])('reads it again after %s', async (_, answer) => {
    const moved = await startBranch(answer, ['other']);
    expect(await clientOf(moved.url).github.moveBranch('store', 'old', 'new')).toBe('moved');
    const raced = await startBranch(answer, ['other']);
    expect(await clientOf(raced.url).github.moveBranch('store', null, 'new')).toBe('moved');
    const lost = await startBranch(answer, ['new']);
    expect(await clientOf(lost.url).github.moveBranch('store', 'old', 'new')).toBe('done');
    expect(lost.seen.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
  });

  test('waits for a reading that is behind', async () => {
    const server = await startBranch(NOT_FORWARD, ['old', 'old', 'other']);
    const { github, waits } = clientOf(server.url);
    expect(await github.moveBranch('store', 'old', 'new')).toBe('moved');
    expect(waits).toEqual([500, 1000]);
  });

  test('gives a reading half a minute when GitHub says that the branch has moved', async () => {
    const server = await startBranch(NOT_FORWARD, [...Array<string>(6).fill('old'), 'other']);
    const { github, waits } = clientOf(server.url);
    expect(await github.moveBranch('store', 'old', 'new')).toBe('moved');
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000]);
  });

  test('that GitHub forbids ends with what it said and what to do', async () => {
    const refusal = { status: 422, body: { message: 'Repository rule violations found' } };
    const server = await startBranch(refusal, ['old']);
    const { github, waits } = clientOf(server.url);
    const error = await failureOf(github.moveBranch('store', 'old', 'new'));
    expect(error).toBeInstanceOf(GitHubError);
    expect((error as Error).message).toBe(
      'GitHub: move the branch heads/store failed (status 422): Repository rule violations found. ' +
        'If a ruleset or a branch protection covers `store`, exclude this branch from it.',
    );
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('without the permission names it at once', async () => {
    const server = await startBranch({ status: 403, body: { message: 'Resource not accessible' } }, ['old']);
    expect(await failureOf(clientOf(server.url).github.moveBranch('store', 'old', 'new'))).toMatchObject({
      status: 403,
      permission: 'contents: write',
    });
    expect(server.seen).toHaveLength(1);
  });
});
