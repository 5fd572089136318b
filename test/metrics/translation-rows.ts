import { findMetric } from '../../src/metrics/catalogue.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import { type Contributions, type Linearised, type Metric, NO_OPTIONS } from '../../src/model/metric.ts';

/** A segment as a person would write it down; null is a text that is not there. */
export interface Segment {
  readonly hyp: string | null;
  readonly refs: readonly (string | null)[];
}

export function textMetric(name: string): Metric {
  const metric = findMetric(name, 'translation');
  if (metric === null) throw new Error(`no metric ${name}`);
  return metric;
}

/** The dataset that is kept of segments: the vectors of one metric. */
export function digestOf(name: string, segments: readonly Segment[]): Dataset {
  const { digest } = textMetric(name);
  const texts = { hypotheses: segments.map(({ hyp }) => hyp), references: segments.map(({ refs }) => refs) };
  const values = digest!.of({ texts, rankings: null });
  return {
    ...NO_COLUMNS,
    rows: segments.length,
    vectors: new Map([[digest!.key, { width: digest!.width, values }]]),
  };
}

/** What a metric keeps of each segment. */
export function statisticsOf(name: string, segments: readonly Segment[]): readonly (readonly number[])[] {
  const [vectors] = digestOf(name, segments).vectors.values();
  const { width, values } = vectors!;
  return segments.map((_, row) => [...values.subarray(row * width, (row + 1) * width)]);
}

export function contributionsOf(name: string, segments: readonly Segment[]): Contributions {
  return textMetric(name).contribute(digestOf(name, segments), NO_OPTIONS);
}

export function measureTexts(name: string, segments: readonly Segment[], weights?: readonly number[]): Linearised {
  return linearise(contributionsOf(name, segments), Float64Array.from(weights ?? segments.map(() => 1)));
}
