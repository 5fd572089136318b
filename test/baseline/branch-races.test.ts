import { describe, expect, it } from 'vitest';
import { suiteSlug } from '../../src/baseline/slug.ts';
import type { Fault } from '../github-server/faults.ts';
import { BRANCH, commitOf, expectComplete, historyOf, openRace, REF } from './races.ts';

const WRITERS = 32;

/** Faults that befall requests of a kind now and then, `count` of them. */
function strew(match: Fault['match'], count: number, every: number, random: () => number): Fault[] {
  const kinds = [500, 502, 503, 'drop', 'lose', 'truncate'] as const;
  return Array.from({ length: count }, () => ({
    match,
    after: Math.floor(every * (0.5 + random())),
    status: kinds[Math.floor(kinds.length * random())]!,
  }));
}

describe('recorders that meet', () => {
  // Of this seed one writer is too late in each of ten attempts.
  it('all find their record on the branch: 32 at once, disturbed', async () => {
    const { server, random, attempts, clock, recordAll } = await openRace(13);
    for (const match of [
      'GET /git/ref/{ref}',
      'GET /git/trees/{tree_sha}',
      'POST /git/trees',
      'POST /git/commits',
      'PATCH /git/refs/{ref}',
    ] as const) {
      server.faults.push(...strew(match, 5, 16, random));
    }
    server.faults.push(...strew('POST /git/refs', 1, 4, random), ...strew('POST /git/blobs', 2, 10, random));
    const results = await recordAll(WRITERS);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    await expectComplete(server, WRITERS);
    expect(historyOf(server)).toHaveLength(WRITERS);
    expect(Math.max(...attempts.values())).toBeGreaterThan(10);
    expect(Math.max(...attempts.values())).toBeLessThanOrEqual(16);
    expect(clock.now()).toBeLessThan(300_000);
  });

  it('loses no record when the branch moves between reading and writing, and the answer is lost as well', async () => {
    const { server, record, recordAll, clock } = await openRace(3);
    await recordAll(2);
    const tip = server.refs.get(REF)!;
    server.faults.push({
      match: 'PATCH /git/refs/{ref}',
      before: () => server.commitFiles(BRANCH, { 'NOTES.md': 'by hand' }),
    });
    server.faults.push({ match: 'PATCH /git/refs/{ref}', status: 'lose' });
    const results = await clock.runAll([record(2)]);
    expect(results).toEqual([{ status: 'fulfilled', value: undefined }]);
    await expectComplete(server, 3);
    expect(historyOf(server).indexOf(tip)).toBe(2);
    expect(server.readFile(BRANCH, 'NOTES.md')?.toString()).toBe('by hand');
  });

  it('waits for a copy of the repository that is 20 s behind', async () => {
    const { server, record, recordAll, clock } = await openRace(4);
    await recordAll(3);
    const behind = historyOf(server)[1]!;
    const started = clock.now();
    server.faults.push({
      match: 'GET /git/ref/{ref}',
      times: 6,
      before: () => {
        const tip = server.refs.get(REF)!;
        server.refs.set(REF, behind);
        queueMicrotask(() => server.refs.set(REF, tip));
      },
    });
    expect(await clock.runAll([record(3)])).toEqual([{ status: 'fulfilled', value: undefined }]);
    await expectComplete(server, 4);
    expect(clock.now() - started).toBeGreaterThan(15_000);
  });

  it.each([
    ['GET /git/trees/{tree_sha}', 404],
    ['POST /git/trees', 404],
    ['POST /git/commits', 422],
  ] as const)('waits for objects that a copy does not have yet: %s', async (match, status) => {
    const { server, record, recordAll, clock } = await openRace(5);
    await recordAll(1);
    server.faults.push({ match, status, times: 4 });
    expect(await clock.runAll([record(1)])).toEqual([{ status: 'fulfilled', value: undefined }]);
    await expectComplete(server, 2);
  });

  it('ends with what GitHub says when objects stay absent', async () => {
    const { server, record, recordAll, clock } = await openRace(6);
    await recordAll(1);
    server.faults.push({ match: 'POST /git/trees', status: 404, times: 7, message: 'Not Found' });
    const [result] = await clock.runAll([record(1)]);
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'GitHubError', status: 404 } });
    await expectComplete(server, 1);
  });
});

describe('a branch of a thousand records', () => {
  it('is listed with one request, and a record is written with as many as ever', async () => {
    const { server, record, storeOf, recordAll, clock } = await openRace(7);
    await recordAll(1);
    const written = async (writer: number) => {
      const seen = server.requests.length;
      await clock.runAll([record(writer)]);
      return server.requests.slice(seen).map(({ route }) => route);
    };
    const first = await written(1);
    const slug = suiteSlug('another suite');
    const many = Array.from({ length: 1000 }, (_, index) => {
      const time = new Date(Date.UTC(2025, 0, 1) + 3_600_000 * index).toISOString().replace(/\.\d+|[-:]/g, '');
      return [`v1/${slug}/${time}-${commitOf(index)}.parquet`, `record ${index}`] as const;
    });
    server.commitFiles(BRANCH, Object.fromEntries(many));
    expect(await written(2)).toEqual(first);
    expect(first).toHaveLength(7);
    const seen = server.requests.length;
    const [listed] = await clock.runAll([() => storeOf(9).list('another suite')]);
    expect(listed).toMatchObject({ status: 'fulfilled', value: { length: 1000 } });
    expect(server.requests.slice(seen).map(({ route }) => route)).toEqual(['GET /git/trees/{tree_sha}']);
  });
});
