import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { findBaseline, type Search } from '../../src/baseline/find.ts';
import { BaselineError } from '../../src/errors.ts';
import type { BaselineStore, RecordedRun } from '../../src/model/ports.ts';
import { recordWith } from './records.ts';

const NOW = new Date('2026-03-11T12:00:00.000Z');
const LINE = ['c', 'b', 'a'].map((letter) => letter.repeat(40));

function run(commit: string | null, createdAt = '2026-03-01T12:00:00.000Z'): RecordedRun {
  const bytes = encodeRecord(recordWith({ suite: 'spam', commit, createdAt }));
  return { commit, createdAt: null, where: `branch:${commit}`, read: async () => bytes };
}

function search(runs: readonly RecordedRun[], rest: Partial<Search> & { readonly used?: boolean } = {}): Search {
  const store: BaselineStore = {
    list: async () => runs,
    everUsed: async () => rest.used ?? true,
    write: async () => {},
  };
  return {
    store,
    wanted: { kind: 'first-parent', commit: LINE[0]! },
    head: LINE[0]!,
    history: { firstParents: async (commit) => LINE.slice(LINE.indexOf(commit)) },
    limits: { maxAgeDays: null, maxCommits: null },
    now: NOW,
    ...rest,
  };
}

describe('finding a baseline', () => {
  it('tells an empty store from one without this suite, and from one without an ancestor', async () => {
    expect(await findBaseline('spam', search([], { used: false }))).toEqual({ kind: 'empty', hint: null });
    expect(await findBaseline('spam', search([]))).toMatchObject({ kind: 'unusable' });
    expect(await findBaseline('spam', search([run('f'.repeat(40))]))).toMatchObject({ kind: 'unusable' });
    expect(await findBaseline('spam', search([], { store: null }))).toEqual({ kind: 'none' });
  });

  it('says where in the file system it looked, and warns of a file that is not there', async () => {
    const lookAt = (path: string) => {
      const { store, ...rest } = search([], { used: false });
      return findBaseline('spam', { ...rest, store: { ...store!, path } });
    };
    expect(await lookAt('.model-gate')).toEqual({
      kind: 'empty',
      hint: 'there is no record under .model-gate, and `record --out .model-gate` writes one',
    });
    expect(await lookAt('base.parquet')).toEqual({
      kind: 'unusable',
      problem: 'there is no record file base.parquet, and `record --out base.parquet` writes one',
    });
  });

  it('says which record it took and how old it is', async () => {
    const found = await findBaseline('spam', search([run(LINE[2]!)]));
    expect(found).toMatchObject({
      kind: 'found',
      stale: null,
      use: { commit: LINE[2], kind: 'first-parent', distance: 2, ageDays: 10 },
    });
  });

  it('calls a record stale beyond the limits of the policy, not on them', async () => {
    const staleness = async (maxAgeDays: number, maxCommits: number) => {
      const found = await findBaseline('spam', search([run(LINE[2]!)], { limits: { maxAgeDays, maxCommits } }));
      return found.kind === 'found' ? found.stale : found;
    };
    expect(await staleness(10, 2)).toBeNull();
    expect(await staleness(9, 2)).toBe('it is 10 days old, and the policy allows 9');
    expect(await staleness(10, 1)).toBe('it is 2 commits back, and the policy allows 1 commits');
    expect(await staleness(9.9, 2)).toBe('it is 10 days old, and the policy allows 9.9');
  });

  it('counts the commits back to a record that no commit led to', async () => {
    const staleness = async (commit: string | null, maxCommits: number, head: string | null = LINE[0]!) => {
      const limits = { maxAgeDays: null, maxCommits };
      const found = await findBaseline('spam', search([run(commit)], { wanted: { kind: 'file' }, limits, head }));
      return found.kind === 'found' ? found.stale : found;
    };
    expect(await staleness(LINE[2]!, 2)).toBeNull();
    expect(await staleness(LINE[2]!, 1)).toBe('it is 2 commits back, and the policy allows 1 commits');
    expect(await staleness('f'.repeat(40), 2)).toBe(
      'it is not among the last 2 commits, and the policy allows 2 commits',
    );
    const unknown = 'its distance is unknown, because it or this run has no commit, and the policy allows 2 commits';
    expect(await staleness('f'.repeat(40), 2, null)).toBe(unknown);
    expect(await staleness(null, 2)).toBe(unknown);
  });

  it('refuses a record of another suite', async () => {
    await expect(findBaseline('ham', search([run(LINE[0]!)]))).rejects.toThrow(BaselineError);
  });
});
