import { EvidenceError, GitHubError } from '../errors.ts';
import type { ArtifactInfo, Artifacts } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { download } from './download.ts';
import { RequestFailure } from './failure.ts';
import { at, integerAt, listAt, textAt } from './json.ts';
import { OPERATIONS, titleOf } from './operations.ts';
import { readPages } from './pages.ts';
import { isTransient, type Pace, withRetries } from './retry.ts';

/** Artifacts of workflow runs. */
export function githubArtifacts(send: Send, pace: Pace & { readonly timeoutMs: number }): Artifacts {
  return {
    /** A repeated run lists the artifacts of its earlier attempts, too; the higher id is the newer one. */
    listArtifacts: async (runId) => {
      const all = await readPages(send, 'listArtifacts', { run_id: runId }, (json) =>
        listAt(json, 'artifacts').map(readArtifact),
      );
      const oldestFirst = all.toSorted((a, b) => a.id - b.id);
      const newest = new Map(oldestFirst.map((artifact) => [artifact.name, artifact]));
      return [...newest.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },

    /**
     * GitHub redirects to a signed address that is valid for a minute; each try asks for a fresh one.
     *
     * Errors: EvidenceError when the artifact has expired or is larger than `maxBytes`; GitHubError otherwise.
     */
    downloadArtifact: async (artifact, maxBytes) => {
      if (artifact.expired) throw expired(artifact);
      if (artifact.sizeBytes > maxBytes) throw tooLarge(artifact, maxBytes);
      try {
        return await withRetries(
          async () => {
            const answer = await send('locateArtifact', { artifact_id: artifact.id }, { redirect: 'manual' });
            const location = answer.headers.location;
            if (typeof location !== 'string') throw answer.refuse('it came without the address of the file.');
            const bytes = await download(location, { maxBytes, timeoutMs: pace.timeoutMs });
            if (bytes === null) throw tooLarge(artifact, maxBytes);
            return bytes;
          },
          (failure) => isTransient(failure) || failure.status === 403,
          pace,
        );
      } catch (error) {
        if (error instanceof GitHubError && error.status === 410) throw expired(artifact);
        if (!(error instanceof RequestFailure)) throw error;
        throw new GitHubError(
          titleOf(OPERATIONS.locateArtifact, { artifact_id: artifact.id }),
          error.status,
          error.message,
        );
      }
    },
  };
}

/** What every list of artifacts says of one. */
export function readArtifact(json: unknown): ArtifactInfo {
  const digest = at(json, 'digest');
  return {
    id: integerAt(json, 'id'),
    name: textAt(json, 'name'),
    sizeBytes: integerAt(json, 'size_in_bytes'),
    expired: at(json, 'expired') === true,
    digest: typeof digest === 'string' ? digest : null,
  };
}

const expired = ({ name }: ArtifactInfo): EvidenceError =>
  new EvidenceError([
    {
      where: `artifact ${name}`,
      message: 'it has expired and GitHub deleted it. Run the workflow that made it again.',
    },
  ]);

const tooLarge = ({ name }: ArtifactInfo, maxBytes: number): EvidenceError =>
  new EvidenceError([
    {
      where: `artifact ${name}`,
      message: `it is larger than ${maxBytes} bytes, the most that is read. Upload the evaluation files alone.`,
    },
  ]);
