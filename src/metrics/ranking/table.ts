import type { Metric, MetricFamily, UndefinedReason } from '../../model/metric.ts';
import { defineMetric, digestOf, type MetricRow } from '../define.ts';
import { type NumberParameter, numberedFamily, RANK_PARAMETER, suffixedFamily } from '../families.ts';
import { coverCatalogue, topItems } from './catalog-coverage.ts';
import { exampleOf } from './examples.ts';
import { exponentialNdcg, itemOrderedNdcg, tieAveragedNdcg } from './ndcg.ts';
import { noveltyWithin } from './novelty.ts';
import { averageQueries, countQueries } from './per-query.ts';
import { FIRST_RELEVANT, precisionsWithin, relevantWithin } from './relevant.ts';

type Row = Pick<MetricRow, 'name' | 'title' | 'version' | 'definition' | 'source' | 'digest'> &
  Partial<MetricRow> & {
    /** Why there is no value when the score of a query cannot be told. */
    readonly unknown?: UndefinedReason;
  };

const SHARED = { direction: 'higher', range: [0, 1], tasks: ['ranking'], needs: ['label', 'score'] } as const;

/** Cuts that stand for all others. */
const CUTS = [5, 10];
/** A record keeps k numbers a query. */
const LIST_PARAMETER: NumberParameter = {
  symbol: 'k',
  expected: 'a whole number from 1 to 100',
  accepts: (k) => RANK_PARAMETER.accepts(k) && k <= 100,
};

const UNITS = 'Mean over the queries with a judged item; one that the model returned nothing for counts 0.';
const TIES = 'Items of one score stand in the order of the bytes of their names, the last one first.';
const RELEVANT = 'An item is relevant from a relevance of 1 on.';
const BY_ITEM = 'ties:item|relevant:1|v1';

/** Ranked items by the names of scikit-learn (`ndcg`, `ndcg@k`), of trec_eval, and of recommender systems. */
export const rankingMetrics = (): readonly (Metric | MetricFamily)[] => [
  average({
    name: 'ndcg',
    title: 'nDCG',
    version: 'gain:linear|ties:average|unreturned:0|v1',
    definition: defineNdcg('DCG is the sum of relevance/log₂(rank + 1)'),
    source: 'Järvelin and Kekäläinen (2002); scikit-learn ndcg_score',
    unknown: 'out_of_range',
    digest: tieAveragedNdcg(Number.POSITIVE_INFINITY),
  }),
  numberedFamily('ndcg', RANK_PARAMETER, CUTS, (k, name) =>
    average({
      name,
      title: `nDCG at ${k}`,
      version: 'gain:linear|ties:average|unreturned:0|v1',
      definition: defineNdcg(`DCG is the sum of relevance/log₂(rank + 1) over the first ${k} ranks`),
      source: `Järvelin and Kekäläinen (2002); scikit-learn ndcg_score (k=${k})`,
      unknown: 'out_of_range',
      digest: tieAveragedNdcg(k),
    }),
  ),
  suffixedFamily('ndcg_cut_', CUTS, (k, name) =>
    average({
      name,
      title: `nDCG at ${k}, as in trec_eval`,
      version: 'gain:linear|ties:item|v1',
      definition: `DCG/IDCG. DCG is the sum of relevance/log₂(rank + 1) over the first ${k} items; IDCG is that of all judged items in their best order. Items that are not judged, or of negative relevance, gain 0. ${TIES} ${UNITS}`,
      source: `trec_eval -c -m ndcg_cut.${k}`,
      digest: itemOrderedNdcg(k),
    }),
  ),
  numberedFamily('ndcg_exp', RANK_PARAMETER, CUTS, (k, name) =>
    average({
      name,
      title: `nDCG at ${k} with exponential gain`,
      version: 'gain:exponential|ties:item|v1',
      definition: `DCG/IDCG. DCG is the sum of (2^relevance − 1)/log₂(rank + 1) over the first ${k} items; IDCG is that of all judged items in their best order. Items that are not judged, or of negative relevance, gain 0. ${TIES} ${UNITS}`,
      source: `Burges et al. (2005); TREC gdeval.pl (k = ${k})`,
      digest: exponentialNdcg(k),
    }),
  ),
  average({
    name: 'map',
    title: 'Mean average precision',
    version: BY_ITEM,
    definition: `The sum of the precisions at the ranks of the returned relevant items, divided by the number of all relevant items. ${RELEVANT} ${TIES} ${UNITS}`,
    source: 'trec_eval -c -m map',
    digest: precisionsWithin(Number.POSITIVE_INFINITY),
  }),
  suffixedFamily('map_cut_', CUTS, (k, name) =>
    average({
      name,
      title: `Mean average precision at ${k}`,
      version: BY_ITEM,
      definition: `The sum of the precisions at the ranks of the relevant items among the first ${k}, divided by the number of all relevant items. ${RELEVANT} ${TIES} ${UNITS}`,
      source: `trec_eval -c -m map_cut.${k}`,
      digest: precisionsWithin(k),
    }),
  ),
  average(
    {
      name: 'recip_rank',
      title: 'Mean reciprocal rank',
      version: BY_ITEM,
      definition: `1/rank of the first relevant item; 0 where none was returned. ${RELEVANT} ${TIES} ${UNITS}`,
      source: 'trec_eval -c -m recip_rank',
      digest: FIRST_RELEVANT,
    },
    (rank) => (rank === 0 ? 0 : 1 / rank),
  ),
  suffixedFamily('P_', CUTS, (k, name) =>
    average(
      {
        name,
        title: `Precision at ${k}`,
        version: BY_ITEM,
        definition: `Relevant items among the first ${k}, divided by ${k} even when fewer were returned. ${RELEVANT} ${TIES} ${UNITS}`,
        source: `trec_eval -c -m P.${k}`,
        digest: relevantWithin(k),
      },
      (found) => found / k,
    ),
  ),
  suffixedFamily('recall_', CUTS, (k, name) =>
    average(
      {
        name,
        title: `Recall at ${k}`,
        version: BY_ITEM,
        definition: `Relevant items among the first ${k}, divided by the number of all relevant items; 0 where there are none. ${RELEVANT} ${TIES} ${UNITS}`,
        source: `trec_eval -c -m recall.${k}`,
        digest: relevantWithin(k),
      },
      (found, relevant) => (found === 0 ? 0 : found / relevant),
    ),
  ),
  suffixedFamily('success_', CUTS, (k, name) => count(k, name, `Success at ${k}`, `trec_eval -c -m success.${k}`)),
  numberedFamily('hit_rate', RANK_PARAMETER, CUTS, (k, name) =>
    count(
      k,
      name,
      `Hit rate at ${k}`,
      `trec_eval -c -m success.${k}, by the name that recommender systems have for it`,
    ),
  ),
  numberedFamily('novelty', RANK_PARAMETER, CUTS, (k, name) =>
    average({
      name,
      title: `Novelty at ${k}`,
      range: [0, null],
      needs: ['label', 'score', 'popularity'],
      version: 'popularity:share|log:2|ties:item|v1',
      definition: `The mean of −log₂(p/Σp) over the first ${k} items, or as many as were returned, in bits: p is the popularity of an item (the largest that any row names for it), Σp that of all items in the evidence, each counted once. An item without a popularity above 0 would be infinitely new, which leaves no value, nonfinite_input. ${TIES} ${UNITS}`,
      source: 'Castells, Hurley and Vargas (2015); no program is the reference',
      digest: noveltyWithin(k),
    }),
  ),
  numberedFamily('catalog_coverage', LIST_PARAMETER, CUTS, cover),
];

function defineNdcg(dcg: string): string {
  return `DCG/IDCG. ${dcg}; IDCG is that of all judged items in their best order. Items of one score share the mean of their gains at the ranks that they take up together. A returned item that is not judged gains 0; one that is judged and not returned counts in IDCG alone. Where nothing is to be gained 0. Negative relevance leaves no value, out_of_range. ${UNITS}`;
}

/** A number a query, averaged: the first of its vector, or what follows from the first two. */
function average(
  { unknown = 'nonfinite_input', ...row }: Row,
  scoreOf?: (first: number, second: number) => number,
): Metric {
  const full: MetricRow = { ...SHARED, kind: 'mean', example: exampleOf(row.name), ...row };
  return defineMetric(full, (dataset) => averageQueries(digestOf(full, dataset), full.range, unknown, scoreOf));
}

/** The share of queries with a relevant item among the first k. */
function count(k: number, name: string, title: string, source: string): Metric {
  const row: MetricRow = {
    ...SHARED,
    kind: 'proportion',
    name,
    title,
    version: BY_ITEM,
    definition: `The share of queries with a relevant item among the first ${k}, of the queries with a judged item; one that the model returned nothing for is a miss. ${RELEVANT} ${TIES}`,
    source,
    example: exampleOf(name),
    digest: FIRST_RELEVANT,
  };
  return defineMetric(row, (dataset) => countQueries(digestOf(row, dataset), (rank) => rank > 0 && rank <= k));
}

function cover(k: number, name: string): Metric {
  const row: MetricRow = {
    ...SHARED,
    kind: 'rank',
    name,
    title: `Catalogue coverage at ${k}`,
    version: 'ties:item|v1',
    definition: `The share of the catalogue's items that are among the first ${k} of some query with a judged item. It grows with the number of queries; their weights make no difference. The catalogue is all items that the evidence names. ${TIES}`,
    source: 'Interval: Heltshe and Forrester (1983); no program is the reference',
    example: exampleOf(name),
    digest: topItems(k),
  };
  return defineMetric(row, (dataset) => coverCatalogue(digestOf(row, dataset)));
}
