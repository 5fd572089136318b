import { describe, expect, it } from 'vitest';
import type { EvidenceRequest } from '../../src/evidence/request.ts';
import type { Sets } from '../../src/model/dataset.ts';
import { build, problemsOf, wanted } from './reading.ts';

type Needs = EvidenceRequest['needs'];
const needs = (...names: readonly string[]) => new Set(names) as Needs;
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** The names of the members of each row; null where the set is missing. */
function membersOf(sets: Sets | null, classes: readonly string[]): (readonly string[] | null)[] {
  const { offsets, values, missing } = sets!;
  return [...missing].map((isMissing, row) =>
    isMissing ? null : [...values.subarray(offsets[row], offsets[row + 1])].map((code) => classes[code]!),
  );
}

describe('sets of classes', () => {
  const request = { task: 'multilabel', needs: needs('label', 'prediction') } as const;

  it.each([
    [
      'lists of JSON',
      {
        'a.jsonl': lines([
          { label: ['b', 'a', 'b'], prediction: [] },
          { label: '', prediction: ['c'] },
        ]),
      },
    ],
    ['lists as Python writes them', { 'a.csv': `label,prediction\n"['b', ""a""]",[]\n[],[c]\n` }],
    ['texts between bars', { 'a.csv': 'label,prediction\nb | a,[]\n[],c\n' }],
  ])('are read from %s', (_, files) => {
    const { dataset, missing } = build(files, request);
    expect(dataset.classes).toEqual(['a', 'b', 'c']);
    expect(membersOf(dataset.labelSets, dataset.classes)).toEqual([['a', 'b'], []]);
    expect(membersOf(dataset.predictionSets, dataset.classes)).toEqual([[], ['c']]);
    expect(missing).toBe(0);
  });

  it('are read from a column a class, in which other cells than 0 and 1 are missing', () => {
    const csv = 'y_a,y_b,p_a,p_b,guess\n1,0,0.9,0.1,a\n1,1,0.8,0.7,\n,0,0.2,0.3,a|b\n2,0,0.2,0.3,b\n';
    const { dataset, missing, notes } = build(
      { 'a.csv': csv },
      { ...request, columns: { label: 'y_*', prediction: 'guess' } },
    );
    expect(membersOf(dataset.labelSets, dataset.classes)).toEqual([['a'], ['a', 'b'], null, null]);
    expect(membersOf(dataset.predictionSets, dataset.classes)).toEqual([['a'], null, ['a', 'b'], ['b']]);
    expect(dataset.scores.map(({ className }) => className)).toEqual(['a', 'b']);
    expect(missing).toBe(3);
    expect(notes).toEqual(['In the column "y_a" 1 cells are neither 0 nor 1, and count as missing.']);
    const byName = { label: { a: 'y_a', b: 'y_b' }, prediction: 'guess' };
    expect(build({ 'a.csv': csv }, { ...request, columns: byName }).dataset.labelSets).toEqual(dataset.labelSets);
  });

  it('are no lists of lists', () => {
    const files = {
      'a.jsonl': lines([
        { label: ['a'], prediction: ['a'] },
        { label: [['a']], prediction: [] },
      ]),
    };
    expect(problemsOf(() => build(files, request))).toEqual([
      'a.jsonl:2: "label" holds an object or a list of lists, but the labels are read from it. Write a value or a list of values in each cell.',
    ]);
  });
});

describe('numbers', () => {
  it('are labels and predictions of a regression; what is no number is missing', () => {
    const { dataset, missing, notes } = build(
      { 'a.csv': 'target,pred\n1,1.5\n-2e3,x\n,3\n' },
      { task: 'regression', needs: needs('label', 'prediction') },
    );
    expect([...dataset.numericLabel!]).toEqual([1, -2000, Number.NaN]);
    expect([...dataset.numericPrediction!]).toEqual([1.5, Number.NaN, 3]);
    expect(missing).toBe(2);
    expect(notes[0]).toContain('"x" at a.csv:3');
  });

  it('of a quantity are read when a metric needs it', () => {
    const csv = 'id,latency_ms,winner,passed\n1,10,win,true\n2,20,tie,False\n3,,loss,1\n4,5,who?,0\n';
    const { dataset, missing } = build(
      { 'a.csv': csv },
      { task: 'generation', needs: needs('latency', 'win', 'passed') },
    );
    expect([...dataset.quantities.keys()]).toEqual(['latency', 'passed', 'win']);
    expect([...dataset.quantities.get('win')!]).toEqual([1, 0.5, 0, Number.NaN]);
    expect([...dataset.quantities.get('passed')!]).toEqual([1, 0, 1, 0]);
    expect(missing).toBe(2);
    expect(problemsOf(() => build({ 'a.csv': 'id\n1\n' }, { task: 'generation', needs: needs('cost') }))[0]).toContain(
      'no column holds the values of cost, which the metrics need. Name it with `columns: { cost: … }`',
    );
  });
});

describe('texts', () => {
  const request = { task: 'translation', needs: needs('label', 'prediction') } as const;

  it('may be empty or say NA; only a blank cell of a CSV is missing', () => {
    const csv = build({ 'a.csv': 'hypothesis,reference\nNA,none\n,b\n"  a ",None\n' }, request);
    expect(csv.raw.texts).toEqual({ hypotheses: ['NA', null, '  a '], references: [['none'], ['b'], ['None']] });
    expect(csv.missing).toBe(1);
    const jsonl = build(
      {
        'a.jsonl': lines([
          { hyp: '', ref: 'x' },
          { hyp: null, ref: 'y' },
          { hyp: 'z', ref: '' },
        ]),
      },
      request,
    );
    expect(jsonl.raw.texts).toEqual({ hypotheses: ['', null, 'z'], references: [['x'], ['y'], ['']] });
    expect(jsonl.missing).toBe(1);
  });

  it('have one reference or several: lists, or several columns', () => {
    const rows = [
      { hyp: 'a', ref: ['x', null, ''] },
      { hyp: '[b]', ref: '[y]' },
    ];
    expect(build({ 'a.jsonl': lines(rows) }, request).raw.texts).toEqual({
      hypotheses: ['a', '[b]'],
      references: [['x', null, ''], ['y']],
    });
    const plain = [
      { hyp: 'a', ref: 'w' },
      { hyp: '[b]', ref: '[y]' },
    ];
    expect(build({ 'a.jsonl': lines(plain) }, request).raw.texts!.references).toEqual([['w'], ['[y]']]);
    const csv = 'hyp,ref_a,ref_b\nh,one,two\ni,three,\n';
    const expected = {
      hypotheses: ['h', 'i'],
      references: [
        ['one', 'two'],
        ['three', null],
      ],
    };
    for (const label of [['ref_a', 'ref_b'], 'ref_*']) {
      expect(build({ 'a.csv': csv }, { ...request, columns: { label } }).raw.texts).toEqual(expected);
    }
    const { raw, notes } = build(
      { 'a.csv': `hyp,refs\nh,"['one', 'it''s']"\ni,['three']\n`.replace("''", "\\'") },
      request,
    );
    expect(raw.texts!.references).toEqual([['one', "it's"], ['three']]);
    expect(notes).toEqual(['Every reference is a list in brackets, so each is read as several references.']);
  });

  it('never reach the dataset', () => {
    const { dataset } = build({ 'a.csv': 'hyp,ref\nsecret,words\n' }, request);
    expect(JSON.stringify({ ...dataset, keys: null })).not.toMatch(/secret|words/);
  });
});

describe('rankings', () => {
  const request = { task: 'ranking', needs: needs('label', 'score') } as const;

  it('have a row a query; judgements and results of one item may stand apart', () => {
    const qrels = 'query,item,relevance\nq1,d1,1\nq1,d2,0\nq2,d3,2\n';
    const run = 'query,item,score\nq1,d2,0.5\nq2,d9,0.1\nq1,d1,0.7\n';
    const { dataset, raw, ids, missing } = build({ 'qrels.csv': qrels, 'run.csv': run }, request);
    expect(ids).toEqual(['q1', 'q2']);
    expect(dataset.rows).toBe(2);
    expect(missing).toBe(0);
    expect(raw.rankings).toEqual({
      offsets: Int32Array.of(0, 2, 4),
      items: ['d1', 'd2', 'd3', 'd9'],
      relevance: Float64Array.of(1, 0, 2, Number.NaN),
      score: Float64Array.of(0.7, 0.5, Number.NaN, 0.1),
      popularity: null,
      catalogue: 4,
    });
  });

  it('have one row an item and side, and one value a query', () => {
    const csv = 'query,item,rel,score,lang\nq1,d1,1,0.5,en\nq1,d1,0,,en\nq1,d2,0,nan,de\n,d3,1,1,en\n';
    expect(problemsOf(() => build({ 'a.csv': csv }, { ...request, sliceColumns: wanted('lang') }))).toEqual([
      'a.csv:5: the query is blank.',
      'a.csv:3: the item "d1" stands twice in its query. Keep one row.',
      'a.csv:4: the column "lang" differs from an earlier row of its query. It is about the whole query: write the same in all of its rows.',
    ]);
    const stated = {
      'qrels.csv': 'query,item,rel\nq,d1,1\n',
      'run.csv': 'query,item,score,lang\nq,d1,0.5,\nq,d2,0.4,en\n',
    };
    const { slices } = build(stated, { ...request, sliceColumns: wanted('lang') }).dataset;
    expect([...slices.get('lang')!.codes]).toEqual([0]);
    const { missing } = build({ 'a.csv': 'query,item,rel,score\nq,d1,1,0.5\nq,d2,0,nan\nq,d3,x,\n' }, request);
    expect(missing).toBe(2);
    const both = build({ 'a.csv': 'query,item,rel,score\nq,d1,x,nan\nq,d2,1,0.5\n' }, request);
    expect(both.missing).toBe(1);
  });

  it('counts all rows of a query that lacks a number', () => {
    const rows = 'query,item,rel,score,latency\nq,d1,1,0.5,\nq,d2,0,0.4,\nr,d1,1,0.5,9\n';
    const needs = new Set(['label', 'score', 'latency'] as const);
    expect(build({ 'a.csv': rows }, { ...request, needs }).missing).toBe(2);
  });
});

describe('repeated runs', () => {
  const request = { task: 'binary', columns: { run: 'seed' }, sliceColumns: wanted() } as const;
  const csv = 'id,seed,label,prediction\nb,10,1,1\na,9,1,0\na,10,1,1\nb,9,0,0\n';

  it('are numbered in the order of their names, and rows of one example are a cluster', () => {
    const { dataset, ids, runs } = build({ 'a.csv': csv }, request);
    expect(ids).toEqual(['b', 'a', 'a', 'b']);
    expect([...runs!]).toEqual([1, 0, 1, 0]);
    expect([...dataset.repeats!]).toEqual([0, 1, 1, 0]);
    expect(dataset.cluster).toEqual(dataset.repeats);
    expect(dataset.keys![2]).toBe(dataset.keys![1]! + 1);
  });

  it('are the rows of an id, in their order, when a metric needs runs and there is no column of them', () => {
    const { runs } = build(
      { 'a.csv': 'id,label,prediction\nb,1,1\na,1,0\na,1,1\nb,0,0\n' },
      {
        needs: needs('label', 'prediction', 'run'),
      },
    );
    expect([...runs!]).toEqual([0, 0, 1, 1]);
  });

  it('agree in what is said of their example, where a metric takes them together', () => {
    const sliced = 'id,seed,label,prediction,grade,who\na,1,1,1,x,u\na,2,1,0,y,v\nb,1,0,0,y,w\nb,2,0,0,,w\n';
    const both = { ...request, columns: { run: 'seed', cluster: 'who' }, sliceColumns: wanted('grade') };
    expect(
      problemsOf(() => build({ 'a.csv': sliced }, { ...both, needs: needs('label', 'prediction', 'run') })),
    ).toEqual([
      'a.csv:3: the column "cluster" differs from an earlier row of its example. It is about the whole example: write the same in all of its rows.',
      'a.csv:3: the column "grade" differs from an earlier row of its example. It is about the whole example: write the same in all of its rows.',
    ]);
    // Metrics whose units are the rows may be sliced by what differs between runs.
    expect(build({ 'a.csv': sliced }, both).dataset.slices.has('grade')).toBe(true);
  });

  it('stand once, and under an id', () => {
    expect(problemsOf(() => build({ 'a.csv': `${csv}a,9,1,1\n,9,1,1\nc,,1,1\n` }, request))).toEqual([
      'a.csv:7: the id is blank. Give every row an id in the column "id".',
      'a.csv:8: the run is blank. Give every row a run in the column "seed".',
      'a.csv:6: the run "9" of the id "a" is also at a.csv:3.',
    ]);
    expect(problemsOf(() => build({ 'a.csv': 'seed,label,prediction\n1,1,1\n' }, request))[0]).toContain(
      'repeated runs belong to one example by its id',
    );
  });
});
