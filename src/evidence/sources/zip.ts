import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { EvidenceError } from '../../errors.ts';
import { quote, showPlace } from '../../model/quote.ts';

/** What an archive from an untrusted job may ask of this machine. */
interface ZipCaps {
  readonly maxEntries: number;
  readonly maxTotalBytes: number;
  readonly maxEntryBytes: number;
  /** Uncompressed ÷ compressed, for entries above `ratioFromBytes`. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
}

const MIB = 2 ** 20;

export const ZIP_CAPS: ZipCaps = {
  maxEntries: 10_000,
  maxTotalBytes: 512 * MIB,
  maxEntryBytes: 256 * MIB,
  maxRatio: 200,
  ratioFromBytes: MIB,
};

export interface ZipEntry {
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

const ENCRYPTED = 0x1;
const STORED = 0;
const DEFLATED = 8;
/** Unix file type of a symbolic link, in the upper half of the external attributes. */
const [TYPE_MASK, SYMLINK] = [0o170000, 0o120000];

export function isZip(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes;
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/**
 * The files of an archive, in the order of its directory. The whole directory is checked before anything is unpacked:
 * number, sizes and ratios of the entries, methods (stored and deflated), no encryption, no symbolic links, and names
 * that are relative, without `..`, `\` and NUL, and distinct when case and Unicode composition do not count. Reading
 * an entry unpacks it to memory, never to disk, and fails when it is not as long as the directory says.
 * Throws EvidenceError with archive, entry and cap.
 */
export async function openZip(bytes: Uint8Array, archive: string, caps: ZipCaps = ZIP_CAPS): Promise<ZipEntry[]> {
  const refuse = (message: string): never => {
    throw new EvidenceError([{ where: showPlace(archive), message }]);
  };

  async function reading<T>(subject: string, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (error instanceof EvidenceError) throw error;
      return refuse(`${subject} cannot be unpacked: ${quote((error as Error).message)}.`);
    }
  }

  async function listEntries(): Promise<ZipEntry[]> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, strictFileNames: true });
    if (zip.entryCount > caps.maxEntries) {
      refuse(`the archive has ${zip.entryCount} entries; at most ${caps.maxEntries} are read.`);
    }
    const entries: ZipEntry[] = [];
    const seen = new Set<string>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      const problem = findProblem(entry, caps, seen);
      if (problem !== null) refuse(`the entry ${quote(entry.fileName)} ${problem}.`);
      total += entry.uncompressedSize;
      if (total > caps.maxTotalBytes) {
        refuse(
          `up to the entry ${quote(entry.fileName)} the archive unpacks to ${total} bytes; at most ${caps.maxTotalBytes} are read.`,
        );
      }
      if (entry.fileName.endsWith('/')) continue;
      const subject = `the entry ${quote(entry.fileName)}`;
      entries.push({
        name: entry.fileName,
        read: () =>
          reading(subject, async () => {
            const content = await unpack(zip, entry);
            return isZip(content)
              ? refuse(`${subject} is an archive itself; archives in archives are not read.`)
              : content;
          }),
      });
    }
    return entries;
  }

  return reading('the archive', listEntries);
}

function findProblem(entry: Entry, caps: ZipCaps, seen: Set<string>): string | null {
  const { fileName, compressionMethod, compressedSize, uncompressedSize } = entry;
  if (fileName.includes('\0')) return 'has a NUL character in its name';
  const key = fileName.normalize('NFC').toLowerCase();
  if (seen.has(key)) return 'has the name of another entry, case aside';
  seen.add(key);
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return 'is encrypted';
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    return `is compressed by method ${compressionMethod}; only stored (0) and deflated (8) entries are read`;
  }
  if (((entry.externalFileAttributes >>> 16) & TYPE_MASK) === SYMLINK) return 'is a symbolic link';
  if (uncompressedSize > caps.maxEntryBytes) {
    return `unpacks to ${uncompressedSize} bytes; at most ${caps.maxEntryBytes} are read`;
  }
  if (uncompressedSize > caps.ratioFromBytes && uncompressedSize > caps.maxRatio * compressedSize) {
    return `unpacks to ${uncompressedSize} bytes from ${compressedSize}, more than ${caps.maxRatio} times as many`;
  }
  return null;
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
