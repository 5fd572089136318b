import { randomBytes } from 'node:crypto';
import { decodeRecord } from '../baseline/decode-record.ts';
import { encodeRecord } from '../baseline/encode-record.ts';
import { makeRecord } from '../baseline/make-record.ts';
import { fileStore, recordPath } from '../baseline/stores/file.ts';
import { UsageError } from '../errors.ts';
import { measureSuites } from '../gate.ts';
import type { Policy } from '../model/policy.ts';
import type { BaselineRecord } from '../model/record.ts';
import { type Laptop, loadPolicy, localSources, requireIdSecret, SEED } from './check.ts';
import { headCommit } from './head-commit.ts';

/** `record`: measures the files of this folder and writes a baseline record; a folder of them when the policy has several suites. */
export async function record(
  laptop: Laptop,
  { policy: policyFile, out }: { readonly policy: string; readonly out: string },
): Promise<readonly string[]> {
  const policy = loadPolicy(policyFile);
  if (policy.suites.length > 1 && out.endsWith('.parquet')) {
    const message = `The policy has ${policy.suites.length} suites and a record holds one: name a folder instead of a .parquet file.`;
    throw new UsageError([{ where: '--out', message }]);
  }
  const suites = await measureSuites({ policy, sources: localSources(laptop), seed: SEED });
  const commit = headCommit(laptop.folder);
  const store = fileStore(out, { random: randomBytes });
  const secret = requireIdSecret(policy, laptop.env);
  for (const suite of suites) {
    const making = { commit, now: laptop.now, secret };
    const previous = await previousRecord(suite.suite, policy, out);
    await store.write(suite.suite.name, commit, (salt) =>
      encodeRecord(makeRecord({ ...suite, previous }, { ...making, salt })),
    );
  }
  return suites.map(({ suite, evidence }) => `${suite.name}: ${evidence.dataset.rows} rows`);
}

/** The record whose history a new one continues: the newest of the file that it replaces and of the policy's file store. */
async function previousRecord(
  { name, task }: Policy['suites'][number],
  { baseline }: Policy,
  out: string,
): Promise<BaselineRecord | null> {
  const isFileStore = baseline.store === null || baseline.store === 'file';
  const places = [recordPath(out, name), ...(isFileStore ? [baseline.path] : [])];
  const lists = await Promise.all(places.map((place) => fileStore(place, { random: randomBytes }).list(name)));
  const [newest] = lists.flat().sort((a, b) => Date.parse(b.createdAt!) - Date.parse(a.createdAt!));
  const record = newest === undefined ? null : await decodeRecord(await newest.read(), newest.where);
  return record?.task === task ? record : null;
}
