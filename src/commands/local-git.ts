import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BaselineError } from '../errors.ts';
import type { GitData, History } from '../model/ports.ts';

const run = promisify(execFile);

/** Far above a record's cap of 5 MB, and above the list of all records of a branch. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** What a branch store reads, and the first-parent history, from the local clone by means of git. It cannot write. */
export function localGit(folder: string): GitData & Pick<History, 'firstParents' | 'resolve'> {
  const git = async (...args: readonly string[]): Promise<Buffer> => {
    try {
      const { stdout } = await run('git', ['-C', folder, ...args], { encoding: 'buffer', maxBuffer: MAX_OUTPUT_BYTES });
      return stdout;
    } catch (error) {
      const { stderr, message } = error as Error & { readonly stderr?: Buffer };
      throw new BaselineError([
        { where: folder, message: `git ${args[0]} failed: ${stderr?.toString('utf8').trim() || message}` },
      ]);
    }
  };
  const commitOf = async (branch: string): Promise<string> => {
    for (const ref of [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]) {
      const found = await git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => null);
      if (found !== null) return found.toString('utf8').trim();
    }
    const message = `The local clone does not have the branch. Run: git fetch origin +${branch}:refs/remotes/origin/${branch}`;
    throw new BaselineError([{ where: `branch ${branch}`, message }]);
  };
  const refuse = async (): Promise<never> => {
    const message =
      'The branch is written by workflow runs of the default branch. Write a file with `record --out FILE`.';
    throw new BaselineError([{ where: '', message }]);
  };
  return {
    branchTip: commitOf,
    tree: async (branch) => {
      const sha = await commitOf(branch);
      const lines = (await git('ls-tree', '-r', '-l', '-z', sha)).toString('utf8').split('\0').filter(Boolean);
      const files = lines.map((line) => {
        const [facts, path] = line.split('\t');
        const [, , blob, size] = facts!.split(/ +/);
        return { path: path!, sha: blob!, size: Number(size) };
      });
      return { sha, files, truncated: false };
    },
    blob: async (sha) => git('cat-file', 'blob', sha),
    file: async (path, ref) => git('cat-file', 'blob', `${ref}:${path}`).catch(() => null),
    createBlob: refuse,
    createTree: refuse,
    createCommit: refuse,
    moveBranch: refuse,
    resolve: async (ref) => {
      const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).catch(
        () => null,
      );
      return found?.toString('utf8').trim() ?? null;
    },
    firstParents: async (commit, limit) => {
      const lines = await git('rev-list', '--first-parent', `--max-count=${limit}`, commit);
      return lines.toString('utf8').split('\n').filter(Boolean);
    },
  };
}
