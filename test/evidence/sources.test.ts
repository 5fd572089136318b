import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { artifactSource } from '../../src/evidence/sources/artifact.ts';
import { matchesWildcard } from '../../src/evidence/sources/wildcard.ts';
import { workspaceSource } from '../../src/evidence/sources/workspace.ts';
import type { ArtifactInfo, Artifacts } from '../../src/model/ports.ts';
import { bytesOf, DEFAULT_REQUEST, decode, rejectionOf } from './reading.ts';
import { writeZip } from './zip-writer.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('files of the workspace', () => {
  let root = '';
  const write = (path: string, text = 'a,b\n'): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const list = async (...patterns: string[]): Promise<string[]> =>
    (await workspaceSource(root, patterns).list()).map(({ path }) => path);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'evidence-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are listed once, in order, without those that a pattern excludes', async () => {
    for (const path of ['r/b.csv', 'r/a.csv', 'r/deep/c.csv', 'r/.hidden.csv', 'r/old.csv']) write(path);
    symlinkSync(join(root, 'r/a.csv'), join(root, 'r/link.csv'));
    expect(await list('r/*.csv', 'r/a.csv', '!r/old.csv')).toEqual(['r/a.csv', 'r/b.csv', 'r/link.csv']);
    expect(await list('r/**/*.csv', '!r/*.csv')).toEqual(['r/deep/c.csv']);
    expect(await list('r/.*.csv')).toEqual(['r/.hidden.csv']);
    expect(await list()).toEqual([]);
  });

  it('must exist for every pattern; the message names those that are near', async () => {
    write('results/predictions.csv');
    write('node_modules/x/predictions.csv');
    expect(await rejectionOf(list('result/predictions.csv', 'none/*.json', 'results'))).toBe(
      [
        'files: no file fits "result/predictions.csv". There are "results/predictions.csv"; does the step that writes it run before this one?',
        'files: no file fits "none/*.json". There are "results/predictions.csv"; does the step that writes it run before this one?',
        'files: "results" is a folder. Name the files in it: "results/**".',
      ].join('\n'),
    );
    expect(await rejectionOf(list('!x.csv'))).toContain('every pattern excludes');
  });

  it('are read, or the file that is gone is named', async () => {
    write('x.csv', 'id,label,prediction\na,1,1\n');
    const [blob] = await workspaceSource(root, ['x.csv']).list();
    expect(new TextDecoder().decode(await blob!.read())).toBe('id,label,prediction\na,1,1\n');
    rmSync(join(root, 'x.csv'));
    expect(await rejectionOf(blob!.read())).toBe('x.csv: the file cannot be read (ENOENT).');
  });

  it('become evidence with a digest of each as it is stored; problems of all files come together', async () => {
    write('1.csv', 'id,label,prediction\na,1,1\n');
    writeFileSync(join(root, '2.jsonl.gz'), gzipSync('{"id":"b","label":0,"prediction":true}\n'));
    const { files, ids, dataset } = await readEvidence([workspaceSource(root, ['*'])], 'auto', DEFAULT_REQUEST);
    expect(ids).toEqual(['a', 'b']);
    expect(decode(dataset.prediction, dataset.classes)).toEqual(['1', '1']);
    expect(files.map(({ path, format, rows }) => [path, format, rows])).toEqual([
      ['1.csv', 'csv', 1],
      ['2.jsonl.gz', 'jsonl', 1],
    ]);
    expect(files[0]!.sha256).toBe(sha256(bytesOf('id,label,prediction\na,1,1\n')));
    write('3.csv', 'a,b\n1\n');
    write('4.json', '{');
    const sources = [workspaceSource(root, ['*']), workspaceSource(root, ['absent'])];
    const message = await rejectionOf(readEvidence(sources, 'auto', DEFAULT_REQUEST));
    expect(message.split('\n').map((line) => line.split(': ')[0])).toEqual(['3.csv:2', '4.json:1:2', 'files']);
  });

  it('must be there at all', async () => {
    expect(await rejectionOf(readEvidence([], 'auto', DEFAULT_REQUEST))).toBe(
      'suites[0]: there are no files of evidence. Name them with `files` or `artifact`.',
    );
  });
});

describe('files of artifacts', () => {
  const CSV = 'id,label,prediction\na,1,1\n';
  const store = (stored: Record<string, { bytes: Uint8Array } & Partial<ArtifactInfo>>): Artifacts => ({
    listArtifacts: async () =>
      Object.entries(stored).map(([name, { bytes, ...info }], index) => ({
        id: index,
        name,
        sizeBytes: bytes.length,
        expired: false,
        digest: `sha256:${sha256(bytes)}`,
        ...info,
      })),
    downloadArtifact: async ({ name }) => stored[name]!.bytes,
  });
  const list = (stored: Parameters<typeof store>[0], pattern: string, maxBytes?: number) =>
    artifactSource(store(stored), 7, pattern, { maxBytes }).list();

  it('come from archives and from single files, by name or wildcard, in order', async () => {
    const zip = writeZip([
      { name: 'z.csv', content: CSV, method: 8 },
      { name: 'deep/', content: '' },
      { name: 'deep/a.jsonl', content: '{}' },
      { name: 'README.md', content: 'x' },
    ]);
    const blobs = await list(
      { 'eval-2': { bytes: zip }, 'eval-1.csv': { bytes: bytesOf(CSV) }, other: { bytes: zip } },
      'eval-*',
    );
    expect(blobs.map(({ path }) => path)).toEqual(['eval-1.csv', 'eval-2/deep/a.jsonl', 'eval-2/z.csv']);
    expect(new TextDecoder().decode(await blobs[2]!.read())).toBe(CSV);
    expect(blobs[2]!.notes).toEqual(['Of the artifact "eval-2" these files were not read: "README.md".']);
  });

  it('become evidence, with notes on what was not read', async () => {
    const bytes = writeZip([
      { name: 'x.csv', content: CSV },
      { name: 'run.log', content: 'x' },
    ]);
    const source = artifactSource(store({ 'eval-1': { bytes, digest: null } }), 7, 'eval-1');
    const { files, notes } = await readEvidence([source], 'auto', DEFAULT_REQUEST);
    expect(files).toEqual([{ path: 'eval-1/x.csv', sha256: sha256(bytesOf(CSV)), format: 'csv', rows: 1 }]);
    expect(notes).toEqual([
      'The artifact "eval-1" carries no digest, so its transport could not be verified.',
      'Of the artifact "eval-1" these files were not read: "run.log".',
    ]);
  });

  it('must match their digest; one without a digest is noted', async () => {
    const bytes = bytesOf(CSV);
    const altered = rejectionOf(list({ 'x.csv': { bytes, digest: `sha256:${'0'.repeat(64)}` } }, 'x.csv'));
    expect(await altered).toContain(
      `x.csv: the artifact is not what was uploaded: its digest is sha256:${sha256(bytes)}`,
    );
    const [blob] = await list({ 'x.csv': { bytes, digest: null } }, 'x.csv');
    expect(blob!.notes).toEqual(['The artifact "x.csv" carries no digest, so its transport could not be verified.']);
  });

  it('must be there, in date, small enough, and hold evidence', async () => {
    const bytes = bytesOf(CSV);
    expect(await rejectionOf(list({ evaluation: { bytes } }, 'evaluatoin'))).toBe(
      'artifact: run 7 has no artifact that fits "evaluatoin". Did you mean "evaluation"? It has "evaluation".',
    );
    expect(await rejectionOf(list({}, '*'))).toBe('artifact: run 7 has no artifact that fits "*". It has none.');
    expect(await rejectionOf(list({ x: { bytes, expired: true }, y: { bytes } }, '*', 5))).toBe(
      [
        'x: the artifact of run 7 has expired. Run the evaluation again.',
        `x: the artifact has ${bytes.length} bytes; at most 5 are read.`,
        `y: the artifact has ${bytes.length} bytes; at most 5 are read.`,
      ].join('\n'),
    );
    const zip = writeZip([{ name: 'inner.zip', content: 'PK' }]);
    expect(await rejectionOf(list({ x: { bytes: zip } }, 'x'))).toContain('x: the artifact holds only "inner.zip"');
    expect(await rejectionOf(list({ x: { bytes: writeZip([]) } }, 'x'))).toContain('x: the artifact holds nothing');
  });
});

describe('wildcards', () => {
  it.each([
    ['eval-tumour-1', 'eval-*', true],
    ['eval', 'eval*', true],
    ['my-eval', 'eval*', false],
    ['shard-10', 'shard-?', false],
    ['shard-😀', 'shard-?', true],
    ['a.b', 'a?b', true],
    ['axb', 'a.b', false],
    ['[a]', '[a]', true],
    ['aXbXc', 'a*b*c', true],
    ['ab', '**a*b**', true],
    ['a', '', false],
    ['', '*', true],
  ])('%j against %j: %s', (name, pattern, expected) => {
    expect(matchesWildcard(name, pattern)).toBe(expected);
  });

  it('take no time to refuse', () => {
    expect(matchesWildcard('a'.repeat(5000), `${'a*'.repeat(50)}b`)).toBe(false);
  });
});
