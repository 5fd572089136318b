import type { Example, Metric } from '../../model/metric.ts';
import { defineMetric, digestOf, type MetricRow } from '../define.ts';
import { digestTexts, TEXT_METRIC } from '../texts.ts';
import { splitWords, strip } from '../white-space.ts';
import { editDistance } from './edit-distance.ts';
import { ratioOfSums } from './ratio.ts';

/** Two utterances of three and four words: one word is wrong and one too many, of seven. */
const UTTERANCES: Example['rows'] = [
  { label: 'switch it off', prediction: 'switch is off' },
  { label: 'play it once more', prediction: 'play it once more please' },
];

/**
 * Edits and length of the reference against which a text fares best. The rate is edits over length; without a length it is 0 or, with
 * edits, larger than any other. Of equal rates the one with fewer edits counts, so that the order of references does not matter.
 */
export function fewestEdits(
  hypothesis: readonly string[],
  references: readonly (readonly string[])[],
): readonly [edits: number, length: number] {
  let best: readonly [number, number] | null = null;
  let least = Infinity;
  for (const reference of references) {
    const edits = editDistance(reference, hypothesis);
    const rate = edits === 0 ? 0 : edits / reference.length;
    if (best !== null && (rate > least || (rate === least && edits >= best[0]))) continue;
    best = [edits, reference.length];
    least = rate;
  }
  return best!;
}

/** Word and character error rates of a whole corpus. */
export const errorRates = (): readonly Metric[] => [
  errorRate(
    {
      name: 'wer',
      title: 'Word error rate',
      version: 'tok:white-space|case:mixed|refs:lowest-rate|v1',
      definition:
        'Σ edits / Σ words of the references, over all rows: edits are the fewest insertions, deletions and substitutions of words that turn the text into its reference. Words are what stands between white space; case and punctuation count. It may exceed 1. Of several references the one with the lowest rate counts, with fewest edits among equals. Without a word in any reference no value: zero_division, or no_examples when the texts are empty too.',
      source: 'Levenshtein (1966); jiwer 4.0 wer, for words parted by spaces',
      example: { rows: UTTERANCES, value: 2 / 7 },
    },
    splitWords,
  ),
  errorRate(
    {
      name: 'cer',
      title: 'Character error rate',
      version: 'tok:code-points|space:counts|case:mixed|refs:lowest-rate|v1',
      definition:
        'As the word error rate, of characters: Unicode code points, white space among them, but for that at both ends of a text.',
      source: 'Levenshtein (1966); jiwer 4.0 cer',
      example: { rows: UTTERANCES, value: 8 / 30 },
    },
    (text) => Array.from(strip(text)),
  ),
];

function errorRate(
  row: Pick<MetricRow, 'name' | 'title' | 'version' | 'definition' | 'source' | 'example'>,
  split: (text: string) => readonly string[],
): Metric {
  const digest = digestTexts(`${row.name}|${row.version}`, 2, (hypothesis, references) =>
    fewestEdits(split(hypothesis), references.map(split)),
  );
  const full: MetricRow = { ...TEXT_METRIC, kind: 'sums', direction: 'lower', range: [0, null], ...row, digest };
  return defineMetric(full, (dataset) => ({ ...ratioOfSums(digestOf(full, dataset).values), resampled: true }));
}
