import { copyFile, lstat, mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { ZIP_CAPS } from '../evidence/sources/zip.ts';
import type { Log } from '../model/ports.ts';
import { quote } from '../model/quote.ts';

/** Says that the folder is ours, so that nobody else's is ever removed. Uploads leave hidden files out. */
const MARK = '.model-gate-payload';

/** Where the files lie that a second workflow, which may write, reads. */
export const payloadFolder = (reportFolder: string): string => join(reportFolder, 'payload');

/** Removes what an earlier run left. A folder without our mark stays. */
export async function removePayload(folder: string): Promise<void> {
  if (await isThere(join(folder, MARK))) await rm(folder, { recursive: true });
}

/**
 * Copies files of the workspace into a folder, at the paths that they have there. A file that lies outside of the workspace, by its path or by
 * a link, is left out with a warning. Throws when the folder is somebody else's, and when there is more than an artifact's reader takes.
 */
export async function writePayload(
  folder: string,
  workspace: string,
  paths: readonly string[],
  log: Pick<Log, 'warning'>,
): Promise<void> {
  await removePayload(folder);
  if (await isThere(folder))
    throw new Error('the folder `payload` of the report is in use: name another `report-dir`.');
  const root = await realpath(workspace);
  const inside: { readonly path: string; readonly from: string; readonly size: number }[] = [];
  for (const path of new Set(paths)) {
    const from = await realpath(join(root, path));
    if (isOutside(path) || isOutside(relative(root, from))) {
      log.warning(`The file ${quote(path)} lies outside of the workspace: the second workflow cannot read it.`);
      continue;
    }
    inside.push({ path, from, size: (await stat(from)).size });
  }
  refuseExcess(inside.map(({ size }) => size));
  if (inside.length === 0) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARK), '');
  for (const { path, from } of inside) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
}

/** What would be refused when it is read is not written in part: a part of the evidence is another evaluation. */
function refuseExcess(sizes: readonly number[]): void {
  const { maxEntries, maxEntryBytes, maxTotalBytes } = ZIP_CAPS;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length > maxEntries || total > maxTotalBytes || sizes.some((size) => size > maxEntryBytes)) {
    throw new Error(
      `the evidence has ${sizes.length} files of ${total} bytes; at most ${maxEntries} files, ${maxEntryBytes} bytes each and ${maxTotalBytes} together, are passed on.`,
    );
  }
}

const isOutside = (path: string): boolean => path === '' || isAbsolute(path) || path.split(/[\\/]/).includes('..');

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
