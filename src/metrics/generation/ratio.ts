import type { Reduction, Sums } from '../../model/metric.ts';

/** A ratio of two totals and its derivative by it, as a metric has it: e to the power of the ratio, for a perplexity. */
export interface Scale {
  readonly value: (ratio: number) => number;
  readonly slope: (ratio: number) => number;
}

const ITSELF: Scale = { value: (ratio) => ratio, slope: () => 1 };

/** The metric g(ΣA/ΣB) of pairs (A, B), two numbers a row. Units: rows whose first number is not NaN. Example: (1, 2), (2, 4) give 1/2. */
export function ratioOfSums(values: Float64Array, scale: Scale = ITSELF): Sums {
  return {
    kind: 'sums',
    addends: { form: 'vector', values },
    width: 2,
    reduce: ([above, below]) => reduceRatio(above!, below!, scale),
  };
}

/**
 * g(a/b) with the gradient g′·[1/b, −a/b²]. Without a denominator no value: `no_examples` when the numerator is 0 as well, for then nothing
 * was measured; else `zero_division`. A value that no double can hold is `nonfinite_input`.
 */
function reduceRatio(above: number, below: number, { value, slope }: Scale): Reduction {
  const none = new Float64Array(2);
  if (below === 0) return { value: null, reason: above === 0 ? 'no_examples' : 'zero_division', gradient: none };
  const ratio = above / below;
  const found = value(ratio);
  if (!Number.isFinite(found)) return { value: null, reason: 'nonfinite_input', gradient: none };
  const step = slope(ratio) / below;
  return { value: found, reason: null, gradient: Float64Array.of(step, -step * ratio) };
}
