import { regularisedBeta } from './beta.ts';

/** Halvings of an interval on the scale of log-odds that no double can tell apart. */
const MAX_STEPS = 200;
/** Log-odds beyond which a double holds 0 or 1. */
const FAR = 745;

/**
 * The x with P(X ≤ x) = p for X ~ Beta(a, b), to about 1e-12 of x and of 1 − x; 0 and 1 for the p 0 and 1. Domain as for `regularisedBeta`.
 * Newton's method on the log-odds of x, kept between bounds that a bisection narrows.
 *
 * Example: betaQuantile(0.5, 1, 1) = 0.5. Source: scipy `beta.ppf`.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaQuantile of ${p}, which is no probability`);
  if (p === 0 || p === 1) return p;
  let [below, above] = [-FAR, FAR];
  let at = Math.log(a / b);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { lower, upper, slope } = regularisedBeta(a, b, logistic(at), logistic(-at));
    // Of the smaller tail, whose digits are all good.
    const miss = p < 0.5 ? lower - p : 1 - p - upper;
    if (miss > 0) above = at;
    else below = at;
    const newton = at - miss / slope;
    const next = newton > below && newton < above ? newton : (below + above) / 2;
    if (Math.abs(next - at) <= 1e-15 * Math.abs(next) + 1e-16) return logistic(next);
    at = next;
  }
  return logistic(at);
}

function logistic(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}
