import { describe, expect, it } from 'vitest';
import { decodeRecord } from '../../src/baseline/decode-record.ts';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { suiteSlug } from '../../src/baseline/slug.ts';
import { branchStore } from '../../src/baseline/stores/branch.ts';
import { BaselineError } from '../../src/errors.ts';
import { memoryGit } from './memory-git.ts';
import { binaryRecord, COMMIT } from './records.ts';

const OTHER_COMMIT = 'f'.repeat(40);
const IDS = ['a', 'b', 'c'];

const encoder =
  (commit = COMMIT, createdAt = '2026-01-02T03:04:05.678Z', suite = 'tumour') =>
  (salt: Uint8Array) =>
    encodeRecord({ ...binaryRecord(IDS, salt), suite, commit, createdAt });

function setUp(git = memoryGit(), saltByte = 1) {
  const slept: number[] = [];
  const store = branchStore(git, {
    branch: 'model-gate',
    random: (bytes) => new Uint8Array(bytes).fill(saltByte),
    sleep: async (ms) => {
      slept.push(ms);
    },
    jitter: () => 0.5,
  });
  const paths = async () => (await git.tree('model-gate'))?.files.map(({ path }) => path).sort();
  const saltOf = async (commit: string) => {
    const run = (await store.list('tumour')).find((found) => found.commit === commit)!;
    const { idKey } = await decodeRecord(await run.read(), run.where);
    return idKey?.kind === 'salt' ? idKey.salt[0] : null;
  };
  return { git, store, slept, paths, saltOf };
}

describe('an absent branch', () => {
  it('is an empty store, unused until the first record', async () => {
    const { store, git, paths } = setUp();
    expect(await store.list('tumour')).toEqual([]);
    expect(await store.everUsed()).toBe(false);
    await store.write('tumour', COMMIT, encoder());
    expect(await store.everUsed()).toBe(true);
    expect(await store.list('another suite')).toEqual([]);
    expect(git.parentsOfTip()).toEqual([]);
    expect(git.messages()).toEqual([`record ${suiteSlug('tumour')} ${COMMIT} [skip ci]`]);
    expect(await paths()).toEqual([
      'README.md',
      'salt',
      `v1/${suiteSlug('tumour')}/20260102T030405Z-${COMMIT}.parquet`,
    ]);
  });
});

describe('list', () => {
  it('tells commits and times, newest first, with one request', async () => {
    const { store, git } = setUp();
    await store.write('tumour', COMMIT, encoder());
    await store.write('tumour', OTHER_COMMIT, encoder(OTHER_COMMIT, '2026-02-01T00:00:00Z'));
    git.log.length = 0;
    const runs = await store.list('tumour');
    expect(runs.map(({ commit, createdAt }) => [commit, createdAt])).toEqual([
      [OTHER_COMMIT, '2026-02-01T00:00:00Z'],
      [COMMIT, '2026-01-02T03:04:05Z'],
    ]);
    expect(git.log).toEqual(['tree']);
    expect((await decodeRecord(await runs[1]!.read(), runs[1]!.where)).commit).toBe(COMMIT);
  });

  it('refuses a list that is not complete and files that are no records', async () => {
    const { store, git } = setUp();
    await store.write('tumour', COMMIT, encoder());
    await git.put(`v1/${suiteSlug('tumour')}/notes.txt`, new Uint8Array());
    await expect(store.list('tumour')).rejects.toThrow(/notes\.txt: .*not named like a record/);
    git.truncated = true;
    await expect(store.list('tumour')).rejects.toThrow(BaselineError);
    await expect(store.write('tumour', COMMIT, encoder())).rejects.toThrow(/does not list them all/);
  });

  it('leads to an error for a record that was damaged', async () => {
    const { store, git } = setUp();
    const path = `v1/${suiteSlug('tumour')}/20260102T030405Z-${COMMIT}.parquet`;
    await git.put(path, new TextEncoder().encode('PAR1 and nothing else PAR1'));
    const [run] = await store.list('tumour');
    await expect(decodeRecord(await run!.read(), run!.where)).rejects.toThrow(
      `model-gate:${path}: This baseline record`,
    );
  });
});

describe('write', () => {
  it('does nothing when the record is there already', async () => {
    const { store, git } = setUp();
    await store.write('tumour', COMMIT, encoder());
    const tip = await git.branchTip('model-gate');
    git.log.length = 0;
    await store.write('tumour', COMMIT, encoder());
    expect(await git.branchTip('model-gate')).toBe(tip);
    expect(git.log).not.toContain('createBlob');
  });

  it('keeps the files of both writers of one race, under one salt', async () => {
    const { store, git, slept, paths, saltOf } = setUp(memoryGit(), 1);
    const rival = setUp(git, 2);
    git.beforeMove = () => rival.store.write('tumour', OTHER_COMMIT, encoder(OTHER_COMMIT));
    await store.write('tumour', COMMIT, encoder());
    expect(await paths()).toHaveLength(4);
    expect(await saltOf(COMMIT)).toBe(2);
    expect(await saltOf(OTHER_COMMIT)).toBe(2);
    expect(slept).toEqual([500]);
  });

  it('keeps the files of a race on a branch that exists', async () => {
    const { store, git, paths, saltOf } = setUp(memoryGit(), 1);
    await store.write('first', COMMIT, encoder(COMMIT, '2026-01-01T00:00:00Z', 'first'));
    const rival = setUp(git, 2);
    git.beforeMove = () => rival.store.write('tumour', OTHER_COMMIT, encoder(OTHER_COMMIT));
    git.log.length = 0;
    await store.write('tumour', COMMIT, encoder());
    expect(await paths()).toHaveLength(5);
    expect(await saltOf(COMMIT)).toBe(1);
    // One for each writer: the same bytes are not sent twice.
    expect(git.log.filter((call) => call === 'createBlob')).toHaveLength(2);
  });

  it('finds its own record after an answer that was lost', async () => {
    const { store, git, slept } = setUp();
    git.loseNextAnswer = true;
    await store.write('tumour', COMMIT, encoder());
    expect(git.messages()).toHaveLength(1);
    expect(slept).toHaveLength(1);
  });

  it('gives up after sixteen lost races, with growing pauses', async () => {
    const { store, git, slept } = setUp();
    const contested = { ...git, moveBranch: async () => 'moved' as const };
    const loser = branchStore(contested, {
      branch: 'model-gate',
      random: (bytes) => new Uint8Array(bytes),
      sleep: async (ms) => {
        slept.push(ms);
      },
      jitter: () => 0.5,
    });
    await expect(loser.write('tumour', COMMIT, encoder())).rejects.toThrow(/16 times.*`concurrency`/);
    expect(slept).toEqual([500, 1000, 2000, 4000, 8000, 16_000, ...Array<number>(9).fill(20_000)]);
    expect(await store.everUsed()).toBe(false);
  });

  it.each([
    ['malformed', 'salt', 'abc\n', /salt is not 64 hex digits/],
    ['absent beside records', `v1/s/20260101T000000Z-${COMMIT}.parquet`, '', /there are records, but no salt/],
  ])('refuses a salt that is %s', async (_, path, text, message) => {
    const { store, git } = setUp();
    await git.put(path, new TextEncoder().encode(text));
    await expect(store.write('tumour', COMMIT, encoder())).rejects.toThrow(message);
  });

  it('starts on a branch that somebody made by hand, without losing its files', async () => {
    const { store, git, paths } = setUp();
    await git.put('LICENSE', new Uint8Array());
    await store.write('tumour', COMMIT, encoder());
    expect(await paths()).toContain('LICENSE');
    expect(await store.list('tumour')).toHaveLength(1);
  });

  it('refuses a record without a commit', async () => {
    await expect(setUp().store.write('tumour', null, encoder())).rejects.toThrow(BaselineError);
  });
});
