import type { BranchHistory } from '../model/ports.ts';
import type { Answer, Send } from './connection.ts';
import { at, integerAt, textAt } from './json.ts';

const LENGTH = `query($owner: String!, $repo: String!, $ref: String!) {
  repository(owner: $owner, name: $repo) {
    id
    ref(qualifiedName: $ref) { target { oid ... on Commit { tree { oid } history { totalCount } } } }
  }
}`;

const REPLACE = `mutation($repository: ID!, $ref: GitRefname!, $from: GitObjectID!, $to: GitObjectID!) {
  updateRefs(input: {
    repositoryId: $repository,
    refUpdates: [{ name: $ref, beforeOid: $from, afterOid: $to, force: true }]
  }) { clientMutationId }
}`;

/** Over GraphQL, whose updateRefs is the one way to move a branch to a commit that does not descend from its tip, and only from the tip that was seen. */
export function githubBranchHistory(
  send: Send,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): BranchHistory {
  const lookUp = async (branch: string): Promise<Answer> =>
    send('countCommits', { query: LENGTH, variables: { owner, repo, ref: `refs/heads/${branch}` } });
  return {
    branchLength: async (branch) => {
      const answer = await lookUp(branch);
      const target = at(dataOf(answer), 'repository', 'ref', 'target');
      if (target == null) return null;
      return answer.read(() => ({
        tip: textAt(target, 'oid'),
        tree: textAt(target, 'tree', 'oid'),
        commits: integerAt(target, 'history', 'totalCount'),
      }));
    },
    replaceBranch: async (branch, from, to) => {
      const repository = at(dataOf(await lookUp(branch)), 'repository', 'id');
      const variables = { repository, ref: `refs/heads/${branch}`, from, to };
      dataOf(await send('replaceBranch', { query: REPLACE, variables }));
    },
  };
}

/** GraphQL refuses with status 200 and says why beside the data. */
function dataOf(answer: Answer): unknown {
  const json = answer.read((whole) => whole);
  const refused = at(json, 'errors', '0', 'message');
  if (refused !== undefined) throw answer.refuse(`GitHub refused it: ${String(refused).slice(0, 300)}`);
  return at(json, 'data');
}
