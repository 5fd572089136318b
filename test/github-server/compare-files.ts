import type { Repository } from './repository.ts';
import { type Place, pageOf } from './shapes.ts';

/** GitHub: a comparison lists at most 300 files. */
const MAX_FILES = 300;

/** The files of a comparison, with exact renames told as such. */
export function comparedFiles(place: Place, from: string, to: string) {
  const [before, after] = [filesOf(place.repository, from), filesOf(place.repository, to)];
  const removed = [...before].filter(([path]) => !after.has(path));
  const renamed = new Map<string, string>();
  for (const [path, { sha }] of after) {
    const source = before.has(path) ? -1 : removed.findIndex(([, file]) => file.sha === sha);
    if (source >= 0) renamed.set(path, removed.splice(source, 1)[0]![0]);
  }
  const gone = removed.map(([path, { sha }]) => shape(place, to, path, sha, { status: 'removed' }));
  const there = [...after]
    .filter(([path, { sha }]) => before.get(path)?.sha !== sha)
    .map(([path, { sha }]) => {
      const previous = renamed.get(path);
      const change =
        previous === undefined
          ? { status: before.has(path) ? 'modified' : 'added' }
          : { status: 'renamed', previous_filename: previous };
      return shape(place, to, path, sha, change);
    });
  return [...gone, ...there].sort((a, b) => (a.filename < b.filename ? -1 : 1)).slice(0, MAX_FILES);
}

const filesOf = ({ git }: Repository, commit: string) => git.files(git.commits.get(commit)!.tree);

function shape(place: Place, commit: string, filename: string, sha: string, change: Readonly<Record<string, string>>) {
  const path = encodeURI(filename);
  return {
    ...{ sha, filename, ...change, additions: 1, deletions: 0, changes: 1 },
    blob_url: `${pageOf(place)}/blob/${commit}/${path}`,
    raw_url: `${pageOf(place)}/raw/${commit}/${path}`,
    contents_url: `${place.addresses.api}/contents/${path}?ref=${commit}`,
  };
}
