import { type GlobOptions, glob } from 'tinyglobby';

/** Files below `cwd` that a pattern fits, as paths relative to it. A module of its own, so that it is loaded only when a pattern needs it. */
export function globFiles(pattern: string, options: GlobOptions): Promise<string[]> {
  return glob(pattern, { ...options, expandDirectories: false });
}
