import { createHash } from 'node:crypto';
import type { GitData } from '../../src/model/ports.ts';

type Files = ReadonlyMap<string, string>;

interface MemoryGit extends GitData {
  readonly log: string[];
  readonly messages: () => string[];
  readonly parentsOfTip: () => readonly string[];
  /** Runs after everything was built and before the branch is moved. */
  beforeMove: (() => Promise<void>) | null;
  /** The next move happens, and its answer is that of a lost race. */
  loseNextAnswer: boolean;
  truncated: boolean;
  readonly put: (path: string, bytes: Uint8Array) => Promise<void>;
}

/** A repository in memory with real blob ids and a branch that only moves from the tip that the writer saw. */
export function memoryGit(branch = 'model-gate'): MemoryGit {
  const blobs = new Map<string, Uint8Array>();
  const trees = new Map<string, Files>();
  const commits = new Map<string, { tree: string; parents: readonly string[]; message: string }>();
  const tips = new Map<string, string>();
  const idOf = (text: string) => createHash('sha1').update(text).digest('hex');

  const git: MemoryGit = {
    log: [],
    messages: () => [...commits.values()].map(({ message }) => message),
    parentsOfTip: () => commits.get(tips.get(branch)!)!.parents,
    beforeMove: null,
    loseNextAnswer: false,
    truncated: false,
    branchTip: async (name) => tips.get(name) ?? null,
    tree: async (ref) => {
      git.log.push('tree');
      const commit = commits.get(tips.get(ref) ?? ref);
      if (!commit) return null;
      const files = Array.from(trees.get(commit.tree)!, ([path, sha]) => ({
        path,
        sha,
        size: blobs.get(sha)!.length,
      }));
      return { sha: commit.tree, files, truncated: git.truncated };
    },
    blob: async (sha) => {
      git.log.push('blob');
      return blobs.get(sha)!;
    },
    file: async () => null,
    createBlob: async (bytes) => {
      git.log.push('createBlob');
      const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
      blobs.set(sha, bytes.slice());
      return sha;
    },
    createTree: async (base, files) => {
      const all = new Map(base === null ? [] : trees.get(base)!);
      for (const { path, sha } of files) {
        if (sha === null) all.delete(path);
        else all.set(path, sha);
      }
      const sha = idOf(JSON.stringify([...all]));
      trees.set(sha, all);
      return sha;
    },
    createCommit: async (message, tree, parents) => {
      const sha = idOf(JSON.stringify([message, tree, parents]));
      commits.set(sha, { tree, parents, message });
      return sha;
    },
    moveBranch: async (name, from, to) => {
      const interrupt = git.beforeMove;
      git.beforeMove = null;
      await interrupt?.();
      if ((tips.get(name) ?? null) !== from) return 'moved';
      tips.set(name, to);
      const answer = git.loseNextAnswer ? 'moved' : 'done';
      git.loseNextAnswer = false;
      return answer;
    },
    put: async (path, bytes) => {
      const tip = tips.get(branch) ?? null;
      const base = tip === null ? null : commits.get(tip)!.tree;
      const tree = await git.createTree(base, [{ path, sha: await git.createBlob(bytes) }]);
      tips.set(branch, await git.createCommit('by hand', tree, tip === null ? [] : [tip]));
    },
  };
  return git;
}
