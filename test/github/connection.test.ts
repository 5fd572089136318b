import { describe, expect, test } from 'vitest';
import { GitHubError } from '../../src/errors.ts';
import { clientOf, failureOf, startServer, TOKEN } from './canned-server.ts';

const COMMIT = { sha: 'c1', parents: [{ sha: 'p1' }, { sha: 'p2' }] };
const COMMENT = { id: 5, body: 'hello', html_url: 'https://example.test/5', user: { login: 'octo', type: 'User' } };

describe('a request', () => {
  test('carries the token, the pinned interface version, and the repository', async () => {
    const server = await startServer(() => ({ body: COMMIT }));
    const { github } = clientOf(`${server.url}/api/v3/`);
    expect(await github.parents('c1')).toEqual(['p1', 'p2']);
    expect(server.seen[0]).toMatchObject({ method: 'GET', path: '/api/v3/repos/octo/models/git/commits/c1' });
    expect(server.seen[0]!.headers).toMatchObject({
      authorization: `token ${TOKEN}`,
      'x-github-api-version': '2022-11-28',
      accept: 'application/vnd.github+json',
    });
  });

  test('follows the redirect of a renamed repository', async () => {
    const server = await startServer(({ path }) =>
      path.startsWith('/repositories/7') ? { body: COMMIT } : { status: 301, headers: { location: '/repositories/7' } },
    );
    expect(await clientOf(server.url).github.parents('c1')).toEqual(['p1', 'p2']);
  });
});

describe('a reading request is sent again', () => {
  test('after server errors, 3 times at most, waiting twice as long each time', async () => {
    const server = await startServer(() => ({ status: 502, body: '<html>unicorn</html>' }));
    const { github, waits, lines } = clientOf(server.url);
    const error = await failureOf(github.parents('c1'));
    expect(error).toBeInstanceOf(GitHubError);
    expect(error).toMatchObject({ operation: 'read commit c1', status: 502, permission: null });
    expect((error as Error).message).toBe('GitHub: read commit c1 failed (status 502): GitHub gave no reason.');
    expect(server.seen).toHaveLength(4);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(lines[0]).toBe('GitHub: read commit c1: 502; trying again in 0.5 s.');
  });

  test.each(['before', 'within'] as const)('when the connection breaks off %s the answer', async (broken) => {
    const server = await startServer((_, index) => (index < 2 ? { broken, body: COMMIT } : { body: COMMIT }));
    const { github, waits } = clientOf(server.url);
    expect(await github.parents('c1')).toEqual(['p1', 'p2']);
    expect(waits).toEqual([500, 1000]);
  });

  test.each(['hang', 'stall'] as const)('when the answer does not come in time (%s)', async (broken) => {
    const server = await startServer((_, index) => (index === 0 ? { broken, body: COMMIT } : { body: COMMIT }));
    expect(await clientOf(server.url, { timeoutMs: 100 }).github.parents('c1')).toEqual(['p1', 'p2']);
  });

  test('but no longer than 3 times when nobody listens', async () => {
    const { github, waits } = clientOf('http://127.0.0.1:9');
    expect(await failureOf(github.parents('c1'))).toMatchObject({ status: null });
    expect(waits).toHaveLength(3);
  });
});

describe('a rate limit', () => {
  const refusedOnce = (headers: Record<string, string>, status = 403, message = 'API rate limit exceeded') =>
    startServer((_, index) => (index === 0 ? { status, headers, body: { message } } : { body: COMMIT }));

  test.each([
    ['retry-after', { 'retry-after': '7' }, 7000],
    [
      'the reset of the primary limit',
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.parse('2026-01-01T00:00:20Z') / 1000),
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      },
      21_000,
    ],
  ])('is waited for as long as %s says', async (_, headers, waitMs) => {
    const { github, waits } = clientOf((await refusedOnce(headers)).url);
    expect(await github.parents('c1')).toEqual(['p1', 'p2']);
    expect(waits).toEqual([waitMs]);
  });

  test('is waited for a minute when it names no time', async () => {
    for (const server of [await refusedOnce({}, 429), await refusedOnce({}, 403, 'a secondary rate limit')]) {
      const { github, waits } = clientOf(server.url);
      await github.parents('c1');
      expect(waits).toEqual([60_000]);
    }
  });

  test('that lasts too long ends the request at once, and no permission is blamed', async () => {
    const server = await refusedOnce({ 'retry-after': '3600' });
    const { github, waits } = clientOf(server.url);
    const error = await failureOf(github.parents('c1'));
    expect(error).toMatchObject({ status: 403, permission: null });
    expect((error as Error).message).toContain('GitHub asks to wait 3600 s.');
    expect(waits).toEqual([]);
  });

  test('holds the total wait under 3 times the cap', async () => {
    const server = await startServer(() => ({
      status: 429,
      headers: { 'retry-after': '60' },
      body: { message: 'no' },
    }));
    const { github, waits } = clientOf(server.url);
    await failureOf(github.parents('c1'));
    expect(waits).toEqual([60_000, 60_000, 60_000]);
  });
});

describe('creating a comment', () => {
  test.each([{ status: 502 }, { broken: 'before' as const }])('is not repeated after %o', async (answer) => {
    const server = await startServer(() => answer);
    const { github, waits } = clientOf(server.url);
    expect(await failureOf(github.createComment(3, 'hello'))).toMatchObject({ operation: 'comment on #3' });
    expect(server.seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test('is repeated after a rate limit, which had no effect', async () => {
    const server = await startServer((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '1' } } : { status: 201, body: COMMENT },
    );
    expect(await clientOf(server.url).github.createComment(3, 'hello')).toEqual({
      id: 5,
      body: 'hello',
      url: 'https://example.test/5',
      author: { login: 'octo', isBot: false },
    });
    expect(server.seen).toHaveLength(2);
  });
});

describe('an error', () => {
  test('of a missing permission names the line to add', async () => {
    const message = 'Resource not accessible by integration';
    const server = await startServer(() => ({
      status: 403,
      body: { message, documentation_url: 'https://docs.github.com/rest' },
    }));
    const { github, waits } = clientOf(server.url);
    const lineOf = async (promise: Promise<unknown>) => ((await failureOf(promise)) as GitHubError).permission;
    expect(await lineOf(github.createComment(3, 'x'))).toBe('pull-requests: write');
    expect(await lineOf(github.listArtifacts(1))).toBe('actions: read');
    expect(await lineOf(github.createBlob(new Uint8Array()))).toBe('contents: write');
    expect(await lineOf(github.moveBranch('b', 'a', 'c'))).toBe('contents: write');
    expect(await lineOf(github.parents('c1'))).toBe('contents: read');
    expect(((await failureOf(github.updateComment(8, 'x'))) as Error).message).toBe(
      `GitHub: edit comment 8 failed (status 403): ${message}. Add \`pull-requests: write\` to the permissions of the job.`,
    );
    expect(waits).toEqual([]);
  });

  test('never shows the token, not even one that cannot be sent or that the answer repeats', async () => {
    const server = await startServer(() => ({ status: 401, body: { message: `Bad credentials: ${TOKEN}` } }));
    const echoed = await failureOf(clientOf(server.url).github.parents('c1'));
    expect((echoed as Error).message).toContain('Bad credentials: ***');
    const broken = `${TOKEN}\n${TOKEN}`;
    const unsendable = await failureOf(clientOf(server.url, { token: broken }).github.parents('c1'));
    for (const error of [echoed, unsendable]) {
      expect(error).toBeInstanceOf(GitHubError);
      expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain(TOKEN);
    }
  });

  test.each([
    ['a page of a proxy', '<html>sign in</html>', 'the answer is not JSON'],
    ['another shape', { parents: 'none' }, 'parents is not a list'],
  ])('comes of an answer that is %s', async (_, body, message) => {
    const server = await startServer(() => ({ body }));
    const error = await failureOf(clientOf(server.url).github.parents('c1'));
    expect(error).toBeInstanceOf(GitHubError);
    expect((error as Error).message).toContain(message);
  });
});
