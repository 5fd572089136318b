import { createHash } from 'node:crypto';

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, UTC, whole seconds. */
  readonly date: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export interface File {
  readonly mode: string;
  readonly sha: string;
}

export interface TreeItem extends File {
  readonly path: string;
  readonly type: 'blob' | 'tree';
}

export const FILE_MODE = '100644';
const FOLDER_MODE = '040000';

/** Blobs, trees and commits under the hashes that git gives them. */
export interface GitObjects {
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly trees: ReadonlyMap<string, readonly TreeItem[]>;
  readonly commits: ReadonlyMap<string, Commit>;
  readonly addBlob: (bytes: Uint8Array | string) => string;
  /** Writes the trees of these files and returns the topmost one. */
  readonly addTree: (files: ReadonlyMap<string, File>) => string;
  readonly addCommit: (commit: Commit) => string;
  /** Every item below a tree; folders come before what is in them. */
  readonly walk: (tree: string) => TreeItem[];
  /** The files below a tree, by path. */
  readonly files: (tree: string) => Map<string, File>;
}

/** `from`: the objects that are there already. */
export function openObjects(from?: Pick<GitObjects, 'blobs' | 'trees' | 'commits'>): GitObjects {
  const blobs = new Map(from?.blobs);
  const trees = new Map(from?.trees);
  const commits = new Map(from?.commits);

  const addTree = (files: ReadonlyMap<string, File>): string => {
    const folders = new Map<string, Map<string, File>>();
    const items: TreeItem[] = [];
    for (const [path, file] of files) {
      const slash = path.indexOf('/');
      if (slash < 0) {
        items.push({ path, type: 'blob', ...file });
        continue;
      }
      const folder = path.slice(0, slash);
      const inner = folders.get(folder) ?? new Map<string, File>();
      folders.set(folder, inner.set(path.slice(slash + 1), file));
    }
    for (const [path, inner] of folders) items.push({ path, type: 'tree', mode: FOLDER_MODE, sha: addTree(inner) });
    items.sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
    const sha = hashObject('tree', encodeTree(items));
    trees.set(sha, items);
    return sha;
  };

  const walk = (tree: string): TreeItem[] =>
    (trees.get(tree) ?? []).flatMap((item) =>
      item.type === 'blob'
        ? [item]
        : [item, ...walk(item.sha).map((inner) => ({ ...inner, path: `${item.path}/${inner.path}` }))],
    );

  return {
    blobs,
    trees,
    commits,
    addTree,
    walk,
    addBlob: (content) => {
      const bytes = Buffer.from(content);
      const sha = hashObject('blob', bytes);
      blobs.set(sha, bytes);
      return sha;
    },
    addCommit: (commit) => {
      const sha = hashObject('commit', encodeCommit(commit));
      commits.set(sha, commit);
      return sha;
    },
    files: (tree) =>
      new Map(
        walk(tree)
          .filter(({ type }) => type === 'blob')
          .map(({ path, mode, sha }) => [path, { mode, sha }]),
      ),
  };
}

function hashObject(type: 'blob' | 'tree' | 'commit', body: Uint8Array): string {
  return createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex');
}

/** Git sorts the items of a tree by bytes, a folder as if its name ended with a slash. */
const sortKey = ({ path, type }: TreeItem): Buffer => Buffer.from(type === 'tree' ? `${path}/` : path);

function encodeTree(items: readonly TreeItem[]): Buffer {
  return Buffer.concat(
    items.flatMap(({ mode, path, sha }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`),
      Buffer.from(sha, 'hex'),
    ]),
  );
}

function encodeCommit({ tree, parents, author, committer, message }: Commit): Buffer {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${encodePerson(author)}`,
    `committer ${encodePerson(committer)}`,
    '',
    message,
  ];
  return Buffer.from(lines.join('\n'));
}

const encodePerson = ({ name, email, date }: Person): string => `${name} <${email}> ${Date.parse(date) / 1000} +0000`;
