import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { BaselineError } from '../../errors.ts';
import type { BaselineStore, RecordedRun } from '../../model/ports.ts';
import { type RecordOrigin, readOrigin } from '../decode-record.ts';
import { suiteSlug } from '../slug.ts';

const EXTENSION = '.parquet';
/** Length of the footer and `PAR1`, at the end of every Parquet file. */
const TRAILER_BYTES = 8;

interface FileStoreOptions {
  /** Random bytes, for salts. */
  readonly random: (bytes: number) => Uint8Array;
  /** The path as the policy has it, for messages. */
  readonly shown?: string;
}

/**
 * Records in the file system. `path` is one record file, or a folder in which every `*.parquet`, at any depth, is a record.
 * Where nothing is, nothing was recorded yet; a file that is there and is no record is a BaselineError.
 *
 * `write` fills the file when `path` ends in `.parquet`, and otherwise one file a suite in the folder. It replaces the suite's
 * earlier record and keeps its salt, in one step: a reader sees the old file or the new one. It replaces nothing else.
 */
export function fileStore(path: string, { random, shown = path }: FileStoreOptions): BaselineStore {
  const files = (): readonly string[] => {
    const found = existing(path, (folder) => statSync(folder));
    if (found === null) return [];
    if (!found.isDirectory()) return [path];
    const entries = existing(path, (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
    return (entries ?? [])
      .filter((entry) => entry.endsWith(EXTENSION))
      .sort()
      .map((entry) => join(path, entry));
  };

  return {
    path: shown,
    list: async (suite) => {
      const runs: RecordedRun[] = [];
      for (const where of files()) {
        const origin = existing(where, originOf);
        if (origin?.suite !== suite) continue;
        const { commit, createdAt } = origin;
        runs.push({ commit, createdAt, where, read: async () => refusing(where, () => readFileSync(where)) });
      }
      return runs.sort((a, b) => Date.parse(b.createdAt!) - Date.parse(a.createdAt!));
    },
    everUsed: async () => files().length > 0,
    write: async (suite, _commit, encode) => {
      const target = recordPath(path, suite);
      const earlier = existing(target, originOf);
      if (earlier && earlier.suite !== suite) {
        const message = `This file holds the baseline of suite "${earlier.suite}", and that of "${suite}" would replace it. Name a folder instead: each suite gets its own file there.`;
        throw new BaselineError([{ where: target, message }]);
      }
      const bytes = encode(earlier?.idKey?.kind === 'salt' ? earlier.idKey.salt : random(32));
      refusing(target, () => replaceFile(target, bytes, Buffer.from(random(6)).toString('hex')));
    },
  };
}

/** The file that a store at `path` writes the record of a suite to. */
export function recordPath(path: string, suite: string): string {
  return path.endsWith(EXTENSION) ? path : join(path, `${suiteSlug(suite)}${EXTENSION}`);
}

/** Reads the end of a file alone: the rows of a record that is not chosen are never read. */
function originOf(path: string): RecordOrigin {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const trailer = readEnd(file, size, TRAILER_BYTES);
    const footer = trailer.length === TRAILER_BYTES ? trailer.readUInt32LE(0) + TRAILER_BYTES : 0;
    return readOrigin(readEnd(file, size, footer), path);
  } finally {
    closeSync(file);
  }
}

function readEnd(file: number, size: number, wanted: number): Buffer {
  const end = Buffer.alloc(Math.min(size, wanted));
  return end.subarray(0, readSync(file, end, 0, end.length, size - end.length));
}

function replaceFile(target: string, bytes: Uint8Array, suffix: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${suffix}.tmp`;
  try {
    writeFileSync(draft, bytes, { flag: 'wx' });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The result, or null when the path is not there. */
function existing<T>(path: string, act: (path: string) => T): T | null {
  try {
    return refusing(path, () => act(path));
  } catch (error) {
    if (error instanceof BaselineError && codeOf(error.cause) === 'ENOENT') return null;
    throw error;
  }
}

/** What the file system refuses becomes a BaselineError. */
function refusing<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (codeOf(error) === null) throw error;
    const message = `The baseline cannot be read or written here (${(error as Error).message}). Check the path and its permissions.`;
    const refusal = new BaselineError([{ where, message }]);
    refusal.cause = error;
    throw refusal;
  }
}

/** The code of an error of the operating system, such as `ENOENT`; null for any other error. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
}
