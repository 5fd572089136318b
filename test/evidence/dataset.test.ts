import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/model/dataset.ts';
import { build, decode, problemsOf, wanted } from './reading.ts';

const labelsOf = ({ dataset }: Evidence) => decode(dataset.label, dataset.classes);
const predictionsOf = ({ dataset }: Evidence) => decode(dataset.prediction, dataset.classes);
const scoresOf = ({ dataset }: Evidence) => dataset.scores.map(({ className, values }) => [className, ...values]);

describe('columns', () => {
  it.each([
    ['id', 'label', 'prediction', 'score'],
    ['example_id', 'target', 'pred', 'prob'],
    ['Sample_ID', 'y_true', 'y_pred', 'PROBA'],
    ['uid', 'actual', 'output', 'y_score'],
    ['doc_id', 'expected', 'predicted', 'p'],
  ])('are found by common names: %s, %s, %s, %s', (...names) => {
    const evidence = build({ 'x.csv': `${names.join(',')}\na,1,0,.25\nb,0,0,.5\n` });
    expect([evidence.ids, labelsOf(evidence), predictionsOf(evidence)]).toEqual([
      ['a', 'b'],
      ['1', '0'],
      ['0', '0'],
    ]);
    expect(scoresOf(evidence)).toEqual([[null, 0.25, 0.5]]);
    expect(evidence.positive).toBe(1);
  });

  it('follow the policy before common names, and common names in their order', () => {
    const files = { 'x.csv': 'truth,target,label,guess,prediction\n1,0,0,0,1\n0,1,1,1,0\n' };
    const named = build(files, { columns: { label: 'truth', prediction: 'guess' } });
    expect([labelsOf(named), predictionsOf(named)]).toEqual([
      ['1', '0'],
      ['0', '1'],
    ]);
    expect(labelsOf(build(files))).toEqual(['0', '1']);
    expect(named.ids).toBeNull();
  });

  it('that are named but absent are all reported, with the nearest and all that are there', () => {
    const columns = { id: 'uuid', label: 'lable', prediction: 'prediction', count: 'n', weight: 'w', cluster: 'c' };
    const problems = problemsOf(() =>
      build(
        { 'x.csv': 'id,label,prediction\na,1,1\n' },
        { columns, sliceColumns: wanted('age'), numbers: wanted('latency') },
      ),
    );
    expect(problems[0]).toBe(
      'p.yml:1: suites[0].columns.label: no file has a column "lable", but `columns: { label: … }` names it. Did you mean "label"? The columns are "id", "label", "prediction".',
    );
    expect(problems.map((line) => /column "(\w+)"/.exec(line)![1])).toEqual([
      'lable',
      'uuid',
      'n',
      'w',
      'c',
      'age',
      'latency',
    ]);
  });

  it('that the metrics need and nobody named say where to name them', () => {
    const files = { 'x.csv': 'id,label,score\na,1,.5\n' };
    const needs = new Set(['label', 'prediction'] as const);
    expect(problemsOf(() => build(files, { needs }))).toEqual([
      'suites[0]: no column holds the predictions, which the metrics need. Name it with `columns: { prediction: … }`; unnamed, it is looked for as ' +
        'prediction, pred, y_pred, output, predicted. Predictions are not derived from scores: write them, decided by the threshold that is deployed. ' +
        'The columns are "id", "label", "score".',
    ]);
    expect(problemsOf(() => build({ 'x.csv': 'label\n1\n' }, { needs: new Set(['score'] as const) }))[0]).toContain(
      'holds the scores',
    );
  });

  it('must be in every file', () => {
    const files = { 'a.csv': 'id,label,prediction\na,1,1\n', 'b.csv': 'id,target,prediction\nb,1,1\n' };
    expect(problemsOf(() => build(files))).toEqual([
      'b.csv: there is no column "label", but the labels are read from it. The columns are "id", "target", "prediction".',
    ]);
  });

  it('that two columns bear are an error where they are read, otherwise a note', () => {
    expect(problemsOf(() => build({ 'x.csv': 'label,a,label,prediction\n1,2,0,1\n' }))).toEqual([
      'x.csv: two columns are called "label", the 1st and the 3rd, and the labels are read from it. Rename one.',
    ]);
    const { notes } = build({ 'x.csv': 'label,a,prediction,a\n1,2,1,3\n' });
    expect(notes).toEqual(['x.csv has several columns called "a"; nothing reads them.']);
    const sliced = () => build({ 'x.csv': 'label,a,prediction,a\n1,2,1,3\n' }, { sliceColumns: wanted('a') });
    expect(problemsOf(sliced)[0]).toContain(
      'two columns are called "a", the 2nd and the 4th, and the policy slices by it',
    );
  });

  it('must hold single values where they are read', () => {
    const files = { 'x.jsonl': '{"label":1,"prediction":1,"x":[]}\n{"label":[1],"prediction":1}\n' };
    expect(problemsOf(() => build(files))).toEqual([
      'x.jsonl:2: "label" holds a list or an object, but the labels are read from it. Write one value a cell.',
    ]);
  });
});

describe('labels and predictions', () => {
  it('are the same class however they are written, across files and formats', () => {
    const evidence = build(
      {
        'a.csv': 'label,prediction\n1.0,1\n0,00\n',
        'b.jsonl': '{"label":1,"prediction":"1"}\n{"label":"0","prediction":0.0}\n',
      },
      { task: 'multiclass' },
    );
    expect(evidence.dataset.classes).toEqual(['0', '00', '1']);
    expect(labelsOf(evidence)).toEqual(['1', '0', '1', '0']);
    expect(predictionsOf(evidence)).toEqual(['1', '00', '1', '0']);
  });

  it('read true as 1 and false as 0 when both kinds are there, and only then', () => {
    const mixed = build(
      { 'x.jsonl': '{"label":1,"prediction":true}\n{"label":0,"prediction":"False"}\n' },
      { positiveLabel: 'true' },
    );
    expect([mixed.dataset.classes, predictionsOf(mixed), mixed.positive]).toEqual([['0', '1'], ['1', '0'], 1]);
    expect(mixed.notes).toEqual([
      'Labels were written both as true and false and as 1 and 0: true was read as 1, false as 0.',
    ]);
    const truths = build({ 'x.csv': 'label,prediction\nTrue,true\nFALSE,true\n' });
    expect([truths.dataset.classes, truths.positive, truths.notes]).toEqual([['false', 'true'], 1, []]);
    const three = build({ 'x.csv': 'label,prediction\n1,true\n2,true\n' }, { task: 'multiclass' });
    expect(three.dataset.classes).toEqual(['1', '2', 'true']);
  });

  it('put numbers in numeric order and other classes in that of code points', () => {
    const numbers = build({ 'x.csv': 'label,prediction\n10,9\n-1,2\n' }, { task: 'multiclass' });
    expect(numbers.dataset.classes).toEqual(['-1', '2', '9', '10']);
    const texts = build({ 'x.csv': 'label,prediction\n10,9\nb,A\n' }, { task: 'multiclass' });
    expect(texts.dataset.classes).toEqual(['10', '9', 'A', 'b']);
  });

  it('may be blank, which is counted, but not in every row', () => {
    const evidence = build({ 'x.csv': 'label,prediction\n1,NaN\n,1\n0,0\nNA,None\n' });
    expect([labelsOf(evidence), predictionsOf(evidence)]).toEqual([
      ['1', null, '0', null],
      [null, '1', '0', null],
    ]);
    expect(evidence.missing).toBe(3);
    expect(build({ 'x.csv': 'label,prediction\n1,\n0,0\n' }, { needs: new Set(['label'] as const) }).missing).toBe(0);
    expect(problemsOf(() => build({ 'x.csv': 'label,prediction\n1,\n0,NaN\n' }))).toEqual([
      'suites[0]: no row has a prediction, which the metrics need.',
    ]);
    expect(problemsOf(() => build({ 'x.csv': 'label,prediction\n' }))).toEqual([
      'suites[0]: the evidence has no rows. Check the step that writes it.',
    ]);
  });
});

describe('the positive class', () => {
  const files = (one: string, other: string) => ({ 'x.csv': `label,prediction\n${one},${one}\n${other},${one}\n` });

  it.each([
    ['0', '1', 1],
    ['-1', '1', 1],
    ['no', 'Yes', 0],
    ['neg', 'POS', 0],
    ['Positive', 'negative', 0],
    ['true', 'false', 1],
  ])('of %s and %s is found by the usual names', (one, other, expected) => {
    expect(build(files(one, other)).positive).toBe(expected);
  });

  it('is what the policy names, in the form of a label', () => {
    expect(build(files('benign', 'malignant'), { positiveLabel: 'malignant' }).positive).toBe(1);
    expect(build(files('0', '1'), { positiveLabel: '0.0' }).positive).toBe(0);
    expect(build(files('a', 'b'), { task: 'multiclass', positiveLabel: 'b' }).positive).toBe(1);
    expect(build(files('0', '1'), { task: 'multiclass' }).positive).toBeNull();
  });

  it('must be clear', () => {
    const positiveFor = ['recall'];
    expect(problemsOf(() => build(files('benign', 'malignant'), { positiveFor }))).toEqual([
      'suites[0]: it is not clear which label is the positive one, which recall is about. Name it with `positive-label` in a policy file, or name the class as `label` on each gate. The labels are "benign", "malignant".',
    ]);
    expect(problemsOf(() => build(files('1', 'yes'), { positiveFor }))[0]).toContain('it is not clear');
    expect(problemsOf(() => build(files('benign', 'malignant'), { positiveLabel: 'Malignent' }))).toEqual([
      'suites[0]: no row has the positive label "Malignent". Did you mean "malignant"? The labels are "benign", "malignant".',
    ]);
    expect(problemsOf(() => build({ 'x.csv': 'label,prediction\n0,1\n1,unsure\n' }))).toEqual([
      'suites[0]: the task is binary, but there are 3 classes: "0", "1", "unsure". Set `task: multiclass`, or correct the labels; leave a prediction blank where the model gave none.',
    ]);
  });
});

describe('the positive class is not asked for', () => {
  const rows = 'id,label,prediction,score\n1,a,a,.5\n2,b,a,.5\n';

  it('where no metric is about it', () => {
    expect(build({ 'x.csv': rows }).positive).toBeNull();
  });

  it('but where scores that are needed have no class of their own', () => {
    const needs = new Set(['label', 'score'] as const);
    expect(problemsOf(() => build({ 'x.csv': rows }, { needs }))).toEqual([
      'suites[0]: it is not clear which label is the positive one, which the scores are about. Name it with `positive-label` in a policy file, or say whose scores they are with `columns: { score: { CLASS: COLUMN } }`. The labels are "a", "b".',
    ]);
    expect(build({ 'x.csv': rows }, { needs, columns: { score: { a: 'score' } } }).positive).toBeNull();
  });
});

it('refuses counts that sum to more than a double holds exactly', () => {
  const csv = (count: string) => ({ 'x.csv': `label,prediction,n\n1,1,9007199254740990\n0,1,${count}\n` });
  const columns = { count: 'n' };
  expect(problemsOf(() => build(csv('1'), { columns }))).toEqual([]);
  expect(problemsOf(() => build(csv('2'), { columns }))).toEqual([
    'x.csv:3: up to here the counts in "n" sum to more than 2^53 − 1 examples, beyond which numbers are not exact.',
  ]);
});

describe('a column that no metric needs', () => {
  it.each([
    ['is in one file alone', 'id,label,prediction\nb,1,1\n'],
    ['stands twice', 'id,label,prediction,score,score\nb,1,1,.5,.5\n'],
  ])('is left alone when it %s', (_, other) => {
    const files = { 'a.csv': 'id,label,prediction,score\na,0,1,.5\n', 'b.csv': other };
    expect(build(files).dataset.scores).toEqual([]);
    expect(problemsOf(() => build(files, { needs: new Set(['score'] as const) }))).toHaveLength(1);
  });

  it('is read when every file has it', () => {
    expect(build({ 'a.csv': 'id,label,prediction,score\na,0,1,.5\nb,1,1,.5\n' }).dataset.scores).toHaveLength(1);
  });
});

describe('ids', () => {
  it('are texts as they are written, every digit of them', () => {
    expect(
      build({ 'x.jsonl': '{"id":9007199254740993,"label":1,"prediction":1}\n{"id":"01","label":0,"prediction":1}' })
        .ids,
    ).toEqual(['9007199254740993', '01']);
  });

  it('that a file has as decimals throughout are the whole numbers that they were', () => {
    const csv = (...ids: readonly string[]) => `id,label,prediction\n${ids.map((id) => `${id},1,1\n`).join('')}`;
    expect(build({ 'a.csv': csv('12.0', '-3.0', '0.0'), 'b.csv': csv('7', '8') }).ids).toEqual([
      '12',
      '-3',
      '0',
      '7',
      '8',
    ]);
    expect(build({ 'x.csv': csv('1.0', '1.1', '1.10') }).ids).toEqual(['1.0', '1.1', '1.10']);
    expect(build({ 'x.csv': csv('1.0', '1') }).ids).toEqual(['1.0', '1']);
    expect(problemsOf(() => build({ 'a.csv': csv('1.0'), 'b.csv': csv('1') }))[0]).toContain('the id "1" is also at');
    const query = 'query,item,rel,score\n5.0,d1,1,0.5\n6.0,d1,1,0.5\n';
    const needs = new Set(['label', 'score'] as const);
    expect(build({ 'x.csv': query }, { task: 'ranking', needs }).ids).toEqual(['5', '6']);
  });

  it('that are blank or used twice are reported with their lines, across files', () => {
    const files = {
      'a.csv': 'id,label,prediction\nx,1,1\n"y\n",1,1\nx,0,0\n,0,0\n',
      'b.csv': 'id,label,prediction\n"y\n",1,1\n',
    };
    expect(problemsOf(() => build(files))).toEqual([
      'a.csv:5: the id "x" is also at a.csv:2. Give every row an id of its own.',
      'a.csv:6: the id is blank. Give every row an id in the column "id".',
      'b.csv:2: the id "y\\u{000a}" is also at a.csv:3. Give every row an id of its own.',
    ]);
  });

  it('that are used twice beside a column of runs are taken for runs by a word', () => {
    const files = { 'a.csv': 'id,label,prediction,Run\nx,1,1,0\nx,1,0,1\n' };
    expect(problemsOf(() => build(files))).toEqual([
      'a.csv:3: the id "x" is also at a.csv:2. Give every row an id of its own, or, if its rows are runs of one example, write `columns: { run: Run }`.',
    ]);
    expect(build(files, { columns: { run: 'Run' } }).runs).toEqual(Int32Array.of(0, 1));
  });
});

describe('scores', () => {
  const files = { 'x.csv': 'label,prediction,p_cat,p_dog\ncat,cat,.75,.25\ndog,cat,.5,.5\n' };
  const request = { positiveLabel: 'cat', needs: new Set(['score'] as const) };
  const perClass = [
    ['cat', 0.75, 0.5],
    ['dog', 0.25, 0.5],
  ];

  it.each([
    ['a column', 'p_cat', [[null, 0.75, 0.5]]],
    ['a pattern', 'p_*', perClass],
    ['a pattern with an end', '*_cat', [['p', 0.75, 0.5]]],
    [
      'a column for each class',
      { cat: 'p_dog', dog: 'p_cat' },
      [
        ['cat', 0.25, 0.5],
        ['dog', 0.75, 0.5],
      ],
    ],
  ])('are named by %s', (_, score, expected) => {
    expect(scoresOf(build(files, { ...request, task: 'multiclass', columns: { score } }))).toEqual(expected);
  });

  it('are found by the classes, in a binary and a multiclass task', () => {
    expect(scoresOf(build(files, request))).toEqual(perClass);
    expect(scoresOf(build(files, { ...request, task: 'multiclass' }))).toEqual(perClass);
    const numbers = build(
      { 'x.csv': 'label,prob_0,prob_1.0\n0,.75,.25\n1,.5,.5\n' },
      request && { needs: request.needs },
    );
    expect(scoresOf(numbers)).toEqual([
      ['0', 0.75, 0.5],
      ['1', 0.25, 0.5],
    ]);
    const partly = { 'x.csv': 'label,prediction,p_cat\ncat,cat,1\ndog,cat,0\n' };
    expect(problemsOf(() => build(partly, { ...request, task: 'multiclass' }))[0]).toContain(
      'no column holds the scores',
    );
  });

  it('may be of classes that no row has, with a note', () => {
    const evidence = build(
      { 'x.csv': 'label,prediction,p_cat,p_cow\ncat,cat,.75,.25\n' },
      { ...request, task: 'multiclass', columns: { score: 'p_*' } },
    );
    expect(evidence.dataset.classes).toEqual(['cat', 'cow']);
    expect(evidence.notes).toEqual(['There are scores of classes that no row has: "cow".']);
    expect(problemsOf(() => build(files, { ...request, columns: { score: 'q_*' } }))[0]).toContain(
      'no column fits the pattern "q_*"',
    );
  });

  it('that are blank, no numbers or not finite are missing, with a note on texts', () => {
    const cells = ['.5', '', 'n/a', 'inf', '1e999', '1e-3', ' 2 ', '0x10', '1,5', '+1.', '-.5'];
    const rows = cells.map((cell) => `1,"${cell}"`).join('\n');
    const evidence = build({ 'x.csv': `label,score\n${rows}\n` }, { needs: new Set(['score'] as const) });
    const none = Number.NaN;
    expect(scoresOf(evidence)).toEqual([[null, 0.5, none, none, none, none, 0.001, 2, none, none, 1, -0.5]]);
    expect(evidence.missing).toBe(6);
    expect(evidence.notes).toEqual([
      'In the column "score" 5 cells that are no numbers count as missing ("n/a" at x.csv:4).',
    ]);
  });
});

describe('other columns', () => {
  it('of a task of scores are numbers, with true as 1', () => {
    const evidence = build(
      { 'x.jsonl': '{"id":"a","resolved":true,"cost":0.5}\n{"id":"b","resolved":"False","cost":null}\n' },
      { task: 'scores', needs: new Set(), numbers: wanted('resolved', 'cost') },
    );
    expect([...evidence.dataset.numbers].map(([name, values]) => [name, ...values])).toEqual([
      ['resolved', 1, 0],
      ['cost', 0.5, Number.NaN],
    ]);
    expect([evidence.missing, evidence.positive, evidence.dataset.label]).toEqual([1, null, null]);
  });

  it('count and weigh rows, strictly', () => {
    const columns = { count: 'n', weight: 'w' };
    const evidence = build({ 'x.csv': 'label,prediction,n,w\n1,1,3,.5\n0,,4,0\n' }, { columns });
    expect([evidence.dataset.count, evidence.dataset.weight]).toEqual([Float64Array.of(3, 4), Float64Array.of(0.5, 0)]);
    expect(evidence.missing).toBe(4);
    const bad = 'label,prediction,n,w\n1,1,1.5,-1\n0,1,-1,x\n1,0,,inf\n0,0,1e20,\n';
    expect(problemsOf(() => build({ 'x.csv': bad }, { columns }))).toEqual([
      ...[2, 3, 4, 5].map((line) => `x.csv:${line}: "n" must be a whole number from 0 to 9007199254740991 (2^53 − 1).`),
      ...[2, 3, 4, 5].map((line) => `x.csv:${line}: "w" must be a number that is not negative.`),
    ]);
    const huge = 'label,prediction,n,w\n1,1,1,1e160\n0,1,4,1e308\n1,1,1,1\n';
    expect(problemsOf(() => build({ 'x.csv': huge }, { columns }))).toEqual([
      'x.csv:3: "w" is too large: the weights have no finite sum. Divide every weight by the same number.',
    ]);
    const unread = build({ 'x.csv': 'label,prediction,count,weight\n1,1,3,.5\n0,1,4,2\n' });
    expect([unread.dataset.count, unread.dataset.weight]).toEqual([null, null]);
  });

  it('cluster and slice rows; rows without a value are noted', () => {
    const { dataset, notes } = build(
      {
        'a.csv': 'label,prediction,who,age\n1,1,p,80+\n0,1,q,10\n',
        'b.csv': 'label,prediction,who,age\n1,1,,\n0,1,p,9\n0,0,,9\n',
      },
      { columns: { cluster: 'who' }, sliceColumns: wanted('age', 'age') },
    );
    expect([...dataset.cluster!]).toEqual([0, 1, 2, 0, 3]);
    const { codes, names } = dataset.slices.get('age')!;
    expect([names, [...codes]]).toEqual([
      ['10', '80+', '9'],
      [1, 0, -1, 2, 2],
    ]);
    expect(notes).toEqual([
      '2 rows have no value in the cluster column "who"; each counts as a cluster of its own.',
      '1 row has no value in the column "age", and so no slice by it.',
    ]);
  });
});

describe('precomputed values', () => {
  const read = (files: Record<string, string>) => {
    const { dataset } = build(files, { task: 'metrics', needs: new Set() });
    return Object.fromEntries(
      [...dataset.scalars].map(([name, { value, standardError, n }]) => [name, [value, standardError, n]]),
    );
  };

  it('come from objects of numbers, where _stderr names the standard error', () => {
    const json =
      '{"results":{"qnli":{"acc,none":0.5,"acc_stderr,none":0.1,"f1,none":NaN,"bleu,none":20,"bleu_stderr,none":"N/A","alias":"x"}},"loss":1e-3,"x_stderr":2}';
    expect(read({ 'x.json': json })).toEqual({
      'results.qnli.acc,none': [0.5, 0.1, null],
      'results.qnli.f1,none': [null, null, null],
      'results.qnli.bleu,none': [20, null, null],
      loss: [0.001, null, null],
      x_stderr: [2, null, null],
    });
  });

  it('come from rows of any format, with or without standard error and n', () => {
    const files = {
      'x.csv': 'Metric,Value,StdErr,N\nacc,.5,.1,10\nloss,NaN,,\n',
      'y.jsonl': '{"metric":"bleu","value":20,"std_err":2}\n',
      'z.json': '{"f1":0.25}',
    };
    expect(read({ ...files, 'x.csv': files['x.csv'].replace('StdErr', 'stderr') })).toEqual({
      acc: [0.5, 0.1, 10],
      loss: [null, null, null],
      bleu: [20, 2, null],
      f1: [0.25, null, null],
    });
  });

  it('are refused when doubled, nameless, negative in error or short of columns', () => {
    const files = {
      'x.csv': 'metric,value,stderr,n\na,1,-1,1.5\n,1,,\na,2,,-1\n',
      'y.csv': 'metrics,val\na,1\n',
      'z.json': '{"a":1}',
    };
    expect(problemsOf(() => read(files))).toEqual([
      'x.csv:2: n must be a whole number that is not negative.',
      'x.csv:3: the name of the metric is blank.',
      'x.csv:4: the metric "a" is also at x.csv:2.',
      'x.csv:4: n must be a whole number that is not negative.',
      'y.csv: precomputed values are read from the columns `metric` and `value`, and `stderr` and `n` if there are any. Did you mean "metrics"? The columns are "metrics", "val".',
      'z.json:1: the metric "a" is also at x.csv:2.',
      'x.csv:2: the standard error of "a" is negative.',
    ]);
  });
});
