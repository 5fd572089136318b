import { GitHubError } from '../errors.ts';
import type { GitData } from '../model/ports.ts';
import { unlessAbsent } from './absent.ts';
import { branchMover } from './branch-move.ts';
import type { Send } from './connection.ts';
import { at, integerAt, listAt, textAt } from './json.ts';
import { OPERATIONS, titleOf } from './operations.ts';
import type { Pace } from './retry.ts';

/** Answers with the file itself, up to 100 MB; the JSON form ends at 1 MB. */
const RAW_TYPE = 'application/vnd.github.raw+json';

const readSha = (json: unknown): string => textAt(json, 'sha');

/**
 * Git objects and branches over REST.
 *
 * GitHub answers 404 both for what is not there and for what the token may not see; the methods that return null for
 * "not there" cannot tell the two apart, but for `file`, whose absence would let a change judge itself.
 */
export function githubData(send: Send, pace: Pace): GitData {
  const branchTip: GitData['branchTip'] = async (branch) =>
    (await unlessAbsent(send('readBranch', { ref: `heads/${branch}` }), [404]))?.read((json) =>
      textAt(json, 'object', 'sha'),
    ) ?? null;

  /** An empty repository answers 409. */
  const tree: GitData['tree'] = async (commitOrBranch) => {
    const answer = await unlessAbsent(send('readTree', { tree_sha: commitOrBranch, recursive: '1' }), [404, 409]);
    return answer?.read(readTree) ?? null;
  };

  const readFile = async (path: string, ref: string): Promise<Uint8Array | null> =>
    (await unlessAbsent(send('readFile', { path, ref }, { accept: RAW_TYPE }), [404]))?.bytes ?? null;

  return {
    branchTip,
    tree,

    blob: async (sha) => (await send('readBlob', { file_sha: sha })).read(readBlob),

    /** A file that GitHub does not find counts as absent when the list of all files lacks it, too. */
    file: async (path, ref, doubt = true) => {
      const bytes = await readFile(path, ref);
      if (bytes !== null || !doubt) return bytes;
      const all = await tree(ref);
      if (all !== null && !all.files.some((file) => file.path === path)) return null;
      const found = await readFile(path, ref);
      if (found !== null) return found;
      const detail =
        all === null
          ? 'GitHub finds neither the file nor the commit. Run the job again.'
          : 'GitHub does not find the file, although it lists it. Run the job again.';
      throw new GitHubError(titleOf(OPERATIONS.readFile, { path, ref }), 404, detail, OPERATIONS.readFile.permission);
    },

    createBlob: async (bytes) =>
      (await send('createBlob', { content: Buffer.from(bytes).toString('base64'), encoding: 'base64' })).read(readSha),

    createTree: async (baseTree, files) => {
      const tree = files.map(({ path, sha }) => ({ path, sha, mode: '100644', type: 'blob' }));
      return (await send('createTree', baseTree === null ? { tree } : { base_tree: baseTree, tree })).read(readSha);
    },

    createCommit: async (message, tree, parents) =>
      (await send('createCommit', { message, tree, parents })).read(readSha),

    moveBranch: branchMover(send, branchTip, pace),
  };
}

function readTree(json: unknown) {
  const files = listAt(json, 'tree')
    .filter((entry) => at(entry, 'type') === 'blob')
    .map((entry) => ({ path: textAt(entry, 'path'), sha: readSha(entry), size: integerAt(entry, 'size') }));
  return { sha: readSha(json), files, truncated: at(json, 'truncated') === true };
}

function readBlob(json: unknown): Uint8Array {
  const encoding = textAt(json, 'encoding');
  if (encoding !== 'base64') throw new TypeError(`its encoding is ${encoding}`);
  const bytes = Buffer.from(textAt(json, 'content'), 'base64');
  const size = integerAt(json, 'size');
  if (bytes.length !== size) throw new TypeError(`it has ${bytes.length} bytes instead of ${size}`);
  return bytes;
}
