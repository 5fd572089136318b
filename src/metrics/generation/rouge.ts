import type { Example, Metric, MetricFamily } from '../../model/metric.ts';
import { defineMetric, type MetricRow } from '../define.ts';
import { type Option, optionedFamily } from '../families.ts';
import { columnOf, digestTexts, TEXT_METRIC } from '../texts.ts';
import { bestScore, type RougeScore, rougeTokenizer, scoreLines, scoreLongest, scoreNgrams } from './rouge-scores.ts';

const OPTIONS: Readonly<Record<'stem' | 'measure', Option>> = {
  stem: { values: ['no', 'yes'] },
  measure: { values: ['f', 'precision', 'recall'] },
};

/** Where each measure stands in the vector of a row. */
const PLACES: readonly string[] = ['precision', 'recall', 'f'];

type Scorer = (tokenize: ReturnType<typeof rougeTokenizer>) => (hypothesis: string, reference: string) => RougeScore;

interface Rouge {
  readonly name: string;
  readonly title: string;
  readonly scorer: Scorer;
  readonly what: string;
  readonly example: Example;
}

/** A text that shares six of eight tokens and two of seven bigrams with its reference of nine. */
const FOX: Example['rows'] = [
  { label: 'The quick brown fox jumps over the lazy dog', prediction: 'The quick brown dog jumps on the log.' },
];

const CATS: Example['rows'] = [
  {
    label: "The cats were running.\nDogs don't fly, they're naïve!",
    prediction: "A cat was running quickly\nThe dog doesn't fly; they are naive.",
  },
];

/** What rouge-score gives for the fox, by n: no run of four tokens is shared. */
const FOX_F = [0, 12 / 17, 4 / 15, 2 / 13, 0, 0, 0, 0, 0, 0];

const NGRAMS = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
  (n): Rouge => ({
    name: `rouge${n}`,
    title: `ROUGE-${n}`,
    scorer: (tokenize) => scoreNgrams(n, tokenize),
    what: `the ${n === 1 ? 'tokens' : `runs of ${n} tokens`} that text and reference share, each as often as it occurs in both`,
    example: { rows: FOX, value: FOX_F[n]! },
  }),
);

const LONGEST: Rouge = {
  name: 'rougeL',
  title: 'ROUGE-L',
  scorer: scoreLongest,
  what: 'the longest common subsequence of the tokens of text and reference, line ends aside',
  example: { rows: FOX, value: 10 / 17 },
};

const LINES: Rouge = {
  name: 'rougeLsum',
  title: 'ROUGE-L of summaries',
  scorer: scoreLines,
  what: 'for each line of the reference the tokens in a longest common subsequence with any line of the text, none counted more often than it occurs',
  example: { rows: CATS, value: 0.4 },
};

/** `rouge1` … `rouge9`, `rougeL`, `rougeLsum`, as rouge-score gives them without its bootstrap: the mean over the examples. */
export const rougeMetrics = (): readonly MetricFamily[] => [...NGRAMS, LONGEST, LINES].map(familyOf);

function familyOf(rouge: Rouge): MetricFamily {
  return optionedFamily(rouge.name, OPTIONS, [{}], ({ stem, measure }, name): Metric => {
    const score = bestScore(rouge.scorer(rougeTokenizer(stem === 'yes')));
    const options = name.slice(rouge.name.length + 1).replaceAll('|', ', ');
    const row: MetricRow = {
      ...TEXT_METRIC,
      name,
      title: options === '' ? rouge.title : `${rouge.title} (${options})`,
      kind: 'mean',
      direction: 'higher',
      range: [0, 1],
      version: `tok:rouge-score|stem:${stem}|refs:best-f|zero:0|v1`,
      definition: `The mean over rows of F = 2PR/(P + R): P and R are ${rouge.what}, over those of the text and of the reference, 0 where there are none. Options: measure (f, precision, recall) and stem (no, yes: tokens of more than three letters are stemmed by NLTK's Porter stemmer). Tokens are runs of a–z and digits in lower case, so that texts in other scripts have none. Of several references the one with the largest F counts.`,
      source: `Lin (2004); rouge-score 0.1.2 ${rouge.name}`,
      example: options === '' ? rouge.example : null,
      digest: digestTexts(`${rouge.name}|stem:${stem}|v1`, 3, score),
    };
    return defineMetric(row, (dataset) => ({
      kind: 'mean',
      scores: columnOf(row, dataset, PLACES.indexOf(measure)),
      range: [0, 1],
    }));
  });
}
