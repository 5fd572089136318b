import { expect } from 'vitest';
import { decodeRecord } from '../../src/baseline/decode-record.ts';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { suiteSlug } from '../../src/baseline/slug.ts';
import { branchStore } from '../../src/baseline/stores/branch.ts';
import { compactBranch } from '../../src/baseline/stores/compaction.ts';
import { githubClient } from '../../src/github/client.ts';
import type { GitHub } from '../../src/model/ports.ts';
import { openGitHub } from '../github-server/open.ts';
import type { FakeGitHub } from '../github-server/server.ts';
import { binaryRecord } from './records.ts';
import { seeded, virtualClock } from './virtual-clock.ts';

export const BRANCH = 'model-gate';
export const REF = `refs/heads/${BRANCH}`;
const SILENT = { info: () => {}, notice: () => {}, warning: () => {}, error: () => {} };

export const commitOf = (writer: number) => (writer + 1).toString(16).padStart(40, '0');
const encoder = (writer: number) => (salt: Uint8Array) =>
  encodeRecord({
    ...binaryRecord(['a', 'b'], salt),
    commit: commitOf(writer),
    createdAt: new Date(Date.UTC(2026, 0, 2) + 1000 * writer).toISOString(),
  });

/** Jobs that record at once: each has its own client, and every request takes from 0.1 to 0.4 s, one in fifty 5 s, each way. */
export async function openRace(
  seed: number,
  compacting: { readonly every: number; readonly maxCommits: number } | null = null,
) {
  const lines: string[] = [];
  const server = await openGitHub();
  server.commitFiles('main', { 'README.md': 'models' });
  const clock = virtualClock();
  const random = seeded(seed);
  const attempts = new Map<number, number>();
  const storeOf = (writer: number) => {
    const { apiUrl, owner, name: repo, token } = server;
    const client = githubClient({ apiUrl, owner, repo, token, sleep: clock.sleep, log: SILENT });
    const counted: GitHub = {
      ...client,
      branchTip: (branch) => {
        attempts.set(writer, (attempts.get(writer) ?? 0) + 1);
        return client.branchTip(branch);
      },
    };
    const slow = slowed(counted, clock.sleep, random);
    const log = { info: (line: string) => void lines.push(line) };
    return branchStore(slow, {
      ...(compacting && {
        afterWrite: (tip: string) => compactBranch(slow, { branch: BRANCH, tip, log, ...compacting }),
      }),
      branch: BRANCH,
      random: (bytes) => new Uint8Array(bytes).fill(writer + 1),
      sleep: clock.sleep,
      jitter: random,
    });
  };
  const record = (writer: number) => () => storeOf(writer).write('tumour', commitOf(writer), encoder(writer));
  const recordAll = (writers: number) => clock.runAll(Array.from({ length: writers }, (_, writer) => record(writer)));
  return { server, lines, clock, random, attempts, storeOf, record, recordAll };
}

function slowed(github: GitHub, sleep: (ms: number) => Promise<void>, random: () => number): GitHub {
  const travel = () => sleep(random() < 0.02 ? 5000 : 100 + 300 * random());
  const slow =
    <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await travel();
      const result = await act(...args);
      await travel();
      return result;
    };
  return {
    ...github,
    branchTip: slow(github.branchTip),
    tree: slow(github.tree),
    blob: slow(github.blob),
    createBlob: slow(github.createBlob),
    createTree: slow(github.createTree),
    createCommit: slow(github.createCommit),
    moveBranch: slow(github.moveBranch),
    branchLength: slow(github.branchLength),
    replaceBranch: slow(github.replaceBranch),
  };
}

/** The commits of the branch, newest first. Fails when one has two parents. */
export function historyOf(server: FakeGitHub): readonly string[] {
  const line: string[] = [];
  for (let next = server.refs.get(REF); next !== undefined; ) {
    line.push(next);
    const { parents } = server.git.commits.get(next)!;
    expect(parents.length).toBeLessThan(2);
    next = parents[0];
  }
  return line;
}

/** Every writer's record is there, is whole and has the salt of the store; no commit took a file away. */
export async function expectComplete(server: FakeGitHub, writers: number): Promise<void> {
  const { git } = server;
  const line = historyOf(server).toReversed();
  const trees = line.map((commit) => git.files(git.commits.get(commit)!.tree));
  for (const [index, files] of trees.entries()) {
    for (const path of trees[index - 1]?.keys() ?? []) expect(files.has(path)).toBe(true);
  }
  const files = trees.at(-1)!;
  const salt = Buffer.from(git.blobs.get(files.get('salt')!.sha)!.toString().trim(), 'hex');
  const commits: (string | null)[] = [];
  for (const [path, { sha }] of files) {
    if (!path.startsWith(`v1/${suiteSlug('tumour')}/`)) continue;
    const record = await decodeRecord(git.blobs.get(sha)!, path);
    expect(record.idKey).toEqual({ kind: 'salt', salt: new Uint8Array(salt) });
    commits.push(record.commit);
  }
  expect(commits.toSorted()).toEqual(Array.from({ length: writers }, (_, writer) => commitOf(writer)).toSorted());
}
