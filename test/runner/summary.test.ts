import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_SUMMARY_BYTES, writeSummary } from '../../src/runner/summary.ts';

async function summaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'summary.md');
}

test('texts are appended', async () => {
  const path = await summaryFile();
  await writeSummary({ GITHUB_STEP_SUMMARY: path }, '# One\n\n');
  await writeSummary({ GITHUB_STEP_SUMMARY: path }, '# Two');
  expect(await readFile(path, 'utf8')).toBe('# One\n# Two\n');
});

test('the file may be full but not fuller', async () => {
  const path = await summaryFile();
  const env = { GITHUB_STEP_SUMMARY: path };
  await writeSummary(env, `${'é'.repeat((MAX_SUMMARY_BYTES - 1) / 2)}.`);
  expect((await readFile(path)).length).toBe(1024 * 1024);
  await expect(writeSummary(env, 'x')).rejects.toThrow('the job summary would exceed 1048576 bytes');
  expect((await readFile(path)).length).toBe(1024 * 1024);
});

test('a runner without summaries is an error that says so', async () => {
  await expect(writeSummary({}, 'x')).rejects.toThrow('GITHUB_STEP_SUMMARY is not set');
});
