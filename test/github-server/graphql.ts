import type { Answer } from './call.ts';
import type { Permissions } from './permissions.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

/** The documents that are understood, blanks aside, written as GitHub's schema has the fields: https://docs.github.com/en/graphql */
const LENGTH =
  'query($owner: String!, $repo: String!, $ref: String!) { repository(owner: $owner, name: $repo) { id ref(qualifiedName: $ref) { target { oid ... on Commit { tree { oid } history { totalCount } } } } } }';
const REPLACE =
  'mutation($repository: ID!, $ref: GitRefname!, $from: GitObjectID!, $to: GitObjectID!) { updateRefs(input: { repositoryId: $repository, refUpdates: [{ name: $ref, beforeOid: $from, afterOid: $to, force: true }] }) { clientMutationId } }';

type Variables = Readonly<Record<string, string>>;

/** Answers as GitHub does: refusals have status 200. `problems` are departures from what it documents. */
export function answerGraph(
  repository: Repository,
  permissions: Permissions,
  body: unknown,
): { readonly answer: Answer; readonly problems: readonly string[] } {
  const { query = '', variables = {}, ...rest } = body as { query?: string; variables?: Variables };
  const problems = Object.keys(rest).map((key) => `body: ${key} is unknown`);
  const document = query.replaceAll(/\s+/g, ' ').trim();
  const act = { [LENGTH]: readLength, [REPLACE]: replaceRef }[document];
  if (act === undefined) return { answer: { status: 400 }, problems: [...problems, `the document ${document}`] };
  return { answer: { status: 200, body: act(repository, permissions, variables) }, problems };
}

const repositoryId = ({ owner, name }: Repository) => nodeId('Repository', `${owner}/${name}`);

const refuse = (type: string, message: string) => ({ data: null, errors: [{ type, message }] });

function readLength(repository: Repository, { contents }: Permissions, { owner, repo, ref = '' }: Variables) {
  if (contents === undefined || owner !== repository.owner || repo !== repository.name) {
    return refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${repo}'.`);
  }
  const tip = repository.refs.get(ref);
  if (tip === undefined) return { data: { repository: { id: repositoryId(repository), ref: null } } };
  const seen = new Set([tip]);
  for (const commit of seen) for (const parent of repository.git.commits.get(commit)!.parents) seen.add(parent);
  const { tree } = repository.git.commits.get(tip)!;
  const target = { oid: tip, tree: { oid: tree }, history: { totalCount: seen.size } };
  return { data: { repository: { id: repositoryId(repository), ref: { target } } } };
}

function replaceRef(repository: Repository, { contents }: Permissions, given: Variables) {
  const { ref = '', from, to = '' } = given;
  if (contents !== 'write') return refuse('FORBIDDEN', 'Resource not accessible by integration');
  if (given['repository'] !== repositoryId(repository)) return refuse('NOT_FOUND', 'Could not resolve to a node');
  if (repository.refs.get(ref) !== from) return refuse('UNPROCESSABLE', 'Reference cannot be updated: it has changed');
  if (!repository.git.commits.has(to)) return refuse('UNPROCESSABLE', 'Object does not exist');
  repository.refs.set(ref, to);
  return { data: { updateRefs: { clientMutationId: null } } };
}
