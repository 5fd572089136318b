import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findMetric } from '../src/metrics/catalogue.ts';
import { TASKS } from '../src/model/metric.ts';
import { readPolicy } from '../src/policy/read-policy.ts';
import { readInputs } from '../src/runner/inputs.ts';
import { generateDocs } from '../tools/docs.ts';

const ROOT = join(import.meta.dirname, '..');
const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));

const docs = await generateDocs();

describe('documentation', () => {
  it.each([...docs])('%s has fresh tables and reports: npm run docs', (path, expected) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(expected);
  });
});

/** Blocks that hold a policy, or suites of one. */
function policiesIn(path: string): readonly string[] {
  const blocks = readFileSync(join(ROOT, path), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g);
  return [...blocks].flatMap(([, text]) => {
    if (/^version: 1$/m.test(text!)) return [text!];
    return text!.startsWith('  - name: ') ? [`version: 1\nsuites:\n${text}`] : [];
  });
}

describe('a policy that is shown', () => {
  it.each(['README.md', 'docs/policy.md'].flatMap((path) => policiesIn(path).map((text) => [path, text])))(
    'is one: %s, %s',
    (path, text) => {
      expect(readPolicy(text!, path!).suites.length).toBeGreaterThan(0);
    },
  );
});

it('names metrics in the README that there are, in tasks that have them', () => {
  const [, table] = /## What it measures\n([\s\S]*?)\n## /.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))!;
  const codes = (cell: string | undefined) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
  const rows = table!.split('\n').flatMap((line) => (/^\| (?!field)/.test(line) ? [line.split('|').slice(1)] : []));
  const unknown = rows.flatMap(([, tasks, metrics]) => {
    const named = codes(tasks);
    return codes(metrics).filter(
      (name) =>
        !(named.length > 0 ? TASKS.filter((t) => named.includes(t)) : TASKS).some((task) => findMetric(name, task)),
    );
  });
  expect([rows.length, unknown]).toEqual([12, []]);
});

describe('action.yml', () => {
  it('names the inputs that are read, and no others', () => {
    const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const read = Object.keys(readInputs({ 'INPUT_GITHUB-TOKEN': 'token' })).map(kebab);
    expect(Object.keys(action.inputs).sort()).toEqual(read.sort());
  });

  it('gives no default to a key that the policy may set', () => {
    const settable = ['policy', 'files', 'artifact', 'task', 'columns', 'gates', 'baseline', 'run-id', 'report-dir'];
    expect(settable.filter((name) => action.inputs[name].default !== undefined)).toEqual([]);
  });

  it('gives the defaults that an absent input has anyway', () => {
    const given = Object.entries<{ default?: string }>(action.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || name === 'github-token' ? [] : [[`INPUT_${name.toUpperCase()}`, value]],
    );
    const token = { 'INPUT_GITHUB-TOKEN': 'token' };
    expect(readInputs({ ...Object.fromEntries(given), ...token })).toEqual(readInputs(token));
  });

  it('runs on the Node of GitHub’s runners', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});
