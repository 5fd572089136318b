import type { Contributions, Linearised, Value } from '../model/metric.ts';
import { sum } from '../statistics/sum.ts';

const NO_EXAMPLES: Value = { value: null, reason: 'no_examples' };

/**
 * The value of a metric on weighted rows, and the derivative ∂value/∂wᵢ by the weight of each row, in the unit of the metric.
 * Every kind but `scalar` is a function θ(w) that does not change when all weights double, so Σ wᵢ·∂θ/∂wᵢ = 0, and
 * √(Σ (wᵢ·∂θ/∂wᵢ)²) is the linearised (infinitesimal jackknife) standard error of θ.
 *
 * - proportion, mean: θ = Σwx/Σw and ∂θ/∂wᵢ = (xᵢ − θ)/Σw over the units;
 * - sums: θ = g(S) with S the weights summed by cell, and ∂θ/∂wᵢ = ∂g/∂S at the cell of row i;
 * - rank: as the metric itself defines them;
 * - scalar: the number as it was given, with derivative 0.
 *
 * `weights` has one entry a row, importance × count, and 0 leaves the row out (its derivative is 0). Example: hits
 * [1, 0, −1, 1] under weights [1, 1, 1, 2] give 3/4 and derivatives [1/16, −3/16, 0, 1/16].
 * Source: Deville, "Variance estimation for complex statistics and estimators" (Survey Methodology 25, 1999).
 */
export function linearise(contributions: Contributions, weights: Float64Array): Linearised {
  switch (contributions.kind) {
    case 'proportion':
      return average(contributions.hits, weights, (hit) => hit >= 0, contributions.empty ?? NO_EXAMPLES);
    case 'mean': {
      const { scores, problem } = contributions;
      if (problem !== undefined) return constant({ value: null, reason: problem }, weights);
      return average(scores, weights, (score) => !Number.isNaN(score), NO_EXAMPLES);
    }
    case 'sums': {
      const { cells, width, reduce } = contributions;
      const totals = new Float64Array(width);
      for (let i = 0; i < cells.length; i++) if (cells[i]! >= 0) totals[cells[i]!]! += weights[i]!;
      const { value, reason, gradient } = reduce(totals);
      const sensitivity = new Float64Array(weights.length);
      for (let i = 0; i < cells.length; i++) {
        if (cells[i]! >= 0 && weights[i]! > 0) sensitivity[i] = gradient[cells[i]!]!;
      }
      return { value, reason, sensitivity };
    }
    case 'rank':
      return contributions.linearise(contributions.scores, contributions.positive, weights);
    case 'scalar': {
      const { value } = contributions.scalar;
      return constant({ value, reason: value === null ? 'missing_value' : null }, weights);
    }
  }
}

function average(
  values: Int8Array | Float64Array,
  weights: Float64Array,
  isUnit: (value: number) => boolean,
  empty: Value,
): Linearised {
  const taken = new Float64Array(weights.length);
  const products = new Float64Array(weights.length);
  for (let i = 0; i < taken.length; i++) {
    if (weights[i] === 0 || !isUnit(values[i]!)) continue;
    taken[i] = weights[i]!;
    products[i] = weights[i]! * values[i]!;
  }
  const weight = sum(taken);
  if (weight === 0) return constant(empty, weights);
  const value = sum(products) / weight;
  if (!Number.isFinite(value)) return constant({ value: null, reason: 'nonfinite_input' }, weights);
  const sensitivity = products;
  for (let i = 0; i < values.length; i++) sensitivity[i] = taken[i]! > 0 ? (values[i]! - value) / weight : 0;
  return { value, reason: null, sensitivity };
}

function constant({ value, reason }: Value, weights: Float64Array): Linearised {
  return { value, reason, sensitivity: new Float64Array(weights.length) };
}
