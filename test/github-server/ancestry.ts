import type { Commit } from './git-objects.ts';

type Commits = ReadonlyMap<string, Commit>;

/** All commits that can be reached from `tips`, newest committer date first; of equal dates, children first. */
export function listAncestors(commits: Commits, tips: readonly string[]): string[] {
  const waiting = [...tips];
  const seen = new Set(tips);
  const listed: string[] = [];
  while (waiting.length > 0) {
    const newest = waiting.reduce(
      (best, sha, at) => (dateOf(commits, sha) > dateOf(commits, waiting[best]!) ? at : best),
      0,
    );
    const [sha] = waiting.splice(newest, 1);
    listed.push(sha!);
    for (const parent of commits.get(sha!)?.parents ?? []) {
      if (!seen.has(parent)) waiting.push(parent);
      seen.add(parent);
    }
  }
  return listed;
}

/** The newest common ancestor from which no other common ancestor descends; null for unrelated histories. */
export function findMergeBase(commits: Commits, a: string, b: string): string | null {
  const ofA = new Set(listAncestors(commits, [a]));
  const common = listAncestors(commits, [b]).filter((sha) => ofA.has(sha));
  const below = new Set(common.flatMap((sha) => listAncestors(commits, commits.get(sha)?.parents ?? [])));
  return common.find((sha) => !below.has(sha)) ?? null;
}

export const isAncestor = (commits: Commits, ancestor: string, descendant: string): boolean =>
  listAncestors(commits, [descendant]).includes(ancestor);

const dateOf = (commits: Commits, sha: string): number => Date.parse(commits.get(sha)?.committer.date ?? '');
