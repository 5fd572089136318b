import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { check } from './run-gate.ts';

const CSV =
  'id,label,prediction,group,blank\n1,True,True,1.0,\n2,False,True,2.0,\n3,True,True,1.0,\n4,False,False,2.0,\n';
const BINARY = 'task: binary\npositive-label: "True"\n';

async function problemsOf(
  suite: string,
  files: Readonly<Record<string, string>> = { 'a.csv': CSV },
): Promise<readonly string[]> {
  try {
    await check({ suite, files });
  } catch (error) {
    if (error instanceof EvidenceError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the positive class', () => {
  const files = { 'a.csv': 'id,label,prediction,score\n1,spam,spam,.9\n2,ham,spam,.6\n3,ham,ham,.1\n' };
  const of = (gate: string, keys = '') => problemsOf(`task: binary\n${keys}gates: [{ ${gate}, min: 0 }]`, files);

  it.each(['metric: accuracy', 'metric: f1_macro', 'metric: recall, label: spam'])(
    'need not be named for %s',
    async (gate) => {
      expect(await of(gate)).toEqual([]);
    },
  );

  it.each([
    ['metric: recall', '', 'which recall is about'],
    ['metric: roc_auc', '', 'name the class as `label` on each gate and say whose scores they are'],
    ['metric: roc_auc, label: spam', '', 'which the scores are about'],
    ['metric: expected_cost', 'costs: { false-negative: 5, false-positive: 1 }\n', 'Set positive-label'],
  ])('must be named for %s', async (gate, keys, expected) => {
    expect(await of(gate.replace('min: 0', 'max: 1'), keys)).toEqual([expect.stringContaining(expected)]);
  });

  it('of scores may be said by the column', async () => {
    const columns = 'columns: { score: { spam: score } }\n';
    expect(await of('metric: roc_auc, label: spam', columns)).toEqual([]);
    expect(await of('metric: log_loss', columns)).toEqual([]);
  });
});

describe('what a gate is about', () => {
  it('is an error when no row has it: a gate that looks at nothing is no gate', async () => {
    expect(await problemsOf(`${BINARY}gates: [{ metric: accuracy, slice: blank, min: 0.9 }]`)).toEqual([
      'p.yml:7: suites[0].gates[0].slice: no row has a value in the column "blank", so the gate would look at nothing.',
    ]);
    expect(await problemsOf(`${BINARY}gates: [{ metric: accuracy, slice: [group, blank], min: 0.9 }]`)).toEqual([
      expect.stringContaining('no row has values in all of the columns "group", "blank"'),
    ]);
  });

  it('is not hidden by many other mistakes', async () => {
    const gates = Array.from({ length: 15 }, (_, i) => `- { metric: accuracy, slice: absent_${i}, min: 0.9 }`);
    const problems = await problemsOf(`${BINARY}gates:\n${gates.join('\n')}`);
    expect(problems).toHaveLength(15);
    expect(problems[14]).toContain('"absent_14"');
  });

  it('is named with key and line, all mistakes at once', async () => {
    const gates = [
      '- { metric: accuracy, slice: grup, min: 0.9 }',
      '- { metric: accuracy, min: 0.9 }',
      '- { metric: recall, label: tru, min: 0.5 }',
      '- { metric: accuracy, slice: { group: "1.5" }, min: 0.5 }',
    ];
    expect(await problemsOf(`${BINARY}gates:\n${gates.slice(0, 1).join('\n')}`)).toEqual([
      'p.yml:8: suites[0].gates[0].slice: no file has a column "grup", but the policy slices by it. Did you mean "group"? The columns are "id", "label", "prediction", "group", "blank".',
    ]);
    expect(await problemsOf(`${BINARY}gates:\n${gates.slice(1).join('\n')}`)).toEqual([
      'p.yml:9: suites[0].gates[1].label: the evidence has no class named "tru"; did you mean "true"?',
      expect.stringMatching(
        /^p\.yml:10: suites\[0\]\.gates\[2\]\.slice: the evidence has no value of the column "group" named "1\.5"/,
      ),
    ]);
  });

  it('is told for the evidence’s own values with the nearest name', async () => {
    const files = { 'm.json': '{"bleu": 27.5, "rouge": {"l": 0.4}}' };
    const suite = 'task: metrics\ngates:\n- { metric: bleuu, min: 1 }\n- { metric: rouge.x, min: 0.1 }';
    expect(await problemsOf(suite, files)).toEqual([
      'p.yml:7: suites[0].gates[0]: the evidence has no metric "bleuu". Did you mean "bleu"?',
      'p.yml:8: suites[0].gates[1]: the evidence has no metric "rouge.x". Did you mean "rouge.l"?',
    ]);
  });

  it('names the gate whose class has no scores', async () => {
    const csv = 'label,p_a,p_b\na,0.2,0.8\nb,0.4,0.6\nc,0.4,0.6\n';
    const suite =
      'task: multiclass\ncolumns: { score: p_* }\nmetrics: [log_loss]\ngates: [{ metric: roc_auc, label: c, min: 0.5 }]';
    expect(await problemsOf(suite, { 'a.csv': csv })).toEqual([
      expect.stringMatching(/^p\.yml:8: suites\[0\]\.gates\[0\]: No score column belongs to the class "c"/),
      expect.stringMatching(/^p\.yml:7: suites\[0\]\.metrics\[0\]: Rows are labelled "c", but no score column/),
    ]);
  });

  it('is found however the class and the value are written', async () => {
    const { suite } = await check({
      suite: `${BINARY}gates: [{ metric: recall, label: True, slice: { group: 1.0 }, min: 0.9 }]`,
      files: { 'a.csv': CSV },
    });
    expect(suite.findings).toMatchObject([{ label: 'true', slice: { group: '1.0' }, value: 1, outcome: 'pass' }]);
    const mixed = 'id,label,prediction\n1,1,true\n2,0,true\n3,1,true\n';
    const unified = await check({
      suite: 'task: binary\ngates: [{ metric: recall, label: true, min: 0.9 }]',
      files: { 'a.csv': mixed },
    });
    expect(unified.suite.findings).toMatchObject([{ label: '1', value: 1, outcome: 'pass' }]);
  });
});

it('takes the better side of the evidence’s own metrics from the rules', async () => {
  const files = { 'a.csv': 'id,speed,quality,other\na,3,1,2\nb,4,0.5,2\n' };
  const suite =
    'task: scores\nmetrics: [other]\ngates: [{ metric: speed, max-rise: 10% }, { metric: quality, min: 0.5 }]';
  const { measurements } = (await check({ suite, files })).suite;
  expect(measurements.map(({ metric, direction }) => [metric, direction])).toEqual([
    ['speed', 'lower'],
    ['quality', 'higher'],
    ['other', null],
  ]);
});

it('has no use for a baseline of another task', async () => {
  const before = {
    suite: 'task: binary\ngates: [{ metric: accuracy, min: 0 }]',
    files: { 'a.csv': 'id,label,prediction,accuracy\n1,1,1,0.5\n2,0,0,0.5\n' },
  };
  const { suite } = await check({
    suite: 'task: scores\ngates: [{ metric: accuracy, max-drop: 0.1 }]',
    files: before.files,
    before,
  });
  expect(suite.findings).toMatchObject([{ outcome: 'warn', reason: 'no-baseline' }]);
  expect(suite.findings[0]!.message).toContain(
    'its record is of the task binary, and the suite is now of the task scores',
  );
});
