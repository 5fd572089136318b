import type { Linearised } from '../../model/metric.ts';
import { type Deviations, deviationsOf } from './deviations.ts';
import type { PairStatistic } from './pair-statistic.ts';

/**
 * Pearson's correlation: r = Σwuv/√(Σwu²·Σwv²) with u and v the deviations of targets and predictions from their weighted means, in −1..1.
 *
 * With norm = √(Σwu²·Σwv²), the derivative by the weight of a row is uv/norm − r/2·(u²/Σwu² + v²/Σwv²).
 *
 * No value, `constant`, when all targets or all predictions are the same.
 * Example: 3, −0.5, 2, 7 and 2.5, 0, 2, 8 give 0.9848696184. Source: scipy `pearsonr`.
 */
export const correlation: PairStatistic = (x, y, weights) => {
  const [u, v] = [deviationsOf(x, weights), deviationsOf(y, weights)];
  return u === null || v === null ? noCorrelation(x.length) : correlate(u, v, weights);
};

/** The correlation of two columns of deviations, and its derivative by each weight as far as the deviations stay what they are. */
export function correlate(
  u: Deviations,
  v: Deviations,
  weights: Float64Array,
): Linearised & { readonly value: number } {
  const norm = Math.sqrt(u.squares * v.squares);
  let product = 0;
  for (let i = 0; i < weights.length; i++) product += weights[i]! * u.values[i]! * v.values[i]!;
  // Rounding must not carry a perfect correlation beyond 1.
  const value = Math.min(1, Math.max(-1, product / norm));
  const sensitivity = u.values.map((own, i) => {
    const other = v.values[i]!;
    return (own * other) / norm - (value / 2) * (own ** 2 / u.squares + other ** 2 / v.squares);
  });
  return { value, reason: null, sensitivity };
}

export function noCorrelation(rows: number): Linearised {
  return { value: null, reason: 'constant', sensitivity: new Float64Array(rows) };
}
