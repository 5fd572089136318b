import type { History } from '../model/ports.ts';
import { unlessAbsent } from './absent.ts';
import type { Send } from './connection.ts';
import { listAt, textAt } from './json.ts';
import { PAGE_SIZE } from './pages.ts';

/** Commits of the repository, read over REST: no clone is needed, however shallow the checkout was. */
export function githubHistory(send: Send): History {
  const listFrom = async (sha: string): Promise<ReadonlyMap<string, string | null>> => {
    const answer = await send('listCommits', { sha, per_page: PAGE_SIZE });
    const firstParent = answer.read(
      (json) => new Map(listAt(json).map((commit) => [textAt(commit, 'sha'), readParents(commit)[0] ?? null])),
    );
    if (!firstParent.has(sha)) throw answer.refuse(`commit ${sha} is not in its own history.`);
    return firstParent;
  };

  return {
    parents: async (commit) => (await send('readCommit', { commit_sha: commit })).read(readParents),

    mergeBase: async (base, head) =>
      (await send('compare', { basehead: `${base}...${head}`, per_page: 1 })).read((json) =>
        textAt(json, 'merge_base_commit', 'sha'),
      ),

    /** A comparison of a name with itself is the one request that takes every kind of name as people write it. */
    resolve: async (ref) =>
      (await unlessAbsent(send('compare', { basehead: `${ref}...${ref}`, per_page: 1 }), [404]))?.read((json) =>
        textAt(json, 'base_commit', 'sha'),
      ) ?? null,

    /**
     * GitHub lists all ancestors by date. Where the first-parent line leaves a page, the next page is asked for from
     * that commit on, and not as page 2: the side branches merged above it are then not listed at all.
     */
    firstParents: async (commit, limit) => {
      const line: string[] = [];
      let known: ReadonlyMap<string, string | null> = new Map();
      for (let next: string | null = commit; next !== null && line.length < limit; next = known.get(next)!) {
        if (!known.has(next)) known = await listFrom(next);
        line.push(next);
      }
      return line;
    },
  };
}

const readParents = (commit: unknown): readonly string[] =>
  listAt(commit, 'parents').map((parent) => textAt(parent, 'sha'));
