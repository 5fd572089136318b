import type { EvidenceSource } from '../../src/model/ports.ts';
import type { SuiteSelfTest } from '../../src/model/self-test.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { selfTest } from '../../src/self-test/self-test.ts';

type Row = Readonly<Record<string, unknown>>;

/** A policy of one suite over rows, each from its number, as a request without a disk. */
export function requestOf(suite: string, n: number, row: (i: number) => Row) {
  const keys = suite.trim().replace(/^/gm, '    ');
  const text = Array.from({ length: n }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
  const source: EvidenceSource = {
    list: async () => [{ path: 'a.jsonl', read: async () => new TextEncoder().encode(text) }],
  };
  return {
    policy: readPolicy(`version: 1\nsuites:\n  - name: s\n    files: ["*"]\n${keys}\n`, 'p.yml'),
    sources: () => [source],
    seed: 1,
    now: new Date('2026-03-04T05:06:07.000Z'),
  };
}

/** The self-test of a suite. */
export async function trySuite(suite: string, n: number, row: (i: number) => Row): Promise<SuiteSelfTest> {
  return (await selfTest(requestOf(suite, n, row)))[0]!;
}

/** A number in 0..1 that looks random and is the same in every run. */
export function noise(i: number, salt = 0): number {
  const x = Math.sin((i + 1) * 12.9898 + salt * 78.233) * 43758.5453;
  return x - Math.floor(x);
}
