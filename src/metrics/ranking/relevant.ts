import type { Digest } from '../../model/metric.ts';
import { digestQueries } from './queries.ts';

/** Relevance from which on an item is relevant: trec_eval's `-l 1`. */
const RELEVANT = 1;

/**
 * Rank of the first relevant item, from 1 on; 0 where none was returned. From it follow the reciprocal rank 1/r and, for every k, whether
 * there is a relevant item among the first k. Items of one score stand in the order of their names, the last one first.
 * Example: relevance 0 1 2 in this order gives 2. Source: trec_eval 9 `recip_rank`, `success`.
 */
export const FIRST_RELEVANT: Digest = digestQueries(
  'first_relevant|from:1|ties:item|v1',
  1,
  ({ relevance }) =>
    ({ returned }, out) => {
      out[0] = returned.findIndex((at) => relevance[at]! >= RELEVANT) + 1;
    },
);

/**
 * Two numbers: relevant items among the first k that were returned, and relevant items in all. From them follow precision and recall.
 * Example: relevance 0 1 2 in this order, and an item of relevance 1 that was not returned, give 1 and 3 for k = 2.
 * Source: trec_eval 9 `P`, `recall`.
 */
export function relevantWithin(k: number): Digest {
  return digestQueries(`relevant|k:${k}|from:1|ties:item|v1`, 2, ({ relevance }) => ({ returned, judged }, out) => {
    out[0] = returned.subarray(0, k).reduce((count, at) => count + Number(relevance[at]! >= RELEVANT), 0);
    out[1] = countRelevant(judged);
  });
}

/**
 * Average precision: the sum of the precisions at the ranks of the relevant items among the first k, divided by the number of all
 * relevant items, returned or not. 0 without relevant items. In 0..1.
 * Example: relevance 0 1 2 in this order, and an item of relevance 1 that was not returned, give (1/2 + 2/3)/3 = 7/18.
 * Source: trec_eval 9 `map`, `map_cut`.
 */
export function precisionsWithin(k: number): Digest {
  const key = `average_precision|k:${k}|from:1|ties:item|v1`;
  return digestQueries(key, 1, ({ relevance }) => ({ returned, judged }, out) => {
    let found = 0;
    let total = 0;
    for (let i = 0; i < Math.min(k, returned.length); i++) {
      if (!(relevance[returned[i]!]! >= RELEVANT)) continue;
      found++;
      total += found / (i + 1);
    }
    out[0] = found === 0 ? 0 : total / countRelevant(judged);
  });
}

function countRelevant(judged: Float64Array): number {
  const end = judged.findIndex((grade) => grade < RELEVANT);
  return end < 0 ? judged.length : end;
}
