import { describe, expect, it } from 'vitest';
import { makeFolder } from './harness/process.ts';
import { cli, policy, predictions } from './laptop.ts';

const EXAMPLE = 'examples/disease-prediction/model-gate.yml';

const folder = (gates: string, more: Readonly<Record<string, string>> = {}) =>
  makeFolder({ 'results.csv': predictions(1000, 50), 'gate.yml': policy(gates), ...more });

describe('plan', () => {
  it('says of the example what its test set can see', async () => {
    const { exitCode, stdout, stderr } = await cli(['plan', '--policy', EXAMPLE]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/! recall +212 +1\.0 pp +5\.3 pp/);
    expect(stdout).toContain('recall: this gate cannot usually tell a drop of 1.0 pp from none.');
    expect(stdout).toMatch(/recall ≥ 90% +212 +89\.2% +−0\.8 pp/);
    expect(stdout).toContain('Expected false blocks per 100 changes that make nothing worse');
  });

  it('needs no baseline, nor the branch of one', async () => {
    const cwd = await makeFolder({
      'results.csv': predictions(1000, 50),
      'gate.yml': policy('{ metric: accuracy, max-drop: 1pp }', { baseline: '{ store: branch }' }),
    });
    const { exitCode, stdout } = await cli(['plan', '--policy', 'gate.yml'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('There is no baseline to compare with: ');
    expect(stdout).toMatch(/accuracy +1\u202f000 +1\.0 pp .* flips/);
  });

  it('compares with the record that is named', async () => {
    const cwd = await folder('{ metric: accuracy, max-drop: 1pp }', {
      'other.csv': predictions(1000, 50, { from: 500 }),
    });
    const elsewhere = policy('{ metric: accuracy, max-drop: 1pp }').replace('results.csv', 'other.csv');
    const made = await makeFolder({ 'other.csv': predictions(1000, 50, { from: 500 }), 'gate.yml': elsewhere });
    await cli(['record', '--policy', 'gate.yml', '--out', `${cwd}/named.parquet`], { cwd: made });
    const { stdout } = await cli(['plan', '--policy', 'gate.yml', '--baseline', 'named.parquet'], { cwd });
    expect(stdout).toContain('baseline: the standard error of the comparison with the baseline.');
  });
});

describe('self-test', () => {
  it('says of the example which of its gates can do their job', async () => {
    const { exitCode, stdout, stderr } = await cli(['self-test', '--policy', EXAMPLE]);
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toContain('✓ accuracy max-drop 1pp: a drop of 2.1 pp blocks (12 of 534 right answers made wrong)');
    expect(stdout).toContain('✗ recall max-drop 1pp: a drop of 2.4 pp only warns');
    expect(stdout).toContain('! recall min 0.9: does not hold on the evidence as it is.');
    expect(stdout).toContain('2 of 4 blocking rules did not block.');
  });

  it('ends with 0 when all gates do, and says the same twice', async () => {
    const cwd = await folder('{ metric: accuracy, min: 0.9, max-drop: 2pp }, { metric: f1_macro, max-drop: 2pp }');
    const [first, second] = await Promise.all([1, 2].map(() => cli(['self-test', '--policy', 'gate.yml'], { cwd })));
    expect([first!.exitCode, first!.stderr]).toEqual([0, '']);
    expect(first!.stdout).toContain(
      'All 3 blocking rules block what they must. A change that makes nothing worse passes.',
    );
    expect(second!.stdout).toBe(first!.stdout);
  });

  it('ends with 1 when a gate could never fail', async () => {
    const cwd = await folder('{ metric: accuracy, max-drop: 99pp }');
    const { exitCode, stdout } = await cli(['self-test', '--policy', 'gate.yml'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('accuracy max-drop 99pp: could never fail here');
  });
});

it.each([
  [['plan', '--policy', 'nowhere.yml'], /nowhere\.yml: There is no such file/],
  [
    ['plan', '--policy', 'gate.yml', '--baseline', 'nowhere.parquet'],
    /nowhere\.parquet: There is no baseline record here/,
  ],
  [['plan', '--polcy', 'gate.yml'], /There is no option "--polcy" here\./],
  [['plan', '--policy'], /The option --policy needs a value\./],
  [['self-test', '--policy', 'nowhere.yml'], /nowhere\.yml: There is no such file/],
  [['self-test', '--baseline', 'b.parquet'], /There is no option "--baseline" here\./],
  [['self-test', '--policy', 'absent.yml'], /absent\.csv/],
] as const)('ends with 2 and says why: %s', async (args, expected) => {
  const absent = policy('{ metric: accuracy, min: 0.9 }').replace('results.csv', 'absent.csv');
  const cwd = await folder('{ metric: accuracy, min: 0.9 }', { 'absent.yml': absent });
  const { exitCode, stdout, stderr } = await cli(args, { cwd });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(expected);
  expect(stderr).not.toContain('    at ');
});
