import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explainParameter, findMetric, metricNames } from '../../src/metrics/catalogue.ts';
import { reduceBleu } from '../../src/metrics/translation/bleu-score.ts';
import { reduceChrf } from '../../src/metrics/translation/chrf-score.ts';
import { editMatrix } from '../../src/metrics/translation/edit-matrix.ts';
import { countNgrams } from '../../src/metrics/translation/ngram-counts.ts';
import { countEdits } from '../../src/metrics/translation/shifts.ts';
import { createVocabulary } from '../../src/metrics/translation/symbols.ts';
import { reduceTer } from '../../src/metrics/translation/ter.ts';
import { tokenizeTercom } from '../../src/metrics/translation/tercom.ts';
import { TOKENIZERS } from '../../src/metrics/translation/tokenizers.ts';
import { splitWords } from '../../src/metrics/white-space.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import { NO_OPTIONS } from '../../src/model/metric.ts';
import { contributionsOf, measureTexts, type Segment, statisticsOf, textMetric } from './translation-rows.ts';

const HYPOTHESES = [
  'The dog bit the man.',
  "It wasn't surprising.",
  'The man had just bitten him.',
  '',
  'costs $1,234.50 (approx.) -- 10-20%',
  'a b c d e f',
];
const FIRST = [
  'The dog bit the man.',
  'It was not unexpected.',
  'The man bit him first.',
  'nothing here',
  'cost $1,234.5 (approx) – 10-20 %',
  'd e f a b c',
];
const SECOND = [
  'The dog had bit the man.',
  'No one was surprised.',
  'The man had bitten the dog.',
  null,
  'It costs 1234.50 dollars',
  'a b c d e f g',
];
const one = HYPOTHESES.map((hyp, i) => ({ hyp, refs: [FIRST[i]!] }));
const two = HYPOTHESES.map((hyp, i) => ({ hyp, refs: [FIRST[i]!, SECOND[i]!] }));

/** Values by sacreBLEU 2.6.0. */
describe('six segments', () => {
  it.each([
    ['bleu', 37.50719625249137],
    ['bleu@tok:intl', 30.180896910660362],
    ['bleu@tok:char', 54.54958013510965],
    ['bleu@case:lc|tok:none|smooth:none', 31.9309605045496],
    ['chrf', 48.39267324956062],
    ['chrf++', 49.77237374327087],
    ['chrf@eff:no', 48.38932869467982],
    ['ter', 57.14285714285714],
    ['ter@norm:yes', 38.88888888888889],
  ])('have %s %d', (name, expected) => expect(measureTexts(name, one).value).toBeCloseTo(expected, 9));

  it.each([
    ['bleu', 48.23869196856343],
    ['chrf', 55.4075533690901],
  ])('with one or two references have %s %d', (name, expected) => {
    expect(measureTexts(name, two).value).toBeCloseTo(expected, 9);
  });

  it.each([
    ['sentence_bleu', [100, 14.794015674776452, 15.619699684601283, 0, 27.09198854675628, 50.81327481546149]],
    ['sentence_chrf', [100, 24.73801947679657, 34.84006733201161, 0, 59.05500940904504, 38.33333333333332]],
  ])('have %s, each', (name, expected) => {
    const parts = contributionsOf(name, one);
    if (parts.kind !== 'mean') throw new Error('not a mean');
    for (const [i, score] of expected.entries()) expect(parts.scores[i]).toBeCloseTo(score, 9);
  });

  it('have the counts of BLEU and TER', () => {
    const totals = statisticsOf('bleu', one).reduce((sum, row) => sum.map((x, k) => x + row[k]!));
    expect(totals).toEqual([35, 36, 26, 14, 8, 4, 35, 30, 25, 20]);
    expect(statisticsOf('ter', one)).toEqual([
      [0, 5],
      [3, 4],
      [4, 5],
      [2, 2],
      [6, 6],
      [1, 6],
    ]);
  });
});

describe('the examples of the documentation', () => {
  it('of BLEU', () => {
    const one = [{ hyp: 'The man had just bitten him.', refs: ['The man bit him first.'] }];
    expect(statisticsOf('bleu', one)).toEqual([[7, 6, 4, 1, 0, 0, 7, 6, 5, 4]]);
    const totals = Float64Array.of(35, 36, 26, 14, 8, 4, 35, 30, 25, 20);
    expect(reduceBleu({ method: 'exp' }, false)(totals).value).toBeCloseTo(37.5071962525, 9);
  });

  it('of chrF', () => {
    const one = [{ hyp: 'ab c', refs: ['abd'] }];
    expect(statisticsOf('chrf@nc:2', one)).toEqual([[3, 3, 2, 2, 2, 1]]);
    const score = reduceChrf({ beta: 2, effective: true });
    expect(score(Float64Array.of(3, 3, 2, 2, 2, 1, 1)).value).toBeCloseTo(58.3333333333, 9);
  });

  it('of TER', () => {
    const one = [{ hyp: 'a b c d e f', refs: ['d e f a b c', 'a b c d e f g h'] }];
    expect(statisticsOf('ter', one)).toEqual([[1, 7]]);
    expect(reduceTer(Float64Array.of(2, 8)).value).toBe(25);
    const number = createVocabulary();
    const [abc, ac] = [number(['a', 'b', 'c']), number(['a', 'c'])];
    expect(countEdits(number([...'abcdef']), number([...'defabc']))).toBe(1);
    expect(editMatrix(3, ac).align(abc)).toEqual({
      distance: 1,
      opposite: Int32Array.of(0, 2),
      hypothesisErrors: Uint8Array.of(0, 1, 0),
      referenceErrors: Uint8Array.of(0, 0),
    });
    const twice = [{ hyp: "dog's.", refs: ["dog's."] }];
    expect(statisticsOf('ter@norm:yes', twice)).toEqual([[2, 3]]);
  });

  it('of n-gram counts', () => {
    const ngrams = countNgrams(2);
    ngrams.clear(5);
    ngrams.addReference(Int32Array.of(1, 2, 1));
    ngrams.addReference(Int32Array.of(2, 2));
    expect([...ngrams.takeMatches(Int32Array.of(2, 1, 2, 2))]).toEqual([3, 3]);
  });

  it.each([
    ['13a', 'costs $1,234.50 (approx.) -- 10-20%', 'costs $ 1,234.50 ( approx . ) -- 10 - 20 %'],
    ['13a', "Don't U.S. 3.14,15 &amp;quot;", "Don't U . S . 3.14,15 & quot ;"],
    ['zh', 'a–b → 中文。x', 'a – b → 中 文 。 x'],
    ['zh', 'a\u{20001}b', 'a\u{20001}b'],
    ['zh', '\u3000.5', '.5'],
  ] as const)('of the tokenizer %s on %s', (name, text, tokens) => {
    expect(TOKENIZERS[name](text).join(' ')).toBe(tokens);
  });

  it('of Tercom’s tokens and of white space', () => {
    const options = { normalized: true, withoutPunctuation: false, asian: false, lowercase: true };
    expect(tokenizeTercom("The man's dog (10-20%).", options).join(' ')).toBe("the man 's dog ( 10 - 20 % ) .");
    expect(splitWords(' a\u0085b\ufeff ')).toEqual(['a', 'b\ufeff']);
  });
});

describe('names', () => {
  it('are those of sacreBLEU, in both tasks of texts', () => {
    const names = ['bleu', 'sentence_bleu', 'chrf', 'chrf++', 'sentence_chrf', 'ter'];
    expect(metricNames('translation')).toEqual(expect.arrayContaining(names));
    expect(metricNames('generation')).toEqual(expect.arrayContaining(names));
    expect(findMetric('bleu', 'multiclass')).toBeNull();
  });

  it.each([
    ['bleu', 'bleu|case:mixed|eff:no|tok:13a|smooth:exp'],
    ['bleu@smooth:floor:0.1|tok:intl', 'bleu@tok:intl|smooth:floor:0.1|case:mixed|eff:no|tok:intl|smooth:floor:0.1'],
    ['sentence_bleu', 'sentence_bleu|case:mixed|eff:yes|tok:13a|smooth:exp'],
    ['chrf++@beta:2|case:lc', 'chrf++@case:lc|case:lc|eff:yes|nc:6|nw:2|space:no|beta:2'],
    ['ter', 'ter|case:lc|norm:no|punct:yes|asian:no'],
  ])('%s sign what they are, and who computed it', (name, signature) => {
    expect(textMetric(name).signature).toBe(`${signature}|like:sacrebleu-2.6.0|impl:model-regression-gate-1`);
  });

  it.each([
    ['bleu@smooth:floor[0.10]', 'bleu@smooth:floor:0.1'],
    ['bleu@tok:intl|smooth:floor[0.05]', 'bleu@tok:intl|smooth:floor:0.05'],
    ['sentence_bleu@smooth:add-k[1.00]', 'sentence_bleu@smooth:add-k:1'],
    ['bleu@smooth:add-k[12.50]', 'bleu@smooth:add-k:12.5'],
  ])('%s as sacreBLEU prints it is %s', (printed, name) => {
    const { signature, digest, ...metric } = textMetric(printed);
    expect([metric.name, signature, digest!.key]).toEqual([
      name,
      textMetric(name).signature,
      textMetric(name).digest!.key,
    ]);
  });

  it('share what is kept of texts where it is the same', () => {
    const keyOf = (name: string) => textMetric(name).digest!.key;
    expect(keyOf('sentence_bleu@smooth:add-k:1|eff:no')).toBe(keyOf('bleu'));
    expect(keyOf('bleu@case:lc')).not.toBe(keyOf('bleu'));
    expect(keyOf('sentence_chrf')).toBe(keyOf('chrf'));
    expect(keyOf('chrf@nw:2')).toBe(keyOf('chrf++'));
    // Which of several references counts follows from the score.
    expect(keyOf('chrf@beta:1')).not.toBe(keyOf('chrf'));
  });

  it.each([
    ['bleu@tok:ja-mecab', /bleu@tok:ja-mecab cannot be had: it needs a dictionary or model of its own.*task: scores/],
    ['bleu@tok:flores200', /cannot be had/],
    ['bleu@tok:13', /tok is one of 13a, intl, zh, char, none, found "13"/],
    ['bleu@smooth:floor', /exp, floor:0.1, add-k:1, none, floor:V .*found "floor"/],
    ['bleu@smooth:floor:0', /found "floor:0"/],
    ['bleu@smooth:floor:0.10', /found "floor:0.10"/],
    ['bleu@smooth:floor[0.00]', /found "floor:0"/],
    ['bleu@smooth:floor[0.1]', /found "floor\[0\.1\]"/],
    ['bleu@smooth:floor:1.5', /found "floor:1.5"/],
    ['bleu@smooth:add-k:0', /found "add-k:0"/],
    ['chrf@nc:0', /1 to 9, found "0"/],
    ['ter@tok:13a', /ter has no option "tok"; it has case, norm, punct, asian/],
  ])('%s are explained', (name, message) => {
    expect(findMetric(name, 'translation')).toBeNull();
    expect(explainParameter(name, 'translation')).toMatch(message);
  });

  it('need no quotes in a policy', () => {
    for (const name of ['bleu@tok:intl|smooth:floor:0.1', 'chrf++@eff:no|nc:4', 'ter@norm:yes']) {
      expect(parse(`gates: [{ metric: ${name}, max-drop: 1 }]`)).toEqual({ gates: [{ metric: name, 'max-drop': 1 }] });
      expect(textMetric(name).name).toBe(name);
    }
  });

  it.each(['bleu@smooth:add-k:0.5', 'bleu@smooth:add-k:12', 'bleu@smooth:floor:1', 'chrf@nc:9|beta:3'])(
    '%s is one',
    (name) => expect(textMetric(name).name).toBe(name),
  );
});

describe('texts that say nothing', () => {
  const measured = (name: string, segments: readonly Segment[]) => {
    const { value, reason } = measureTexts(name, segments);
    return [value, reason];
  };
  const NAMES = ['bleu', 'sentence_bleu', 'chrf', 'chrf++@eff:no', 'sentence_chrf', 'ter'];

  it.each(NAMES)('%s has no value without segments', (name) => {
    expect(measured(name, [])).toEqual([null, 'no_examples']);
    const missing = [
      { hyp: null, refs: ['a'] },
      { hyp: 'a', refs: [null, null] },
      { hyp: 'a', refs: [] },
    ];
    expect(measured(name, missing)).toEqual([null, 'no_examples']);
    expect(statisticsOf(name, missing).map(([first]) => first)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it.each([
    ['bleu', [null, 'no_examples'], [0, null], [0, null]],
    ['sentence_bleu', [0, null], [0, null], [0, null]],
    ['chrf', [0, null], [0, null], [0, null]],
    ['ter', [null, 'no_examples'], [100, null], [100, 'zero_division']],
  ])('%s of empty texts', (name, ofBoth, ofHypothesis, ofReference) => {
    expect(measured(name, [{ hyp: '', refs: [' '] }])).toEqual(ofBoth);
    expect(measured(name, [{ hyp: '', refs: ['a b'] }])).toEqual(ofHypothesis);
    expect(measured(name, [{ hyp: 'a b', refs: [''] }])).toEqual(ofReference);
  });

  it('leaves BLEU at 0 when the texts are too short, unless orders are left out', () => {
    const short = [{ hyp: 'a b c', refs: ['a b c'] }];
    expect(measured('bleu', short)).toEqual([0, null]);
    expect(measured('bleu@eff:yes', short)).toEqual([100, null]);
    expect(measured('sentence_bleu', short)).toEqual([100, null]);
  });

  it('asks for texts', () => {
    expect(() => textMetric('bleu').contribute(NO_COLUMNS, NO_OPTIONS)).toThrow(/made from texts, which are absent/);
  });
});
