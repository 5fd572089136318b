import { readFileSync, type Stats, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { EvidenceError } from '../../errors.ts';
import { compareCodePoints } from '../../model/code-points.ts';
import { nearest } from '../../model/nearest.ts';
import type { EvidenceBlob, EvidenceSource } from '../../model/ports.ts';
import { quote, quoteAll, showPlace } from '../../model/quote.ts';
import { hasKnownExtension } from '../formats/catalogue.ts';
import { collectProblems, MAX_DIFFERENT } from '../problems.ts';
import { splitPatterns } from './patterns.ts';

/** How deep the message about a pattern without files looks for files that may have been meant. */
const SUGGESTION_DEPTH = 5;

/**
 * Files of the workspace by glob, each once, in the order of their paths, which are relative to `root` and use `/`.
 * A pattern behind `!` excludes; `*` skips names that start with a dot unless the pattern spells the dot.
 * Listing throws EvidenceError for each pattern that no file fits; `where` says who names them.
 */
export function workspaceSource(root: string, patterns: readonly string[], where = 'files'): EvidenceSource {
  return {
    async list() {
      const problems = collectProblems(MAX_DIFFERENT);
      const { wanted, ignore } = splitPatterns(patterns);
      const paths = new Set<string>();
      if (patterns.length > 0 && wanted.length === 0) {
        problems.add(where, `every pattern excludes (${quoteAll(patterns, 5)}). Add one that names files.`);
      }
      for (const pattern of wanted) {
        const found = await expand(root, pattern, ignore);
        for (const path of found) paths.add(path);
        if (found.length === 0) problems.add(where, await explainNoMatch(root, pattern));
      }
      problems.throwIfAny();
      return [...paths].sort(compareCodePoints).map((path) => fileBlob(root, path));
    },
  };
}

/** The files that a pattern names. A plain path, which needs no matching, does not load the matcher. */
async function expand(root: string, pattern: string, ignore: readonly string[]): Promise<readonly string[]> {
  if (ignore.length === 0 && /^[\w-][\w./-]*$/.test(pattern) && !pattern.includes('..')) {
    return statOf(join(root, pattern))?.isFile() ? [posix.normalize(pattern)] : [];
  }
  const { globFiles } = await import('./glob.ts');
  return globFiles(pattern, { cwd: root, ignore: [...ignore] });
}

function fileBlob(root: string, path: string): EvidenceBlob {
  return {
    path,
    async read() {
      try {
        return readFileSync(join(root, path));
      } catch (error) {
        const message = `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`;
        throw new EvidenceError([{ where: showPlace(path), message }]);
      }
    },
  };
}

/** null for a path that is not there, or cannot be one. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

async function explainNoMatch(root: string, pattern: string): Promise<string> {
  if (statOf(join(root, pattern))?.isDirectory())
    return `${quote(pattern)} is a folder. Name the files in it: ${quote(`${pattern.replace(/\/$/, '')}/**`)}.`;
  const { globFiles } = await import('./glob.ts');
  const ignore = ['**/node_modules/**', '**/.git/**'];
  const all = await globFiles('**', { cwd: root, ignore, deep: SUGGESTION_DEPTH });
  const evidence = all.filter(hasKnownExtension).sort(compareCodePoints);
  const near = nearest(pattern, evidence);
  const files = near.length > 0 ? near : evidence.slice(0, 3);
  const hint = files.length > 0 ? `There are ${quoteAll(files)}` : 'There are no files of a format that is read';
  return `no file fits ${quote(pattern)}. ${hint}; does the step that writes it run before this one?`;
}
