import { type Buckets, bucketOf, bucketsFor, sortScores } from './sort-scores.ts';

/** Rows that take part, put into groups of equal scores. Groups ascend by score. */
interface TieGroups {
  /** Group of each row; -1 a row that takes no part. */
  readonly group: Int32Array;
  /** Score of each group. */
  readonly scores: Float64Array;
  /** Weight of the positives and of the negatives of each group. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly positiveWeight: number;
  readonly negativeWeight: number;
}

/**
 * Groups rows by score in O(n log n). A row takes part when `positive` is 0 or 1 and its weight is above 0; such rows
 * have a score. Sorting the bare scores and looking each row up is many times faster than sorting row numbers by score.
 */
export function groupTies(scores: Float64Array, positive: Int8Array, weights: Float64Array): TieGroups {
  const distinct = distinctScores(scores, positive, weights);
  const buckets = bucketsFor(distinct, distinct.length);
  const starts = bucketStarts(distinct, buckets);
  const group = new Int32Array(scores.length).fill(-1);
  const positives = new Float64Array(distinct.length);
  const negatives = new Float64Array(distinct.length);
  let positiveWeight = 0;
  let negativeWeight = 0;
  for (let i = 0; i < scores.length; i++) {
    if (positive[i]! < 0 || weights[i]! === 0) continue;
    const bucket = bucketOf(buckets, scores[i]!);
    const found = lowerBound(distinct, scores[i]!, starts[bucket]!, starts[bucket + 1]!);
    group[i] = found;
    if (positive[i] === 1) {
      positives[found]! += weights[i]!;
      positiveWeight += weights[i]!;
    } else {
      negatives[found]! += weights[i]!;
      negativeWeight += weights[i]!;
    }
  }
  return { group, scores: distinct, positives, negatives, positiveWeight, negativeWeight };
}

function distinctScores(scores: Float64Array, positive: Int8Array, weights: Float64Array): Float64Array {
  const taking = new Float64Array(scores.length);
  let size = 0;
  for (let i = 0; i < scores.length; i++) {
    if (positive[i]! >= 0 && weights[i]! > 0) taking[size++] = scores[i]!;
  }
  const sorted = sortScores(taking.subarray(0, size));
  let length = 0;
  for (let i = 0; i < size; i++) {
    if (length === 0 || sorted[i]! !== sorted[length - 1]!) sorted[length++] = sorted[i]!;
  }
  return sorted.subarray(0, length);
}

/** Where each bucket of ascending values starts; one more at the end. */
function bucketStarts(ascending: Float64Array, buckets: Buckets): Int32Array {
  const starts = new Int32Array(buckets.count + 1);
  for (let i = 0; i < ascending.length; i++) starts[bucketOf(buckets, ascending[i]!) + 1] = i + 1;
  for (let b = 0; b < buckets.count; b++) starts[b + 1] = Math.max(starts[b + 1]!, starts[b]!);
  return starts;
}

/** How many of ascending values lie below one, which is the index of the value where it is among them. It is known to be in `from`..`to`. */
export function lowerBound(ascending: Float64Array, value: number, from = 0, to = ascending.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
