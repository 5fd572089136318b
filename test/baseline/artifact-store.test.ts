import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { findBaseline } from '../../src/baseline/find.ts';
import { suiteSlug } from '../../src/baseline/slug.ts';
import { artifactStore } from '../../src/baseline/stores/artifact.ts';
import { BaselineError } from '../../src/errors.ts';
import { isZip, openZip } from '../../src/evidence/sources/zip.ts';
import type { BaselineStore, RunArtifact, RunFacts } from '../../src/model/ports.ts';
import { writeZip } from '../evidence/zip-writer.ts';
import { binaryRecord, SALT } from './records.ts';

const NAME = 'model-gate-baseline';
const NOW = new Date('2026-01-10T00:00:00Z');
const commitOf = (run: number) => run.toString(16).padStart(40, '0');
const recordOf = (run: number, suite = 'tumour', commit = commitOf(run)) =>
  encodeRecord({ ...binaryRecord(['a', 'b'], SALT), suite, commit, createdAt: `2026-01-0${run}T00:00:00.000Z` });
const zipOf = (files: Readonly<Record<string, Uint8Array>>) =>
  writeZip(Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content), method: 8 })));
const FILE = `${suiteSlug('tumour')}.parquet`;

interface Upload {
  readonly artifact?: Partial<RunArtifact>;
  readonly run?: Partial<RunFacts>;
  readonly bytes?: Uint8Array;
}

/** A repository whose runs 1, 2, … of the default branch each uploaded an artifact; run n is about commit n. */
function openUploads(uploads: readonly Upload[]) {
  const asked: string[] = [];
  const facts = new Map<number, RunFacts>();
  const files = new Map<number, Uint8Array>();
  const artifacts = uploads.map((upload, index): RunArtifact => {
    const runId = upload.artifact?.runId ?? index + 1;
    const bytes = upload.bytes ?? zipOf({ [FILE]: recordOf(runId) });
    const place = { headBranch: 'main', headSha: commitOf(runId), isOwn: true };
    facts.set(runId, { event: 'push', conclusion: 'success', ...place, ...upload.run });
    files.set(index, bytes);
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const stored = { id: index, name: NAME, sizeBytes: bytes.length, expired: false, digest };
    return { ...stored, ...place, runId, createdAt: `2026-01-0${runId}T01:00:00Z`, ...upload.artifact };
  });
  const store = artifactStore(
    {
      findArtifacts: async (name) => {
        asked.push(`find ${name}`);
        return artifacts.toReversed();
      },
      readRun: async (run) => {
        asked.push(`run ${run}`);
        return facts.get(run)!;
      },
      downloadArtifact: async ({ id }) => {
        asked.push(`download ${id}`);
        return files.get(id)!;
      },
    },
    {
      name: NAME,
      defaultBranch: 'main',
      unzip: async (bytes, name) => (isZip(bytes) ? openZip(bytes, name) : null),
      folder: { list: async () => [], everUsed: async () => false, write: async () => {} },
    },
  );
  return { store, asked };
}

function find(store: BaselineStore, { suite = 'tumour', first = 9, maxAgeDays = null as number | null } = {}) {
  const line = Array.from({ length: first }, (_, back) => commitOf(first - back));
  return findBaseline(suite, {
    store,
    wanted: { kind: 'first-parent', commit: commitOf(first) },
    head: null,
    history: { firstParents: async (from, limit) => line.slice(line.indexOf(from)).slice(0, limit) },
    limits: { maxAgeDays, maxCommits: null },
    now: NOW,
  });
}

const foundRun = async (...args: Parameters<typeof find>) => {
  const found = await find(...args);
  return found.kind === 'found' ? Number.parseInt(found.record.commit!, 16) : found;
};

describe('a store of artifacts', () => {
  it('is empty before the first upload', async () => {
    expect(await find(openUploads([]).store)).toEqual({ kind: 'empty', hint: null });
  });

  it('gives the record of the nearest recorded ancestor, and reads no other run or artifact', async () => {
    const { store, asked } = openUploads([{}, {}, {}]);
    expect(await foundRun(store, { first: 2 })).toBe(2);
    expect(asked).toEqual([`find ${NAME}`, 'run 2', 'download 1']);
    expect(await foundRun(store, { first: 2 })).toBe(2);
    expect(asked).toHaveLength(3);
  });

  it('tells where a record comes from, and that it is older than the policy allows', async () => {
    const { store } = openUploads([{}]);
    expect((await store.list('tumour')).map(({ where, commit, createdAt }) => [where, commit, createdAt])).toEqual([
      [`artifact ${NAME} of run 1`, commitOf(1), '2026-01-01T01:00:00Z'],
    ]);
    const found = await find(store, { maxAgeDays: 3 });
    expect(found).toMatchObject({ kind: 'found', stale: expect.stringContaining('9 days old') });
  });

  it.each<[string, Upload, string]>([
    ['that failed', { run: { conclusion: 'failure' } }, 'run 2 has not succeeded'],
    ['that has not ended', { run: { conclusion: null } }, 'run 2 has not succeeded'],
    ['of a pull request', { run: { event: 'pull_request' } }, 'run 2 was not started by push'],
    ['that runs what strangers wrote', { run: { event: 'pull_request_target' } }, 'run 2 was not started by push'],
    ['of a fork, says the run', { run: { isOwn: false } }, 'run 2 is not one of this repository'],
    ['of another branch, says the run', { run: { headBranch: 'dev' } }, 'run 2 is not one of this repository'],
    ['of another commit, says the run', { run: { headSha: commitOf(8) } }, 'run 2 is not one of this repository'],
    ['without a record of the suite', { bytes: zipOf({ 'x.parquet': recordOf(2, 'x') }) }, 'run 2 left no record'],
  ])('passes over the artifact of a run %s', async (_, upload, problem) => {
    expect(await foundRun(openUploads([{}, upload]).store)).toBe(1);
    expect(await find(openUploads([{ artifact: { isOwn: false } }, upload]).store)).toMatchObject({
      kind: 'unusable',
      problem: expect.stringContaining(problem),
    });
  });

  it.each<[string, Partial<RunArtifact>]>([
    ['of a fork whose branch is called main', { isOwn: false }],
    ['of another branch', { headBranch: 'feature' }],
    ['of a run whose branch is not known', { headBranch: null }],
  ])('does not even ask about artifacts %s', async (_, artifact) => {
    const { store, asked } = openUploads([{}, { artifact }]);
    expect(await foundRun(store)).toBe(1);
    expect(asked).not.toContain('run 2');
    expect(await find(openUploads([{ artifact }]).store)).toEqual({ kind: 'empty', hint: null });
  });

  it('takes the newest upload of a run that was repeated', async () => {
    const old = { bytes: Buffer.from('not read'), artifact: { runId: 1 } };
    const { store, asked } = openUploads([old, { artifact: { runId: 1 } }]);
    expect(await foundRun(store)).toBe(1);
    expect(asked).toContain('download 1');
  });

  it('says that artifacts expire when all of them have', async () => {
    const { store, asked } = openUploads([{ artifact: { expired: true } }]);
    expect(await find(store)).toMatchObject({ kind: 'unusable', problem: expect.stringContaining('retention-days') });
    expect(asked).toEqual([`find ${NAME}`]);
  });

  it('stops after five artifacts that must not be used', async () => {
    const { store, asked } = openUploads(Array.from({ length: 8 }, () => ({ run: { conclusion: 'failure' } })));
    expect(await find(store)).toMatchObject({ kind: 'unusable' });
    expect(asked).toHaveLength(6);
  });

  it.each([
    ['a file without an archive', recordOf(1)],
    ['a folder in the archive', zipOf({ 'readme.txt': Buffer.from('x'), [`record/${FILE}`]: recordOf(1) })],
  ])('reads a record in %s', async (_, bytes) => {
    expect(await foundRun(openUploads([{ bytes }]).store)).toBe(1);
  });

  it.each<[string, Upload, RegExp]>([
    ['of another digest', { artifact: { digest: `sha256:${'0'.repeat(64)}` } }, /not what was uploaded/],
    ['of another suite', { bytes: zipOf({ [FILE]: recordOf(1, 'other') }) }, /of the suite "other", not of "tumour"/],
    ['of another commit', { bytes: zipOf({ [FILE]: recordOf(1, 'tumour', commitOf(7)) }) }, /another commit/],
    ['that is damaged', { bytes: zipOf({ [FILE]: Buffer.from('PAR1 and PAR1') }) }, /artifact .* of run 1: This/],
    ['that is hostile', { bytes: zipOf({ [`../${FILE}`]: recordOf(1) }) }, /invalid relative path/],
  ])('refuses an artifact %s', async (_, upload, message) => {
    const search = find(openUploads([upload]).store);
    await expect(search).rejects.toThrow(BaselineError);
    await expect(search).rejects.toThrow(message);
  });
});
