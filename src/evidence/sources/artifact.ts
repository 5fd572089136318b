import { createHash } from 'node:crypto';
import { EvidenceError } from '../../errors.ts';
import { compareCodePoints } from '../../model/code-points.ts';
import { nearest } from '../../model/nearest.ts';
import type { ArtifactInfo, Artifacts, EvidenceBlob, EvidenceSource } from '../../model/ports.ts';
import { quote, quoteAll, showPlace } from '../../model/quote.ts';
import { hasKnownExtension } from '../formats/catalogue.ts';
import { collectProblems } from '../problems.ts';
import { matchesWildcard } from './wildcard.ts';
import { isZip, openZip, type ZipEntry } from './zip.ts';

/** What is downloaded of one artifact, as it is stored: 64 MiB. */
const MAX_ARTIFACT_BYTES = 64 * 2 ** 20;

/**
 * Files of the artifacts of a run whose name is `pattern`, or fits it with `*` and `?`; in the order of their names.
 * An artifact is an archive, of which the files with an extension of a known format are read, or one file without an
 * archive; its first bytes say which. Listing downloads, verifies the digest before anything else is done with the bytes,
 * and throws EvidenceError when no artifact fits, or one is expired, too large, altered or hostile. `where` says who names the pattern.
 */
export function artifactSource(
  artifacts: Artifacts,
  runId: number,
  pattern: string,
  { maxBytes = MAX_ARTIFACT_BYTES, where = 'artifact' } = {},
): EvidenceSource {
  return {
    async list() {
      const all = await artifacts.listArtifacts(runId);
      const chosen = all
        .filter(({ name }) => matchesWildcard(name, pattern))
        .sort((a, b) => compareCodePoints(a.name, b.name));
      const problems = collectProblems();
      if (chosen.length === 0) problems.add(where, explainNoMatch(all, runId, pattern));
      for (const { name, expired, sizeBytes } of chosen) {
        if (expired)
          problems.add(showPlace(name), `the artifact of run ${runId} has expired. Run the evaluation again.`);
        if (sizeBytes > maxBytes) {
          problems.add(showPlace(name), `the artifact has ${sizeBytes} bytes; at most ${maxBytes} are read.`);
        }
      }
      problems.throwIfAny();
      const blobs: EvidenceBlob[] = [];
      for (const artifact of chosen) {
        const bytes = await artifacts.downloadArtifact(artifact, maxBytes);
        blobs.push(...(await listFiles(artifact, bytes)));
      }
      return blobs;
    },
  };
}

async function listFiles(artifact: ArtifactInfo, bytes: Uint8Array): Promise<EvidenceBlob[]> {
  const notes = verifyDigest(artifact, bytes);
  if (!isZip(bytes)) return [{ path: artifact.name, read: async () => bytes, notes }];
  const entries = await openZip(bytes, artifact.name);
  const [evidence, others] = separate(entries);
  if (evidence.length === 0) {
    const names = entries.length > 0 ? `only ${quoteAll(others, 5)}` : 'nothing';
    const message = `the artifact holds ${names}: no file whose extension is of a format that is read.`;
    throw new EvidenceError([{ where: showPlace(artifact.name), message }]);
  }
  if (others.length > 0)
    notes.push(`Of the artifact ${quote(artifact.name)} these files were not read: ${quoteAll(others, 5)}.`);
  return evidence.map(({ name, read }) => ({ path: `${artifact.name}/${name}`, read, notes }));
}

/**
 * The entries of an archive, all of them, whatever they are, and what a reader should know about it. Throws EvidenceError when the artifact is
 * expired, too large, altered, hostile, or no archive.
 */
export async function readArtifactEntries(
  artifacts: Pick<Artifacts, 'downloadArtifact'>,
  artifact: ArtifactInfo,
): Promise<{ readonly entries: readonly ZipEntry[]; readonly notes: readonly string[] }> {
  const bytes = await artifacts.downloadArtifact(artifact, MAX_ARTIFACT_BYTES);
  const notes = verifyDigest(artifact, bytes);
  if (!isZip(bytes)) {
    throw new EvidenceError([{ where: showPlace(artifact.name), message: 'the artifact is no archive.' }]);
  }
  return { entries: await openZip(bytes, artifact.name), notes };
}

function separate(entries: readonly ZipEntry[]): readonly [readonly ZipEntry[], readonly string[]] {
  const sorted = [...entries].sort((a, b) => compareCodePoints(a.name, b.name));
  return [
    sorted.filter(({ name }) => hasKnownExtension(name)),
    sorted.map(({ name }) => name).filter((name) => !hasKnownExtension(name)),
  ];
}

/** Throws EvidenceError unless the bytes have the digest that was recorded at upload; a note when none was. */
function verifyDigest({ name, digest }: ArtifactInfo, bytes: Uint8Array): string[] {
  if (digest === null)
    return [`The artifact ${quote(name)} carries no digest, so its transport could not be verified.`];
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (found === digest.toLowerCase()) return [];
  const message = `the artifact is not what was uploaded: its digest is ${found}, and ${quote(digest)} was recorded. Run the job again.`;
  throw new EvidenceError([{ where: showPlace(name), message }]);
}

function explainNoMatch(all: readonly ArtifactInfo[], runId: number, pattern: string): string {
  const names = [...new Set(all.map(({ name }) => name))].sort(compareCodePoints);
  const near = nearest(pattern, names);
  const guess = near.length > 0 ? ` Did you mean ${near.map(quote).join(' or ')}?` : '';
  const listed = names.length > 0 ? `It has ${quoteAll(names, 10)}.` : 'It has none.';
  return `run ${runId} has no artifact that fits ${quote(pattern)}.${guess} ${listed}`;
}
