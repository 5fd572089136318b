import { linearise } from '../../src/metrics/linearise.ts';
import { rankingMetrics } from '../../src/metrics/ranking/table.ts';
import { type Dataset, NO_COLUMNS, type Rankings } from '../../src/model/dataset.ts';
import { type Contributions, type Linearised, type Metric, NO_OPTIONS } from '../../src/model/metric.ts';

/** An item of a query as a person would write it down; null: not judged, not returned. */
export type Item = readonly [name: string, relevance: number | null, score: number | null];
export type Query = readonly Item[];

export interface Collection {
  readonly popularity?: Readonly<Record<string, number>>;
  /** Default: the items that the queries name. */
  readonly catalogue?: number;
}

export const RANKING_METRICS = rankingMetrics().flatMap((entry) => ('members' in entry ? entry.members : [entry]));

export function rankingsOf(queries: readonly Query[], { popularity, catalogue }: Collection = {}): Rankings {
  const all = queries.flat();
  const numbers = (pick: (item: Item) => number | null | undefined) =>
    Float64Array.from(all, (item) => pick(item) ?? Number.NaN);
  const offsets = new Int32Array(queries.length + 1);
  for (const [i, query] of queries.entries()) offsets[i + 1] = offsets[i]! + query.length;
  return {
    offsets,
    items: all.map(([name]) => name),
    relevance: numbers(([, relevance]) => relevance),
    score: numbers(([, , score]) => score),
    popularity: popularity === undefined ? null : numbers(([name]) => popularity[name]),
    catalogue: catalogue ?? new Set(all.map(([name]) => name)).size,
  };
}

export function rankingMetric(name: string): Metric {
  for (const entry of rankingMetrics()) {
    const found = 'find' in entry ? entry.find(name) : entry.name === name ? entry : null;
    if (found !== null && !('problem' in found)) return found;
  }
  throw new Error(`no metric ${name}`);
}

/** The vectors of the metric, and nothing else: what a record keeps of the rankings. */
export function digested(name: string, rankings: Rankings): Dataset {
  const { key, width, of } = rankingMetric(name).digest!;
  const values = of({ texts: null, rankings });
  return { ...NO_COLUMNS, rows: rankings.offsets.length - 1, vectors: new Map([[key, { width, values }]]) };
}

export function contributionsOf(name: string, rankings: Rankings): Contributions {
  return rankingMetric(name).contribute(digested(name, rankings), NO_OPTIONS);
}

export function measure(name: string, rankings: Rankings, weights?: ArrayLike<number>): Linearised {
  const rows = rankings.offsets.length - 1;
  const given = weights === undefined ? new Float64Array(rows).fill(1) : Float64Array.from(weights);
  return linearise(contributionsOf(name, rankings), given);
}

/** What each query contributes; null for one that is no unit. */
export function scoresOf(name: string, rankings: Rankings): readonly (number | null)[] {
  const parts = contributionsOf(name, rankings);
  if (parts.kind === 'mean') return Array.from(parts.scores, (score) => (Number.isNaN(score) ? null : score));
  if (parts.kind === 'proportion') return Array.from(parts.hits, (hit) => (hit < 0 ? null : hit));
  throw new Error(`${name} is no mean`);
}
