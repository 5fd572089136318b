import type { Vectors } from '../../model/dataset.ts';
import type { Reduction } from '../../model/metric.ts';

/** What a function of totals comes to on each segment alone; NaN where a row is no segment, 0 where a segment holds no text at all. */
export function scoreSegments(
  { width, values }: Vectors,
  reduce: (totals: Float64Array) => Reduction,
): Float64Array<ArrayBuffer> {
  const scores = new Float64Array(values.length / width);
  for (let row = 0; row < scores.length; row++) {
    const vector = values.subarray(row * width, (row + 1) * width);
    scores[row] = Number.isNaN(vector[0]!) ? Number.NaN : (reduce(vector).value ?? 0);
  }
  return scores;
}
