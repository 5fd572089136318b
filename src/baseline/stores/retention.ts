/** What is dropped of a suite's records when another one is written, so that a branch stays small. */

/** A suite with more records is cut back to the newest `KEPT_RECORDS`, so that only every fiftieth recording drops some. */
export const MAX_RECORDS = 200;
const KEPT_RECORDS = 150;

/** A larger branch makes each suite keep its share of it. */
const MAX_BYTES = 100 * 2 ** 20;
/** Of its share, so that the next recording drops nothing. */
const KEPT_SHARE = 0.75;

interface StoredFile {
  readonly path: string;
  readonly size: number;
}

/**
 * The paths of a suite's records to drop, oldest first. `files` are those of the branch with the one to be written, `folder` the
 * suite's; names begin with the time. The newest record always stays; the anchor's is for the caller to keep.
 */
export function findOutdated(files: readonly StoredFile[], folder: string, root: string): readonly string[] {
  const oldestFirst = files.filter(({ path }) => path.startsWith(folder)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const tooMany = oldestFirst.length > MAX_RECORDS ? oldestFirst.length - KEPT_RECORDS : 0;
  return oldestFirst.slice(0, Math.max(tooMany, countTooLarge(files, oldestFirst, root))).map(({ path }) => path);
}

function countTooLarge(files: readonly StoredFile[], oldestFirst: readonly StoredFile[], root: string): number {
  if (bytesOf(files) <= MAX_BYTES) return 0;
  const records = files.filter(({ path }) => path.startsWith(root));
  const suites = new Set(records.map(({ path }) => path.slice(root.length).split('/')[0])).size;
  const share = MAX_BYTES / suites;
  let bytes = bytesOf(oldestFirst);
  if (bytes <= share) return 0;
  let count = 0;
  while (count < oldestFirst.length - 1 && bytes > share * KEPT_SHARE) {
    bytes -= oldestFirst[count]!.size;
    count += 1;
  }
  return count;
}

const bytesOf = (files: readonly StoredFile[]): number => files.reduce((sum, { size }) => sum + size, 0);
