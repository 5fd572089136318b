import type { Example } from '../../model/metric.ts';

const POPULARITY: Readonly<Record<string, number>> = { a: 30, b: 20, c: 10, d: 20, e: 5, f: 4, g: 1, h: 10 };

const row = (query: string, item: string, label: number | null, score: number | null) => {
  return { query, item, label, score, popularity: POPULARITY[item]! };
};

/**
 * Three queries. In the first, two of six graded items tie. In the second, g was returned and not judged, and b judged and not returned.
 * In the order of trec_eval they have the grades 3 2 0 3 1 2 and ? 0 1. For the third the model returned nothing.
 */
const QUERIES = [
  row('one', 'a', 3, 0.9),
  row('one', 'b', 2, 0.8),
  row('one', 'c', 3, 0.7),
  row('one', 'd', 0, 0.7),
  row('one', 'e', 1, 0.5),
  row('one', 'f', 2, 0.4),
  row('two', 'g', null, 0.6),
  row('two', 'a', 0, 0.5),
  row('two', 'e', 1, 0.3),
  row('two', 'b', 1, null),
  row('three', 'h', 1, null),
];

/** Metric -> its value on these queries, by tools/oracle/ranking.py. */
const VALUES: Readonly<Record<string, number>> = {
  ndcg: 0.41760669068315,
  'ndcg@5': 0.38435201791696,
  'ndcg@10': 0.41760669068315,
  ndcg_cut_5: 0.37949811169385,
  ndcg_cut_10: 0.41275278446004,
  'ndcg_exp@5': 0.38297340324979,
  'ndcg_exp@10': 0.40737886063369,
  map: 0.34777777777778,
  map_cut_5: 0.29222222222222,
  map_cut_10: 0.34777777777778,
  recip_rank: 4 / 9,
  P_5: 1 / 3,
  P_10: 0.2,
  recall_5: 13 / 30,
  recall_10: 0.5,
  success_5: 2 / 3,
  success_10: 2 / 3,
  'hit_rate@5': 2 / 3,
  'hit_rate@10': 2 / 3,
  'novelty@5': 2.34639518478419,
  'novelty@10': 2.44855744006372,
  'catalog_coverage@5': 0.75,
  'catalog_coverage@10': 0.875,
};

/** The example of a metric; null for a parameter that does not stand in the documentation. */
export function exampleOf(name: string): Example | null {
  const value = VALUES[name];
  return value === undefined ? null : { rows: QUERIES, value };
}
