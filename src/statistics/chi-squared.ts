import { deviance, stirlingError } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** Both tails of a distribution at one point; each is accurate for itself. */
interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularised incomplete gamma function, both tails, for a > 0 and x ≥ 0, to about 1e-12 of each for a up to a million:
 * `lower` is P(a, x). A series below the mean, the continued fraction of Legendre above (Abramowitz and Stegun 6.5.29, 6.5.31).
 * Throws RangeError outside that domain.
 *
 * Example: regularisedGamma(1, 1).upper = 1/e.
 */
export function regularisedGamma(a: number, x: number): Tails {
  if (!(a > 0 && a < Infinity && x >= 0)) throw new RangeError(`regularisedGamma(${a}, ${x}) is outside its domain`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  // xᵃe⁻ˣ/Γ(a), in Loader's saddle-point form: nothing large is subtracted from anything large.
  const kernel = Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - deviance(a, x));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * Number.EPSILON * 0.1; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = kernel * sum;
    return { lower, upper: 1 - lower };
  }
  // Lentz's method; x ≥ a + 1 keeps every partial denominator positive.
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / (factor * d + b);
    c = b + factor / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= 2 * Number.EPSILON) break;
  }
  const upper = kernel * value;
  return { lower: 1 - upper, upper };
}

/** P(X ≤ x) and P(X > x) of the χ² distribution with df > 0 degrees of freedom. Example: chiSquaredTails(2, 2).upper = 1/e. */
export function chiSquaredTails(x: number, df: number): Tails {
  return regularisedGamma(df / 2, x / 2);
}

/**
 * The x with P(X ≤ x) = p for p in [0, 1), to about 1e-11 of its value: bisection from the approximation of Wilson and Hilferty (1931).
 * Example: chiSquaredQuantile(0.95, 9) = 16.918977604620448.
 */
export function chiSquaredQuantile(p: number, df: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`chiSquaredQuantile(${p}, ${df}) is outside its domain`);
  if (p === 0) return 0;
  const isBelow = (x: number) => (p < 0.5 ? chiSquaredTails(x, df).lower < p : chiSquaredTails(x, df).upper > 1 - p);
  const start = df * Math.max(1 - 2 / (9 * df) + normalQuantile(p) * Math.sqrt(2 / (9 * df)), 0.01) ** 3;
  return bisect(isBelow, start);
}

/**
 * P(X ≤ x) of the noncentral χ² distribution with df degrees of freedom and noncentrality λ ≥ 0, to about 1e-12: the Poisson mixture
 * Σ e^(−λ/2)(λ/2)ʲ/j! · P(df/2 + j, x/2), summed outwards from its largest weight. Example: noncentralChiSquaredCdf(0, 2, 1) = 0.
 * Source: Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2 (1995), 29.3.
 */
export function noncentralChiSquaredCdf(x: number, df: number, lambda: number): number {
  if (lambda === 0) return chiSquaredTails(x, df).lower;
  const half = lambda / 2;
  const centre = Math.floor(half);
  const central =
    centre === 0
      ? Math.exp(-half)
      : Math.exp(-stirlingError(centre) - deviance(centre, half)) / Math.sqrt(2 * Math.PI * centre);
  let sum = 0;
  for (let j = centre, weight = central; weight > 1e-17; j++, weight *= half / j) {
    sum += weight * regularisedGamma(df / 2 + j, x / 2).lower;
  }
  for (let j = centre - 1, weight = (central * centre) / half; j >= 0 && weight > 1e-17; weight *= j / half, j--) {
    sum += weight * regularisedGamma(df / 2 + j, x / 2).lower;
  }
  return Math.min(1, sum);
}

/** The noncentrality λ ≥ 0 with P(X ≤ x) = p; 0 where even the central distribution has less below x. */
export function noncentrality(x: number, df: number, p: number): number {
  if (chiSquaredTails(x, df).lower <= p) return 0;
  return bisect((lambda) => noncentralChiSquaredCdf(x, df, lambda) > p, x + 1);
}

/** Where a condition that holds from 0 on stops to hold. */
function bisect(isBelow: (x: number) => boolean, start: number): number {
  let low = 0;
  let high = start;
  while (isBelow(high)) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < 200; step++) {
    const middle = low === 0 ? high / 2 : (low + high) / 2;
    if (middle <= low || middle >= high || high - low <= 1e-14 * high) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
    if (high < 1e-300) return 0;
  }
  return (low + high) / 2;
}
