import type { Metric, MetricFamily } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { type Option, optionedFamily } from '../families.ts';
import { columnOf, digestTexts, TEXT_METRIC } from '../texts.ts';
import { strip } from '../white-space.ts';
import { bagF1, squadWords } from './squad.ts';

const SCORE = { ...TEXT_METRIC, direction: 'higher', range: [0, 1] } as const;

/** Three answers: one right but for an article, case and a full stop, one right to the letter, and one with a word too few. */
const THREE = [
  { label: 'Eiffel Tower', prediction: 'The Eiffel tower.' },
  { label: '42', prediction: '42' },
  { label: 'President Barack Obama', prediction: 'Barack Obama' },
];

const NORMALISERS: Readonly<Record<string, (text: string) => string>> = {
  strip,
  none: (text) => text,
  squad: (text) => squadWords(text).join(' '),
};
const OPTIONS: Readonly<Record<'norm', Option>> = { norm: { values: Object.keys(NORMALISERS) } };
const EXAMPLES: Readonly<Record<string, number>> = { strip: 1 / 3, squad: 2 / 3 };

/** `exact_match`, and with `norm:squad` the one of SQuAD. */
const EXACT_MATCH: MetricFamily = optionedFamily(
  'exact_match',
  OPTIONS,
  [{}, { norm: 'squad' }],
  ({ norm }, name): Metric => {
    const normalise = NORMALISERS[norm]!;
    const value = EXAMPLES[norm];
    const row: MetricRow = {
      ...SCORE,
      name,
      title: norm === 'strip' ? 'Exact match' : `Exact match (norm:${norm})`,
      kind: 'proportion',
      version: `norm:${norm}|refs:any|v1`,
      definition:
        'The share of texts that equal one of their references. Option norm: strip leaves white space at both ends aside, none nothing at all, squad compares in lower case without ASCII punctuation and the articles a, an, the, words parted by single spaces. Unicode is compared code point by code point.',
      source:
        norm === 'squad'
          ? 'Rajpurkar et al. (2016); SQuAD evaluate-v2.0.py'
          : 'Equality of strings; Hugging Face evaluate exact_match is norm:none',
      example: value === undefined ? null : { rows: THREE, value },
      digest: digestTexts(`exact_match|norm:${norm}|v1`, 1, (hypothesis, references) => {
        const own = normalise(hypothesis);
        return [references.some((reference) => normalise(reference) === own) ? 1 : 0];
      }),
    };
    return defineMetric(row, (dataset) => ({
      kind: 'proportion',
      hits: Int8Array.from(columnOf(row, dataset, 0), (hit) => (Number.isNaN(hit) ? -1 : hit)),
    }));
  },
);

const TOKEN_F1_ROW: MetricRow = {
  ...SCORE,
  name: 'token_f1',
  title: 'Token F1',
  kind: 'mean',
  version: 'norm:squad|refs:best|empty:1|v1',
  definition:
    'The mean over rows of 2·shared/(words of text and reference), each word shared as often as it occurs in both. Words are those of SQuAD: in lower case, without ASCII punctuation and the articles a, an, the. 1 when both are without words, 0 when one is. The best of several references counts.',
  source: 'Rajpurkar et al. (2016); SQuAD evaluate-v2.0.py',
  example: { rows: THREE, value: 14 / 15 },
  digest: digestTexts('token_f1|norm:squad|v1', 1, (hypothesis, references) => {
    const own = squadWords(hypothesis);
    return [Math.max(...references.map((reference) => bagF1(own, squadWords(reference))))];
  }),
};

const TOKEN_F1 = defineMetric(TOKEN_F1_ROW, (dataset) => ({
  kind: 'mean',
  scores: columnOf(TOKEN_F1_ROW, dataset, 0),
  range: [0, 1],
}));

/** Metrics of short answers. */
export const answerMetrics = (): readonly (Metric | MetricFamily)[] => [EXACT_MATCH, TOKEN_F1];
