import type { MetricFamily } from '../../model/metric.ts';
import { type Options, optionedFamily } from '../families.ts';
import { digestBleu } from './bleu.ts';
import { reduceBleu } from './bleu-score.ts';
import { digestChrf } from './chrf.ts';
import { reduceChrf, scoreChrf } from './chrf-score.ts';
import { named, ofCorpus, ofSegments, type Scoring } from './corpus.ts';
import {
  BLEU_OPTIONS,
  CHRF_OPTIONS,
  CHRF_PLUS_PLUS_OPTIONS,
  readBleuOptions,
  readChrfOptions,
  readTerOptions,
  SENTENCE_BLEU_OPTIONS,
  TER_OPTIONS,
} from './options.ts';
import { digestTer, reduceTer } from './ter.ts';

function bleuOf(written: Options<keyof typeof BLEU_OPTIONS>): Scoring {
  const { tokenizer, lowercase, smoothing, effective } = readBleuOptions(written);
  return { digest: digestBleu(tokenizer, lowercase), score: reduceBleu(smoothing, effective) };
}

function chrfOf(written: Options<keyof typeof CHRF_OPTIONS>): Scoring {
  const options = readChrfOptions(written);
  return { digest: digestChrf(options), score: reduceChrf(options), countsSegments: true };
}

function sentenceChrfOf(written: Options<keyof typeof CHRF_OPTIONS>): Scoring {
  const options = readChrfOptions(written);
  return { digest: digestChrf(options), score: scoreChrf(options) };
}

const CHRFS = [
  {
    family: 'chrf',
    title: 'chrF',
    ngrams: 'character n-grams of the orders 1 to 6',
    call: 'CHRF()',
    table: CHRF_OPTIONS,
    value: 48.39267324956062,
  },
  {
    family: 'chrf++',
    title: 'chrF++',
    ngrams: 'character n-grams of the orders 1 to 6 and word n-grams of the orders 1 and 2',
    call: 'CHRF(word_order=2)',
    table: CHRF_PLUS_PLUS_OPTIONS,
    value: 49.77237374327087,
  },
] as const;

/** Metrics of texts against reference texts, by the names of sacreBLEU and the keys of its signatures. */
export const translationMetrics = (): readonly MetricFamily[] => [
  optionedFamily('bleu', BLEU_OPTIONS, [{}], (options, name) =>
    ofCorpus(
      {
        ...named(name, 'BLEU', 37.50719625249137),
        definition:
          '100·BP·exp(¼ Σ ln pₙ) over the orders n = 1..4: pₙ is the share of the n-grams of all hypotheses that their references have too, each counted at most as often as in the reference that has it most often; BP = e^(1 − r/c) when the hypotheses have c tokens and the references nearest in length r > c, otherwise 1. Options: case (mixed, lc), eff (yes leaves out the orders that no hypothesis is long enough for), tok (13a, intl, zh, char, none), smooth of orders without a match (exp: the i-th counts as 2⁻ⁱ matches; floor:V: as V; add-k:K: orders above 1 have K more n-grams and matches; none). Without any match 0; without any token no value, no_examples.',
        source: 'Papineni et al. (2002); Chen and Cherry (2014); sacreBLEU 2.6 BLEU().corpus_score',
      },
      options,
      bleuOf(options),
    ),
  ),
  optionedFamily('sentence_bleu', SENTENCE_BLEU_OPTIONS, [{}], (options, name) =>
    ofSegments(
      {
        ...named(name, 'Sentence BLEU', 34.71982978693259),
        definition:
          'The mean over the segments of the BLEU of each alone, by default with the orders only that its hypothesis is long enough for. Options as for bleu. A segment without any match scores 0.',
        source: 'sacreBLEU 2.6 BLEU(effective_order=True).sentence_score',
      },
      options,
      bleuOf(options),
    ),
  ),
  ...CHRFS.map(({ family, title, ngrams, call, table, value }) =>
    optionedFamily(family, table, [{}], (options, name) =>
      ofCorpus(
        {
          ...named(name, title, value),
          definition: `The F score of ${ngrams}, 100·(1 + β²)PR/(β²P + R): P and R are the shares of the n-grams of all hypotheses, and of all references, that match, averaged over the orders that both sides have. Of several references the one with the highest score for the segment counts. Options: case (mixed, lc), eff (no: the F of every order, with 10⁻¹⁶ in place of a share of nothing, then the mean), nc (orders of characters), nw (orders of words), space (yes: white space counts as characters), beta. Without any match 0, as when all references are empty.`,
          source: `Popović (2015, 2017); sacreBLEU 2.6 ${call}.corpus_score`,
        },
        options,
        chrfOf(options),
      ),
    ),
  ),
  optionedFamily('sentence_chrf', CHRF_OPTIONS, [{}], (options, name) =>
    ofSegments(
      {
        ...named(name, 'Sentence chrF', 42.82773825853109),
        definition:
          'The mean over the segments of the chrF of each alone. Options as for chrf. A segment without any match scores 0.',
        source: 'sacreBLEU 2.6 CHRF().sentence_score',
      },
      options,
      sentenceChrfOf(options),
    ),
  ),
  optionedFamily('ter', TER_OPTIONS, [{}], (options, name) =>
    ofCorpus(
      {
        ...named(name, 'TER', 57.14285714285714),
        direction: 'lower',
        range: [0, null],
        definition:
          'Translation edit rate, 100·edits / reference length, both summed over the segments: the insertions, deletions, replacements and shifts of words that turn a hypothesis into the reference that takes the fewest, over the mean number of tokens of its references. Shifts are searched greedily, and edits within a beam of 25 words. Options: case (lc, mixed), norm (yes parts punctuation from words), punct (no leaves it out), asian (yes: both also for East Asian characters). When all references are empty 100, with the reason zero_division; without any token no value, no_examples.',
        source: 'Snover et al. (2006); sacreBLEU 2.6 TER().corpus_score',
      },
      options,
      { digest: digestTer(readTerOptions(options)), score: reduceTer },
    ),
  ),
];
