import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { BaselineError, EvidenceError } from '../../errors.ts';
import { once } from '../../model/once.ts';
import type { Artifacts, BaselineStore, RecordedRun, RunArtifact, RunArtifacts } from '../../model/ports.ts';
import { readOrigin } from '../decode-record.ts';
import { suiteSlug } from '../slug.ts';

/** What is downloaded of one artifact, as it is stored: 64 MiB, a dozen of the largest records. */
const MAX_BYTES = 64 * 2 ** 20;
/** Pages of 100 artifacts that are looked through, newest first. */
const MAX_PAGES = 3;
/** Only these run what is on the branch, and not what somebody proposes for it. */
const EVENTS = ['push', 'schedule', 'workflow_dispatch'];

interface ArtifactStoreOptions {
  readonly name: string;
  readonly defaultBranch: string;
  /** The files of a zip, checked for what a hostile one may do; null when the bytes are none. */
  readonly unzip: (
    bytes: Uint8Array,
    name: string,
  ) => Promise<readonly { readonly name: string; readonly read: () => Promise<Uint8Array> }[] | null>;
  /** Where records are written to be uploaded. */
  readonly folder: BaselineStore;
}

/** The records of one artifact by suite, or why they must not be used, as a plain clause. */
type Opened = { readonly refusal: string } | { readonly recordOf: (suite: string) => Promise<Uint8Array | null> };

/**
 * Records that successful runs of the default branch uploaded as artifacts. Anybody can make a run of a fork whose branch
 * has the name of the default one, and a pull request can upload under any name: so an artifact counts when the run that made it
 * says of itself that it ran this repository's default branch, was not about a proposal, and succeeded. That is asked only of
 * the artifact that is about to be used. Its bytes are held against the digest of the upload, and its record against suite and commit.
 *
 * `write` writes a folder, which the workflow uploads: there is no interface for an upload but that of actions/upload-artifact.
 */
export function artifactStore(
  github: Pick<Artifacts, 'downloadArtifact'> & RunArtifacts,
  { name, defaultBranch, unzip, folder }: ArtifactStoreOptions,
): BaselineStore {
  const found = once(async () => {
    const all = await github.findArtifacts(name, MAX_PAGES);
    const own = all.filter((artifact) => artifact.isOwn && artifact.headBranch === defaultBranch);
    // A repeated run uploads again; the first of a run is the newest.
    return own.filter(({ runId }, index) => own.findIndex((other) => other.runId === runId) === index);
  });

  const open = async (artifact: RunArtifact): Promise<Opened> => {
    const { runId, headSha } = artifact;
    const run = await github.readRun(runId);
    if (!run.isOwn || run.headBranch !== defaultBranch || run.headSha !== headSha) {
      return { refusal: `run ${runId} is not one of this repository’s default branch` };
    }
    if (!EVENTS.includes(run.event)) return { refusal: `run ${runId} was not started by ${EVENTS.join(', ')}` };
    if (run.conclusion !== 'success') return { refusal: `run ${runId} has not succeeded` };
    const where = placeOf(artifact);
    const bytes = await github.downloadArtifact(artifact, MAX_BYTES);
    verifyDigest(artifact, bytes);
    const entries = (await unzip(bytes, artifact.name)) ?? [{ name: null, read: async () => bytes }];
    return {
      recordOf: async (suite) => {
        const file = `${suiteSlug(suite)}.parquet`;
        const entry = entries.find((each) => each.name === null || basename(each.name) === file);
        if (entry === undefined) return null;
        const record = await entry.read();
        const origin = readOrigin(record, where);
        if (origin.suite !== suite) {
          throw broken(
            where,
            `its record is of the suite ${JSON.stringify(origin.suite)}, not of ${JSON.stringify(suite)}`,
          );
        }
        if (origin.commit !== headSha) throw broken(where, `its record is of another commit than the run, ${headSha}`);
        return record;
      },
    };
  };

  const openOnce = new Map<number, () => Promise<Opened>>();
  const opened = (artifact: RunArtifact): Promise<Opened> => {
    const { id } = artifact;
    if (!openOnce.has(id))
      openOnce.set(
        id,
        once(() => asBaselineError(() => open(artifact))),
      );
    return openOnce.get(id)!();
  };

  return {
    list: async (suite) =>
      (await found())
        .filter(({ expired }) => !expired)
        .map((artifact): RecordedRun => {
          const record = once(async () => {
            const content = await opened(artifact);
            return 'refusal' in content ? content.refusal : asBaselineError(() => content.recordOf(suite));
          });
          return {
            commit: artifact.headSha,
            createdAt: artifact.createdAt,
            where: placeOf(artifact),
            refusal: async () => {
              const content = await record();
              if (typeof content === 'string') return content;
              return content === null ? `run ${artifact.runId} left no record of this suite` : null;
            },
            read: async () => {
              const content = await record();
              if (content === null || typeof content === 'string')
                throw broken(placeOf(artifact), 'it must not be used');
              return content;
            },
          };
        }),

    everUsed: async () => (await found()).length > 0,

    explainEmpty: async () =>
      `the artifacts \`${name}\` have all expired: GitHub keeps them for the days of \`retention-days\`, at most 90 in a public repository; a run of the default branch writes the next one`,

    write: folder.write,
  };
}

const placeOf = ({ name, runId }: RunArtifact): string => `artifact ${name} of run ${runId}`;

function verifyDigest(artifact: RunArtifact, bytes: Uint8Array): void {
  if (artifact.digest === null) return;
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (found !== artifact.digest.toLowerCase())
    throw broken(placeOf(artifact), 'it is not what was uploaded (its digest is another one)');
}

/** What an artifact that is no evidence is refused for. */
async function asBaselineError<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof EvidenceError ? new BaselineError(error.problems) : error;
  }
}

function broken(where: string, what: string): BaselineError {
  const message = `The baseline of this artifact cannot be used: ${what}. Delete the artifact, or run the workflow of the default branch again.`;
  return new BaselineError([{ where, message }]);
}
