import { describe, expect, it } from 'vitest';
import { readInline } from '../../src/policy/inline.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { problemsOf } from './problems.ts';

const NONE = { name: '', files: '', artifact: '', task: '', columns: '', gates: '', baseline: '' };
const SMALL = { ...NONE, files: 'a.csv', task: 'binary', gates: '- { metric: recall, min: 0.9 }' };

describe('a policy of inputs', () => {
  it('is the policy that the same keys make in a file', () => {
    const inline = readInline({
      name: 'tumour',
      files: 'a.csv',
      artifact: 'eval-*',
      task: 'binary\n',
      columns: '{ label: y, score: p }',
      gates: '\n- metric: recall\n  max-drop: 1pp\n- { metric: f1, min: 0.5 }\n',
      baseline: '{ store: file, path: base.parquet }',
    });
    const file = readPolicy(
      `version: 1
baseline: { store: file, path: base.parquet }
suites:
  - name: tumour
    files: [a.csv]
    artifact: eval-*
    task: binary
    columns: { label: y, score: p }
    gates:
      - { metric: recall, max-drop: 1pp }
      - { metric: f1, min: 0.5 }
`,
      'p.yml',
    );
    expect(inline.suites[0]!.gates.map(({ where }) => where)).toEqual(['input gates:2', 'input gates:4']);
    const [own, other] = [inline, file].map((policy) =>
      JSON.stringify(policy).replaceAll(/"(?:where|key)":"[^"]*"|"lines":\{[^}]*\}/g, ''),
    );
    expect(own).toBe(other);
  });

  it.each([
    ['a.csv', ['a.csv']],
    ['a.csv, b.csv,', ['a.csv', 'b.csv']],
    ['*.csv\n\n  !old/*.csv\r\n', ['*.csv', '!old/*.csv']],
    ['a/{x,y}.csv,b.csv', ['a/{x,y}.csv', 'b.csv']],
    ['["*.csv", "a, b.csv"]', ['*.csv', 'a, b.csv']],
    ['- "*.csv"\n- b.csv', ['*.csv', 'b.csv']],
    ['[ab].csv', ['[ab].csv']],
  ])('reads the files %j', (files, expected) => {
    expect(readInline({ ...SMALL, files }).suites[0]!.files).toEqual(expected);
  });

  it('is named default, and takes the store of the baseline as one word', () => {
    expect(readInline(SMALL)).toMatchObject({ baseline: { store: null }, suites: [{ name: 'default' }] });
    expect(readInline({ ...SMALL, baseline: 'none' }).baseline.store).toBe('none');
  });

  it('lists all problems of all inputs, in their order', () => {
    const inputs = {
      name: 'a\tb',
      files: '[a.csv, *.csv]',
      artifact: '',
      task: 'bnary',
      columns: 'labl: x\nscore: p_*_*',
      gates: '\n- metric: recall\n  min: a\n- metric: f1\n  max-drop: 1%%',
      baseline: 'fil',
    };
    expect(problemsOf(() => readInline(inputs))).toMatchInlineSnapshot(`
      [
        "input name: name: expected 1 to 80 printable characters without spaces around them, found "a\\u{0009}b"",
        "input files:1: not valid YAML: *.csv stands for nothing: a word that starts with * is an alias; put text such as "*.csv" in quotes",
        "input task: task: expected binary, multiclass, multilabel, regression, ranking, translation, generation, scores or metrics, found "bnary". Did you mean binary?",
        "input columns:1: columns.labl: unknown key. Did you mean label?",
        "input columns:2: columns.score: "p_*_*" has more than one *; one * stands for the class",
        "input gates:3: gates[0].min: expected a finite number in the unit of the metric, found "a"",
        "input gates:5: gates[1].max-drop: expected a number of 0 or more, "1pp" (percentage points) or "10%" (relative to the baseline), found "1%%"",
        "input baseline:1: baseline.store: expected branch, file, none or artifact, found "fil". Did you mean file?",
      ]
    `);
  });

  it('says which inputs are absent', () => {
    expect(problemsOf(() => readInline(NONE))).toMatchInlineSnapshot(`
      [
        "inputs: no evidence; expected files (globs in the workspace) or artifact (of the workflow run)",
        "inputs: nothing to do; expected at least one entry in gates or metrics",
        "input task: task: missing; expected binary, multiclass, multilabel, regression, ranking, translation, generation, scores or metrics",
      ]
    `);
  });

  it('does not call gates absent that cannot be read', () => {
    expect(problemsOf(() => readInline({ ...SMALL, gates: '- {' }))).toEqual([
      expect.stringContaining('input gates:1: not valid YAML: '),
    ]);
  });
});
