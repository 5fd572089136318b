import type { Vectors } from '../../model/dataset.ts';
import type { Digest, Metric, Reduction } from '../../model/metric.ts';
import { defineMetric, digestOf, type MetricRow } from '../define.ts';
import type { Options } from '../families.ts';
import { TEXT_METRIC } from '../texts.ts';
import { ofSix } from './examples.ts';
import { scoreSegments } from './sentence-scores.ts';

/** Ends every signature: whose definition it is, and that the number comes from here. */
const MADE_BY = 'like:sacrebleu-2.6.0|impl:model-regression-gate-1';

const COMMON = { ...TEXT_METRIC, direction: 'higher', range: [0, 100] } as const;

type Row = Omit<MetricRow, 'kind' | 'version' | 'digest' | keyof typeof COMMON> &
  Partial<Pick<MetricRow, keyof typeof COMMON>>;

/** What is kept of each segment, and the score that is made from its sums. */
export interface Scoring {
  readonly digest: Digest;
  readonly score: (totals: Float64Array) => Reduction;
  /** The number of segments is a last total, since the others are all 0 of segments that score 0 as well as of none. */
  readonly countsSegments?: true;
}

/** A score of all segments together: a function of the sums of what is kept of each. */
export function ofCorpus(row: Row, options: Options<string>, { digest, score, countsSegments }: Scoring): Metric {
  const full = { ...COMMON, ...row, kind: 'sums', version: versionOf(options), digest } as const;
  return defineMetric(full, (dataset) => {
    const kept = digestOf(full, dataset);
    const { width, values } = countsSegments ? withOne(kept) : kept;
    return { kind: 'sums', addends: { form: 'vector', values }, width, reduce: score, resampled: true };
  });
}

/** Each vector with a 1 at its end. */
function withOne({ width, values }: Vectors): Vectors {
  const longer = new Float64Array((values.length / width) * (width + 1)).fill(1);
  for (let from = 0, to = 0; from < values.length; from += width, to += width + 1) {
    longer.set(values.subarray(from, from + width), to);
  }
  return { width: width + 1, values: longer };
}

/** The mean over the segments of the score of each alone. */
export function ofSegments(
  row: Row,
  options: Options<string>,
  { digest, score }: Omit<Scoring, 'countsSegments'>,
): Metric {
  const full = { ...COMMON, ...row, kind: 'mean', version: versionOf(options), digest } as const;
  return defineMetric(full, (dataset) => {
    const scores = scoreSegments(digestOf(full, dataset), score);
    return { kind: 'mean', scores, range: full.range };
  });
}

function versionOf(options: Options<string>): string {
  const written = Object.entries(options).map(([key, value]) => `${key}:${value}`);
  return [...written, MADE_BY].join('|');
}

/** The part of a row that says which of a family it is. `value` is what the family's first comes to on the example. */
export function named(name: string, title: string, value: number): Pick<Row, 'name' | 'title' | 'example'> {
  const [, options] = name.split('@');
  if (options === undefined) return { name, title, example: ofSix(value) };
  return { name, title: `${title} (${options.replaceAll('|', ', ')})`, example: null };
}
