import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { openGitHub } from './open.ts';
import { READ_ALL } from './permissions.ts';
import { startGitHub } from './server.ts';

test('a token may do what it is permitted, and no more', async () => {
  const server = await openGitHub({ permissions: { contents: 'read', 'pull-requests': 'write' } });
  const sha = server.commitFiles('main', { a: '1' });
  const pull = server.pullRequest({ head: server.commitFiles('feature', { a: '2' }, { parents: [sha] }) });
  const comment = { body: { body: 'hello' } };
  const denied = { status: 403, json: { message: 'Resource not accessible by integration' } };

  expect((await ask(server, 'GET /git/ref/heads/main')).status).toBe(200);
  expect(await ask(server, 'POST /git/blobs', { body: { content: 'x' } })).toMatchObject(denied);
  expect(await ask(server, 'GET /actions/runs/1/artifacts')).toMatchObject(denied);
  expect((await ask(server, `POST /issues/${pull.number}/comments`, comment)).status).toBe(201);
  expect(await ask(server, `POST /statuses/${sha}`, { body: { state: 'success' } })).toMatchObject(denied);

  server.permissions = READ_ALL;
  expect((await ask(server, 'GET /actions/runs/1/artifacts')).status).toBe(200);
  expect(await ask(server, `POST /issues/${pull.number}/comments`, comment)).toMatchObject(denied);
  expect((await ask(server, 'GET /', { headers: { authorization: 'token other' } })).status).toBe(401);
  expect((await ask(server, 'GET /', { headers: { authorization: undefined } })).status).toBe(401);
});

test('comments are written as the bot, listed page by page, edited and deleted', async () => {
  const server = await openGitHub();
  const base = server.commitFiles('main', { a: '1' });
  const { number } = server.pullRequest({ head: server.commitFiles(null, { a: '2' }, { parents: [base] }) });
  for (let n = 1; n <= 4; n += 1) server.comment(number, `comment ${n}`);
  const posted = await ask(server, `POST /issues/${number}/comments`, { body: { body: 'report' } });
  expect(posted).toMatchObject({ status: 201, json: { user: { login: 'github-actions[bot]', type: 'Bot' } } });

  const pages: string[][] = [];
  let next: string | undefined = `/issues/${number}/comments?per_page=2`;
  while (next !== undefined) {
    const { json, headers } = await ask(server, `GET ${next}`);
    pages.push(json.map(({ body }: { body: string }) => body));
    next = /<[^>]*\/repos\/octo\/models([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(pages).toEqual([['comment 1', 'comment 2'], ['comment 3', 'comment 4'], ['report']]);

  const path = `/issues/comments/${posted.json.id}`;
  const edited = await ask(server, `PATCH ${path}`, { body: { body: 'new report' } });
  expect(edited).toMatchObject({ status: 200, json: { body: 'new report' } });
  expect((await ask(server, `PATCH ${path}`, { body: { body: 'x'.repeat(65_537) } })).status).toBe(422);
  expect((await ask(server, `DELETE ${path}`)).status).toBe(204);
  expect((await ask(server, `PATCH ${path}`, { body: { body: 'again' } })).status).toBe(404);
  expect((await ask(server, 'POST /issues/77/comments', { body: { body: 'x' } })).status).toBe(404);
});

test('artifacts are listed, and downloaded from another origin without the token', async () => {
  const server = await openGitHub();
  server.commitFiles('main', { a: '1' });
  const first = server.addArtifact(5, 'eval', { 'eval.csv': 'id,label\n' });
  const second = server.addArtifact(5, 'raw', Buffer.from('plain'), { digest: null });
  const gone = server.addArtifact(5, 'gone', Buffer.from('x'), { expired: true });
  server.addArtifact(6, 'other', Buffer.from('x'));
  const { json } = await ask(server, 'GET /actions/runs/5/artifacts');
  expect(json.artifacts.map(({ id }: { id: number }) => id)).toEqual([gone.id, second.id, first.id]);
  expect(json.artifacts[2].digest).toBe(`sha256:${createHash('sha256').update(first.bytes).digest('hex')}`);
  expect((await ask(server, 'GET /actions/runs/5/artifacts?name=raw')).json).toMatchObject({
    total_count: 1,
    artifacts: [{ digest: null, size_in_bytes: 5 }],
  });

  const redirect = await ask(server, `GET /actions/artifacts/${first.id}/zip`);
  expect(redirect.status).toBe(302);
  const address = redirect.headers.get('location')!;
  expect(new URL(address).origin).not.toBe(new URL(server.apiUrl).origin);
  const file = await fetch(address);
  expect(file.headers.get('content-type')).toBe('application/zip');
  expect(Buffer.from(await file.arrayBuffer())).toEqual(first.bytes);
  expect((await ask(server, `GET /actions/artifacts/${gone.id}/zip`)).status).toBe(410);
  expect((await fetch(`${address}0`)).status).toBe(403);
  server.downloadLifetimeMs = 0;
  const late = await ask(server, `GET /actions/artifacts/${first.id}/zip`);
  expect((await fetch(late.headers.get('location')!)).status).toBe(403);
});

test('the file server refuses a request that carries the token', async () => {
  const server = await startGitHub();
  const { id } = server.addArtifact(5, 'eval', { 'eval.csv': 'id\n' });
  const { headers } = await ask(server, `GET /actions/artifacts/${id}/zip`);
  const response = await fetch(headers.get('location')!, { headers: { authorization: `token ${server.token}` } });
  expect(response.status).toBe(400);
  expect(server.downloads).toEqual([{ status: 400, authorization: true }]);
  await server.close();
});

test('a pull request is merged into its base', async () => {
  const server = await openGitHub();
  const base = server.commitFiles('main', { a: '1', b: '1', c: '1' });
  server.commitFiles('feature', { a: '2', c: null }, { parents: [base] });
  const tip = server.commitFiles('main', { b: '2' });
  const pull = server.pullRequest({ head: 'feature', fork: 'contributor/models' });
  const { json } = await ask(server, `GET /git/commits/${pull.mergeSha}`);
  expect(json.parents.map(({ sha }: { sha: string }) => sha)).toEqual([tip, pull.head.sha]);
  server.setRef('merged', pull.mergeSha);
  expect(['a', 'b', 'c'].map((path) => server.readFile('merged', path)?.toString())).toEqual(['2', '2', undefined]);
  expect((await ask(server, 'GET /git/ref/pull/1/merge')).json.object.sha).toBe(pull.mergeSha);
  expect((await ask(server, `GET /pulls/${pull.number}`)).json).toMatchObject({
    head: { sha: pull.head.sha, repo: { full_name: 'contributor/models', fork: true } },
    base: { sha: tip, repo: { full_name: 'octo/models', fork: false } },
  });
  expect((await ask(server, 'GET /')).json).toMatchObject({ full_name: 'octo/models', default_branch: 'main' });
});

test('a status is set on a commit', async () => {
  const server = await openGitHub();
  const sha = server.commitFiles('main', { a: '1' });
  const set = (description: string) =>
    ask(server, `POST /statuses/${sha}`, { body: { state: 'success', description } });
  expect(await set('fine')).toMatchObject({ status: 201, json: { context: 'default', description: 'fine' } });
  expect((await set('x'.repeat(141))).status).toBe(422);
  expect(server.statuses).toHaveLength(1);
});

test('faults befall the requests that they name', async () => {
  const server = await openGitHub();
  const root = server.commitFiles('main', { a: '1' });
  const child = server.commitFiles(null, { a: '2' }, { parents: [root] });
  const read = 'GET /git/ref/heads/main';
  server.faults.push(
    { match: 'GET /git/ref/{ref}', after: 1, times: 2, status: 503 },
    { match: 'GET /git/ref/{ref}', status: 429, retryAfter: 7, message: 'Slow down' },
    { match: 'GET /git/ref/{ref}', status: 'drop' },
    { match: 'GET /git/ref/{ref}', status: 'truncate' },
  );
  const statuses = [await ask(server, read), await ask(server, read), await ask(server, read)].map(
    ({ status }) => status,
  );
  expect(statuses).toEqual([200, 503, 503]);
  const limited = await ask(server, read);
  expect([limited.status, limited.headers.get('retry-after'), limited.json.message]).toEqual([429, '7', 'Slow down']);
  await expect(ask(server, read)).rejects.toThrow('fetch failed');
  await expect(ask(server, read)).rejects.toThrow('terminated');
  expect((await ask(server, read)).status).toBe(200);

  server.faults.push({ match: 'PATCH /git/refs/{ref}', status: 'lose' });
  await expect(ask(server, 'PATCH /git/refs/heads/main', { body: { sha: child } })).rejects.toThrow('fetch failed');
  expect(server.refs.get('refs/heads/main')).toBe(child);

  server.faults.push({ match: 'PATCH /git/refs/{ref}', before: () => server.commitFiles('main', { a: '3' }) });
  const late = server.commitFiles(null, { a: '4' }, { parents: [child] });
  expect((await ask(server, 'PATCH /git/refs/heads/main', { body: { sha: late } })).status).toBe(422);
  expect(server.requests.map(({ status }) => status)).toEqual([200, 503, 503, 429, 0, 200, 200, 0, 422]);
});

test('a fault that never came to pass is known', async () => {
  const server = await startGitHub();
  server.faults.push({ match: 'GET /commits', status: 500 });
  expect(server.unusedFaults()).toHaveLength(1);
  await server.close();
});

test.fails('a test that ends with a violation fails', async () => {
  const server = await openGitHub();
  await ask(server, 'GET /nowhere');
});

test('an answer of its own that GitHub would not give is a violation', async () => {
  const server = await startGitHub();
  const base = server.commitFiles('main', { a: '1' });
  const { number } = server.pullRequest({ head: server.commitFiles(null, { a: '2' }, { parents: [base] }) });
  server.comments.push({ ...server.comment(number, 'report'), createdAt: 'yesterday' });
  expect((await ask(server, `GET /issues/${number}/comments`)).status).toBe(400);
  expect(server.violations).toEqual([expect.stringContaining('/1/created_at must match format "date-time"')]);
  await server.close();
});

test('the log tells what was asked, but not the token', async () => {
  const server = await openGitHub();
  const sha = server.commitFiles('main', { a: '1' });
  await ask(server, `POST /git/refs`, { body: { ref: 'refs/heads/x', sha } });
  await ask(server, 'GET /git/ref/heads%2Fx');
  expect(server.requests).toMatchObject([
    { method: 'POST', route: 'POST /git/refs', body: { ref: 'refs/heads/x' }, authorization: true, status: 201 },
    { method: 'GET', route: 'GET /git/ref/{ref}', path: '/api/v3/repos/octo/models/git/ref/heads/x' },
  ]);
  expect(JSON.stringify(server.requests)).not.toContain(server.token);
});
