import { describe, expect, test } from 'vitest';
import { EvidenceError, GitHubError } from '../../src/errors.ts';
import type { ArtifactInfo } from '../../src/model/ports.ts';
import { type CannedAnswer, clientOf, failureOf, startServer, TOKEN } from './canned-server.ts';

const wire = (id: number, name: string, expired = false) => ({
  id,
  name,
  size_in_bytes: 10,
  expired,
  digest: id % 2 === 0 ? `sha256:${id}` : null,
});

test('of all pages the newest artifact of each name is listed', async () => {
  const pages = [
    [wire(30, 'b'), wire(12, 'a')],
    [wire(11, 'b'), wire(40, 'c', true), wire(20, 'a')],
  ];
  const server = await startServer((_, index) => ({
    body: { total_count: 5, artifacts: pages[index] },
    headers: index === 0 ? { link: '<http://x/?page=2>; rel="next", <http://x/?page=2>; rel="last"' } : {},
  }));
  expect(await clientOf(server.url).github.listArtifacts(12)).toEqual([
    { id: 20, name: 'a', sizeBytes: 10, expired: false, digest: 'sha256:20' },
    { id: 30, name: 'b', sizeBytes: 10, expired: false, digest: 'sha256:30' },
    { id: 40, name: 'c', sizeBytes: 10, expired: true, digest: 'sha256:40' },
  ]);
  expect(server.seen.map(({ path }) => path)).toEqual([
    '/repos/octo/models/actions/runs/12/artifacts?per_page=100&page=1',
    '/repos/octo/models/actions/runs/12/artifacts?per_page=100&page=2',
  ]);
});

describe('a download', () => {
  const artifact: ArtifactInfo = { id: 8, name: 'eval', sizeBytes: 10, expired: false, digest: null };
  const BYTES = Uint8Array.from([80, 75, 3, 4, 0, 255, 128, 10, 13, 9]);

  /** An API server that redirects to a file server, with a new signature each time. */
  async function startPair(file: (index: number) => CannedAnswer) {
    const files = await startServer((_, index) => file(index));
    const api = await startServer((_, index) => ({
      status: 302,
      headers: { location: `${files.url}/blob?sig=secret${index}` },
    }));
    return { files, api, ...clientOf(api.url, { timeoutMs: 1500 }) };
  }

  test('goes to the redirect without the token', async () => {
    const { github, api, files } = await startPair(() => ({ body: BYTES, headers: { 'content-type': 'text/plain' } }));
    expect(new Uint8Array(await github.downloadArtifact(artifact, 10))).toEqual(BYTES);
    expect(api.seen[0]).toMatchObject({ path: '/repos/octo/models/actions/artifacts/8/zip' });
    expect(api.seen[0]!.headers.authorization).toContain(TOKEN);
    expect(files.seen).toHaveLength(1);
    expect(JSON.stringify(files.seen[0])).not.toContain(TOKEN);
    expect(files.seen[0]!.headers.authorization).toBeUndefined();
  });

  test.each<[string, CannedAnswer]>([
    ['a server error', { status: 503 }],
    ['an address that is no longer valid', { status: 403 }],
    ['a connection without an answer', { broken: 'before' }],
    ['a body that breaks off', { broken: 'within', body: BYTES }],
    ['silence', { broken: 'hang' }],
    ['a body that stalls', { broken: 'stall', body: BYTES }],
  ])('asks for a fresh address after %s', async (_, answer) => {
    const { github, files, waits } = await startPair((index) => (index === 0 ? answer : { body: BYTES }));
    expect(new Uint8Array(await github.downloadArtifact(artifact, 10))).toEqual(BYTES);
    expect(files.seen.map(({ path }) => path)).toEqual(['/blob?sig=secret0', '/blob?sig=secret1']);
    expect(waits).toEqual([500]);
  });

  test('gives up after 3 repeats, without showing the signature', async () => {
    const { github, files, api, waits } = await startPair(() => ({ status: 500 }));
    const error = await failureOf(github.downloadArtifact(artifact, 10));
    expect(error).toBeInstanceOf(GitHubError);
    expect(error).toMatchObject({ operation: 'download artifact 8', status: 500, permission: null });
    expect((error as Error).stack).not.toContain('secret');
    expect([files.seen.length, api.seen.length]).toEqual([4, 4]);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('stops as soon as the body is larger than allowed', async () => {
    const { github, files } = await startPair(() => ({ body: Buffer.alloc(5_000_000) }));
    const error = await failureOf(github.downloadArtifact(artifact, 1000));
    expect(error).toBeInstanceOf(EvidenceError);
    expect((error as Error).message).toContain('artifact eval: it is larger than 1000 bytes');
    expect(files.seen).toHaveLength(1);
  });

  test('does not begin when the listed size is too large or the artifact expired', async () => {
    const { github, api } = await startPair(() => ({ body: BYTES }));
    expect(await failureOf(github.downloadArtifact(artifact, 9))).toBeInstanceOf(EvidenceError);
    expect(await failureOf(github.downloadArtifact({ ...artifact, expired: true }, 10))).toBeInstanceOf(EvidenceError);
    expect(api.seen).toHaveLength(0);
  });

  test('of an artifact that expired since it was listed says so', async () => {
    const server = await startServer(() => ({ status: 410, body: { message: 'Artifact has expired' } }));
    const error = await failureOf(clientOf(server.url).github.downloadArtifact(artifact, 10));
    expect(error).toBeInstanceOf(EvidenceError);
    expect((error as Error).message).toContain('it has expired');
    expect(server.seen).toHaveLength(1);
  });

  test('without a permission names it', async () => {
    const server = await startServer(() => ({ status: 403, body: { message: 'Resource not accessible' } }));
    expect(await failureOf(clientOf(server.url).github.downloadArtifact(artifact, 10))).toMatchObject({
      permission: 'actions: read',
    });
  });
});

describe('artifacts across runs', () => {
  const made = (id: number, run: unknown) => ({
    ...wire(id, 'record'),
    created_at: '2026-01-01T00:00:00Z',
    workflow_run: run,
  });
  const run = { id: 7, repository_id: 1, head_repository_id: 1, head_branch: 'main', head_sha: 'abc' };

  test('are found by name, newest first, with whose run made them, on a few pages alone', async () => {
    const server = await startServer((_, index) => ({
      body: {
        total_count: 900,
        artifacts: [made(2 * index, run), made(2 * index + 1, { ...run, head_repository_id: 2 }), made(99, null)],
      },
      headers: { link: '<http://x/?page=9>; rel="next"' },
    }));
    const found = await clientOf(server.url).github.findArtifacts('record', 2);
    expect(found.map(({ id, isOwn }) => [id, isOwn])).toEqual([
      [3, false],
      [2, true],
      [1, false],
      [0, true],
    ]);
    expect(found[1]).toMatchObject({ runId: 7, headBranch: 'main', headSha: 'abc', createdAt: '2026-01-01T00:00:00Z' });
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/repos/octo/models/actions/artifacts?name=record&per_page=100&page=1',
      '/repos/octo/models/actions/artifacts?name=record&per_page=100&page=2',
    ]);
  });

  test.each([
    [{ id: 1 }, true],
    [{ id: 2 }, false],
    [null, false],
  ])('tell whether a run is of a fork: %j', async (head, isOwn) => {
    const facts = { event: 'push', conclusion: null, head_branch: 'main', head_sha: 'abc' };
    const server = await startServer(() => ({ body: { ...facts, repository: { id: 1 }, head_repository: head } }));
    expect(await clientOf(server.url).github.readRun(7)).toEqual({
      ...{ event: 'push', conclusion: null, headBranch: 'main', headSha: 'abc' },
      isOwn,
    });
  });
});
