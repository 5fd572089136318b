import type { Rankings } from '../../model/dataset.ts';
import type { Digest } from '../../model/metric.ts';
import { sum } from '../../statistics/sum.ts';
import { UNKNOWN } from './per-query.ts';
import { digestQueries } from './queries.ts';

/**
 * Novelty of the first k items, in bits: the mean of −log₂(p/Σp) over them, with p the popularity of an item (how often it was chosen
 * before) and Σp that of all items that the evidence names, each counted once. Fewer than k items: the mean of those; none: 0.
 *
 * The popularity of an item is the largest that stands beside it anywhere, so that one row may name it for all. An item without one was
 * never chosen: its novelty would be infinite, and there is no value. Who recommends new items adds 1 to every count.
 *
 * Example: of items chosen 2, 1 and 1 times, the first two have the novelty (1 + 2)/2.
 * Source: Castells, Hurley and Vargas, "Novelty and diversity in recommender systems" (2015). No program is the reference.
 */
export function noveltyWithin(k: number): Digest {
  return digestQueries(`novelty|k:${k}|ties:item|v1`, 1, (rankings) => {
    const surprise = surpriseOf(rankings);
    return ({ returned }, out) => {
      const surprises = Float64Array.from(returned.subarray(0, k), surprise);
      if (surprises.includes(UNKNOWN)) out[0] = UNKNOWN;
      else if (surprises.length > 0) out[0] = sum(surprises) / surprises.length;
    };
  });
}

/** Bits that the item at a position is worth. */
function surpriseOf({ items, popularity }: Rankings): (at: number) => number {
  const largest = new Map<string, number>();
  for (const [at, times] of popularity?.entries() ?? []) {
    if (times > 0) largest.set(items[at]!, Math.max(largest.get(items[at]!) ?? 0, times));
  }
  const total = sum([...largest.values()]);
  return (at) => {
    const bits = Math.log2(total / (largest.get(items[at]!) ?? 0));
    return Number.isFinite(bits) ? bits : UNKNOWN;
  };
}
