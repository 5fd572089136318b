import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordSuites } from '../../src/action/recording.ts';
import { decodeRecord } from '../../src/baseline/decode-record.ts';
import { fileStore } from '../../src/baseline/stores/file.ts';
import { check } from '../../src/commands/check.ts';
import { record } from '../../src/commands/record.ts';
import { makeFolder } from '../e2e/harness/process.ts';
import { predictions } from '../e2e/laptop.ts';

const policy = (baseline: string) => `version: 1
baseline: ${baseline}
suites:
  - { name: spam, files: [results.csv], task: binary, positive-label: "yes", gates: [{ metric: accuracy, from-history: true }] }
`;

/** A folder in which commands run as on a laptop; each call of `to` records another evaluation. */
async function laptop(storeOf: (folder: string) => string) {
  const folder = await makeFolder({ 'results.csv': predictions(100, 5) });
  const policyFile = join(folder, 'gate.yml');
  writeFileSync(policyFile, policy(storeOf(folder)));
  const at = (minute: number) => ({ folder, env: {}, now: new Date(Date.UTC(2026, 0, 1, 0, minute)) });
  return {
    folder,
    at,
    policyFile,
    to: async (out: string, minute: number, wrong: number) => {
      writeFileSync(join(folder, 'results.csv'), predictions(100, wrong));
      await record(at(minute), { policy: policyFile, out: join(folder, out) });
      return valuesIn(join(folder, out));
    },
  };
}

/** The accuracies that a record remembers. */
async function valuesIn(file: string): Promise<readonly number[]> {
  const { history } = await decodeRecord(await readFile(file), file);
  return history.map(({ measurements }) => measurements.find(({ metric }) => metric === 'accuracy')!.value);
}

describe('record', () => {
  it('continues the file that it replaces', async () => {
    const { to } = await laptop(() => '{ store: none }');
    expect(await to('a.parquet', 1, 5)).toEqual([]);
    expect(await to('a.parquet', 2, 6)).toEqual([0.95]);
    expect(await to('a.parquet', 3, 7)).toEqual([0.95, 0.94]);
    expect(await to('b.parquet', 4, 8)).toEqual([]);
  });

  it('continues the newest record of the policy’s file store, whatever it writes to', async () => {
    const { to } = await laptop((folder) => `{ store: file, path: ${JSON.stringify(join(folder, 'a.parquet'))} }`);
    expect(await to('a.parquet', 1, 5)).toEqual([]);
    expect(await to('a.parquet', 2, 6)).toEqual([0.95]);
    expect(await to('b.parquet', 3, 7)).toEqual([0.95, 0.94]);
    expect(await to('b.parquet', 4, 8)).toEqual([0.95, 0.94, 0.93]);
    expect(await to('a.parquet', 5, 9)).toEqual([0.95, 0.94]);
  });

  it('reads no record where the policy’s store is a branch', async () => {
    const { to } = await laptop((folder) => `{ store: branch, path: ${JSON.stringify(join(folder, 'a.parquet'))} }`);
    expect(await to('a.parquet', 1, 5)).toEqual([]);
    expect(await to('b.parquet', 2, 6)).toEqual([]);
  });
});

it('a run of the action records what it was compared with as a part of its history', async () => {
  const { folder, at, policyFile, to } = await laptop(() => '{ store: none }');
  expect(await to('a.parquet', 1, 5)).toEqual([]);
  expect(await to('a.parquet', 2, 6)).toEqual([0.95]);
  const { suites } = await check(at(3), { policy: policyFile, baseline: join(folder, 'a.parquet') });
  const out = join(folder, 'c.parquet');
  const store = fileStore(out, { random: (bytes) => new Uint8Array(bytes) });
  await recordSuites(suites, store, { commit: 'abcdef0', now: at(3).now, secret: null });
  expect(await valuesIn(out)).toEqual([0.95, 0.94]);
  expect((await decodeRecord(await readFile(out), out)).fingerprint).toBe(suites[0]!.fingerprint());
});
