import { existsSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removePayload, writePayload } from '../../src/action/payload.ts';
import { makeFolder } from '../e2e/harness/process.ts';

const warnings: string[] = [];
const log = { warning: (message: string) => warnings.push(message) };
const place = async () => ({
  workspace: join(await makeFolder({ 'work/a/b.csv': 'ab', 'work/c.csv': 'c' }), 'work'),
  folder: join(await makeFolder(), 'payload'),
});

test('files lie where they lay in the workspace, and those of an earlier run are gone', async () => {
  const { workspace, folder } = await place();
  await writePayload(folder, workspace, ['a/b.csv', 'c.csv', 'c.csv'], log);
  expect(readFileSync(join(folder, 'a/b.csv'), 'utf8')).toBe('ab');
  await writePayload(folder, workspace, ['c.csv'], log);
  expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual(['c.csv']);
  await writePayload(folder, workspace, [], log);
  expect(existsSync(folder)).toBe(false);
});

test('a file outside of the workspace, by its path or by a link, is left out with a warning', async () => {
  const { workspace, folder } = await place();
  const secret = join(await makeFolder({ 'secret.csv': 'key' }), 'secret.csv');
  symlinkSync(secret, join(workspace, 'link.csv'));
  symlinkSync('c.csv', join(workspace, 'inner.csv'));
  writeFileSync(join(workspace, '../outside.csv'), 'x');
  await writePayload(folder, workspace, ['link.csv', '../outside.csv', 'inner.csv'], log);
  expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual(['inner.csv']);
  expect(warnings).toEqual([
    expect.stringContaining('"link.csv" lies outside'),
    expect.stringContaining('"../outside.csv" lies outside'),
  ]);
});

test('a folder of somebody else is neither removed nor written to', async () => {
  const { workspace } = await place();
  const folder = await makeFolder({ 'mine.csv': 'x' });
  await removePayload(folder);
  await expect(writePayload(folder, workspace, ['c.csv'], log)).rejects.toThrow('is in use');
  expect(readdirSync(folder)).toEqual(['mine.csv']);
});

test('more than would be read again is not written in part', async () => {
  const { workspace, folder } = await place();
  truncateSync(join(workspace, 'c.csv'), 256 * 2 ** 20 + 1);
  await expect(writePayload(folder, workspace, ['a/b.csv', 'c.csv'], log)).rejects.toThrow('at most');
  expect(existsSync(folder)).toBe(false);
});
