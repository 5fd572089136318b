import type { Contributions, UndefinedReason, Value } from '../model/metric.ts';
import { totalsOf } from './addends.ts';
import { extremumEvaluator } from './extremum.ts';
import { quantileEvaluator } from './quantiles.ts';

/** What a metric comes to without units, unless it says otherwise. */
export const NO_EXAMPLES: Value = { value: null, reason: 'no_examples' };

/** A value that no double can hold, as when differences of huge scores overflow, is none: `nonfinite_input`. */
export function whenFinite({ value, reason }: Value): Value {
  return value === null || Number.isFinite(value) ? { value, reason } : { value: null, reason: 'nonfinite_input' };
}

/**
 * Makes a function of the weights that gives the value alone, for those who ask many times (resampling) or for nothing else. It equals
 * the value of `linearise`. `weights` are the first that it will be asked for: they say which groups are large enough.
 */
export function evaluatorOf(contributions: Contributions, weights: Float64Array): (weights: Float64Array) => Value {
  const evaluate = evaluatorOfKind(contributions, weights);
  return (w) => whenFinite(evaluate(w));
}

function evaluatorOfKind(contributions: Contributions, weights: Float64Array): (weights: Float64Array) => Value {
  switch (contributions.kind) {
    case 'proportion': {
      const { hits, empty = NO_EXAMPLES } = contributions;
      return (w) => averageHits(hits, w) ?? empty;
    }
    case 'mean': {
      const { scores, problem, infinite = 'nonfinite_input', range } = contributions;
      if (problem !== undefined) return () => ({ value: null, reason: problem });
      return (w) => within(range, averageScores(scores, w, infinite));
    }
    case 'sums': {
      const { addends, width, reduce } = contributions;
      return (w) => reduce(totalsOf(addends, width, w));
    }
    case 'rank':
    case 'divergence':
      return (w) => contributions.evaluate(contributions.columns, contributions.sample, w);
    case 'quantile':
      return quantileEvaluator(contributions);
    case 'extremum':
      return extremumEvaluator(contributions, weights);
    case 'scalar': {
      const { value } = contributions.scalar;
      return () => ({ value, reason: value === null ? 'missing_value' : null });
    }
  }
}

/** A mean of numbers in a range lies in it too: rounding alone may carry it out. */
function within([low, high]: readonly [number | null, number | null], { value, reason }: Value): Value {
  return { value: value === null ? null : Math.min(Math.max(value, low ?? value), high ?? value), reason };
}

/** Σwx/Σw of zeros and ones; null without units. Whole weights are added exactly. */
function averageHits(hits: Int8Array, weights: Float64Array): Value | null {
  let weight = 0;
  let found = 0;
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i]!;
    weight += hit < 0 ? 0 : weights[i]!;
    found += hit === 1 ? weights[i]! : 0;
  }
  return weight === 0 ? null : { value: found / weight, reason: null };
}

/** Σwx/Σw, the rounding errors of the sums carried along (Knuth's two-sum). `infinite` is the reason when it is not finite. */
function averageScores(scores: Float64Array, weights: Float64Array, infinite: UndefinedReason): Value {
  let weight = 0;
  let total = 0;
  let lost = 0;
  for (let i = 0; i < scores.length; i++) {
    // Not to add anything would cost more than to add 0: engines keep sums in registers where every round adds to them.
    const isUnit = weights[i]! > 0 && !Number.isNaN(scores[i]!);
    const term = isUnit ? weights[i]! * scores[i]! : 0;
    const next = total + term;
    const taken = next - total;
    lost += total - (next - taken) + (term - taken);
    total = next;
    weight += isUnit ? weights[i]! : 0;
  }
  if (weight === 0) return NO_EXAMPLES;
  const value = (total + lost) / weight;
  return Number.isFinite(value) ? { value, reason: null } : { value: null, reason: infinite };
}
