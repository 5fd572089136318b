import { createHash } from 'node:crypto';
import { BaselineError, GitHubError, isKnownError } from '../../errors.ts';
import type { BaselineStore, GitData, RecordedRun, TreeEntry } from '../../model/ports.ts';
import { readOrigin } from '../decode-record.ts';
import { suiteSlug } from '../slug.ts';
import { findOutdated } from './retention.ts';

const SALT_PATH = 'salt';
const RECORDS = 'v1/';
const SALT_BYTES = 32;
/** A simulation of 64 writers that need two seconds each to write ends within 16 attempts; 32 need 12. */
const MAX_ATTEMPTS = 16;
/** Attempts in which what was just written is not there yet: together they wait half a minute, as long as GitHub's copies may lag. */
const MAX_ABSENCES = 6;

const README = `# Baseline records of the model gate

This branch is written by a program and shares no history with the others. Every file under \`v1/\` is what one accepted
evaluation left behind: \`v1/<suite>/<time>-<commit>.parquet\`, to be opened with pandas or DuckDB. The records hold labels,
predictions and scores under hashes of the ids, made with the key in \`salt\`; never prompts, outputs or plain ids.
Old records may be deleted, and the oldest are when there are many. Whoever deletes the branch starts without a baseline.
`;

interface BranchStoreOptions {
  readonly branch: string;
  /** Random bytes, for the salt. */
  readonly random: (bytes: number) => Uint8Array;
  readonly sleep: (ms: number) => Promise<void>;
  /** A number in [0, 1), to keep writers that met once from meeting again. */
  readonly jitter: () => number;
  /** The record of the policy's anchor among those of a suite, which is never dropped; null: there is none. Absent: no record is dropped. */
  readonly anchorOf?: (runs: readonly RecordedRun[]) => Promise<RecordedRun | null>;
  /** Runs after a record was stored as the commit `tip`. */
  readonly afterWrite?: (tip: string) => Promise<void>;
}

/**
 * Records on a branch of their own, through the Git data API. One file a suite, commit and time of creation, so that writers
 * never change the same file and the newest record is known from the names; one salt for all, so that records can be paired.
 *
 * `write` is a compare-and-swap: everything is built on the tip that was read, and when the tip has moved by then, it starts
 * again on the new one. A record that is there already is a success: so ends the repetition after an answer that was lost.
 * The same step drops old records of the suite when there are too many.
 */
export function branchStore(github: GitData, options: BranchStoreOptions): BaselineStore {
  const { branch, random, sleep, jitter } = options;
  const at = (path: string) => `${branch}:${path}`;
  let isAbsent = false;

  const readTree = async (ref: string) => {
    const tree = await github.tree(ref);
    if (!tree?.truncated) return tree;
    const what = 'it holds so many files that GitHub does not list them all';
    throw broken(branch, what, 'Delete old records from it.');
  };

  let known: { readonly sha: string; readonly text: string } | null = null;
  const saltText = async (sha: string): Promise<string> => {
    if (known?.sha !== sha) known = { sha, text: Buffer.from(await github.blob(sha)).toString('latin1') };
    return known.text;
  };

  /** The files of the branch; none when there is no branch, which GitHub must say twice: a run without a baseline passes easily. */
  const readFiles = async (): Promise<readonly TreeEntry[]> => {
    const tree = await readTree(branch);
    if (tree !== null) return tree.files;
    const tip = await github.branchTip(branch);
    isAbsent = tip === null;
    if (tip === null) return [];
    const again = await readTree(tip);
    if (again !== null) return again.files;
    throw broken(branch, `GitHub does not find the files of its tip ${tip}`, 'Run the job again.');
  };

  const readSalt = async (files: readonly TreeEntry[]): Promise<Uint8Array | null> => {
    const entry = files.find(({ path }) => path === SALT_PATH);
    if (!entry && !files.some(({ path }) => path.startsWith(RECORDS))) return null;
    const text = entry ? await saltText(entry.sha) : '';
    if (/^[0-9a-f]{64}\n?$/.test(text)) return new Uint8Array(Buffer.from(text.trim(), 'hex'));
    const what = entry ? 'the salt is not 64 hex digits' : 'there are records, but no salt';
    throw broken(at(SALT_PATH), what, 'Restore the file from the history of the branch, or delete the branch.');
  };

  const runsOf = (suite: string, files: readonly TreeEntry[]): readonly RecordedRun[] => {
    const folder = folderOf(suite);
    return files
      .filter(({ path }) => path.startsWith(folder))
      .sort((a, b) => (a.path < b.path ? 1 : -1))
      .map((entry): RecordedRun => {
        const where = at(entry.path);
        return { ...parseName(entry.path.slice(folder.length), where), where, read: () => github.blob(entry.sha) };
      });
  };

  /** Old records to drop; none where the anchor's record cannot be told, so that it cannot be among them. */
  const findDropped = async (suite: string, files: readonly TreeEntry[]): Promise<readonly string[]> => {
    if (options.anchorOf === undefined) return [];
    const outdated = findOutdated(files, folderOf(suite), RECORDS);
    if (outdated.length === 0) return [];
    try {
      const anchor = await options.anchorOf(runsOf(suite, files));
      return outdated.filter((path) => at(path) !== anchor?.where);
    } catch (error) {
      if (isKnownError(error)) return [];
      throw error;
    }
  };

  return {
    list: async (suite) => runsOf(suite, await readFiles()),

    everUsed: async () => !isAbsent && (await github.branchTip(branch)) !== null,

    write: async (suite, commit, encode) => {
      if (commit === null) throw broken(branch, 'a record here needs a commit', 'Record inside a Git repository.');
      isAbsent = false;
      const freshSalt = random(SALT_BYTES);
      const uploads = new Map<string, string>();
      /** Uploads bytes once, however often the tree around them is built. */
      const upload = async (path: string, bytes: Uint8Array) => {
        const content = blobSha(bytes);
        const sha = uploads.get(content) ?? (await github.createBlob(bytes));
        uploads.set(content, sha);
        return { path, sha };
      };
      const attemptOnce = async (): Promise<'done' | 'moved' | Absence> => {
        const tip = await github.branchTip(branch);
        const tree = tip === null ? null : await readTree(tip);
        if (tip !== null && tree === null)
          return { absence: broken(branch, `its tip ${tip} has no files`, 'Run the job again.') };
        const files = tree?.files ?? [];
        const storedSalt = await readSalt(files);
        const salt = storedSalt ?? freshSalt;
        const bytes = encode(salt);
        const { createdAt } = readOrigin(bytes, branch);
        const path = `${folderOf(suite)}${formatName(createdAt, commit)}`;
        if (files.some((file) => file.path === path && file.sha === blobSha(bytes))) return 'done';

        const added = [await upload(path, bytes)];
        if (storedSalt === null) {
          added.push(await upload(SALT_PATH, Buffer.from(`${Buffer.from(salt).toString('hex')}\n`)));
          added.push(await upload('README.md', Buffer.from(README)));
        }
        const own = { ...added[0]!, size: bytes.length };
        const dropped = await findDropped(suite, [...files.filter((file) => file.path !== path), own]);
        const changes = [...added, ...dropped.map((old) => ({ path: old, sha: null }))];
        const newTree = await orAbsence(github.createTree(tree?.sha ?? null, changes));
        if (typeof newTree !== 'string') return newTree;
        const message = `record ${suiteSlug(suite)} ${commit} [skip ci]`;
        const newTip = await orAbsence(github.createCommit(message, newTree, tip === null ? [] : [tip]));
        if (typeof newTip !== 'string') return newTip;
        const moved = await github.moveBranch(branch, tip, newTip);
        if (moved === 'done') await options.afterWrite?.(newTip);
        return moved;
      };

      let absences = 0;
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        if (attempt > 0) await sleep(Math.min(20_000, 250 * 2 ** attempt) * (0.5 + jitter()));
        const outcome = await attemptOnce();
        if (outcome === 'done') return;
        if (outcome !== 'moved') {
          absences += 1;
          if (absences > MAX_ABSENCES) throw outcome.absence;
        }
      }
      throw broken(
        branch,
        `the record of suite "${suite}" could not be stored: others wrote at the same time, ${MAX_ATTEMPTS} times`,
        'Run the job again, and give the recording jobs one `concurrency` group.',
      );
    },
  };
}

/** A copy of the repository does not have yet what another one gave out; the error, should it stay so. */
interface Absence {
  readonly absence: Error;
}

/** The id of the object that was written, unless what it is built on is not there yet. */
async function orAbsence(written: Promise<string>): Promise<string | Absence> {
  return written.catch((error: unknown) => {
    if (error instanceof GitHubError && (error.status === 404 || error.status === 422)) return { absence: error };
    throw error;
  });
}

const folderOf = (suite: string): string => `${RECORDS}${suiteSlug(suite)}/`;

/** `20260102T030405Z-<commit>.parquet`. */
function formatName(createdAt: string, commit: string): string {
  const time = new Date(createdAt).toISOString().replace(/\.\d+|[-:]/g, '');
  return `${time}-${commit}.parquet`;
}

function parseName(name: string, where: string): { readonly createdAt: string; readonly commit: string } {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([0-9a-f]{7,64})\.parquet$/.exec(name);
  if (!match) throw broken(where, 'this file is not named like a record', 'Delete it from the branch.');
  const [, year, month, day, hour, minute, second, commit] = match;
  return { createdAt: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`, commit: commit! };
}

/** The id that Git gives to a file with these bytes. */
function blobSha(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function broken(where: string, what: string, remedy: string): BaselineError {
  return new BaselineError([{ where, message: `The baseline branch cannot be used: ${what}. ${remedy}` }]);
}
