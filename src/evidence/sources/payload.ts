import { isDeepStrictEqual } from 'node:util';
import { EvidenceError } from '../../errors.ts';
import { compareCodePoints } from '../../model/code-points.ts';
import { once } from '../../model/once.ts';
import type { Artifacts, EvidenceBlob, EvidenceSource } from '../../model/ports.ts';
import { quote, quoteAll, showPlace } from '../../model/quote.ts';
import { collectProblems } from '../problems.ts';
import { readArtifactEntries } from './artifact.ts';
import { matchPaths } from './match-paths.ts';
import { splitPatterns } from './patterns.ts';
import { matchesWildcard } from './wildcard.ts';

/** How the artifacts are called that carry files of another run's workspace. */
const PAYLOAD = 'model-gate-payload*';

interface Carried extends EvidenceBlob {
  readonly artifact: string;
}

/** Files of another run's workspace, by their paths there. */
type Payload = () => Promise<readonly Carried[]>;

/**
 * The files that a run uploaded for this one, downloaded once, when they are first asked for. They are somebody else's data: they stay in
 * memory, under the limits of an archive. Throws EvidenceError as an artifact source does, and when two artifacts hold different files under
 * one path.
 */
export function openPayload(artifacts: Artifacts, runId: number): Payload {
  return once(async () => {
    const found = new Map<string, Carried>();
    const problems = collectProblems();
    for (const artifact of await artifacts.listArtifacts(runId)) {
      if (!matchesWildcard(artifact.name, PAYLOAD)) continue;
      const { entries, notes } = await readArtifactEntries(artifacts, artifact);
      for (const { name, read } of entries) {
        const other = found.get(name);
        if (other === undefined) found.set(name, { path: name, read, notes, artifact: artifact.name });
        else if (!isDeepStrictEqual(Buffer.from(await other.read()), Buffer.from(await read()))) {
          const message = `${quote(other.artifact)} and ${quote(artifact.name)} hold different files of this name. Give the files of each job names of their own.`;
          problems.add(showPlace(name), message);
        }
      }
    }
    problems.throwIfAny();
    return [...found.values()].sort((a, b) => compareCodePoints(a.path, b.path));
  });
}

/** The files of a payload that the globs fit, as they would fit in the workspace. Listing throws EvidenceError for each glob that none fits. */
export function payloadSource(payload: Payload, patterns: readonly string[], where = 'files'): EvidenceSource {
  return {
    async list() {
      const carried = await payload();
      if (carried.length === 0) {
        const message =
          'the run carries no files. Upload the folder `payload` of the report as the artifact model-gate-payload in the workflow that evaluates, even when its gate failed.';
        throw new EvidenceError([{ where, message }]);
      }
      const paths = carried.map(({ path }) => path);
      const { wanted, ignore } = splitPatterns(patterns);
      const problems = collectProblems();
      if (wanted.length === 0) problems.add(where, `every pattern excludes (${quoteAll(patterns, 5)}).`);
      const chosen = new Set<string>();
      for (const pattern of wanted) {
        const matched = await matchPaths(paths, pattern, ignore);
        if (matched.length === 0) {
          problems.add(where, `no file of the payload fits ${quote(pattern)}. It holds ${quoteAll(paths, 5)}.`);
        }
        for (const path of matched) chosen.add(path);
      }
      problems.throwIfAny();
      return carried.filter(({ path }) => chosen.has(path));
    },
  };
}
