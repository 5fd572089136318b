import type { Dataset, Raw, Texts } from '../model/dataset.ts';
import type { Digest } from '../model/metric.ts';
import { digestOf, type MetricRow } from './define.ts';

/** What holds of every metric of texts and references. */
export const TEXT_METRIC = {
  tasks: ['generation', 'translation'],
  needs: ['label', 'prediction'],
} as const satisfies Partial<MetricRow>;

/**
 * A digest that scores each text against its references. `score` gets at least one reference and gives `width` numbers. A row that lacks its
 * text, or all of its references, is no unit; an empty text is a text like any other.
 */
export function digestTexts(
  key: string,
  width: number,
  score: (hypothesis: string, references: readonly string[]) => readonly number[],
): Digest {
  const of = ({ texts }: Raw): Float64Array => {
    const { hypotheses, references } = texts!;
    const values = new Float64Array(hypotheses.length * width).fill(Number.NaN);
    hypotheses.forEach((hypothesis, row) => {
      const own = references[row]!.filter((reference) => reference !== null);
      if (hypothesis !== null && own.length > 0) values.set(score(hypothesis, own), row * width);
    });
    return values;
  };
  return { key, width, from: 'texts', of };
}

/** How many references the texts have, as signatures of sacreBLEU give it: `2`, or `var` where texts differ in it. */
export function countReferences({ references }: Texts): string {
  const counts = new Set(references.map((own) => own.filter((reference) => reference !== null).length));
  return counts.size === 1 ? [...counts].join() : 'var';
}

/** One number of each row's vector. */
export function columnOf(row: MetricRow, dataset: Dataset, place: number): Float64Array {
  const { width, values } = digestOf(row, dataset);
  return Float64Array.from({ length: dataset.rows }, (_, i) => values[i * width + place]!);
}
