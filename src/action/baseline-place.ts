import { randomBytes } from 'node:crypto';
import { join, posix } from 'node:path';
import { chooseBaseline, type Wanted } from '../baseline/choose.ts';
import { openAnchor, type Search } from '../baseline/find.ts';
import { branchStore } from '../baseline/stores/branch.ts';
import { committedStore } from '../baseline/stores/committed.ts';
import { compactBranch } from '../baseline/stores/compaction.ts';
import { fileStore } from '../baseline/stores/file.ts';
import { headCommit } from '../commands/head-commit.ts';
import { BaselineError } from '../errors.ts';
import type { BaselinePolicy } from '../model/policy.ts';
import type { BaselineStore, GitHub, Log, RecordedRun } from '../model/ports.ts';
import type { Context } from '../runner/context.ts';
import { placeArtifacts, type UploadPlace } from './artifact-place.ts';

/** Where a run finds its baselines, and which one it wants. */
export async function placeBaseline(
  { store, branch, path, compareWith, anchor }: BaselinePolicy,
  context: Context,
  github: GitHub,
  sleep: (ms: number) => Promise<void>,
  base: string | null,
  upload: UploadPlace,
  log: Log,
): Promise<Pick<Search, 'store' | 'wanted' | 'history'>> {
  if (store === 'none') return { store: null, wanted: { kind: 'latest' }, history: github };
  if (store === 'file') {
    const files =
      base === null
        ? fileStore(join(context.workspace, path), { random: randomBytes, shown: path })
        : committedStore(posix.normalize(path), base, github);
    return { store: files, wanted: { kind: 'file' }, history: github };
  }
  const records: BaselineStore =
    store === 'artifact'
      ? placeArtifacts(github, context, upload)
      : branchStore(github, {
          ...{ branch, random: randomBytes, sleep, jitter: Math.random },
          anchorOf: (runs) => findAnchorRun(runs, anchor, github),
          afterWrite: (tip) => compactBranch(github, { branch, tip, log }),
        });
  return { store: records, wanted: await wantedCommit(compareWith, context, github, base), history: github };
}

/** The same for a verdict that is published later: the head alone is known, so it is compared with where it left the base. */
export async function placePublished(
  { store, branch, path, compareWith }: BaselinePolicy,
  context: Context,
  github: GitHub,
  sleep: (ms: number) => Promise<void>,
  { base, head, upload }: { readonly base: string; readonly head: string; readonly upload: UploadPlace },
): Promise<Pick<Search, 'store' | 'wanted' | 'history'>> {
  if (store === 'none') return { store: null, wanted: { kind: 'latest' }, history: github };
  if (store === 'file') {
    return { store: committedStore(posix.normalize(path), base, github), wanted: { kind: 'file' }, history: github };
  }
  const records =
    store === 'artifact'
      ? placeArtifacts(github, context, upload)
      : branchStore(github, { branch, random: randomBytes, sleep, jitter: Math.random });
  if (compareWith === 'latest') return { store: records, wanted: { kind: 'latest' }, history: github };
  return {
    store: records,
    wanted: { kind: 'merge-base', commit: await github.mergeBase(base, head) },
    history: github,
  };
}

/** The record that the policy's anchor stands for. Throws BaselineError when the anchor is named and is nowhere. */
async function findAnchorRun(
  runs: readonly RecordedRun[],
  name: string | null,
  github: GitHub,
): Promise<RecordedRun | null> {
  const anchor = openAnchor(name, github);
  if (anchor === null) return null;
  const commit = await anchor.commit();
  if (commit === null) {
    const message = `There is no tag, branch or commit named ${anchor.name}.`;
    throw new BaselineError([{ where: 'baseline.anchor', message }]);
  }
  const wanted = { kind: 'anchor', commit, name: anchor.name } as const;
  return (await chooseBaseline(runs, wanted, github, { maxCommits: null }))?.run ?? null;
}

/**
 * The commit whose record is the fair one to compare with. A pull request is usually tested merged into its base: then it is the first
 * parent of that merge. When the head alone was checked out, the base's later commits are not in it: then it is the merge base.
 */
async function wantedCommit(
  compareWith: BaselinePolicy['compareWith'],
  { pull, sha, workspace }: Context,
  github: GitHub,
  base: string | null,
): Promise<Wanted> {
  if (compareWith === 'latest') return { kind: 'latest' };
  if (pull !== null) {
    const isHeadAlone = compareWith === 'merge-base' || headCommit(workspace) === pull.headSha;
    if (isHeadAlone) return { kind: 'merge-base', commit: await github.mergeBase(pull.baseSha, pull.headSha) };
  }
  const commit = base ?? (await github.parents(sha))[0] ?? sha;
  return { kind: 'first-parent', commit };
}
