import { describe, expect, it } from 'vitest';
import { openPayload, payloadSource } from '../../src/evidence/sources/payload.ts';
import { workspaceSource } from '../../src/evidence/sources/workspace.ts';
import type { ArtifactInfo, Artifacts } from '../../src/model/ports.ts';
import { makeFolder } from '../e2e/harness/process.ts';
import { writeZip } from './zip-writer.ts';

type Files = Readonly<Record<string, string>>;

/** The artifacts of run 7, and how many were downloaded. */
function artifactsOf(all: Readonly<Record<string, Files>>) {
  const downloads: string[] = [];
  const infos = Object.keys(all).map(
    (name, id): ArtifactInfo => ({ id, name, sizeBytes: 1, expired: false, digest: null }),
  );
  const artifacts: Artifacts = {
    listArtifacts: async (runId) => (runId === 7 ? infos : []),
    downloadArtifact: async ({ name }) => {
      downloads.push(name);
      return writeZip(Object.entries(all[name]!).map(([path, content]) => ({ name: path, content })));
    },
  };
  return { artifacts, downloads };
}

const FILES: Files = {
  'results.csv': 'r',
  'out/a.csv': 'a',
  'out/deep/b.csv': 'b',
  'out/deep/b.json': '{}',
  'out/.hidden/c.csv': 'c',
  'odd [1].csv': 'o',
};

describe('files of another run', () => {
  it.each([
    [['*.csv']],
    [['**/*.csv']],
    [['out/**', '!**/*.json']],
    [['results.csv', 'out/*.csv']],
    [['./results.csv']],
    [['out/**/{a,b}.csv']],
    [['out/.hidden/*.csv']],
    [['RESULTS.CSV']],
    [['out']],
    [['/results.csv']],
    [['!*.csv']],
  ])('fit %j as they would in the workspace', async (patterns) => {
    const { artifacts } = artifactsOf({ 'model-gate-payload': FILES });
    const paths = async (source: ReturnType<typeof workspaceSource>) =>
      source.list().then(
        (blobs) => blobs.map(({ path }) => path),
        () => 'refused',
      );
    const there = await paths(workspaceSource(await makeFolder(FILES), patterns));
    expect(await paths(payloadSource(openPayload(artifacts, 7), patterns))).toEqual(there);
  });

  it('come from every payload of the run, each downloaded once, and from no other artifact', async () => {
    const all = {
      'model-gate-payload-a': { 'a.csv': 'a', 'both.csv': 'same' },
      'model-gate-payload-b': { 'b.csv': 'b', 'both.csv': 'same' },
      other: { 'c.csv': 'c' },
    };
    const { artifacts, downloads } = artifactsOf(all);
    const payload = openPayload(artifacts, 7);
    const blobs = await payloadSource(payload, ['*.csv']).list();
    await payloadSource(payload, ['a.csv']).list();
    expect(blobs.map(({ path }) => path)).toEqual(['a.csv', 'b.csv', 'both.csv']);
    expect(Buffer.from(await blobs[1]!.read()).toString()).toBe('b');
    expect(downloads).toEqual(['model-gate-payload-a', 'model-gate-payload-b']);
  });

  it('that differ under one path are refused', async () => {
    const { artifacts } = artifactsOf({
      'model-gate-payload': { 'a.csv': '1' },
      'model-gate-payload-2': { 'a.csv': '2' },
    });
    await expect(payloadSource(openPayload(artifacts, 7), ['*.csv']).list()).rejects.toThrow(
      'a.csv: "model-gate-payload" and "model-gate-payload-2" hold different files of this name',
    );
  });
});
