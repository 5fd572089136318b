import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * The commit that is checked out in a folder, read from the files of git (gitrepository-layout), without starting git.
 * null when the folder is no work tree or nothing is committed.
 */
export async function headCommit(folder: string): Promise<string | null> {
  const gitDir = await findGitDir(folder);
  if (gitDir === null) return null;
  const head = (await readText(join(gitDir, 'HEAD')))?.trim() ?? '';
  if (isCommit(head)) return head;
  const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
  if (ref === undefined) return null;
  const common = (await readText(join(gitDir, 'commondir')))?.trim();
  for (const root of common === undefined ? [gitDir] : [gitDir, resolve(gitDir, common)]) {
    const loose = (await readText(join(root, ref)))?.trim();
    if (loose !== undefined && isCommit(loose)) return loose;
    const packed = await readText(join(root, 'packed-refs'));
    const line = packed?.split('\n').find((entry) => entry.endsWith(` ${ref}`));
    if (line !== undefined) return line.split(' ')[0]!;
  }
  return null;
}

async function findGitDir(folder: string): Promise<string | null> {
  for (let here = resolve(folder); ; here = resolve(here, '..')) {
    const path = join(here, '.git');
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory()) return path;
    if (found?.isFile()) {
      const target = /^gitdir: (.+)$/m.exec((await readText(path)) ?? '')?.[1];
      return target === undefined ? null : resolve(here, target);
    }
    if (here === resolve(here, '..')) return null;
  }
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}
