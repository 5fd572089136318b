import { describe, expect, it } from 'vitest';
import { chooseBaseline, explainBaseline, type Wanted } from '../../src/baseline/choose.ts';
import type { RecordedRun } from '../../src/model/ports.ts';

const run = (commit: string | null, createdAt: string | null = null, where = ''): RecordedRun => ({
  commit,
  createdAt,
  where,
  read: async () => new Uint8Array(),
});

/** The line c0 <- c1 <- …, oldest last, that counts what it is asked. */
function lineOf(length: number) {
  const asked: [string, number][] = [];
  const firstParents = async (commit: string, limit: number) => {
    asked.push([commit, limit]);
    const start = Number(commit.slice(1));
    return Array.from({ length: Math.min(limit, length - start) }, (_, i) => `c${start + i}`);
  };
  return { asked, firstParents };
}

const choose = async (runs: RecordedRun[], wanted: Wanted, maxCommits: number | null = null, length = 1000) => {
  const history = lineOf(length);
  const chosen = await chooseBaseline(runs, wanted, history, { maxCommits });
  return { chosen: chosen && [chosen.run.commit, chosen.kind, chosen.distance], asked: history.asked };
};
const parent: Wanted = { kind: 'first-parent', commit: 'c0' };

describe('chooseBaseline', () => {
  it('asks nothing when the commit itself has a record, or nothing has', async () => {
    expect(await choose([run('c4'), run('c0')], parent)).toEqual({ chosen: ['c0', 'first-parent', 0], asked: [] });
    expect(await choose([], parent)).toEqual({ chosen: null, asked: [] });
  });

  it('takes the copy of an anchor, though newer, for a baseline only where there is no other', async () => {
    const copy = run('c1', '2026-03-02T00:00:00Z', 'report/baseline/spam-0-anchor.compared.parquet');
    const baseline = run('c5', '2026-03-01T00:00:00Z', 'report/baseline/spam-0.compared.parquet');
    expect((await choose([copy, baseline], { kind: 'file' })).chosen).toEqual(['c5', 'file', null]);
    expect((await choose([copy], { kind: 'file' })).chosen).toEqual(['c1', 'file', null]);
  });

  it.each([
    ['the nearest ancestor', [run('c9'), run('c2'), run('c5')], null, ['c2', 'first-parent', 2], 1],
    ['one on the second page', [run('c150')], null, ['c150', 'first-parent', 150], 2],
    ['one at the end of the walk', [run('c250')], null, ['c250', 'first-parent', 250], 3],
    ['none beyond it', [run('c251')], null, null, 3],
    ['none of a shorter limit: it is found, to be called stale', [run('c250')], 10, ['c250', 'first-parent', 250], 3],
    ['one within a longer limit', [run('c400')], 400, ['c400', 'first-parent', 400], 5],
    ['none of another line', [run('d1'), run(null)], null, null, 3],
  ] as const)('finds %s', async (_, runs, maxCommits, chosen, requests) => {
    const result = await choose([...runs], parent, maxCommits);
    expect(result.chosen).toEqual(chosen);
    expect(result.asked).toHaveLength(requests);
  });

  it('stops at the root commit', async () => {
    const { chosen, asked } = await choose([run('d1')], { kind: 'merge-base', commit: 'c0' }, null, 30);
    expect([chosen, asked.length]).toEqual([null, 1]);
  });

  it('takes the newest of several records of one commit', async () => {
    const runs = [run('c0', '2026-01-01T00:00:00Z', 'old'), run('c0', '2026-02-01T00:00:00Z', 'new'), run('c0')];
    const chosen = await chooseBaseline(runs, parent, lineOf(1), { maxCommits: null });
    expect(chosen?.run.where).toBe('new');
  });

  it('takes the newest record of all when no commit is wanted', async () => {
    const runs = [run('c5', null), run('c1', '2026-01-09T00:00:00.5Z'), run(null, '2026-01-10T00:00:00Z')];
    expect(await choose(runs, { kind: 'latest' })).toEqual({ chosen: [null, 'latest', null], asked: [] });
    expect((await choose([], { kind: 'file' })).chosen).toBeNull();
  });
});

describe('explainBaseline', () => {
  const commit = 'abcdef0123456789abcdef0123456789abcdef01';

  it.each([
    [
      { commit, kind: 'first-parent', ageDays: 3.2, distance: 0 },
      'Compared with the record of abcdef0 (3 days old): the first parent of the tested commit.',
    ],
    [
      { commit, kind: 'first-parent', ageDays: 0.5, distance: 1 },
      'Compared with the record of abcdef0 (less than a day old): the commit before the first parent of the tested commit, which has no record.',
    ],
    [
      { commit, kind: 'merge-base', ageDays: 1, distance: 4 },
      'Compared with the record of abcdef0 (1 day old): 4 commits before the merge base of the change and its target, because the nearer ones have no record.',
    ],
    [
      { commit, kind: 'latest', ageDays: 12, distance: null },
      'Compared with the record of abcdef0 (12 days old): the newest one stored.',
    ],
    [
      { commit: null, kind: 'file', ageDays: null, distance: null },
      'Compared with a record without a commit (age unknown): the newest in the baseline file or folder.',
    ],
  ] as const)('says which, why and how old: %#', (use, sentence) => {
    expect(explainBaseline(use, null)).toBe(sentence);
  });

  it('names the anchor', () => {
    const use = { commit, kind: 'anchor', ageDays: 40, distance: 0 } as const;
    expect(explainBaseline(use, 'v1.4.0')).toBe(
      'Compared with the record of abcdef0 (40 days old): the anchor v1.4.0.',
    );
    expect(explainBaseline({ ...use, distance: 3 }, 'v1.4.0')).toContain('3 commits before the anchor v1.4.0, because');
  });
});
