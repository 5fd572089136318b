import type { Changes } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { at, integerAt, listAt, textAt } from './json.ts';

/** GitHub lists at most this many files of a comparison, all of them on its first page, and does not say when there are more. */
const MAX_FILES = 300;

/** What a change touches, as GitHub knows it. */
export function githubChanges(send: Send): Changes {
  return {
    changedFiles: async (base, head) =>
      (await send('compareFiles', { basehead: `${base}...${head}`, per_page: 1 })).read((json) => {
        const files = listAt(json, 'files');
        const isWhole = at(json, 'status') === 'ahead' && integerAt(json, 'ahead_by') > 0 && files.length < MAX_FILES;
        return isWhole ? [...new Set(files.flatMap(namesOf))] : null;
      }),
  };
}

/** A file that was renamed has two names. */
function namesOf(file: unknown): readonly string[] {
  const before = at(file, 'previous_filename');
  return [textAt(file, 'filename'), ...(typeof before === 'string' ? [before] : [])];
}
