import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { suiteSlug } from '../../src/baseline/slug.ts';
import { branchStore } from '../../src/baseline/stores/branch.ts';
import { findOutdated, MAX_RECORDS } from '../../src/baseline/stores/retention.ts';
import { GitHubError } from '../../src/errors.ts';
import type { RecordedRun } from '../../src/model/ports.ts';
import { memoryGit } from './memory-git.ts';
import { binaryRecord } from './records.ts';

const MIB = 2 ** 20;
const FOLDER = `v1/${suiteSlug('tumour')}/`;
const OTHER = `v1/${suiteSlug('other')}/`;
const commitOf = (index: number) => (index + 1).toString(16).padStart(40, '0');
const timeOf = (index: number) => new Date(Date.UTC(2025, 0, 1) + 3_600_000 * index).toISOString();
const pathOf = (index: number, folder = FOLDER) =>
  `${folder}${timeOf(index).replace(/\.\d+|[-:]/g, '')}-${commitOf(index)}.parquet`;
const filesOf = (count: number, size: number, folder = FOLDER) =>
  Array.from({ length: count }, (_, index) => ({ path: pathOf(index, folder), size }));

describe('what is outdated', () => {
  it('is nothing up to 200 records and 100 MiB', () => {
    expect(findOutdated(filesOf(MAX_RECORDS, 1000), FOLDER, 'v1/')).toEqual([]);
    expect(findOutdated(filesOf(20, 5 * MIB), FOLDER, 'v1/')).toEqual([]);
  });

  it('are the oldest when there are more, in whatever order they are listed, and none of another suite', () => {
    const files = [...filesOf(MAX_RECORDS + 1, 1000).toReversed(), ...filesOf(MAX_RECORDS + 9, 1000, OTHER)];
    expect(findOutdated(files, FOLDER, 'v1/')).toEqual(Array.from({ length: 51 }, (_, index) => pathOf(index)));
  });

  it('are those beyond the share of the suite when the branch is too large', () => {
    const files = [...filesOf(30, 2 * MIB), ...filesOf(50, MIB, OTHER)];
    expect(findOutdated(files, FOLDER, 'v1/')).toHaveLength(12);
    expect(findOutdated(files, OTHER, 'v1/')).toEqual([]);
    expect(findOutdated([{ path: pathOf(0), size: 500 * MIB }], FOLDER, 'v1/')).toEqual([]);
  });
});

describe('a recording that finds too many records', () => {
  async function recordOnto(count: number, anchorOf?: (runs: readonly RecordedRun[]) => Promise<RecordedRun | null>) {
    const git = memoryGit();
    await git.put('salt', Buffer.from(`${'07'.repeat(32)}\n`));
    for (let index = 0; index < count; index++) await git.put(pathOf(index), Buffer.from(String(index)));
    const store = branchStore(git, {
      ...{ branch: 'model-gate', random: (bytes: number) => new Uint8Array(bytes), sleep: async () => {} },
      jitter: () => 0.5,
      ...(anchorOf && { anchorOf }),
    });
    const record = (salt: Uint8Array) =>
      encodeRecord({ ...binaryRecord(['a'], salt), commit: commitOf(count), createdAt: timeOf(count) });
    await store.write('tumour', commitOf(count), record);
    return (await store.list('tumour')).map(({ commit }) => Number.parseInt(commit!, 16) - 1);
  }
  const newest = (count: number, kept: number) => Array.from({ length: kept }, (_, index) => count - index);

  it('drops the oldest in the same step, and keeps that of the anchor', async () => {
    expect(await recordOnto(200, async () => null)).toEqual(newest(200, 150));
    const anchored = await recordOnto(200, async (runs) => runs.find(({ commit }) => commit === commitOf(3))!);
    expect(anchored).toEqual([...newest(200, 150), 3]);
  });

  it('asks for no anchor while there is nothing to drop', async () => {
    const unasked = async (): Promise<never> => {
      throw new Error('it was asked for');
    };
    expect(await recordOnto(199, unasked)).toHaveLength(200);
  });

  it('drops nothing where the anchor cannot be told', async () => {
    const refused = async (): Promise<never> => {
      throw new GitHubError('find the anchor', 500, 'Server Error.');
    };
    expect(await recordOnto(200, refused)).toHaveLength(201);
  });
});
