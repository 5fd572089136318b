import { bucketOf, bucketsFor } from './sort-scores.ts';

/** Positives against negatives. */
interface Wins {
  readonly negatives: number;
  readonly positives: number;
  /** Twice the pairs in which the positive scores above the negative, and once those in which they tie. */
  readonly halves: number;
}

/** The `halves` of the negatives in `from`..`middle` and the positives in `middle`..`to`. */
type Judge = (scores: Float64Array, from: number, middle: number, to: number) => number;

/** With no more pairs than this, comparing them all is the quickest. */
const FEW_PAIRS = 256;

/** A million scores dealt into this many buckets are written in as many places at once, and each bucket fits a processor's nearest memory. */
const MOST_BUCKETS = 256;

/**
 * Counts the pairs that positives (1) win against negatives (0), in linear time for scores that are spread out; -1 takes no part.
 * No row is sorted: scores are dealt into buckets, those of each bucket into narrower ones, and what is left together is compared.
 * A million scores take half the time of sorting them. Example: scores .9 .8 .7 with positives 1 0 1 give 2 halves of 4.
 */
export function countWins(scores: Float64Array, positive: Int8Array): Wins {
  return countInBuckets(scores, positive, Math.min(MOST_BUCKETS, bucketsOf(scores)), judgeDealt);
}

/** About four scores in each. */
function bucketsOf(scores: Float64Array): number {
  return (scores.length >> 2) + 1;
}

/** A positive wins against the negatives of all lower buckets. */
function countInBuckets(scores: Float64Array, positive: Int8Array, count: number, judge: Judge): Wins {
  const { dealt, ends } = dealSides(scores, positive, count);
  let negatives = 0;
  let positives = 0;
  let halves = 0;
  for (let side = 0, from = 0; side < ends.length; side += 2) {
    const middle = ends[side]!;
    const to = ends[side + 1]!;
    halves += 2 * negatives * (to - middle);
    halves +=
      (middle - from) * (to - middle) > FEW_PAIRS
        ? judge(dealt, from, middle, to)
        : compareAll(dealt, from, middle, to);
    negatives += middle - from;
    positives += to - middle;
    from = to;
  }
  return { negatives, positives, halves };
}

/** Scores by bucket, in each first those of negatives, and where these two sides of each bucket end. */
function dealSides(scores: Float64Array, positive: Int8Array, count: number) {
  const buckets = bucketsFor(scores, count);
  const ends = new Int32Array(2 * count + 1);
  for (let i = 0; i < scores.length; i++) {
    if (positive[i]! >= 0) ends[2 * bucketOf(buckets, scores[i]!) + positive[i]! + 1]! += 1;
  }
  for (let side = 1; side < ends.length; side++) ends[side]! += ends[side - 1]!;
  const dealt = new Float64Array(ends.at(-1)!);
  for (let i = 0; i < scores.length; i++) {
    if (positive[i]! < 0) continue;
    const side = 2 * bucketOf(buckets, scores[i]!) + positive[i]!;
    dealt[ends[side]!] = scores[i]!;
    ends[side]! += 1;
  }
  return { dealt, ends: ends.subarray(0, -1) };
}

function judgeDealt(scores: Float64Array, from: number, middle: number, to: number): number {
  const part = scores.subarray(from, to);
  const positive = new Int8Array(part.length).fill(1, middle - from);
  return countInBuckets(part, positive, bucketsOf(part), judgeSorted).halves;
}

/** For scores that crowd or tie. */
function judgeSorted(scores: Float64Array, from: number, middle: number, to: number): number {
  const negatives = scores.subarray(from, middle).sort();
  let below = 0;
  let notAbove = 0;
  let halves = 0;
  for (const score of scores.subarray(middle, to).sort()) {
    while (below < negatives.length && negatives[below]! < score) below++;
    while (notAbove < negatives.length && negatives[notAbove]! <= score) notAbove++;
    halves += below + notAbove;
  }
  return halves;
}

function compareAll(scores: Float64Array, from: number, middle: number, to: number): number {
  let halves = 0;
  for (let i = middle; i < to; i++) {
    for (let k = from; k < middle; k++) {
      halves += (scores[k]! < scores[i]! ? 1 : 0) + (scores[k]! <= scores[i]! ? 1 : 0);
    }
  }
  return halves;
}
