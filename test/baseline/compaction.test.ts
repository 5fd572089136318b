import { describe, expect, it } from 'vitest';
import { BRANCH, expectComplete, historyOf, openRace, REF } from './races.ts';

const OFTEN = { every: 1, maxCommits: 2 };

describe('a history that is too long', () => {
  it('is replaced by one commit with the same files', async () => {
    const { server, lines, clock, record, recordAll } = await openRace(1, { every: 1, maxCommits: 3 });
    await recordAll(3);
    expect(lines).toEqual([]);
    const before = server.requests.length;
    await clock.runAll([record(3)]);
    expect(lines).toEqual([`The 4 commits of the branch ${BRANCH} were replaced by one with the same files.`]);
    expect(historyOf(server)).toHaveLength(1);
    await expectComplete(server, 4);
    expect(server.requests.length - before).toBe(7 + 4);
    await clock.runAll([record(4)]);
    expect(historyOf(server)).toHaveLength(2);
    await expectComplete(server, 5);
  });

  it('is replaced while others write, and no record is lost', async () => {
    const { server, lines, recordAll } = await openRace(2, OFTEN);
    const results = await recordAll(24);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    await expectComplete(server, 24);
    expect(lines.filter((line) => line.includes('were replaced')).length).toBeGreaterThan(5);
  });

  it('stays when somebody writes in the last moment', async () => {
    const { server, lines, clock, record, recordAll } = await openRace(3, { every: 1, maxCommits: 2 });
    await recordAll(2);
    server.faults.push({
      match: 'POST /graphql',
      after: 2,
      before: () => server.commitFiles(BRANCH, { 'NOTES.md': 'by hand' }),
    });
    await clock.runAll([record(2)]);
    expect(server.readFile(BRANCH, 'NOTES.md')?.toString()).toBe('by hand');
    expect(historyOf(server)).toHaveLength(4);
    expect(lines[0]).toMatch(/stays as long as it is.*it has changed/);
  });

  it.each([
    ['does not know GraphQL', 404],
    ['forbids it', 403],
  ])('stays, and the record as well, where the server %s', async (_, status) => {
    const { server, lines, recordAll } = await openRace(4, { every: 1, maxCommits: 1 });
    server.faults.push({ match: 'POST /graphql', status, times: 2 });
    expect(await recordAll(2)).toEqual(Array(2).fill({ status: 'fulfilled', value: undefined }));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/stays as long as it is.*count the commits/);
    await expectComplete(server, 2);
  });

  it('is asked for by one recording in some alone', async () => {
    const { server, recordAll } = await openRace(5, { every: 2 ** 32, maxCommits: 1 });
    await recordAll(3);
    expect(server.requests.some(({ path }) => path === '/api/graphql')).toBe(false);
    expect(server.refs.has(REF)).toBe(true);
  });
});
