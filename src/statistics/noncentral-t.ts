import { normalCdf } from './normal.ts';

/** Weights below this share of the largest add nothing to a double. */
const NEGLIGIBLE = 1e-19;
const MAX_STEPS = 200;

/**
 * P(T ≤ t) of the noncentral t distribution, T = (Z + shift) ÷ √(χ²/df), for df > 0, to about 1e-13 of 1.
 * Throws RangeError for df ≤ 0 and for numbers that are not finite.
 *
 * Given s = √(χ²/df), T ≤ t is Z ≤ t s − shift; this averages Φ(t s − shift) over s. On the scale y = ln s the density of s is proportional to
 * exp(df (y − e²ʸ/2)), which is smooth and falls off on both sides, so that the trapezoidal rule converges faster than any power of its step
 * (L. N. Trefethen and J. A. C. Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56, 2014). Its own sum of weights
 * normalises it.
 *
 * Example: noncentralTCdf(1, 1, 0) = 0.75.
 */
export function noncentralTCdf(t: number, df: number, shift: number): number {
  return integrate(t, df, shift).cdf;
}

/**
 * The t with P(T ≤ t) = p, for p in (0, 1), to about 1e-12 of its value where p is between 0.001 and 0.999. Newton's method, kept between
 * bounds that a bisection narrows. Throws RangeError outside that domain.
 *
 * Example: noncentralTQuantile(0.95, 4, z₀.₉₉ √5) ÷ √5 = 5.7411, the factor of a one-sided tolerance limit for five observations.
 * Source: scipy `nct.ppf`.
 */
export function noncentralTQuantile(p: number, df: number, shift: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`noncentralTQuantile of ${p}, which is not between 0 and 1`);
  let [below, above] = [-Infinity, Infinity];
  let at = shift;
  let reach = 1 + Math.abs(shift);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { cdf, density } = integrate(at, df, shift);
    const miss = cdf - p;
    if (miss > 0) above = at;
    else below = at;
    const newton = at - miss / density;
    const isInside = newton > below && newton < above;
    let next = isInside ? newton : (below + above) / 2;
    if (below === -Infinity || above === Infinity) {
      // While one side is open no step goes farther than twice the one before.
      next =
        miss > 0
          ? Math.max(at - reach, isInside ? newton : -Infinity)
          : at + Math.min(reach, isInside ? newton - at : Infinity);
      reach *= 2;
    }
    if (Math.abs(next - at) <= 1e-14 * Math.abs(next)) return next;
    at = next;
  }
  return at;
}

function integrate(t: number, df: number, shift: number): { readonly cdf: number; readonly density: number } {
  if (!(df > 0 && df < Infinity && Number.isFinite(t) && Number.isFinite(shift))) {
    throw new RangeError(
      `the noncentral t distribution at ${t}, with df ${df} and shift ${shift}, is outside its domain`,
    );
  }
  // Narrow enough for the density of ln s and for the rise of Φ, where that is steeper.
  const width = 0.2 / Math.max(Math.sqrt(2 * df), Math.abs(shift), 2);
  let [total, cdf, density] = [0, 0, 0];
  const add = (y: number): boolean => {
    const s = Math.exp(y);
    const weight = Math.exp(df * (y - Math.expm1(2 * y) / 2));
    const z = t * s - shift;
    total += weight;
    cdf += weight * normalCdf(z);
    density += weight * s * Math.exp((-z * z) / 2);
    return weight > NEGLIGIBLE;
  };
  add(0);
  for (let i = 1; add(i * width); i++);
  for (let i = -1; add(i * width); i--);
  return { cdf: cdf / total, density: density / (total * Math.sqrt(2 * Math.PI)) };
}
