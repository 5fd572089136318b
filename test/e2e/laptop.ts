import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ended, makeFolder, runNode } from './harness/process.ts';

export const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');

/** A copy of the bundle far from node_modules: what a user has. */
export async function copyBundle(): Promise<string> {
  const copy = join(await makeFolder(), 'dist');
  await cp(DIST, copy, { recursive: true });
  return copy;
}

/** Runs the committed bundle on the command line, outside of GitHub Actions. */
export function cli(
  args: readonly string[],
  { cwd = ROOT, bundle = DIST, env: given = {} as Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const { PATH = '', TMPDIR, SystemRoot } = process.env;
  const inherited = Object.entries({ PATH, TMPDIR, SystemRoot }).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  const env = { ...Object.fromEntries(inherited), NO_COLOR: '1', ...given };
  return runNode({ args: [join(bundle, 'index.js'), ...args], cwd, env, timeoutMs: 60_000 });
}

/** `n` rows of a binary task: the first `wrong` of them are wrong, and every second label is `yes`. Scores follow the predictions. */
export function predictions(n: number, wrong: number, { from = 0, header = 'id,label,prediction,score' } = {}): string {
  const rows = Array.from({ length: n }, (_, i) => {
    const label = i % 2 === 0 ? 'yes' : 'no';
    const isWrong = i >= from && i < from + wrong;
    const prediction = isWrong === (label === 'yes') ? 'no' : 'yes';
    return `row-${i},${label},${prediction},${prediction === 'yes' ? 0.9 : 0.2}`;
  });
  return [header, ...rows, ''].join('\n');
}

/** A policy of one binary suite over results.csv. */
export function policy(
  gates: string,
  { baseline = '{ store: file, path: baseline.parquet }', more = '' } = {},
): string {
  return `version: 1
baseline: ${baseline}
suites:
  - name: spam
    files: [results.csv]
    task: binary
    positive-label: "yes"
${more
  .split('\n')
  .filter(Boolean)
  .map((line) => `    ${line}\n`)
  .join('')}    gates: [${gates}]
`;
}
