import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalLabel } from '../../src/evidence/labels.ts';
import { orderNames } from '../../src/evidence/order.ts';
import { compareCodePoints } from '../../src/model/code-points.ts';
import { nearest } from '../../src/model/nearest.ts';
import { quote, quoteAll, showPlace } from '../../src/model/quote.ts';

describe('nearest', () => {
  const METRICS = ['accuracy', 'balanced_accuracy', 'precision', 'recall', 'roc_auc', 'f1', 'f1_macro', 'log_loss'];

  it.each([
    ['acuracy', ['accuracy']],
    ['accuracy', ['accuracy', 'balanced_accuracy']],
    ['recal', ['recall']],
    ['Recall', ['recall']],
    ['recalll', ['recall']],
    ['rcoauc', ['roc_auc']],
    ['auc', ['roc_auc']],
    ['log-loss', ['log_loss']],
    ['f2', []],
    ['', []],
    ['bleu', []],
  ])('of %j is %j', (name, expected) => {
    expect(nearest(name, METRICS)).toEqual(expected);
  });

  it('names at most three, the closest first, equals in their order', () => {
    expect(nearest('label', ['labels1', 'labels', 'lable', 'babel', 'xyz'])).toEqual(['labels', 'lable', 'babel']);
  });
});

describe('order', () => {
  it('is numeric when all names are plain numbers, otherwise by code point', () => {
    expect(orderNames(['10', '9', '-1', '0.5', '9'])).toEqual(['-1', '0.5', '9', '10']);
    expect(orderNames(['10', '9', 'x'])).toEqual(['10', '9', 'x']);
    expect(orderNames(['01', '1', '0'])).toEqual(['0', '01', '1']);
    expect(orderNames(['\u{1F600}', '\uFF5E', 'b', 'B', 'ab', 'a'])).toEqual([
      'B',
      'a',
      'ab',
      'b',
      '\uFF5E',
      '\u{1F600}',
    ]);
  });

  it('of texts is the order of their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});

describe('labels', () => {
  it.each([
    ['1', '1'],
    ['1.0', '1'],
    ['1.50', '1.5'],
    ['100', '100'],
    ['-0.0', '0'],
    ['0', '0'],
    ['-0.10', '-0.1'],
    ['12345678901234567890.0', '12345678901234567890'],
    ['01', '01'],
    ['+1', '+1'],
    ['1e0', '1e0'],
    ['1.', '1.'],
    [' 1', ' 1'],
    ['True', 'true'],
    ['FALSE', 'false'],
    ['tRUE', 'tRUE'],
    ['Cat', 'Cat'],
  ])('%j is the class %j', (text, expected) => {
    expect(canonicalLabel(text)).toBe(expected);
  });
});

describe('untrusted text', () => {
  it('is quoted, escaped and cut', () => {
    expect(quote('a"b\\c\n\u202e\u{E0041}\0')).toBe('"a\\"b\\\\c\\u{000a}\\u{202e}\\u{e0041}\\u{0000}"');
    expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(59)}…"`);
    expect(quoteAll(['a', 'b', 'c'], 2)).toBe('"a", "b" and 1 more');
    expect(showPlace('a\nb.csv', 3)).toBe('a\\u{000a}b.csv:3');
  });
});
