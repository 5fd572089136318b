import { isAncestor } from './ancestry.ts';
import { type Call, type Handler, Refusal } from './call.ts';
import type { File, Person, TreeItem } from './git-objects.ts';
import { blobShape, gitCommitShape, refShape, treeShape } from './git-shapes.ts';
import type { Repository } from './repository.ts';

/** The Git data interface. Refusals as GitHub words them; a repository without commits refuses everything. */
export const GIT_ROUTES = {
  'GET /git/blobs/{file_sha}': guarded(({ place, values, wantsRaw }) => {
    const sha = values['file_sha']!;
    const bytes = place.repository.git.blobs.get(sha);
    if (bytes === undefined) throw new Refusal(404, 'Not Found');
    return { status: 200, body: wantsRaw ? bytes : blobShape(place, sha) };
  }),

  'POST /git/blobs': guarded(({ place, body }) => {
    const { content, encoding = 'utf-8' } = body as { content: string; encoding?: string };
    if (encoding !== 'utf-8' && encoding !== 'base64') throw new Refusal(422, 'encoding must be one of utf-8, base64');
    const sha = place.repository.git.addBlob(Buffer.from(content, encoding));
    const { url } = blobShape(place, sha);
    return { status: 201, body: { sha, url }, headers: { location: url } };
  }),

  'GET /git/trees/{tree_sha}': guarded(({ place, values, query }) => {
    const { repository } = place;
    const tree = peelToTree(repository, values['tree_sha']!);
    if (tree === null) throw new Refusal(404, 'Not Found');
    const items = query.has('recursive') ? repository.git.walk(tree) : repository.git.trees.get(tree)!;
    return { status: 200, body: treeShape(place, tree, items) };
  }),

  'POST /git/trees': guarded(({ place, body }) => {
    const { tree, base_tree } = body as { tree: readonly NewItem[]; base_tree?: string };
    const { git } = place.repository;
    const base = base_tree === undefined ? null : peelToTree(place.repository, base_tree);
    if (base_tree !== undefined && base === null) throw new Refusal(404, 'Not Found');
    const files = base === null ? new Map<string, File>() : git.files(base);
    for (const item of tree) placeItem(place.repository, files, item);
    const sha = git.addTree(files);
    const shape = treeShape(place, sha, git.trees.get(sha)!);
    return { status: 201, body: shape, headers: { location: shape.url } };
  }),

  'GET /git/commits/{commit_sha}': guarded(({ place, values }) => {
    const sha = values['commit_sha']!;
    if (!place.repository.git.commits.has(sha)) throw new Refusal(404, 'Not Found');
    return { status: 200, body: gitCommitShape(place, sha) };
  }),

  'POST /git/commits': guarded(({ place, body }) => {
    const { git, tick } = place.repository;
    const { message, tree, parents = [], ...people } = body as NewCommit;
    if (!git.trees.has(tree)) throw new Refusal(422, 'Tree SHA does not exist');
    if (!parents.every((parent) => git.commits.has(parent))) {
      throw new Refusal(422, 'Parent SHA does not exist or is not a commit object');
    }
    const author: Person = { ...ACTIONS_PERSON, date: tick(), ...people.author };
    const committer: Person = { ...author, ...people.committer };
    const sha = git.addCommit({ message, tree, parents, author, committer });
    const shape = gitCommitShape(place, sha);
    return { status: 201, body: shape, headers: { location: shape.url } };
  }),

  'GET /git/ref/{ref}': guarded(({ place, values }) => {
    const ref = `refs/${values['ref']}`;
    const sha = place.repository.refs.get(ref);
    if (sha === undefined) throw new Refusal(404, 'Not Found');
    return { status: 200, body: refShape(place, ref, sha) };
  }),

  'POST /git/refs': guarded(({ place, body }) => {
    const { ref, sha } = body as { ref: string; sha: string };
    const { repository } = place;
    if (!/^refs\/[^/]+\/.+/.test(ref)) throw new Refusal(422, `${ref} is not a valid ref name.`);
    if (repository.refs.has(ref)) throw new Refusal(422, 'Reference already exists');
    writeRef(repository, ref, sha);
    const shape = refShape(place, ref, sha);
    return { status: 201, body: shape, headers: { location: shape.url } };
  }),

  'PATCH /git/refs/{ref}': guarded(({ place, values, body }) => {
    const { sha, force = false } = body as { sha: string; force?: boolean };
    const { repository } = place;
    const ref = `refs/${values['ref']}`;
    const tip = repository.refs.get(ref);
    if (tip === undefined) throw new Refusal(422, 'Reference does not exist');
    const known = repository.git.commits;
    if (known.has(sha) && !force && !isAncestor(known, tip, sha))
      throw new Refusal(422, 'Update is not a fast forward');
    writeRef(repository, ref, sha);
    return { status: 200, body: refShape(place, ref, sha) };
  }),
} as const satisfies Record<string, Handler>;

interface NewItem {
  readonly path?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

interface NewCommit {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: Partial<Person>;
  readonly committer?: Partial<Person>;
}

const ACTIONS_PERSON = { name: 'github-actions[bot]', email: 'github-actions[bot]@users.noreply.github.com' };

function guarded(handler: Handler): Handler {
  return (call: Call) => {
    if (call.place.repository.refs.size === 0) throw new Refusal(409, 'Git Repository is empty.');
    return handler(call);
  };
}

function writeRef({ refs, git, protectedRefs }: Repository, ref: string, sha: string): void {
  if (!git.commits.has(sha)) throw new Refusal(422, 'Object does not exist');
  if (protectedRefs.has(ref))
    throw new Refusal(422, 'Repository rule violations found\n\nCannot update this protected ref.\n\n');
  refs.set(ref, sha);
}

function placeItem({ git }: Repository, files: Map<string, File>, item: NewItem): void {
  const { path, mode, type = 'blob', sha, content } = item;
  if (path === undefined || mode === undefined) throw new Refusal(422, 'tree.path and tree.mode are required');
  if ((sha === undefined) === (content === undefined))
    throw new Refusal(422, 'Must supply either tree.sha or tree.content');
  if (type !== 'blob') throw new Refusal(501, 'The stand-in places files alone.');
  if (sha === null) {
    if (!files.delete(path)) throw new Refusal(422, 'GitRPC::BadObjectState');
    return;
  }
  const blob = sha ?? git.addBlob(content!);
  if (!git.blobs.has(blob)) throw new Refusal(422, `tree.sha ${blob} is not a valid blob`);
  // A file takes the place of a folder of that name, and of a file that is a folder from now on.
  for (const other of [...files.keys()]) {
    if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) files.delete(other);
  }
  files.set(path, { mode, sha: blob });
}

/** The commit that a branch, a full ref or a hash names. */
export function findCommit({ refs, git }: Repository, name: string): string | null {
  const sha = refs.get(`refs/heads/${name}`) ?? refs.get(`refs/tags/${name}`) ?? refs.get(name) ?? name;
  return git.commits.has(sha) ? sha : null;
}

function peelToTree(repository: Repository, name: string): string | null {
  const commit = findCommit(repository, name);
  if (commit !== null) return repository.git.commits.get(commit)!.tree;
  return repository.git.trees.has(name) ? name : null;
}

/** The item at a path below a commit: the folder itself for an empty path. */
export function findItem({ git }: Repository, commit: string, path: string): TreeItem | null {
  const { tree } = git.commits.get(commit)!;
  if (path === '') return { path, type: 'tree', mode: '040000', sha: tree };
  return git.walk(tree).find((item) => item.path === path) ?? null;
}
