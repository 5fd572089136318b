import { regularisedBeta } from './beta.ts';
import { normalQuantile } from './normal.ts';

/**
 * P(T ≤ t) of Student's t distribution with df > 0 degrees of freedom (not only whole ones), to about 1e-11 of the
 * smaller tail for df up to a million.
 * With y = t²/(df + t²), P(|T| ≤ |t|) = I_y(½, df/2) (Abramowitz and Stegun 26.7.1).
 *
 * Example: studentCdf(1, 1) = 0.75.
 */
export function studentCdf(t: number, df: number): number {
  const tail = twoSided(Math.abs(t), df).upper / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * The t with P(T ≤ t) = p, for p in [0, 1] and df > 0, to about 1e-11 of its value for df up to a million.
 * studentQuantile(0, df) = -Infinity, as is what lies beyond -1e150. Throws RangeError outside that domain.
 *
 * Newton's method on the log-odds of P(|T| > t) as a function of ln t. That function is nearly a straight line at both ends
 * (slope −1 at the centre, −df in the tail), so a few steps from the normal quantile, widened by its first correction for df
 * (Abramowitz and Stegun 26.7.5), suffice. A step squares the error, so one of 1e-8 is the last.
 *
 * Example: studentQuantile(0.95, 9) = 1.8331129326536335.
 */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  if (p !== last.p || df !== last.df) last = { p, df, quantile: lowerQuantile(p, df) };
  return last.quantile;
}

/** The two ends of an interval, and the intervals of a report, ask for the same quantile again and again. */
let last = { p: Number.NaN, df: Number.NaN, quantile: Number.NaN };

function lowerQuantile(p: number, df: number): number {
  const z = -normalQuantile(p);
  if (z === Infinity) return -Infinity;
  const target = Math.log((2 * p) / (1 - 2 * p));
  let logT = Math.log(z + (z ** 3 + z) / (4 * df));
  for (let step = 0; step < 50; step++) {
    const { lower, upper, slope } = twoSided(Math.exp(logT), df);
    if (upper === 0) return -Infinity;
    const change = ((Math.log(upper / lower) - target) * lower * upper) / (2 * slope);
    logT += change;
    if (Math.abs(change) < 1e-8) break;
  }
  return -Math.exp(logT);
}

/** P(|T| ≤ t) and P(|T| > t) for t > 0, with half the derivative of the former by ln t. */
function twoSided(t: number, df: number) {
  const odds = (t / df) * t;
  return regularisedBeta(0.5, df / 2, 1 / (1 + 1 / odds), 1 / (1 + odds));
}
