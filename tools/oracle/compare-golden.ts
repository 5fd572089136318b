/**
 * Compares golden vectors that were just generated again with the committed ones. Oracles run on other processors may differ in the last
 * digits, so numbers are compared within 1e-12 of their size, and what is left of a cancellation within 1e-15; everything else must be equal.
 *
 *   node tools/oracle/compare-golden.ts FOLDER test/statistics/golden/proportions.json …   (generated again under FOLDER)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOLERANCE = 1e-12;
const NOTHING = 1e-15;

const [folder = '', ...paths] = process.argv.slice(2);
let differences = 0;
for (const path of paths) {
  const [committed, generated] = [path, join(folder, path)].map((file) => JSON.parse(readFileSync(file, 'utf8')));
  compare(committed, generated, path);
}
process.stdout.write(`${paths.length} golden files, ${differences} differences.\n`);
process.exitCode = differences === 0 && paths.length > 0 ? 0 : 1;

function compare(a: unknown, b: unknown, where: string): void {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Math.abs(a - b) > TOLERANCE * Math.max(Math.abs(a), Math.abs(b)) + NOTHING) report(where, a, b);
  } else if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      compare((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${where}/${key}`);
    }
  } else if (a !== b) {
    report(where, a, b);
  }
}

function report(where: string, committed: unknown, generated: unknown): void {
  differences++;
  if (differences <= 10) process.stdout.write(`${where}: committed ${committed}, generated ${generated}\n`);
}
