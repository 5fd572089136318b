import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeRecord } from '../../src/baseline/decode-record.ts';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { suiteSlug } from '../../src/baseline/slug.ts';
import { fileStore } from '../../src/baseline/stores/file.ts';
import { BaselineError } from '../../src/errors.ts';
import { binaryRecord, COMMIT } from './records.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baseline-'));
});
afterEach(() => rm(folder, { recursive: true }));

let saltByte = 0;
const random = (bytes: number) => new Uint8Array(bytes).fill(++saltByte);
const storeAt = (...path: string[]) => fileStore(join(folder, ...path), { random });
const encoder =
  (suite = 'tumour', createdAt = '2026-01-02T03:04:05Z') =>
  (salt: Uint8Array) =>
    encodeRecord({ ...binaryRecord(['a', 'b'], salt), suite, createdAt });

describe('fileStore', () => {
  it('is empty and unused where nothing is', async () => {
    expect(await storeAt('absent').list('tumour')).toEqual([]);
    expect(await storeAt('absent').everUsed()).toBe(false);
    expect(await storeAt().everUsed()).toBe(false);
    expect(await storeAt('absent', 'a.parquet').list('tumour')).toEqual([]);
  });

  it('writes one file a suite into a folder, and leaves nothing else behind', async () => {
    const store = storeAt('deep', '.model-gate');
    await store.write('tumour', COMMIT, encoder());
    await store.write('../../etc', COMMIT, encoder('../../etc'));
    const names = await readdir(join(folder, 'deep', '.model-gate'));
    expect(names.sort()).toEqual([`${suiteSlug('../../etc')}.parquet`, `${suiteSlug('tumour')}.parquet`].sort());
    expect(await store.everUsed()).toBe(true);
    const [run, ...more] = await store.list('tumour');
    expect(more).toEqual([]);
    expect([run!.commit, run!.createdAt]).toEqual([COMMIT, '2026-01-02T03:04:05Z']);
    expect((await decodeRecord(await run!.read(), run!.where)).suite).toBe('tumour');
  });

  it('replaces the record of the same suite and keeps its salt', async () => {
    const store = storeAt('a.parquet');
    await store.write('tumour', COMMIT, encoder());
    const first = await readFile(join(folder, 'a.parquet'));
    await store.write('tumour', COMMIT, encoder('tumour', '2026-01-03T00:00:00Z'));
    expect(await readdir(folder)).toEqual(['a.parquet']);
    await store.write('tumour', COMMIT, encoder());
    expect(await readFile(join(folder, 'a.parquet'))).toEqual(first);
  });

  it('replaces neither another suite nor a file that is no record', async () => {
    await storeAt('a.parquet').write('tumour', COMMIT, encoder());
    await expect(storeAt('a.parquet').write('other', COMMIT, encoder('other'))).rejects.toThrow(/Name a folder/);
    await writeFile(join(folder, 'data.parquet'), 'precious');
    await expect(storeAt('data.parquet').write('tumour', COMMIT, encoder())).rejects.toThrow(BaselineError);
    expect(await readFile(join(folder, 'data.parquet'), 'utf8')).toBe('precious');
  });

  it('finds the records of a suite at any depth, newest first', async () => {
    await storeAt('old', 'x.parquet').write('tumour', COMMIT, encoder('tumour', '2026-01-01T00:00:00Z'));
    await storeAt('new.parquet').write('tumour', COMMIT, encoder('tumour', '2026-03-01T00:00:00.5Z'));
    await storeAt('other.parquet').write('other', COMMIT, encoder('other'));
    await writeFile(join(folder, 'README.md'), 'no record');
    const runs = await storeAt().list('tumour');
    expect(runs.map(({ where }) => where)).toEqual([join(folder, 'new.parquet'), join(folder, 'old', 'x.parquet')]);
    expect(await storeAt('other.parquet').list('tumour')).toEqual([]);
  });

  it.each(['', 'short', 'PAR1 much longer, but all the same no Parquet file PAR1', 'x\u{ff}\u{ff}\u{ff}\u{7f}PAR1'])(
    'refuses a file that is no record: %j',
    async (text) => {
      await writeFile(join(folder, 'bad.parquet'), text, 'latin1');
      const where = join(folder, 'bad.parquet');
      await expect(storeAt().list('tumour')).rejects.toThrow(`${where}: This baseline record is damaged`);
      await expect(storeAt('bad.parquet').list('tumour')).rejects.toThrow(BaselineError);
    },
  );

  it('says what the file system refused', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(storeAt('file', 'a.parquet').write('tumour', COMMIT, encoder())).rejects.toThrow(BaselineError);
    await mkdir(join(folder, 'folder.parquet'));
    await expect(storeAt().list('tumour')).rejects.toThrow(/cannot be read or written here.*Check the path/);
  });
});
