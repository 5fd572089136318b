import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The commit that is checked out in a folder, read from the files of git (gitrepository-layout), without starting git.
 * null when the folder is no work tree or nothing is committed.
 */
export function headCommit(folder: string): string | null {
  const gitDir = findGitDir(folder);
  if (gitDir === null) return null;
  const head = readText(join(gitDir, 'HEAD'))?.trim() ?? '';
  if (isCommit(head)) return head;
  const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
  if (ref === undefined) return null;
  const common = readText(join(gitDir, 'commondir'))?.trim();
  for (const root of common === undefined ? [gitDir] : [gitDir, resolve(gitDir, common)]) {
    const loose = readText(join(root, ref))?.trim();
    if (loose !== undefined && isCommit(loose)) return loose;
    const packed = readText(join(root, 'packed-refs'));
    const line = packed?.split('\n').find((entry) => entry.endsWith(` ${ref}`));
    if (line !== undefined) return line.split(' ')[0]!;
  }
  return null;
}

function findGitDir(folder: string): string | null {
  for (let here = resolve(folder); ; here = resolve(here, '..')) {
    const path = join(here, '.git');
    if (readText(join(path, 'HEAD')) !== undefined) return path;
    const target = /^gitdir: (.+)$/m.exec(readText(path) ?? '')?.[1];
    if (target !== undefined) return resolve(here, target);
    if (here === resolve(here, '..')) return null;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}
