import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './harness/process.ts';
import { cli, policy, predictions, ROOT } from './laptop.ts';
import { openProject, push } from './project.ts';

const good = policy('{ metric: accuracy, min: 0.9 }');
const files = { 'gate.yml': good, 'results.csv': predictions(100, 1) };
const CHECK = ['check', '--policy', 'gate.yml'];
const REPORT = ['report.html', 'report.json', 'report.md'];

describe('a run without a verdict', () => {
  it('leaves no report of an earlier run behind, and no file of others away', async () => {
    const cwd = await makeFolder(files);
    await cli(['record', '--policy', 'gate.yml', '--out', 'baseline.parquet'], { cwd });
    const args = [...CHECK, '--report', 'r'];
    expect(await cli(args, { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    writeFileSync(join(cwd, 'r/mine.txt'), '');
    writeFileSync(join(cwd, 'r/baseline/mine.parquet'), '');
    expect(readdirSync(join(cwd, 'r')).sort()).toEqual(['baseline', 'mine.txt', ...REPORT].sort());
    expect(readdirSync(join(cwd, 'r/baseline'))).toHaveLength(2);
    writeFileSync(join(cwd, 'results.csv'), 'broken');
    expect((await cli(args, { cwd })).exitCode).toBe(2);
    expect(readdirSync(join(cwd, 'r')).sort()).toEqual(['baseline', 'mine.txt']);
    expect(readdirSync(join(cwd, 'r/baseline'))).toEqual(['mine.parquet']);
  });

  it('leaves none of the action either', async () => {
    const server = await openProject();
    const old = { 'r/report.json': '{ "verdict": "pass" }', 'r/report.md': 'pass', 'r/mine.txt': '' };
    const result = await push(server, { results: null, workspaceFiles: old, inputs: { 'report-dir': 'r' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(readdirSync(join(result.workspace, 'r'))).toEqual(['mine.txt']);
  });
});

it('keeps a store that lies where the copies of its records go', async () => {
  const cwd = await makeFolder({
    ...files,
    'gate.yml': policy('{ metric: accuracy, min: 0.9 }', { baseline: '{ store: file, path: baseline }' }),
  });
  await cli(['record', '--policy', 'gate.yml', '--out', 'baseline'], { cwd });
  const [record] = readdirSync(join(cwd, 'baseline'));
  for (let run = 0; run < 2; run++) {
    expect(await cli([...CHECK, '--report', '.'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readdirSync(join(cwd, 'baseline'))).toContain(record);
  }
});

it('reads a baseline from the report that it replaces', async () => {
  const cwd = await makeFolder(files);
  await cli(['record', '--policy', 'gate.yml', '--out', 'baseline.parquet'], { cwd });
  await cli([...CHECK, '--report', 'r'], { cwd });
  for (let run = 0; run < 2; run++) {
    const again = await cli([...CHECK, '--baseline', 'r/baseline', '--report', 'r'], { cwd });
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(readFileSync(join(cwd, 'r/report.json'), 'utf8')).suites[0].baseline.shared).toBe(100);
  }
});

describe.skipIf(!existsSync('/dev/full'))('output that cannot be written', () => {
  const run = (args: readonly string[], cwd: string, stdio: [number | 'pipe', number | 'pipe']) =>
    spawnSync(process.execPath, [join(ROOT, 'dist/index.js'), ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', ...stdio],
    });

  it.each([CHECK, ['record', '--policy', 'gate.yml', '--out', 'b.parquet'], ['schema'], ['help']])(
    'ends with 2 and says so: %s',
    async (...args) => {
      const { status, stderr } = run(args, await makeFolder(files), [openSync('/dev/full', 'w'), 'pipe']);
      expect([status, stderr]).toEqual([2, 'standard output: It cannot be written (ENOSPC).\n']);
    },
  );

  it('ends with 2 when there is nobody to say it to', async () => {
    expect(run(['chek'], await makeFolder(files), ['pipe', openSync('/dev/full', 'w')]).status).toBe(2);
  });
});

describe('the command line', () => {
  it.each([
    ['check', '--policy', ''],
    ['check', '--report', ''],
    ['check', '--report=', '--policy', 'gate.yml'],
    ['record', '--policy', 'gate.yml', '--out', ''],
    ['schema', 'extra'],
  ])('refuses before anything is done: %s %s %s', async (...args) => {
    const cwd = await makeFolder(files);
    const { exitCode, stdout, stderr } = await cli(args, { cwd });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/The option --\w+ needs a value|There is no option "extra" here/);
    expect(readdirSync(cwd).sort()).toEqual(Object.keys(files).sort());
  });

  it.each([
    [['check', '--help'], /check \[--policy FILE\]/],
    [['record', '-h'], /record \[--policy FILE\]/],
    [['schema', '--help'], /schema\n/],
    [['--version'], new RegExp(`^${JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version}\n$`)],
  ])('answers %s', async (args, expected) => {
    const { exitCode, stdout, stderr } = await cli(args);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(expected);
  });
});
