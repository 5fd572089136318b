import type { Contributions, Linearised, Value } from '../model/metric.ts';
import { project, totalsOf } from './addends.ts';
import { evaluatorOf, whenFinite } from './evaluate.ts';
import { lineariseExtremum } from './extremum.ts';
import { lineariseQuantile } from './quantiles.ts';

/**
 * The value of a metric on weighted rows, and the derivative ∂value/∂wᵢ by the weight of each row, in the unit of the metric.
 * Every kind but `scalar` is a function θ(w) that does not change when all weights double, so Σ wᵢ·∂θ/∂wᵢ = 0, and
 * √(Σ (wᵢ·∂θ/∂wᵢ)²) is the linearised (infinitesimal jackknife) standard error of θ.
 *
 * - proportion, mean: θ = Σwx/Σw and ∂θ/∂wᵢ = (xᵢ − θ)/Σw over the units;
 * - sums: θ = g(S) with S the weighted sums of the addends, and ∂θ/∂wᵢ = ∇g(S)·sᵢ;
 * - rank, divergence: as the metric itself defines them;
 * - quantile: with the density at the quantile estimated from its neighbours;
 * - extremum: the derivative of the groups that are extreme;
 * - scalar: the number as it was given, with derivative 0.
 *
 * A value that is not finite is none. `weights` has one entry a row, importance × count, and 0 leaves the row out (its derivative is 0). Example: hits
 * [1, 0, −1, 1] under weights [1, 1, 1, 2] give 3/4 and derivatives [1/16, −3/16, 0, 1/16].
 * Source: Deville, "Variance estimation for complex statistics and estimators" (Survey Methodology 25, 1999).
 */
export function linearise(contributions: Contributions, weights: Float64Array): Linearised {
  const { sensitivity, ...found } = lineariseKind(contributions, weights);
  const value = whenFinite(found);
  return { ...value, sensitivity: value.value === found.value ? sensitivity : new Float64Array(weights.length) };
}

function lineariseKind(contributions: Contributions, weights: Float64Array): Linearised {
  switch (contributions.kind) {
    case 'proportion': {
      const { hits } = contributions;
      return fromMean(hits, weights, evaluatorOf(contributions, weights)(weights), (i) => hits[i]! >= 0);
    }
    case 'mean': {
      const { scores } = contributions;
      return fromMean(scores, weights, evaluatorOf(contributions, weights)(weights), (i) => !Number.isNaN(scores[i]!));
    }
    case 'sums': {
      const { addends, width, reduce } = contributions;
      const { value, reason, gradient } = reduce(totalsOf(addends, width, weights));
      return { value, reason, sensitivity: project(addends, gradient, weights) };
    }
    case 'rank':
    case 'divergence':
      return contributions.linearise(contributions.columns, contributions.sample, weights);
    case 'quantile':
      return lineariseQuantile(contributions, weights);
    case 'extremum':
      return lineariseExtremum(contributions, weights);
    case 'scalar':
      return { ...evaluatorOf(contributions, weights)(weights), sensitivity: new Float64Array(weights.length) };
  }
}

/** The derivatives of a mean of `values`; none where it has no value, or one by convention. */
function fromMean(
  values: Int8Array | Float64Array,
  weights: Float64Array,
  { value, reason }: Value,
  isUnit: (row: number) => boolean,
): Linearised {
  const sensitivity = new Float64Array(weights.length);
  if (value === null || reason !== null) return { value, reason, sensitivity };
  let weight = 0;
  for (let i = 0; i < values.length; i++) if (isUnit(i)) weight += weights[i]!;
  for (let i = 0; i < values.length; i++) {
    if (weights[i]! > 0 && isUnit(i)) sensitivity[i] = (values[i]! - value) / weight;
  }
  return { value, reason, sensitivity };
}
