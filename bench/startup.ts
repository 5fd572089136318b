/**
 * Start-up: the wall time of `check` on the example beside that of `node -e 0`, interleaved, and the size of the entry file.
 * The limit is about repeated runs, which find the code that an earlier one compiled. A run that finds none, as the first on a machine does,
 * is printed beside it.
 *
 *   npm run bench:startup [-- --runs 20]
 *
 * Ends with status 1 when the median of `check` is more than 4 times that of `node -e 0`, or dist/index.js exceeds 2.5 MB.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const MAX_RATIO = 4;
const MAX_ENTRY_BYTES = 2_500_000;
const ROOT = join(import.meta.dirname, '..');
const CHECK = ['dist/index.js', 'check', '--policy', 'examples/disease-prediction/model-gate.yml'];

const { values } = parseArgs({ options: { runs: { type: 'string' } } });
const runs = Number(values.runs ?? 20);

function timeMs(args: readonly string[], expectedStatus: number, expectedOutput: string, env = {}): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  const elapsed = performance.now() - start;
  if (status !== expectedStatus || !stdout.includes(expectedOutput)) {
    throw new Error(`${args.join(' ')} ended with ${status}, not ${expectedStatus}: ${stderr}${stdout}`);
  }
  return elapsed;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}

timeMs(CHECK, 1, 'Model gate failed');
const bare: number[] = [];
const check: number[] = [];
const first: number[] = [];
for (let i = 0; i < runs; i++) {
  bare.push(timeMs(['-e', '0'], 0, ''));
  check.push(timeMs(CHECK, 1, 'Model gate failed'));
  first.push(timeMs(CHECK, 1, 'Model gate failed', { NODE_DISABLE_COMPILE_CACHE: '1' }));
}
const ratio = median(check) / median(bare);
const entryBytes = statSync(join(ROOT, 'dist/index.js')).size;
const allBytes = readdirSync(join(ROOT, 'dist'), { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
  .reduce((sum, { name }) => sum + statSync(join(ROOT, 'dist', name)).size, 0);

process.stdout.write(
  `Node ${process.versions.node}, median of ${runs} interleaved runs: node -e 0 ${median(bare).toFixed(1)} ms, ` +
    `check on the example ${median(check).toFixed(1)} ms: ${ratio.toFixed(2)} times (at most ${MAX_RATIO}). ` +
    `Without compiled code: ${median(first).toFixed(1)} ms, ${(median(first) / median(bare)).toFixed(2)} times.\n` +
    `dist/index.js ${entryBytes} bytes (at most ${MAX_ENTRY_BYTES}); all of dist/*.js ${allBytes} bytes.\n`,
);
process.exitCode = ratio <= MAX_RATIO && entryBytes <= MAX_ENTRY_BYTES ? 0 : 1;
