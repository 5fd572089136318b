import { decodeRecord } from '../../src/baseline/decode-record.ts';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import type { FoundBaseline } from '../../src/baseline/find.ts';
import { makeRecord } from '../../src/baseline/make-record.ts';
import { measureSuites, runGate } from '../../src/gate.ts';
import type { EvidenceSource } from '../../src/model/ports.ts';
import type { BaselineRecord } from '../../src/model/record.ts';
import type { Report, SuiteReport } from '../../src/model/report.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

type Files = Readonly<Record<string, string>>;

/** What a check needs: the keys of one suite as YAML, the files that its globs mean, and what the baseline was recorded from. */
interface Check {
  readonly suite: string;
  readonly files: Files;
  /** `earlier`: the records that its record continues, from the oldest to the newest. */
  readonly before?: { readonly suite?: string; readonly files: Files; readonly earlier?: readonly Files[] };
  /** What the anchor was recorded from. */
  readonly release?: { readonly suite?: string; readonly files: Files };
  /** The policy wants no store. */
  readonly store?: 'none';
}

const NOW = new Date('2026-03-04T05:06:07.000Z');
const SALT = new Uint8Array(32).fill(5);

/** Records `before`, if it is given, as its record would be stored and read again, and checks `files` against it. Nothing touches a disk. */
export async function check({
  suite,
  files,
  before,
  release,
  store,
}: Check): Promise<{ report: Report; suite: SuiteReport }> {
  const found = before === undefined ? null : await baselineOf(before.suite ?? suite, before.files, before.earlier);
  const anchored = release === undefined ? null : await baselineOf(release.suite ?? suite, release.files);
  const { report } = await runGate({
    policy: policyOf(suite),
    policyNote: null,
    commit: null,
    now: NOW,
    seed: 1,
    sources: () => [sourceOf(files)],
    findBaseline: async () => found ?? (store === 'none' ? { kind: 'none' } : { kind: 'empty', hint: null }),
    findAnchor: async () => anchored ?? { kind: 'none' },
    idSecret: null,
  });
  return { report, suite: report.suites[0]! };
}

/** JSON Lines of rows. */
export function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

export function policyOf(suite: string) {
  const keys = suite.trim().replace(/^/gm, '    ');
  return readPolicy(`version: 1\nsuites:\n  - name: s\n    files: ["*"]\n${keys}\nbaseline: { anchor: v1 }\n`, 'p.yml');
}

export function sourceOf(files: Files): EvidenceSource {
  return {
    list: async () =>
      Object.entries(files).map(([path, text]) => ({ path, read: async () => new TextEncoder().encode(text) })),
  };
}

/** The record of a suite, as it is read again. */
export async function recordOf(suite: string, files: Files): Promise<BaselineRecord> {
  return decodeRecord(await storedRecord(suite, files), 'memory');
}

async function storedRecord(suite: string, files: Files, previous: BaselineRecord | null = null): Promise<Uint8Array> {
  const [measured] = await measureSuites({ policy: policyOf(suite), sources: () => [sourceOf(files)], seed: 1 });
  return encodeRecord(makeRecord({ ...measured!, previous }, { commit: null, now: NOW, salt: SALT, secret: null }));
}

export async function baselineOf(suite: string, files: Files, earlier: readonly Files[] = []): Promise<FoundBaseline> {
  let previous: BaselineRecord | null = null;
  for (const before of earlier) previous = await decodeRecord(await storedRecord(suite, before, previous), 'memory');
  const stored = await storedRecord(suite, files, previous);
  const record = await decodeRecord(stored, 'memory');
  const use = { commit: null, kind: 'file', ageDays: 0, distance: null, explanation: '' } as const;
  return { kind: 'found', record, stored, use, stale: null };
}
