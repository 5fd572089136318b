import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './harness/process.ts';
import { cli, copyBundle, policy, predictions, ROOT } from './laptop.ts';

const EXAMPLE = 'examples/disease-prediction/model-gate.yml';
const validate = new Ajv2020().compile(JSON.parse(readFileSync(join(ROOT, 'schema/report.schema.json'), 'utf8')));

/** Records `before`, replaces it by `after` and checks. */
async function compare(
  before: string,
  after: string,
  rules: string,
  { gates = rules, more = '', name = 'results.csv' } = {},
) {
  const cwd = await makeFolder({ [name]: before, 'gate.yml': policy(rules, { more }) });
  const recorded = await cli(['record', '--policy', 'gate.yml', '--out', 'baseline.parquet'], { cwd });
  expect(recorded.stderr).toBe('');
  writeFileSync(join(cwd, name), after);
  writeFileSync(join(cwd, 'gate.yml'), policy(gates, { more }));
  const {
    exitCode: status,
    stdout,
    stderr,
  } = await cli(['check', '--policy', 'gate.yml', '--format', 'json'], { cwd });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const [suite] = report.suites;
  return {
    status,
    report,
    suite,
    finding: suite.findings.find(({ metric }: { metric: string | null }) => metric !== null),
  };
}

describe('the example', () => {
  it('blocks the worse model, from the bundle alone and without what only the action needs', async () => {
    const bundle = await copyBundle();
    for (const file of readdirSync(bundle)) if (file.startsWith('action')) rmSync(join(bundle, file));
    const { exitCode: status, stdout, stderr } = await cli(['check', '--policy', EXAMPLE], { bundle });
    expect(stderr).toBe('');
    expect(stdout).toContain('Model gate failed');
    expect(stdout).toContain('recall fell by 6.6 pp (95.8% → 89.2%)');
    expect(status).toBe(1);
  });

  it('says what the README shows', async () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, shown] = /<!-- generated: report[^>]*-->\n\n([\s\S]*?)\n<!-- end generated -->/.exec(readme)!;
    const { stdout } = await cli(['check', '--policy', EXAMPLE, '--format', 'markdown']);
    const timeless = (text: string) =>
      text.replace(/<sub><code>[0-9a-f]{7}<\/code> · /, '<sub>').replace(/\((?:less than a|\d+) days? old\)/, '(old)');
    expect(timeless(stdout)).toBe(timeless(shown!));
  });

  it('writes a report that follows the schema, and says the same twice', async () => {
    const reports = await Promise.all([1, 2].map(() => cli(['check', '--policy', EXAMPLE, '--format', 'json'])));
    const [first, second] = reports.map(({ stdout }) => ({ ...JSON.parse(stdout), created_at: null }));
    expect(second).toEqual(first);
    expect(validate(JSON.parse(reports[0]!.stdout)), JSON.stringify(validate.errors)).toBe(true);
    const [suite] = first.suites;
    expect(suite).toMatchObject({ name: 'tumour', task: 'binary', n: 569, missing: 0 });
    expect(suite.baseline).toMatchObject({ kind: 'file', pairing: 'paired', shared: 569 });
    expect(suite.flips).toMatchObject({ worse_count: 28, better_count: 6 });
    for (const { value, baseline, delta } of suite.measurements) expect(delta).toBe(value - baseline);
  });

  it('says the same with the code that an earlier run compiled, and when that is damaged', async () => {
    const env = { NODE_COMPILE_CACHE: await makeFolder() };
    const run = async () => (await cli(['check', '--policy', EXAMPLE], { env })).stdout;
    const caches = () =>
      readdirSync(env.NODE_COMPILE_CACHE, { recursive: true }).filter((name) => /cli-.*\.cache$/.test(String(name)));
    const first = await run();
    expect(first).toContain('Model gate failed');
    const [cache] = caches();
    expect(await run()).toBe(first);
    writeFileSync(join(env.NODE_COMPILE_CACHE, String(cache)), 'damaged');
    expect(await run()).toBe(first);
    expect(readFileSync(join(env.NODE_COMPILE_CACHE, String(cache))).length).toBeGreaterThan(10_000);
  });

  it('can be repeated from what it wrote', async () => {
    const cwd = await makeFolder();
    const report = join(cwd, 'report');
    await cli(['check', '--policy', EXAMPLE, '--report', report]);
    expect(readdirSync(report).sort()).toEqual(['baseline', 'report.html', 'report.json', 'report.md']);
    const args = ['check', '--policy', EXAMPLE, '--baseline', join(report, 'baseline'), '--format', 'json'];
    const again = await cli(args);
    const expected = JSON.parse(readFileSync(join(report, 'report.json'), 'utf8'));
    expect({ ...JSON.parse(again.stdout), created_at: null }).toEqual({ ...expected, created_at: null });
  });
});

describe('a change on a laptop', () => {
  const drop = '{ metric: accuracy, max-drop: 2pp }';

  it.each([
    ['the same predictions', 50, 50, 0, 0, 'pass', 'proven', 'unchanged'],
    ['a clear regression', 50, 150, 0, 1, 'fail', 'proven', 'regressed'],
    ['as many errors in other rows', 80, 80, 500, 0, 'pass', 'likely', 'within'],
    ['a drop that noise may have made', 50, 75, 500, 0, 'warn', 'likely', 'unsure'],
    ['a better model', 50, 10, 0, 0, 'pass', 'proven', 'within'],
  ])('judges %s', async (_, before, after, from, status, outcome, certainty, reason) => {
    const result = await compare(predictions(1000, before), predictions(1000, after, { from }), drop);
    expect(result.finding).toMatchObject({ outcome, certainty, reason });
    expect([result.status, result.report.verdict]).toEqual([status, outcome]);
  });

  it('lets a drop equal to the tolerance pass', async () => {
    const { finding } = await compare(predictions(1000, 50), predictions(1000, 70), drop);
    expect(finding).toMatchObject({ outcome: 'pass', reason: 'within' });
    expect(finding.delta).toBeCloseTo(-0.02, 12);
  });

  it('fails a floor that is missed by one row', async () => {
    const floor = '{ metric: accuracy, min: 0.95 }';
    const onIt = await compare(predictions(1000, 50), predictions(1000, 50), floor);
    const below = await compare(predictions(1000, 51), predictions(1000, 51), floor);
    expect([onIt.status, onIt.finding.reason]).toEqual([0, 'within']);
    expect([below.status, below.finding.reason, below.finding.certainty]).toEqual([1, 'beyond-limit', 'likely']);
  });

  it('does not take hard rows that were left out for an improvement', async () => {
    const rows = predictions(1000, 50).split('\n');
    const { suite, finding, status, report } = await compare(
      rows.join('\n'),
      [rows[0], ...rows.slice(51)].join('\n'),
      drop,
    );
    expect(suite.baseline).toMatchObject({ pairing: 'paired', shared: 950 });
    expect(finding).toMatchObject({ outcome: 'warn', reason: 'dataset-changed', delta: 0 });
    expect(suite.measurements[0]).toMatchObject({ value: 1, baseline: 0.95, delta_interval: null });
    expect([status, report.verdict]).toEqual([0, 'warn']);
  });

  it('notices labels that changed under the same ids', async () => {
    const relabelled = predictions(1000, 50).replace('row-998,yes,yes', 'row-998,no,yes');
    const { finding } = await compare(predictions(1000, 50), relabelled, drop);
    expect(finding).toMatchObject({ outcome: 'warn', reason: 'dataset-changed' });
    expect(finding.message).toContain('1 of the 1000 shared ids carry another label');
  });

  it('fails predictions that are missing, unless they are tolerated', async () => {
    const holes = predictions(1000, 50).replace('row-900,yes,yes', 'row-900,yes,');
    const strict = await compare(predictions(1000, 50), holes, drop);
    expect(strict.suite.findings[0]).toMatchObject({
      metric: null,
      rule: 'max-missing',
      outcome: 'fail',
      reason: 'missing-predictions',
    });
    expect([strict.status, strict.suite.missing]).toEqual([1, 1]);
    const lenient = await compare(predictions(1000, 50), holes, drop, { more: 'max-missing: 1%' });
    expect([lenient.status, lenient.report.verdict]).toEqual([0, 'pass']);
  });

  it('compares as independent samples when rows have no ids, and says so', async () => {
    const bare = (text: string) => text.replaceAll(/^(id|row-\d+),/gm, '');
    const { suite, finding } = await compare(bare(predictions(1000, 50)), bare(predictions(1000, 150)), drop);
    expect(suite.baseline).toMatchObject({ pairing: 'unpaired', shared: 0 });
    expect(finding).toMatchObject({ outcome: 'fail', certainty: 'proven' });
  });

  it('keeps its baseline when the policy changes', async () => {
    const gates = '{ metric: f1_macro, max-drop: 1pp }, { metric: roc_auc, max-drop: 1pp }';
    const { suite } = await compare(predictions(1000, 50), predictions(1000, 150), drop, { gates });
    expect(suite.findings.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['fail', 'fail']);
  });

  it('warns of a baseline file that is named and not there', async () => {
    const gates = '{ metric: accuracy, min: 0.9, max-drop: 1pp }';
    const cwd = await makeFolder({ 'results.csv': predictions(100, 5), 'gate.yml': policy(gates) });
    const { exitCode, stdout } = await cli(['check', '--policy', 'gate.yml', '--format', 'json'], { cwd });
    const { verdict, suites } = JSON.parse(stdout);
    expect([exitCode, verdict]).toEqual([0, 'warn']);
    expect(suites[0].findings[1].message).toContain('`record --out baseline.parquet` writes one');
  });

  it('passes changes and judges limits as long as there is no baseline', async () => {
    const baseline = '{ store: file, path: .model-gate }';
    const cwd = await makeFolder({
      'results.csv': predictions(100, 5),
      'gate.yml': policy('{ metric: accuracy, min: 0.9, max-drop: 1pp }', { baseline }),
    });
    const { exitCode: status, stdout } = await cli(['check', '--policy', 'gate.yml', '--format', 'json'], { cwd });
    const [suite] = JSON.parse(stdout).suites;
    expect(status).toBe(0);
    expect(suite.baseline).toBeNull();
    expect(suite.findings.map(({ rule, outcome, reason }: Record<string, string>) => [rule, outcome, reason])).toEqual([
      ['min', 'pass', 'within'],
      ['max-drop', 'pass', 'no-baseline'],
    ]);
    expect(suite.findings[1].message).toBe(
      'accuracy has no baseline yet: it is gated from the next record on. So far there is no record under .model-gate, and `record --out .model-gate` writes one.',
    );
    const { stdout: text } = await cli(['check', '--policy', 'gate.yml'], { cwd });
    expect(text).toContain('`record --out .model-gate` writes one');
  });

  it('judges a precomputed value without a standard error by its estimate', async () => {
    const run = async (value: number) => {
      const text = (bleu: number) => JSON.stringify({ bleu, chrf: 50 });
      const metrics = `version: 1
baseline: { store: file, path: baseline.parquet }
suites: [{ name: mt, files: [scores.json], task: metrics, gates: [{ metric: bleu, max-drop: 0.5 }] }]
`;
      const cwd = await makeFolder({ 'scores.json': text(30), 'gate.yml': metrics });
      await cli(['record', '--policy', 'gate.yml', '--out', 'baseline.parquet'], { cwd });
      writeFileSync(join(cwd, 'scores.json'), text(value));
      const { stdout } = await cli(['check', '--policy', 'gate.yml', '--format', 'json'], { cwd });
      const report = JSON.parse(stdout);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      return report.suites[0].findings[0];
    };
    expect(await run(29.5)).toMatchObject({ outcome: 'pass', certainty: 'point', reason: 'within', bounds: null });
    expect(await run(29.4)).toMatchObject({ outcome: 'fail', certainty: 'point', reason: 'regressed', bounds: null });
  });
});

describe('what ends without a verdict', () => {
  const good = policy('{ metric: accuracy, min: 0.9 }');

  it.each([
    ['a policy that is absent', {}, ['check'], /\.github\/model-gate\.yml: There is no such file/],
    [
      'a policy with mistakes, all of them at once',
      { 'gate.yml': good.replace('accuracy', 'acuracy').replace('min:', 'mim:') },
      ['check', '--policy', 'gate.yml'],
      /gate\.yml:8:\d+: suites\[0\]\.gates\[0\]\.metric.*accuracy[\s\S]*gate\.yml:8:\d+: suites\[0\]\.gates\[0\]\.mim.*min/,
    ],
    [
      'evidence that is absent',
      { 'gate.yml': good },
      ['check', '--policy', 'gate.yml'],
      /^gate\.yml:5: suites\[0\]\.files of suite "spam": no file fits "results\.csv"/,
    ],
    [
      'evidence without the column',
      { 'gate.yml': good, 'results.csv': 'id,label\na,yes\nb,no\n' },
      ['check', '--policy', 'gate.yml'],
      /prediction/,
    ],
    [
      'a column that nobody has',
      {
        'gate.yml': policy('{ metric: accuracy, min: 0.9 }', { more: 'columns: { label: lable }' }),
        'results.csv': predictions(10, 1),
      },
      ['check', '--policy', 'gate.yml'],
      /^gate\.yml:8: suites\[0\]\.columns\.label: no file has a column "lable", but `columns: \{ label: … \}` names it\. Did you mean "label"\?/,
    ],
    [
      'evidence that is broken',
      { 'gate.yml': good, 'results.csv': 'id,label,prediction\na,yes\n' },
      ['check', '--policy', 'gate.yml'],
      /results\.csv:2/,
    ],
    [
      'ids that stand twice',
      { 'gate.yml': good, 'results.csv': 'id,label,prediction\na,yes,no\na,no,no\n' },
      ['check', '--policy', 'gate.yml'],
      /"a"/,
    ],
    [
      'a slice that nobody has',
      {
        'gate.yml': policy('{ metric: accuracy, slice: { label: "yess" }, min: 0.9 }'),
        'results.csv': predictions(10, 1),
      },
      ['check', '--policy', 'gate.yml'],
      /did you mean "yes"\?/,
    ],
    [
      'a baseline that was named and is not there',
      { 'gate.yml': good, 'results.csv': predictions(10, 1) },
      ['check', '--policy', 'gate.yml', '--baseline', 'nowhere.parquet'],
      /nowhere\.parquet: There is no baseline record here/,
    ],
    [
      'a baseline that is damaged',
      { 'gate.yml': good, 'results.csv': predictions(10, 1), 'baseline.parquet': 'PAR1?' },
      ['check', '--policy', 'gate.yml'],
      /baseline\.parquet/,
    ],
    ['an unknown command', {}, ['chek'], /There is no command "chek"/],
    ['an unknown option', {}, ['check', '--polcy', 'x'], /--polcy/],
    ['a record without a place', { 'gate.yml': good }, ['record', '--policy', 'gate.yml'], /--out/],
  ] as const)('ends with 2 and says why: %s', async (_, files, args, expected) => {
    const { exitCode: status, stdout, stderr } = await cli(args, { cwd: await makeFolder(files) });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toContain('    at ');
  });
});

it('prints the JSON Schema of the policy, as committed', async () => {
  const { exitCode: status, stdout } = await cli(['schema']);
  expect(status).toBe(0);
  expect(stdout).toBe(readFileSync(join(ROOT, 'schema/policy.schema.json'), 'utf8'));
});

it('says the verdict although the report cannot be written, and ends with 2', async () => {
  const { exitCode, stdout, stderr } = await cli(['check', '--policy', EXAMPLE, '--report', 'README.md']);
  expect(exitCode).toBe(2);
  expect(stdout).toContain('Model gate failed');
  expect(stderr).toMatch(/^--report: The report cannot be written there/);
});

it('prints its help without a command', async () => {
  const { exitCode: status, stdout } = await cli([]);
  expect(status).toBe(0);
  expect(stdout).toContain('check [--policy FILE]');
});
