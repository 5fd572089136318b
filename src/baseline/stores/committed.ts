import type { BaselineStore, GitData, RecordedRun } from '../../model/ports.ts';
import { readOrigin } from '../decode-record.ts';

/**
 * The record file (or folder of them) as a commit has it, read through the Git data API. On a pull request the record of the base is what
 * judges: the one in the workspace is part of the change, which could replace or delete it.
 */
export function committedStore(
  path: string,
  commit: string,
  github: Pick<GitData, 'file' | 'tree' | 'blob'>,
): BaselineStore {
  const read = async (): Promise<readonly { readonly where: string; readonly bytes: Uint8Array }[]> => {
    if (path.endsWith('.parquet')) {
      const bytes = await github.file(path, commit);
      return bytes === null ? [] : [{ where: path, bytes }];
    }
    const files = (await github.tree(commit))?.files ?? [];
    const records = files.filter((file) => file.path.startsWith(`${path}/`) && file.path.endsWith('.parquet'));
    return Promise.all(records.map(async (file) => ({ where: file.path, bytes: await github.blob(file.sha) })));
  };
  return {
    path,
    list: async (suite) => {
      const runs: RecordedRun[] = [];
      for (const { where, bytes } of await read()) {
        const origin = readOrigin(bytes, where);
        if (origin.suite !== suite) continue;
        runs.push({ commit: origin.commit, createdAt: origin.createdAt, where, read: async () => bytes });
      }
      return runs;
    },
    everUsed: async () => (await read()).length > 0,
    write: async () => {
      throw new Error('the record of another commit cannot be written');
    },
  };
}
