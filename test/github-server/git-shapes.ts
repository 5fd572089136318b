import type { TreeItem } from './git-objects.ts';
import { apiOf, nodeId, type Place, pageOf, userShape } from './shapes.ts';

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** A commit as the Git data interface shows it. */
export function gitCommitShape(place: Place, sha: string) {
  const { tree, parents, author, committer, message } = place.repository.git.commits.get(sha)!;
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${apiOf(place)}/git/commits/${sha}`,
    html_url: `${pageOf(place)}/commit/${sha}`,
    ...{ author, committer, message },
    tree: { sha: tree, url: `${apiOf(place)}/git/trees/${tree}` },
    parents: parents.map((parent) => ({
      sha: parent,
      url: `${apiOf(place)}/git/commits/${parent}`,
      html_url: `${pageOf(place)}/commit/${parent}`,
    })),
    verification: UNSIGNED,
  };
}

/** A commit as lists and comparisons show it. */
export function commitShape(place: Place, sha: string) {
  const { tree, parents, author, committer, message } = place.repository.git.commits.get(sha)!;
  const url = `${apiOf(place)}/commits/${sha}`;
  return {
    sha,
    node_id: nodeId('Commit', sha),
    commit: {
      ...{ author, committer, message },
      tree: { sha: tree, url: `${apiOf(place)}/git/trees/${tree}` },
      url: `${apiOf(place)}/git/commits/${sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url,
    html_url: `${pageOf(place)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    author: userShape({ login: author.name, type: 'User' }, place.addresses),
    committer: userShape({ login: committer.name, type: 'User' }, place.addresses),
    parents: parents.map((parent) => ({
      sha: parent,
      url: `${apiOf(place)}/commits/${parent}`,
      html_url: `${pageOf(place)}/commit/${parent}`,
    })),
  };
}

export function refShape(place: Place, ref: string, sha: string) {
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${apiOf(place)}/git/${ref}`,
    object: { sha, type: 'commit', url: `${apiOf(place)}/git/commits/${sha}` },
  };
}

export function treeShape(place: Place, sha: string, items: readonly TreeItem[]) {
  const { blobs } = place.repository.git;
  return {
    sha,
    url: `${apiOf(place)}/git/trees/${sha}`,
    tree: items.map((item) => ({
      ...item,
      ...(item.type === 'blob' ? { size: blobs.get(item.sha)!.length } : {}),
      url: `${apiOf(place)}/git/${item.type}s/${item.sha}`,
    })),
    truncated: false,
  };
}

export function blobShape(place: Place, sha: string) {
  const bytes = place.repository.git.blobs.get(sha)!;
  return {
    sha,
    node_id: nodeId('Blob', sha),
    size: bytes.length,
    url: `${apiOf(place)}/git/blobs/${sha}`,
    content: wrapBase64(bytes),
    encoding: 'base64',
  };
}

/** A file or folder as the contents interface shows it; `bytes` only for the file that was asked for. */
export function contentShape(place: Place, ref: string, { path, type, sha }: TreeItem, bytes?: Buffer) {
  const url = `${apiOf(place)}/contents/${encodeURI(path)}?ref=${encodeURIComponent(ref)}`;
  const gitUrl = `${apiOf(place)}/git/${type}s/${sha}`;
  const page = `${pageOf(place)}/${type}/${ref}/${encodeURI(path)}`;
  return {
    name: path.split('/').at(-1),
    path,
    sha,
    size: place.repository.git.blobs.get(sha)?.length ?? 0,
    url,
    html_url: page,
    git_url: gitUrl,
    download_url: type === 'blob' ? `${page}?raw=true` : null,
    type: type === 'blob' ? 'file' : 'dir',
    ...(bytes === undefined ? {} : { content: wrapBase64(bytes), encoding: 'base64' }),
    _links: { self: url, git: gitUrl, html: page },
  };
}

/** GitHub breaks Base64 into lines of 60 characters. */
const wrapBase64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
