import type { Reduction } from '../../model/metric.ts';
import { cellOf, FN, FP, fixedReduction, type OfCounts, TP } from './label-counts.ts';

/** A ratio of the counts of a label: gain·TP/(hits·TP + alarms·FP + misses·FN), and 0 where the denominator is 0. */
interface Ratio {
  readonly gain: number;
  readonly hits: number;
  readonly alarms: number;
  readonly misses: number;
}

export const PRECISION: Ratio = { gain: 1, hits: 1, alarms: 1, misses: 0 };
export const RECALL: Ratio = { gain: 1, hits: 1, alarms: 0, misses: 1 };
/** The harmonic mean of precision and recall, 2TP/(2TP + FP + FN). */
export const F1: Ratio = { gain: 2, hits: 2, alarms: 1, misses: 1 };
/** The rows that have the label and are predicted it, among those that have it or are predicted it. */
export const JACCARD: Ratio = { gain: 1, hits: 1, alarms: 1, misses: 1 };

const COUNTS = [TP, FP, FN] as const;

/**
 * Micro average: the ratio of the counts of all labels together. 0 with reason `zero_division` when its denominator is 0.
 * Example: true a c | b | – and predicted a b | b | – have the micro F1 2/3. Source: scikit-learn `f1_score(average='micro')`.
 */
export function averageMicro(ratio: Ratio): OfCounts {
  return (counts, size) => {
    const pooled = new Float64Array(1 + COUNTS.length);
    for (let label = 0; label < size; label++) {
      for (const count of COUNTS) pooled[count]! += counts[cellOf(label, count)]!;
    }
    const { value, steps } = scoreOf(ratio, pooled, 0);
    if (steps === null) return fixedReduction(counts, { value, reason: 'zero_division' });
    const gradient = counts.map((_, cell) => (cell === 0 ? 0 : steps[(cell - 1) % COUNTS.length]!));
    return { value, reason: null, gradient };
  };
}

/**
 * Macro average: the mean of the ratio over all L labels, also those that no row has; a ratio with the denominator 0 counts as 0. When
 * all of them are, 0 with reason `zero_division`.
 * Example: true a c | b | – and predicted a b | b | – have the macro F1 5/9. Source: scikit-learn `f1_score(average='macro')` of indicator matrices.
 */
export function averageMacro(ratio: Ratio): (leftOut: readonly number[]) => OfCounts {
  return (leftOut) => (counts, size) => {
    const reduction = average(ratio, counts, size, (label) => (leftOut.includes(label) ? 0 : 1), 0);
    // A label that no row has scores 0 whatever is predicted, so that its score rests on the rows that have it.
    return { ...reduction, support: Float64Array.from({ length: size }, (_, label) => supportOf(counts, label)) };
  };
}

/**
 * Weighted average: Σ nₖsₖ/Σ nₖ with nₖ the weight of the rows that have the label k. When no row has a label, or none of those that rows have
 * has a denominator, 0 with reason `zero_division`.
 * Example: true a c | b | – | b c and predicted a b | b | – | b have the weighted F1 13/25.
 * Source: scikit-learn `f1_score(average='weighted')` of indicator matrices.
 */
export function averageWeighted(ratio: Ratio): OfCounts {
  return (counts, size) => average(ratio, counts, size, (label) => supportOf(counts, label), 1);
}

/** Σ nₖsₖ/Σ nₖ; `growth` is what one more row that has the label adds to its n. */
function average(
  ratio: Ratio,
  counts: Float64Array,
  size: number,
  shareOf: (label: number) => number,
  growth: 0 | 1,
): Reduction {
  const scores = new Float64Array(size);
  const gradient = new Float64Array(counts.length);
  let [total, sum, known] = [0, 0, 0];
  for (let label = 0; label < size; label++) {
    const share = shareOf(label);
    const { value, steps } = scoreOf(ratio, counts, label);
    scores[label] = value;
    total += share;
    sum += share * value;
    if (steps === null) continue;
    known += share;
    COUNTS.forEach((count, i) => {
      gradient[cellOf(label, count)] = share * steps[i]!;
    });
  }
  if (known === 0) return fixedReduction(counts, { value: 0, reason: 'zero_division' });
  const value = sum / total;
  for (let label = 0; label < size; label++) {
    for (const count of [TP, FN] as const) gradient[cellOf(label, count)]! += growth * (scores[label]! - value);
  }
  return { value, reason: null, gradient: gradient.map((slope) => slope / total) };
}

function supportOf(counts: Float64Array, label: number): number {
  return counts[cellOf(label, TP)]! + counts[cellOf(label, FN)]!;
}

/** The ratio of a label, and its derivatives by TP, FP and FN; none where the denominator is 0. */
function scoreOf({ gain, hits, alarms, misses }: Ratio, counts: Float64Array, label: number) {
  const right = counts[cellOf(label, TP)]!;
  const denominator = hits * right + alarms * counts[cellOf(label, FP)]! + misses * counts[cellOf(label, FN)]!;
  if (denominator === 0) return { value: 0, steps: null };
  const value = (gain * right) / denominator;
  const steps = [gain - value * hits, -value * alarms, -value * misses].map((step) => step / denominator);
  return { value, steps };
}
