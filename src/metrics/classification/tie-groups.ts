/** Rows that take part, put into groups of equal scores. Groups ascend by score. */
interface TieGroups {
  /** Group of each row; -1 a row that takes no part. */
  readonly group: Int32Array;
  /** Weight of the positives and of the negatives of each group. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly positiveWeight: number;
  readonly negativeWeight: number;
}

/**
 * Groups rows by score in O(n log n). A row takes part when `positive` is 0 or 1 and its weight is above 0; such rows
 * have a score. Sorting the bare scores and looking each row up is several times faster than sorting row numbers by score.
 */
export function groupTies(scores: Float64Array, positive: Int8Array, weights: Float64Array): TieGroups {
  const distinct = distinctScores(scores, positive, weights);
  const group = new Int32Array(scores.length).fill(-1);
  const positives = new Float64Array(distinct.length);
  const negatives = new Float64Array(distinct.length);
  let positiveWeight = 0;
  let negativeWeight = 0;
  for (let i = 0; i < scores.length; i++) {
    if (positive[i]! < 0 || weights[i]! === 0) continue;
    const found = indexOf(distinct, scores[i]!);
    group[i] = found;
    if (positive[i] === 1) {
      positives[found]! += weights[i]!;
      positiveWeight += weights[i]!;
    } else {
      negatives[found]! += weights[i]!;
      negativeWeight += weights[i]!;
    }
  }
  return { group, positives, negatives, positiveWeight, negativeWeight };
}

function distinctScores(scores: Float64Array, positive: Int8Array, weights: Float64Array): Float64Array {
  const sorted = scores.filter((_, i) => positive[i]! >= 0 && weights[i]! > 0).sort();
  let length = 0;
  for (const score of sorted) if (length === 0 || score !== sorted[length - 1]) sorted[length++] = score;
  return sorted.subarray(0, length);
}

/** Index of a value that ascending values hold. */
function indexOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
