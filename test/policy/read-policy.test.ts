import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gate, Suite } from '../../src/model/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { runs } from '../runs.ts';
import { EXAMPLE } from './example.ts';
import { problemsOf } from './problems.ts';

const GATE: Omit<Gate, 'metric' | 'where' | 'key'> = {
  label: null,
  across: null,
  select: { kind: 'all' },
  min: null,
  max: null,
  maxDrop: null,
  maxRise: null,
  level: 'fail',
  whenUnsure: 'warn',
  against: 'baseline',
  method: 'frequentist',
};

const SUITE: Omit<Suite, 'gates'> = {
  name: 'tumour',
  files: ['results/*.csv'],
  artifact: null,
  format: 'auto',
  task: 'binary',
  columns: { id: 'id', label: 'label', prediction: 'prediction', score: 'p_malignant', cluster: 'patient' },
  positiveLabel: 'malignant',
  maxMissing: { amount: 0, relative: false },
  expectedRows: 569,
  expectedShards: null,
  slices: [['age_band'], ['age_band', 'sex']],
  metrics: [
    { metric: 'log_loss', label: null, across: null, where: 'p.yml:23', key: 'suites[0].metrics[0]' },
    { metric: 'f1', label: 'benign', across: null, where: 'p.yml:23', key: 'suites[0].metrics[1]' },
  ],
  costs: null,
  where: 'p.yml:14',
  key: 'suites[0]',
  lines: {
    files: 'p.yml:15',
    'columns.id': 'p.yml:18',
    'columns.label': 'p.yml:18',
    'columns.prediction': 'p.yml:18',
    'columns.score': 'p.yml:18',
    'columns.cluster': 'p.yml:18',
    'slices[0]': 'p.yml:22',
    'slices[1]': 'p.yml:22',
  },
};

const suite = (keys: string, task = 'binary') => `version: 1
suites:
  - name: a
    files: [a.csv]
    task: ${task}
${keys.replace(/^/gm, '    ')}
`;
const gate = (keys: string, task?: string) => suite(`gates: [{ ${keys} }]`, task);
const readGate = (keys: string, task?: string) => readPolicy(gate(keys, task), 'p.yml').suites[0]!.gates[0]!;
const problems = (text: string) => problemsOf(() => readPolicy(text, 'p.yml'));

describe('a valid policy', () => {
  it('reads whether slices are looked for', () => {
    const read = (value: string) =>
      readPolicy(suite(`metrics: [accuracy]\ndiscover-slices: ${value}`), 'p.yml').suites[0]!;
    expect([read('true').discoverSlices, read('false').discoverSlices]).toEqual([true, undefined]);
    expect(problems(suite('metrics: [accuracy]\ndiscover-slices: all'))).toEqual([
      expect.stringContaining('suites[0].discover-slices: expected true or false'),
    ]);
    expect(problems(suite('metrics: [a]\ndiscover-slices: true', 'metrics'))).toEqual([
      expect.stringContaining('suites[0].discover-slices: precomputed values'),
    ]);
  });

  it('reads the example', () => {
    expect(readPolicy(EXAMPLE, 'p.yml')).toEqual({
      baseline: {
        store: 'branch',
        branch: 'model-gate',
        path: '.model-gate',
        compareWith: 'auto',
        anchor: null,
        maxAgeDays: 90,
        maxCommits: 200,
      },
      suites: [
        {
          ...SUITE,
          gates: [
            {
              ...GATE,
              metric: 'recall',
              min: 0.9,
              maxDrop: { amount: 0.01, relative: false, text: '1pp' },
              where: 'p.yml:25',
              key: 'suites[0].gates[0]',
            },
            {
              ...GATE,
              metric: 'roc_auc',
              maxDrop: { amount: 0.005, relative: false, text: '0.005' },
              where: 'p.yml:26',
              key: 'suites[0].gates[1]',
            },
            {
              ...GATE,
              metric: 'accuracy',
              select: { kind: 'each', columns: ['age_band'] },
              maxDrop: { amount: 0.03, relative: false, text: '3pp' },
              level: 'warn',
              where: 'p.yml:27',
              key: 'suites[0].gates[2]',
            },
            {
              ...GATE,
              metric: 'recall',
              select: { kind: 'one', slice: { age_band: '80+', sex: 'F' } },
              min: 0.85,
              where: 'p.yml:28',
              key: 'suites[0].gates[3]',
            },
            {
              ...GATE,
              metric: 'f1',
              label: 'benign',
              min: 0.9,
              whenUnsure: 'fail',
              where: 'p.yml:29',
              key: 'suites[0].gates[4]',
            },
            {
              ...GATE,
              metric: 'log_loss',
              select: { kind: 'each', columns: ['age_band', 'sex'] },
              maxRise: { amount: 0.1, relative: true, text: '10%' },
              where: 'p.yml:30',
              key: 'suites[0].gates[5]',
            },
          ],
        },
      ],
      alerts: null,
      idKeyEnv: null,
    });
  });

  it('fills in defaults, and none that would hide a rule', () => {
    const text = `${gate('metric: recall, max-drop: 0')}defaults: { level: info, when-unsure: pass }
privacy: { id-key-env: GATE_KEY }
`;
    expect(readPolicy(text, 'p.yml')).toEqual({
      baseline: {
        store: null,
        branch: 'model-gate',
        path: '.model-gate',
        compareWith: 'auto',
        anchor: null,
        maxAgeDays: null,
        maxCommits: null,
      },
      suites: [
        {
          ...SUITE,
          name: 'a',
          files: ['a.csv'],
          columns: {},
          positiveLabel: null,
          expectedRows: null,
          slices: [],
          where: 'p.yml:3',
          lines: { files: 'p.yml:4' },
          metrics: [],
          gates: [
            {
              ...GATE,
              metric: 'recall',
              maxDrop: { amount: 0, relative: false, text: '0' },
              level: 'info',
              whenUnsure: 'pass',
              where: 'p.yml:6',
              key: 'suites[0].gates[0]',
            },
          ],
        },
      ],
      alerts: null,
      idKeyEnv: 'GATE_KEY',
    });
  });

  it('fails on a broken rule and warns when unsure, unless told otherwise', () => {
    expect(readGate('metric: recall, min: 0.5')).toMatchObject({ level: 'fail', whenUnsure: 'warn' });
  });

  it('tells uncertainty by intervals, unless the gate or the defaults ask for probabilities', () => {
    const defaults = 'defaults: { method: bayes }\n';
    const methods = (text: string) => readPolicy(text, 'p.yml').suites[0]!.gates.map(({ method }) => method);
    expect(methods(gate('metric: recall, min: 0.5'))).toEqual(['frequentist']);
    expect(methods(gate('metric: recall, min: 0.5, method: bayes'))).toEqual(['bayes']);
    expect(methods(gate('metric: recall, min: 0.5') + defaults)).toEqual(['bayes']);
    expect(methods(gate('metric: recall, min: 0.5, method: frequentist') + defaults)).toEqual(['frequentist']);
  });

  it('takes what YAML calls a number or truth value as the name of a class or group', () => {
    const { label, select } = readGate('metric: f1, label: 1.0, min: 0, slice: { a: 1, b: true, c: 0.50, d: "01" }');
    expect(label).toBe('1');
    expect(select).toEqual({ kind: 'one', slice: { a: '1', b: 'true', c: '0.5', d: '01' } });
    expect(readPolicy(suite('metrics: [accuracy]\npositive-label: 1'), 'p.yml').suites[0]!.positiveLabel).toBe('1');
  });

  it.each([
    ['1pp', 0.01, false],
    ['0.7pp', 0.007, false],
    ['2.5 %', 0.025, true],
  ])('reads the tolerance %s without rounding', (text, amount, relative) => {
    expect(readGate(`metric: recall, max-drop: ${text}`).maxDrop).toEqual({ amount, relative, text });
  });

  it('takes a rise of more than everything, but no such drop', () => {
    expect(readGate('metric: log_loss, max-rise: 150%').maxRise).toEqual({ amount: 1.5, relative: true, text: '150%' });
    expect(problems(gate('metric: recall, max-drop: 100%'))).toEqual([
      expect.stringContaining('a drop of 100% takes recall below 0, so the gate could never fail'),
    ]);
  });

  it('lets the gate say which way is better where the metric does not', () => {
    expect(readGate('metric: latency, max-rise: 5, min: -3', 'scores')).toMatchObject({
      min: -3,
      maxRise: { amount: 5 },
    });
    expect(readGate('metric: reward, max-drop: 10%', 'metrics')).toMatchObject({ maxDrop: { amount: 0.1 } });
  });

  it('reads a share of missing rows, score columns by class and YAML anchors', () => {
    const keys = `max-missing: 2%
columns: { score: { 0: p0, 1: p1 } }
gates:
  - &rule { metric: f1_macro, min: 0.5 }
  - *rule`;
    const read = readPolicy(suite(keys, 'multiclass'), 'p.yml').suites[0]!;
    expect(read.maxMissing).toEqual({ amount: 0.02, relative: true });
    expect(read.columns.score).toEqual({ '0': 'p0', '1': 'p1' });
    expect(read.gates.map(({ metric, min }) => [metric, min])).toEqual([
      ['f1_macro', 0.5],
      ['f1_macro', 0.5],
    ]);
  });
});

describe('a policy with problems', () => {
  it('lists all of them, from top to bottom', () => {
    const keys = `format: cvs
columns: { labl: x, prediction: y, label: y, score: p_*_* }
gates:
  - { metric: recal, mni: 0.9, level: fial }
  - { metric: accuracy, max-rise: 1pp }
  - min: 2
    slice: {}
tsak: binary`;
    expect(problems(`version: 2\n${suite(keys).slice(11)}`)).toMatchInlineSnapshot(`
      [
        "p.yml:1:1: version: expected 1, the only version of the policy so far, found the number 2",
        "p.yml:6:5: suites[0].format: expected auto, jsonl, json, tsv or csv, found "cvs". Did you mean csv?",
        "p.yml:7:16: suites[0].columns.labl: unknown key. Did you mean label?",
        "p.yml:7:25: suites[0].columns.prediction: "y" is the label as well; the model would be compared with itself",
        "p.yml:7:50: suites[0].columns.score: "p_*_*" has more than one *; one * stands for the class",
        "p.yml:9:9: suites[0].gates[0]: a gate needs at least one of min, max, max-drop, max-rise and from-history",
        "p.yml:9:11: suites[0].gates[0].metric: unknown metric "recal" in the task binary. Did you mean recall, recall_macro or recall_micro?",
        "p.yml:9:26: suites[0].gates[0].mni: unknown key. Did you mean min?",
        "p.yml:9:36: suites[0].gates[0].level: expected fail, warn or info, found "fial". Did you mean fail?",
        "p.yml:10:29: suites[0].gates[1].max-rise: higher is better for accuracy; write max-drop",
        "p.yml:11:9: suites[0].gates[2].metric: missing; expected the name of a metric",
        "p.yml:12:9: suites[0].gates[2].slice: expected a column, a list of different columns, or a map of column: value, found an empty map",
        "p.yml:13:5: suites[0].tsak: unknown key. Did you mean task?",
      ]
    `);
  });

  it.each([
    ['', ['p.yml:1:1: expected a map, found nothing']],
    ['- a', ['p.yml:1:1: expected a map, found a list']],
    [
      'version: 1\nsuits: []',
      ['p.yml:1:1: suites: missing; expected a list', 'p.yml:2:1: suits: unknown key. Did you mean suites?'],
    ],
    ['version: 1\nsuites: []', ['p.yml:2:1: suites: expected a list of at least one suite, found an empty list']],
  ])('says what the whole lacks: %j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([
    [
      'files: [*.csv]\na: [!old]',
      [
        'p.yml:1:9: not valid YAML: *.csv stands for nothing: a word that starts with * is an alias; put text such as "*.csv" in quotes',
        'p.yml:2:5: not valid YAML: a word that starts with ! means something else in YAML; put text such as "!old/*.csv" in quotes',
      ],
    ],
    ['a:\n\tb: 1', ['p.yml:2:1: not valid YAML: indented with a tab; use spaces']],
    [
      'a: b: c',
      [
        'p.yml:1:4: not valid YAML: a second ": " in one value; put the text in quotes, or begin the map on a line of its own',
      ],
    ],
    ['a: "x', ['p.yml:1:6: not valid YAML: Missing closing "quote']],
    ['a: 1\n---\nb: 2', ['p.yml:2:1: not valid YAML: a second document begins here; remove the line "---"']],
    [
      'a: !!set { b }',
      [
        'p.yml:1:4: not valid YAML: a word that starts with ! means something else in YAML; put text such as "!old/*.csv" in quotes',
      ],
    ],
    ['__proto__: {}', ['p.yml:1:1: not valid YAML: a key must be plain text']],
    ['? [a]\n: 1', ['p.yml:1:3: not valid YAML: a key must be plain text']],
    ['['.repeat(50_000), ['p.yml:1:1: not valid YAML: lists and maps are nested too deep']],
    [
      `a: &a [${'1,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]`,
      ['p.yml:1:1: not valid YAML: too many aliases; write the values out'],
    ],
  ])('explains YAML: %#', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('looks at the names of metrics where the task is wrong', () => {
    const text = suite('metrics: [f1, ndgc@10, "top_k_accuracy@x"]\ngates: [{ metric: acuracy, min: 0.9 }]', 'binray');
    expect(problems(text)).toEqual([
      expect.stringContaining('task: expected'),
      expect.stringContaining('metrics[1]: no task knows a metric "ndgc@10".'),
      expect.stringContaining('metrics[2]: '),
      expect.stringContaining('gates[0].metric: no task knows a metric "acuracy". Did you mean accuracy?'),
    ]);
    expect(problems(suite('metrics: [my_score]', 'score'))[1]).toContain(
      'Only the tasks scores and metrics take names',
    );
  });

  it('misses the costs of a metric that is about them', () => {
    const gates = 'gates: [{ metric: expected_cost, max: 1 }]\nmetrics: [expected_cost]';
    expect(problems(suite(gates))).toEqual([
      'p.yml:6:15: suites[0].gates[0].metric: expected_cost needs to know what mistakes cost; write costs in the suite of a policy file',
      expect.stringContaining('metrics[0]: expected_cost needs to know'),
    ]);
    expect(problems(suite(`${gates}\ncosts: { false-negative: 5, false-positive: 1 }`))).toEqual([]);
  });

  it('reads on after a key that stands twice, however it is written', () => {
    expect(
      problems(`${gate('metric: recal, min: 0.5')}version: 1\nprivacy: { id-key-env: A, "id-key-env": B }`),
    ).toEqual([
      'p.yml:6:15: suites[0].gates[0].metric: unknown metric "recal" in the task binary. Did you mean recall, recall_macro or recall_micro?',
      'p.yml:7:1: not valid YAML: this key stands twice in the same map; keep one',
      'p.yml:8:27: not valid YAML: this key stands twice in the same map; keep one',
    ]);
  });

  it('knows keys of other types, and where an alias leads', () => {
    const keys = `columns: { score: { 1: a, "1": b } }
gates:
  - &rule { metric: recall, min: 0.5, slice: { a: x, b: [] } }
  - *rule
  - { metric: recal, min: 0.5 }`;
    expect(problems(suite(keys)).map((line) => line.split(': ', 2).join(': '))).toEqual([
      'p.yml:6:31: not valid YAML',
      'p.yml:8:43: suites[0].gates[0].slice',
      'p.yml:8:43: suites[0].gates[1].slice',
      'p.yml:10:11: suites[0].gates[2].metric',
    ]);
  });

  it.each([
    ['metric: recall', 'gates[0]: a gate needs at least one of min, max, max-drop, max-rise and from-history'],
    [
      'metric: speed@10, min: 0.5',
      'gates[0].metric: unknown metric "speed@10" in the task binary. Known are accuracy, balanced_accuracy,',
    ],
    ['metric: accuracy, min: 1.2', 'gates[0].min: 1.2 is outside the range of accuracy, 0 to 1, so the gate would'],
    ['metric: log_loss, max: -1', 'gates[0].max: -1 is outside the range of log_loss, 0 or more, so the gate would'],
    [
      'metric: accuracy, min: .nan',
      'gates[0].min: expected a finite number in the unit of the metric, found the number NaN',
    ],
    [
      'metric: accuracy, min: 90%',
      'gates[0].min: expected a finite number in the unit of the metric, found "90%"; write 0.9',
    ],
    [
      'metric: accuracy, min: "0.9"',
      'gates[0].min: expected a finite number in the unit of the metric, found "0.9"; write it',
    ],
    ['metric: accuracy, min: 0.9, max: 0.8', 'gates[0].max: max 0.8 is below min 0.9, so the gate could never pass'],
    ['metric: accuracy, max-drop: -0.1', 'gates[0].max-drop: expected a number of 0 or more, "1pp"'],
    ['metric: accuracy, max-drop: .inf', 'gates[0].max-drop: expected a number of 0 or more, "1pp"'],
    ['metric: accuracy, max-drop: -1pp', 'gates[0].max-drop: expected a number of 0 or more, "1pp"'],
    [
      'metric: accuracy, max-drop: 5',
      'gates[0].max-drop: a tolerance of 5 covers the whole range of accuracy, 0 to 1, so the gate could never fail; 5 percentage points are written "5pp"',
    ],
    [
      'metric: log_loss, max-rise: 1pp',
      'gates[0].max-rise: "1pp" needs a metric between -1 and 1, and log_loss is not known to be one; write 0.01 in the unit',
    ],
    ['metric: accuracy, max-rise: 1pp', 'gates[0].max-rise: higher is better for accuracy; write max-drop'],
    ['metric: log_loss, max-drop: 0.1', 'gates[0].max-drop: lower is better for log_loss; write max-rise'],
    [
      'metric: accuracy, label: x, min: 0.5',
      'gates[0].label: accuracy is a metric of all classes together and takes no label; remove the label',
    ],
    [
      'metric: f1, label: 12345678901234567890, min: 0.5',
      'gates[0].label: expected text, a number (in quotes when it has more than 15 digits)',
    ],
    ['metric: accuracy, slice: [a, a], min: 0.5', 'gates[0].slice: a column stands twice in this list'],
    [
      'metric: accuracy, slice: [], min: 0.5',
      'gates[0].slice: expected a list of different columns, found an empty list',
    ],
    [
      'metric: accuracy, slice: { a: [b] }, min: 0.5',
      'gates[0].slice: expected a column, a list of different columns, or',
    ],
    ['metric: accuracy, across: sex, max: 0.1', 'gates[0].across: accuracy compares no groups and takes no across'],
    ['metric: recall, baseline: anchor, max-drop: 2pp', 'gates[0].baseline: the policy names no anchor'],
    ['metric: recall, min: 0.5, level: block', 'gates[0].level: expected fail, warn or info, found "block"'],
  ])('refuses the gate { %s }', (keys, expected) => {
    expect(problems(gate(keys))).toEqual([expect.stringContaining(`: suites[0].${expected}`)]);
  });

  it('asks for the class of a metric of one class, unless the task has two', () => {
    expect(problems(gate('metric: f1, min: 0.5'))).toEqual([]);
    expect(problems(gate('metric: f1, label: cat, min: 0.5', 'multiclass'))).toEqual([]);
    expect(problems(gate('metric: f1, min: 0.5', 'multiclass'))).toEqual([
      'p.yml:6:13: suites[0].gates[0].label: in the task multiclass, f1 is a metric of one class; name the class as label, or use f1_macro, f1_micro or f1_weighted',
    ]);
    expect(problems(suite('metrics: [f1, { metric: recall }]', 'multiclass'))).toHaveLength(2);
  });

  it('refuses both directions at once where the metric has none', () => {
    expect(problems(gate('metric: reward, max-drop: 1, max-rise: 1', 'scores'))).toEqual([
      'p.yml:6:44: suites[0].gates[0].max-rise: a gate has max-drop (higher is better) or max-rise (lower is better), not both',
    ]);
    const two = 'gates: [{ metric: reward, max-drop: 1 }, { metric: reward, max-rise: 1 }]';
    expect(problems(suite(two, 'scores'))).toEqual([
      expect.stringContaining('gates[1].max-rise: another gate on "reward" says that the other side is better'),
    ]);
    expect(problems(suite('gates: [{ metric: a, max-drop: 1, slice: b }]\nslices: [c]', 'metrics'))).toEqual([
      expect.stringContaining('gates[0].slice: precomputed values (task metrics) have no rows'),
      expect.stringContaining('suites[0].slices: precomputed values (task metrics) have no rows'),
    ]);
  });

  it.each([
    ['', 'suites[0]: nothing to do; expected at least one entry in gates or metrics'],
    ['gates:', 'suites[0].gates: expected a list, found nothing'],
    ['metrics: [acuracy]', 'suites[0].metrics[0]: unknown metric "acuracy" in the task binary. Did you mean accuracy'],
    ['metrics: [accuracy]\nname2: b', 'suites[0].name2: unknown key. Did you mean name'],
    [
      'metrics: [accuracy]\nmax-missing: 101%',
      'suites[0].max-missing: expected a number of rows (0 or more), or a share',
    ],
    [
      'metrics: [accuracy]\nmax-missing: -1',
      'suites[0].max-missing: expected a number of rows (0 or more), or a share',
    ],
    ['metrics: [accuracy]\nexpected-rows: 1.5', 'suites[0].expected-rows: expected a whole number above 0'],
    ['metrics: [accuracy]\nexpected-shards: 0', 'suites[0].expected-shards: expected a whole number above 0'],
    ['metrics: [accuracy]\nslices: [a, a]', 'suites[0].slices[1]: these columns are listed twice'],
    [
      'metrics: [accuracy]\ncosts: { false-negative: 5 }',
      'suites[0].costs: false-positive is missing; both mistakes have a cost, which may be 0',
    ],
    [
      'metrics: [accuracy]\ncosts: { false-negative: -1, false-positive: 1 }',
      'suites[0].costs.false-negative: expected a number of 0 or more, found the number -1',
    ],
    ['metrics: [accuracy]\ncosts: 3', 'or of label to a map of prediction: cost, found the number 3'],
    ['metrics: [accuracy]\ncosts: { a: 1 }', 'of label to a map of prediction: cost; a cost is a number of 0 or more'],
    ['metrics: [accuracy]\ncolumns: { label: [a, b] }', 'columns.label: only texts have several columns of references'],
    [
      'metrics: [accuracy]\ncolumns: { label: { a: b } }',
      'columns.label: only a multilabel task has a column for each class',
    ],
    ['metrics: [accuracy]\ncolumns: { score: {} }', 'suites[0].columns.score: expected a column, a pattern with one *'],
    [
      'metrics: [accuracy]\ncolumns: { label: y, prediction: y }',
      'suites[0].columns.prediction: "y" is the label as well',
    ],
  ])('refuses the suite keys %j', (keys, expected) => {
    expect(problems(suite(keys))).toEqual([expect.stringContaining(expected)]);
  });

  it('refuses tasks without metrics, metrics of other tasks, and suites that share a name or find no evidence', () => {
    const text = `version: 1
suites:
  - { name: a, artifact: x, task: ranking, metrics: [accuracy] }
  - { name: a, task: multiclass, metrics: [accuracy] }
  - { name: b, files: ["!a.csv"], task: multiclass, metrics: [accuracy], positive-label: 1 }
  - { name: "c\\n", artifact: x, task: binary, metrics: [accuracy] }
  - { name: "${'d'.repeat(81)}", artifact: x, task: binary, metrics: [accuracy] }
`;
    expect(problems(text)).toMatchInlineSnapshot(`
      [
        "p.yml:3:54: suites[0].metrics[0]: accuracy is a metric of the task binary or multiclass, not of ranking",
        "p.yml:4:5: suites[1]: no evidence; expected files (globs in the workspace) or artifact (of the workflow run)",
        "p.yml:4:7: suites[1].name: another suite is named "a" too",
        "p.yml:5:16: suites[2].files: every pattern excludes; expected at least one without "!"",
        "p.yml:5:74: suites[2].positive-label: only the task binary has a positive label, and the task is multiclass",
        "p.yml:6:7: suites[3].name: expected 1 to 80 printable characters without spaces around them, found "c\\u{000a}"",
        "p.yml:7:7: suites[4].name: expected 1 to 80 printable characters without spaces around them, found "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd…"",
      ]
    `);
  });

  it.each([
    ['baseline: { anchor: "a..b" }', 'baseline.anchor: expected a tag, a branch or a commit, found "a..b"'],
    ['baseline: { max-age-days: 0 }', 'baseline.max-age-days: expected a number of days above 0, found the number 0'],
    ['baseline: { max-commits: 1.5 }', 'baseline.max-commits: expected a whole number of commits above 0'],
    ['baseline: { path: "" }', 'baseline.path: expected the path of a record file or folder, found ""'],
    ['exports: [prometheus]', 'exports: not supported by this version yet; remove it'],
    ['privacy: { epsilon: 1 }', 'privacy.epsilon: unknown key. Known are id-key-env.'],
    ['defaults: { min: 1 }', 'defaults.min: unknown key. Known are level, when-unsure, method.'],
  ])('refuses %s', (line, expected) => {
    expect(problems(suite('metrics: [accuracy]') + line)).toEqual([expect.stringContaining(`: ${expected}`)]);
  });

  it('never repeats what may be a secret in the place of its name', () => {
    const [problem] = problems(`${suite('metrics: [accuracy]')}privacy: { id-key-env: hunter-2 }`);
    expect(problem).toContain('privacy.id-key-env: expected the name of an environment variable');
    expect(problem).not.toContain('hunter');
  });

  it.each([
    '-x',
    'a..b',
    'a//b',
    '/a',
    'a/',
    'a.lock',
    'a.lock/b',
    '.a',
    'a/.b',
    'a.',
    'a b',
    'a~1',
    'HEAD',
    'refs/heads/a',
    '',
  ])('refuses the branch %j', (branch) => {
    const text = `${suite('metrics: [accuracy]')}baseline: { branch: ${JSON.stringify(branch)} }`;
    expect(problems(text)).toEqual([expect.stringContaining('baseline.branch: expected the name of a branch')]);
  });

  it.each(['model-gate', 'a/b.c_d-e', 'HEADS', 'x.locked'])('takes the branch %j', (branch) => {
    const text = `${suite('metrics: [accuracy]')}baseline: { branch: ${branch} }`;
    expect(readPolicy(text, 'p.yml').baseline.branch).toBe(branch);
  });

  it('quotes keys and values that would disturb a terminal', () => {
    expect(problems(`${suite('metrics: [accuracy]')}"\\e[31m\\u202e": 1`)).toEqual([
      expect.stringMatching(/^p\.yml:7:1: \["\\u\{001b\}\[31m\\u\{202e\}"\]: unknown key\. Known are version, /),
    ]);
  });
});

describe('any input', () => {
  const outcome = (text: string) => problems(text).length;

  it('ends in a policy or a PolicyError: JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => outcome(text) >= 0));
  });

  it('ends in a policy or a PolicyError: text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abz019 :-[]{}*&!?|>#%@`"\'\n\t,.<') }),
        (text) => outcome(text) >= 0,
      ),
    );
  });

  it('ends in a policy or a PolicyError: the example with one value replaced', () => {
    const words = [...EXAMPLE.matchAll(/(?<=: |\[|, )[\w."%+/*-]+(?=[ ,\]}\n])/g)];
    expect(words.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.jsonValue(), ({ index, 0: word }, value) => {
        const text = EXAMPLE.slice(0, index) + JSON.stringify(value) + EXAMPLE.slice(index + word.length);
        return outcome(text) >= 0;
      }),
      { numRuns: runs(100) },
    );
  });
});
