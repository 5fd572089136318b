import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type TercomOptions, tokenizeTercom } from '../../src/metrics/translation/tercom.ts';
import { TOKENIZERS } from '../../src/metrics/translation/tokenizers.ts';
import { splitWords, stripEnd } from '../../src/metrics/white-space.ts';
import { measureTexts, type Segment, statisticsOf } from './translation-rows.ts';

/** Written by tools/oracle/translation.py. */
interface Golden {
  /** Names of the metrics whose statistics every segment has. */
  readonly statistics: readonly string[];
  /** Whose tokens a tokenizer has where its own are not written; null: the words between white space. */
  readonly stand_ins: Readonly<Record<string, string | null>>;
  /** What each tokenizer makes of a character of the first plane between two letters, in runs; where it is none of these: nothing. */
  readonly characters: Readonly<Record<string, readonly (readonly [first: number, last: number, words: string])[]>>;
  readonly segments: readonly (Segment & {
    readonly hyp: string;
    readonly tokens: Readonly<Record<string, string>>;
    readonly statistics: readonly (readonly number[])[];
  })[];
  /** Long texts of few words, with edits and reference length. */
  readonly long: readonly (Segment & { readonly ter: readonly number[] })[];
  /** Scores of some segments by name; null: neither side holds anything that the metric counts. */
  readonly sets: readonly {
    readonly rows: readonly number[];
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/translation.json', import.meta.url), 'utf8'));
const { segments } = golden;

const TERCOM: Readonly<Record<string, Partial<TercomOptions>>> = {
  norm: { normalized: true },
  'norm asian': { normalized: true, asian: true },
  nopunct: { withoutPunctuation: true },
  'nopunct asian': { withoutPunctuation: true, asian: true },
};
const NEITHER: TercomOptions = { normalized: false, withoutPunctuation: false, asian: false, lowercase: false };

function tokenizerOf(name: string): (text: string) => readonly string[] {
  if (name in TERCOM) return (text) => tokenizeTercom(text, { ...NEITHER, ...TERCOM[name] });
  return TOKENIZERS[name as keyof typeof TOKENIZERS];
}

function expectClose(value: number | null, expected: number, where: string): void {
  expect(Math.abs(value! - expected), `${where}: ${value}, expected ${expected}`).toBeLessThanOrEqual(1e-9);
}

describe('sacreBLEU', () => {
  it('has many segments, and every option of every metric', () => {
    expect(segments.length).toBeGreaterThan(500);
    const names = golden.sets.flatMap(({ values }) => Object.keys(values));
    const used = new Set(
      names.flatMap((name) => (name.split('@')[1] ?? '').split('|').map((o) => name.split('@')[0] + o)),
    );
    const bleu = [
      'case:lc',
      'tok:intl',
      'tok:zh',
      'tok:char',
      'tok:none',
      'smooth:floor:0.1',
      'smooth:add-k:2',
      'smooth:none',
    ];
    const chrf = ['case:lc', 'eff:no', 'nc:1', 'nw:1', 'space:yes', 'beta:3'];
    const wanted = [
      ...[...bleu, 'eff:yes'].map((option) => `bleu${option}`),
      ...[...bleu, 'eff:no'].map((option) => `sentence_bleu${option}`),
      ...['chrf', 'chrf++', 'sentence_chrf'].flatMap((name) => chrf.map((option) => name + option)),
      ...['case:mixed', 'norm:yes', 'punct:no', 'asian:yes'].map((option) => `ter${option}`),
    ];
    expect(wanted.filter((option) => !used.has(option))).toEqual([]);
  });

  it.each(Object.keys(golden.stand_ins))('makes the same tokens: %s', (name) => {
    for (const { hyp, tokens } of segments) {
      if (name === 'char' && !('char' in tokens)) continue;
      const text = stripEnd(hyp);
      const found = tokenizerOf(name)(text);
      let writer: string | null | undefined = name;
      while (writer != null && !(writer in tokens)) writer = golden.stand_ins[writer];
      expect(found.join(' ')).toBe(writer == null ? splitWords(text).join(' ') : tokens[writer]);
    }
  });

  it.each(Object.keys(golden.characters))('does the same with every character: %s', (name) => {
    const tokenize = tokenizerOf(name);
    const runs: [number, number, string][] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCharCode(code);
      const words = tokenize(`A${character}B`);
      const done = words.map((word) => word.replaceAll(character, 'c')).join(' ');
      const latest = runs.at(-1);
      if (done === 'AcB') continue;
      if (latest?.[1] === code - 1 && latest[2] === done) latest[1] = code;
      else runs.push([code, code, done]);
    }
    expect(runs).toEqual(golden.characters[name]);
  });

  it.each(golden.statistics)('counts the same of every segment: %s', (name) => {
    const column = golden.statistics.indexOf(name);
    expect(statisticsOf(name, segments)).toEqual(segments.map(({ statistics }) => statistics[column]));
  });

  it('finds the same edits between long texts', () => {
    expect(statisticsOf('ter', golden.long)).toEqual(golden.long.map(({ ter }) => ter));
  });

  it('gives the same scores of sets of segments', () => {
    for (const [index, { rows, values }] of golden.sets.entries()) {
      const chosen = rows.map((row) => segments[row]!);
      for (const [name, expected] of Object.entries(values)) {
        const { value, reason } = measureTexts(name, chosen);
        const where = `${name} of set ${index}`;
        if (expected === null) expect([value, reason], where).toEqual([null, 'no_examples']);
        else expectClose(value, expected, where);
      }
    }
  });
});
