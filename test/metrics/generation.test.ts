import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { explainParameter, findMetric } from '../../src/metrics/catalogue.ts';
import { ELSEWHERE, explainElsewhere } from '../../src/metrics/elsewhere.ts';
import { editDistance } from '../../src/metrics/generation/edit-distance.ts';
import { fewestEdits } from '../../src/metrics/generation/error-rates.ts';
import { passAtLeastOnce, passEveryTime } from '../../src/metrics/generation/pass-at-k.ts';
import { stem } from '../../src/metrics/generation/porter-stemmer.ts';
import { ratioOfSums } from '../../src/metrics/generation/ratio.ts';
import {
  bestScore,
  rougeTokenizer,
  scoreLines,
  scoreLongest,
  scoreNgrams,
} from '../../src/metrics/generation/rouge-scores.ts';
import { shareOfAgreeingPairs } from '../../src/metrics/generation/run-to-run.ts';
import { gatherRuns, scoreExamples } from '../../src/metrics/generation/runs.ts';
import { bagF1, squadWords } from '../../src/metrics/generation/squad.ts';
import { commonLength, commonPositions } from '../../src/metrics/generation/subsequences.ts';
import { generationMetrics } from '../../src/metrics/generation/table.ts';
import { unitTest } from '../../src/metrics/units.ts';
import { splitWords, strip } from '../../src/metrics/white-space.ts';
import type { Quantity } from '../../src/model/dataset.ts';
import { type Example, NO_OPTIONS } from '../../src/model/metric.ts';
import { contributionsOf, datasetOf, digested, type Given, measure, metricOf } from './generation-rows.ts';

const METRICS = generationMetrics().flatMap((entry) => ('members' in entry ? entry.members : [entry]));

const ofTexts = (...texts: (readonly [string | null, readonly (string | null)[]])[]): Given =>
  datasetOf({ rows: texts.length, texts });
const ofRuns = (id: string, passed: readonly (number | null)[], keys?: readonly number[]): Given =>
  datasetOf({ rows: id.length, id: [...id], quantities: { passed }, ...(keys && { keys }) });
const valueOn = (name: string, given: Given) => measure(name, given).value;
const outcomeOn = (name: string, given: Given) => {
  const { value, reason } = measure(name, given);
  return [value, reason];
};

/** The rows of an example as the dataset that the evidence reader makes of them. */
function readExample({ rows }: Example): Given {
  const column = (key: string) => rows.map((row) => row[key] ?? null);
  const names = Object.keys(rows[0]!).filter((key) => !['id', 'run', 'label', 'prediction'].includes(key));
  const hasTexts = 'prediction' in rows[0]!;
  return datasetOf({
    rows: rows.length,
    ...(hasTexts && { texts: rows.map((row) => [row.prediction as string, [row.label as string]] as const) }),
    ...('id' in rows[0]! && { id: column('id') as string[] }),
    quantities: Object.fromEntries(names.map((key) => [key as Quantity, column(key) as (number | null)[]])),
  });
}

describe('the table', () => {
  it.each(METRICS)('has an example of $name whose value holds', ({ name, example }) => {
    expect(valueOn(name, readExample(example!))).toBeCloseTo(example!.value, 10);
  });

  it('gives metrics that share vectors one digest, and others another', () => {
    const keyOf = (name: string) => metricOf(name).digest!.key;
    expect(keyOf('rouge2@measure:recall')).toBe(keyOf('rouge2'));
    const different = ['rouge1', 'rouge2', 'rouge2@stem:yes', 'rougeL', 'rougeLsum', 'exact_match', 'token_f1', 'wer'];
    expect(new Set([...different, 'cer', 'exact_match@norm:squad', 'exact_match@norm:none'].map(keyOf)).size).toBe(11);
  });

  it('gives every option a signature of its own', () => {
    const names = ['rouge1', 'rouge1@stem:yes', 'rouge1@measure:recall', 'exact_match', 'exact_match@norm:squad'];
    expect(new Set([...names, 'pass@1', 'pass@2', 'pass^2'].map((name) => metricOf(name).signature)).size).toBe(8);
  });

  it('knows parameters, and says what is wrong with one', () => {
    expect(metricOf('pass@5').name).toBe('pass@5');
    expect(metricOf('pass^5').name).toBe('pass^5');
    expect(metricOf('rougeL@measure:f|stem:yes').name).toBe('rougeL@stem:yes');
    expect(metricOf('wer', 'translation').name).toBe('wer');
    expect(findMetric('pass@1', 'binary')).toBeNull();
    expect(findMetric('rouge10', 'generation')).toBeNull();
    expect(findMetric('pass^0', 'generation')).toBeNull();
    const explain = (name: string) => explainParameter(name, 'generation');
    expect(explain('pass')).toBe('pass needs its parameter: write pass@1');
    expect(explain('pass@0')).toBe('pass@k expects a whole number above 0 behind the @, found "0"');
    expect(explain('rouge1@stem:maybe')).toBe('rouge1: stem is one of no, yes, found "maybe"');
    expect(explain('exact_match@norm:lower')).toBe('exact_match: norm is one of strip, none, squad, found "lower"');
  });
});

describe('ROUGE of rouge-score', () => {
  const fox = ofTexts(['The quick brown dog jumps on the log.', ['The quick brown fox jumps over the lazy dog']]);
  const cats = ofTexts([
    "A cat was running quickly\nThe dog doesn't fly; they are naive.",
    ["The cats were running.\nDogs don't fly, they're naïve!"],
  ]);

  it.each([
    ['rouge1@measure:precision', 0.75],
    ['rouge1@measure:recall', 0.6666667],
    ['rouge1', 0.7058823529],
    ['rouge2', 0.2666666667],
    ['rougeL', 0.5882352941],
  ])('%s of the fox is %d', (name, expected) => expect(valueOn(name, fox)).toBeCloseTo(expected, 7));

  it.each([
    ['rouge1', 0.4, 0.56],
    ['rouge2', 0.1739130435, 0.1739130435],
    ['rougeL', 0.32, 0.48],
    ['rougeLsum', 0.4, 0.56],
  ])('%s of the cats is %d, and with stems %d', (name, plain, stemmed) => {
    expect(valueOn(name, cats)).toBeCloseTo(plain, 10);
    expect(valueOn(`${name}@stem:yes`, cats)).toBeCloseTo(stemmed, 10);
  });

  it('is 0 where a text has no token', () => {
    for (const name of ['rouge1', 'rouge2', 'rougeL', 'rougeLsum']) {
      expect(outcomeOn(name, ofTexts(['日本語', ['日本語']], ['', ['a']], ['a', ['']], ['', ['']]))).toEqual([0, null]);
    }
  });

  it('works the examples of the doc comments', () => {
    expect(['running', 'happily', 'relational', 'generalizations'].map(stem)).toEqual([
      'run',
      'happili',
      'relat',
      'gener',
    ]);
    expect(['dies', 'happy', 'enjoy', 'ours', 'is'].map(stem)).toEqual(['die', 'happi', 'enjoy', 'our', 'is']);
    expect(rougeTokenizer(false)('Naïve cats RAN!')).toEqual(['na', 've', 'cats', 'ran']);
    expect(rougeTokenizer(true)('Naïve cats RAN!')).toEqual(['na', 've', 'cat', 'ran']);
    const tokenize = rougeTokenizer(false);
    expect(scoreNgrams(2, tokenize)('a b a b', 'a b c')).toEqual([1 / 3, 1 / 2, expect.closeTo(2 / 5, 14)]);
    expect(scoreLongest(tokenize)('a x b', 'a b c d')).toEqual([2 / 3, 1 / 2, expect.closeTo(4 / 7, 14)]);
    expect(scoreLines(tokenize)('a b\nc', 'c a b')).toEqual([1, 1, 1]);
    expect(scoreLongest(tokenize)('a b\nc', 'c a b')).toEqual([2 / 3, 2 / 3, 2 / 3]);
    expect(bestScore(scoreLongest(tokenize))('a', ['a b', 'a'])).toEqual([1, 1, 1]);
    expect(commonLength([...'abcde'], [...'bxce'])).toBe(3);
    expect(commonPositions([...'ab'], [...'ba'])).toEqual([0]);
  });
});

describe('answers', () => {
  it('are compared as SQuAD does', () => {
    expect(squadWords('The U.S.A.’s well-known – a – song')).toEqual(['usa’s', 'wellknown', '–', '–', 'song']);
    expect(bagF1(['barack', 'obama'], ['president', 'barack', 'obama'])).toBe(4 / 5);
    expect([bagF1([], []), bagF1([], ['a']), bagF1(['a'], [])]).toEqual([1, 0, 0]);
    expect(valueOn('token_f1', ofTexts(['the', ['!']], ['a cat', ['dog', 'cat']], ['', ['cat']]))).toBeCloseTo(
      2 / 3,
      14,
    );
  });

  it('match one of their references, white space at the ends aside', () => {
    const given = ofTexts([' x\n', ['y', 'x']], ['X', ['x']], ['é', ['e\u0301']]);
    expect(valueOn('exact_match', given)).toBeCloseTo(1 / 3, 14);
    expect(valueOn('exact_match@norm:none', given)).toBe(0);
    expect(valueOn('exact_match@norm:squad', given)).toBeCloseTo(2 / 3, 14);
  });

  it('are split at what Python calls white space', () => {
    expect(strip('\u0085 a b\n')).toBe('a b');
    expect(splitWords(' a\u3000b\n')).toEqual(['a', 'b']);
    expect(strip('\ufeff')).toBe('\ufeff');
  });
});

describe('error rates', () => {
  it('works the examples of the doc comments', () => {
    expect(editDistance([...'kitten'], [...'sitting'])).toBe(3);
    expect(editDistance([...'abc'], [...'abc'])).toBe(0);
    expect(editDistance([...'aab'], [...'ab'])).toBe(1);
    expect(editDistance([], [...'ab'])).toBe(2);
  });

  it('takes the reference of the lowest rate, and the shorter one of equals', () => {
    expect(fewestEdits([...'abcd'], [[...'abcx'], [...'abxx'], [...'abcdefgh']])).toEqual([1, 4]);
    expect(fewestEdits([...'ab'], [[...'cdcd'], [...'xy']])).toEqual([2, 2]);
    expect(fewestEdits([...'ab'], [[...'abcd'], [...'xb']])).toEqual([1, 2]);
    expect(fewestEdits([...'ab'], [[], [...'xyz']])).toEqual([3, 3]);
    expect(fewestEdits([], [[...'xyz'], []])).toEqual([0, 0]);
  });

  it('adds up insertions against empty references, and has no value without a word', () => {
    expect(outcomeOn('wer', ofTexts(['a b', ['']], ['c', ['c']]))).toEqual([2, null]);
    expect(outcomeOn('wer', ofTexts(['a b', ['']]))).toEqual([null, 'zero_division']);
    expect(outcomeOn('wer', ofTexts(['', ['']]))).toEqual([null, 'no_examples']);
  });

  it('counts code points', () => {
    expect(valueOn('cer', ofTexts(['🙂x', ['🙂y']]))).toBe(0.5);
  });
});

describe('runs', () => {
  it.each([
    [10, 3, 1, 0.3],
    [10, 3, 5, 0.9166666667],
    [200, 20, 10, 0.6602256238],
    [5, 3, 3, 1],
    [5, 0, 2, 0],
  ])('%d runs of which %d pass have pass@%d %d', (n, c, k, expected) => {
    expect(passAtLeastOnce(n, c, k)).toBeCloseTo(expected, 10);
    const passed = Array.from({ length: n }, (_, i) => (i < c ? 1 : 0));
    expect(valueOn(`pass@${k}`, ofRuns('p'.repeat(n), passed))).toBeCloseTo(expected, 10);
  });

  it('have the pass^k of the doc comment', () => {
    expect(passEveryTime(10, 3, 1)).toBeCloseTo(0.3, 14);
    expect(passEveryTime(10, 3, 2)).toBeCloseTo(1 / 15, 14);
    expect(passEveryTime(10, 3, 4)).toBe(0);
    expect(passEveryTime(10, 3, 5)).toBe(0);
  });

  it('lack a value when a problem was tried too seldom, but not when it has no outcome at all', () => {
    expect(outcomeOn('pass@2', ofRuns('aabb', [1, 0, 1, null]))).toEqual([null, 'too_few']);
    expect(outcomeOn('pass@2', ofRuns('aabb', [1, 0, null, null]))).toEqual([1, null]);
    expect(outcomeOn('pass@1', ofRuns('ab', [null, null]))).toEqual([null, 'no_examples']);
  });

  it('stand on the row of the smallest key, wherever it is; without keys on the first', () => {
    const rowsOf = (given: Given) => {
      const isUnit = unitTest(contributionsOf('pass@2', given));
      return [0, 1, 2, 3, 4].filter(isUnit);
    };
    expect(rowsOf(ofRuns('ababa', [1, 1, 0, 0, 1]))).toEqual([0, 1]);
    expect(rowsOf(ofRuns('ababa', [1, 1, 0, 0, 1], [7, 5, 9, 2, 3]))).toEqual([3, 4]);
    expect(rowsOf(ofRuns('ababa', [1, 1, 0, 0, 1], [7, 5, 7, 5, 7]))).toEqual([0, 1]);
  });

  it('take a row of no example for an example of its own', () => {
    const { dataset } = ofRuns('aab', [1, 0, 1]);
    const lone = { ...dataset, repeats: Int32Array.of(-1, -1, 0) };
    expect(measure('pass@1', { dataset: lone, texts: null }).value).toBeCloseTo(2 / 3, 14);
    expect(measure('pass@1', { dataset: { ...dataset, repeats: null }, texts: null }).value).toBeCloseTo(2 / 3, 14);
    expect(valueOn('pass@1', ofRuns('aab', [1, 0, 1]))).toBe(0.75);
  });

  it('are gathered by example', () => {
    const { dataset } = ofRuns('aba', [1, 0, null]);
    const examples = gatherRuns(dataset, dataset.quantities.get('passed')!);
    expect(examples).toEqual([
      { row: 0, outcomes: [1] },
      { row: 1, outcomes: [0] },
    ]);
    expect(scoreExamples(3, examples, ([outcome]) => outcome!)).toEqual(Float64Array.of(1, 0, Number.NaN));
  });

  it('agree in pairs, and stray from each other', () => {
    expect(shareOfAgreeingPairs([1, 1, 0])).toBeCloseTo(1 / 3, 14);
    expect(valueOn('run_to_run_sd', ofRuns('aabb', [1, 0, 1, 1]))).toBe(0.5);
    expect(valueOn('run_to_run_sd', ofRuns('aaa', [1, 1, 0]))).toBeCloseTo(Math.sqrt(1 / 3), 14);
    expect(outcomeOn('consistency_rate', ofRuns('ab', [1, 1]))).toEqual([null, 'no_examples']);
    expect(outcomeOn('run_to_run_sd', ofRuns('ab', [1, 1]))).toEqual([null, 'no_examples']);
  });

  it('prefer the passed column to predictions', () => {
    const id = ['a', 'a'];
    const classes = { id, label: ['x', 'x'], prediction: ['x', 'y'], rows: 2 };
    expect(valueOn('consistency_rate', datasetOf(classes))).toBe(0);
    expect(valueOn('run_to_run_sd', datasetOf(classes))).toBeCloseTo(Math.SQRT1_2, 14);
    const quantities = { passed: [1, 1] };
    expect(valueOn('consistency_rate', datasetOf({ ...classes, quantities }))).toBe(1);
    expect(valueOn('run_to_run_sd', datasetOf({ ...classes, quantities }))).toBe(0);
  });
});

describe('numbers', () => {
  const of = (quantities: Readonly<Partial<Record<Quantity, readonly (number | null)[]>>>) =>
    datasetOf({ rows: Object.values(quantities)[0]!.length, quantities });

  it('make a perplexity and bits per byte', () => {
    expect(valueOn('perplexity', of({ nll: [2, 4], tokens: [1, 2] }))).toBeCloseTo(Math.exp(2), 12);
    expect(valueOn('bits_per_byte', of({ nll: [Math.LN2, 3 * Math.LN2], bytes: [1, 1] }))).toBeCloseTo(2, 14);
  });

  it.each([
    [[-1, 2], [1, 1], 'out_of_range'],
    [[1, 2], [-1, 1], 'out_of_range'],
    [[1, 2], [0, 0], 'zero_division'],
    [[0, 0], [0, 0], 'no_examples'],
    [[null, 1], [1, null], 'no_examples'],
  ])('have no perplexity and bits per byte for nll %j over %j: %s', (nll, sizes, reason) => {
    expect(outcomeOn('perplexity', of({ nll, tokens: sizes }))).toEqual([null, reason]);
    expect(outcomeOn('bits_per_byte', of({ nll, bytes: sizes }))).toEqual([null, reason]);
  });

  it('are one total over another', () => {
    const { reduce } = ratioOfSums(Float64Array.of(1, 2, 2, 4));
    expect(reduce(Float64Array.of(3, 6))).toEqual({
      value: 1 / 2,
      reason: null,
      gradient: Float64Array.of(1 / 6, -1 / 12),
    });
  });

  it('have no perplexity that a double cannot hold', () => {
    expect(outcomeOn('perplexity', of({ nll: [800], tokens: [1] }))).toEqual([null, 'nonfinite_input']);
  });

  it('lie between losing and winning', () => {
    expect(outcomeOn('win_rate', of({ win: [1, 0.5, 0, 0.25] }))).toEqual([0.4375, null]);
    expect(outcomeOn('win_rate', of({ win: [1, 1.5] }))).toEqual([null, 'out_of_range']);
  });

  it.each([
    ['refusal_rate', 'refused'],
    ['format_valid_rate', 'valid'],
    ['toxicity_rate', 'toxic'],
    ['pass@1', 'passed'],
  ] as const)('are yes or no for %s', (name, column) => {
    expect(valueOn(name, of({ [column]: [1, 0, null, 1] }))).toBeCloseTo(2 / 3, 14);
    const contribute = () => metricOf(name).contribute(of({ [column]: [1, null, 0.3] }).dataset, NO_OPTIONS);
    expect(contribute).toThrow(EvidenceError);
    expect(contribute).toThrow(`The metric ${name} counts yes and no, and its column ${column} holds 0.3 in row 3.`);
  });
});

describe('evidence that lacks something', () => {
  it('has rows that are no units, and no value without a unit', () => {
    for (const name of ['rouge1', 'exact_match', 'token_f1', 'wer', 'cer']) {
      expect(outcomeOn(name, ofTexts())).toEqual([null, 'no_examples']);
      expect(outcomeOn(name, ofTexts([null, ['a']], ['a', [null, null]], ['a', []]))).toEqual([null, 'no_examples']);
      const isUnit = unitTest(
        contributionsOf(name, ofTexts([null, ['a']], ['a', [null]], ['a', [null, 'a']], ['', ['']])),
      );
      expect([0, 1, 2, 3].filter(isUnit)).toEqual([2, 3]);
    }
  });

  it('is told so', () => {
    const problem = (name: string, given: Given) => () =>
      metricOf(name).contribute(digested(given, metricOf(name)), NO_OPTIONS);
    const none = datasetOf({ rows: 1 });
    expect(problem('rouge1', none)).toThrow('The metric rouge1 is made from texts, which are absent.');
    expect(problem('pass@5', none)).toThrow(/needs a passed column[\s\S]*needs a run column/);
    expect(problem('pass@1', none)).not.toThrow(/run column/);
    expect(problem('consistency_rate', none)).toThrow(/needs a run column[\s\S]*neither a passed column nor predicted/);
    const predicted = datasetOf({ rows: 1, id: ['a'], prediction: ['x'] });
    expect(problem('run_to_run_sd', predicted)).toThrow('neither a passed column nor predicted classes');
    expect(problem('consistency_rate', predicted)).not.toThrow();
  });
});

describe('metrics that are computed elsewhere', () => {
  it.each([
    ['comet', 'COMET'],
    ['COMET-22', 'COMET'],
    ['bert_score_f1', 'BERTScore'],
    ['BLEURT-20', 'BLEURT'],
    ['metricx', 'MetricX'],
    ['mover_score', 'MoverScore'],
    ['llm-as-judge', 'a judgement'],
    ['g_eval', 'a grade by a language model'],
    ['answer_relevancy', 'answer relevancy'],
  ])('%s is %s', (name, title) => {
    expect(explainElsewhere(name)).toContain(`"${name}" (${title}) takes `);
    expect(explainElsewhere(name)).toContain('this program runs no model');
  });

  it('are none of ours', () => {
    for (const { name } of METRICS) expect(explainElsewhere(name)).toBeNull();
    expect(explainElsewhere('bleu')).toBeNull();
    expect(ELSEWHERE.flatMap(({ stems }) => stems).filter((own) => !/^[a-z0-9]+$/.test(own))).toEqual([]);
  });
});
