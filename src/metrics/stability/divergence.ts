import type { Linearised, NullDistribution, Statistic, Value } from '../../model/metric.ts';
import type { Measure } from './distances.ts';
import type { Binned, Samples } from './samples.ts';

/** Side of a row: what `sample` holds. */
const CANDIDATE = 1;
const BASELINE = 0;

/** Contributions of a distance between the histograms of both sides. Rows that are in no bin are no units. */
export function distanceOf(
  { codes, bins }: Binned,
  { from }: Samples,
  measure: Measure,
  distribution: NullDistribution,
): Statistic {
  const linearise = (column: Int32Array, sample: Int8Array, weights: Float64Array): Linearised => {
    const sensitivity = new Float64Array(weights.length);
    const sides = histograms(column, sample, weights, bins);
    if (sides.some((side) => side.every((weight) => weight === 0))) {
      return { value: null, reason: 'no_examples', sensitivity };
    }
    const { value, byCandidate, byBaseline } = measure(sides[CANDIDATE], sides[BASELINE]);
    for (let i = 0; i < sensitivity.length; i++) {
      if (sample[i]! < 0 || weights[i] === 0) continue;
      sensitivity[i] = (sample[i] === CANDIDATE ? byCandidate : byBaseline)[column[i]!]!;
    }
    return { value, reason: null, sensitivity };
  };
  const evaluate = (column: Int32Array, sample: Int8Array, weights: Float64Array): Value => {
    const { value, reason } = linearise(column, sample, weights);
    return { value, reason };
  };
  return {
    kind: 'divergence',
    columns: [codes],
    sample: Int8Array.from(codes, (code, row) => (code < 0 ? -1 : row < from ? CANDIDATE : BASELINE)),
    evaluate: ([column], sample, weights) => evaluate(column as Int32Array, sample, weights),
    linearise: ([column], sample, weights) => linearise(column as Int32Array, sample, weights),
    method: 'influence',
    null: distribution,
  };
}

/** Weight in each bin, of the baseline and of the candidate. */
function histograms(codes: Int32Array, sample: Int8Array, weights: Float64Array, bins: number) {
  const sides = [new Float64Array(bins), new Float64Array(bins)] as const;
  for (let i = 0; i < codes.length; i++) {
    const side = sample[i]!;
    if (side === BASELINE || side === CANDIDATE) sides[side][codes[i]!]! += weights[i]!;
  }
  return sides;
}
