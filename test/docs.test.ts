import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../src/runner/inputs.ts';
import { generateDocs } from '../tools/docs.ts';

const ROOT = join(import.meta.dirname, '..');
const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));

describe('documentation', () => {
  it.each([...generateDocs()])('%s has fresh tables: npm run docs', (path, expected) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(expected);
  });
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
