import { posix } from 'node:path';
import type { GlobOptions } from 'tinyglobby';
import { globFiles } from './glob.ts';
import { splitPatterns } from './patterns.ts';

/** A folder that nothing on disk is read from: the paths are its only content. */
const ROOT = '/payload';

/** The paths that a glob fits, by the same matcher and the same rules as files of a workspace, without touching the disk. */
export async function matchPaths(
  paths: readonly string[],
  pattern: string,
  ignore: readonly string[],
  dot = false,
): Promise<readonly string[]> {
  const known = new Set(paths);
  const fs = { readdir: readerOf(foldersOf(paths)) } as unknown as NonNullable<GlobOptions['fs']>;
  const found = await globFiles(pattern, { cwd: ROOT, ignore: [...ignore], dot, followSymbolicLinks: false, fs });
  return found.filter((path) => known.has(path));
}

/**
 * The paths that any of the patterns fits; a pattern behind `!` excludes. Unlike for evidence, `*` stands for names that begin with a dot as
 * well: a changed file that was overlooked would pass a change without an evaluation.
 */
export async function matchChanged(paths: readonly string[], patterns: readonly string[]): Promise<readonly string[]> {
  const { wanted, ignore } = splitPatterns(patterns);
  const found = await Promise.all(wanted.map((pattern) => matchPaths(paths, pattern, ignore, true)));
  return [...new Set(found.flat())];
}

/** Names in each folder, and whether they are folders themselves. */
function foldersOf(paths: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, boolean>> {
  const folders = new Map<string, Map<string, boolean>>([[ROOT, new Map()]]);
  for (const path of paths) {
    const steps = path.split('/');
    steps.forEach((name, i) => {
      const folder = posix.join(ROOT, ...steps.slice(0, i));
      if (!folders.has(folder)) folders.set(folder, new Map());
      folders.get(folder)!.set(name, i < steps.length - 1);
    });
  }
  return folders;
}

/** `readdir` of node:fs with `withFileTypes`, as the matcher calls it. */
function readerOf(folders: ReadonlyMap<string, ReadonlyMap<string, boolean>>) {
  return (path: string, _options: unknown, done: (error: Error | null, entries: readonly unknown[]) => void) => {
    const names = folders.get(posix.join(path.replaceAll('\\', '/'), '.').replace(/\/$/, '')) ?? new Map();
    const entries = [...names].map(([name, isFolder]) => ({
      name,
      isFile: () => !isFolder,
      isDirectory: () => isFolder,
      isSymbolicLink: () => false,
    }));
    setImmediate(done, null, entries);
  };
}
