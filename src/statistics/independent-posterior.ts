import { kernel, regularisedBeta } from './beta.ts';
import { betaQuantile } from './beta-quantile.ts';
import type { Posterior } from './posterior.ts';
import { integrate } from './quadrature.ts';
import { findRoot } from './root.ts';

/** Probability of a tail that is left out of an integral. */
const NOTHING = 1e-16;

/** A beta distribution. */
interface Beta {
  readonly a: number;
  readonly b: number;
}

/**
 * Posterior of k₁/n₁ − k₂/n₂ (`difference`), or of their quotient less 1 (`ratio`), for proportions of different examples: both are Beta
 * (Jeffreys), independent of each other. Exact, by quadrature over the narrower one. Counts may be fractional. null where a side has
 * no examples.
 *
 * Example: 870 of 1000 against 885 of 1000: the probability of lying below −0.02 is 0.3663, and below 0 it is 0.8470.
 */
export function independentPosterior(
  scale: 'difference' | 'ratio',
  [k1, n1]: readonly [number, number],
  [k2, n2]: readonly [number, number],
): Posterior | null {
  if (n1 === 0 || n2 === 0) return null;
  const own: Beta = { a: k1 + 0.5, b: n1 - k1 + 0.5 };
  const other: Beta = { a: k2 + 0.5, b: n2 - k2 + 0.5 };
  // Where the candidate's share lies when the baseline's and their comparison are given, and the other way round.
  const ownAt = scale === 'difference' ? (y: number, x: number) => y + x : (y: number, x: number) => y * (1 + x);
  const otherAt = scale === 'difference' ? (y: number, x: number) => y - x : (y: number, x: number) => y / (1 + x);
  const isOwnNarrower = varianceOf(own) < varianceOf(other);
  const [inner, outer, at, back] = isOwnNarrower ? [own, other, otherAt, ownAt] : [other, own, ownAt, otherAt];
  const tail = (side: 'lower' | 'upper', x: number) => {
    const corners = [back(0, x), back(1, x)];
    return expectation(inner, corners, (y) => regularisedBeta(outer.a, outer.b, unit(at(y, x)))[side]);
  };
  const [lower, upper] = isOwnNarrower ? (['upper', 'lower'] as const) : (['lower', 'upper'] as const);
  const below = (x: number) => (x <= -1 ? 0 : tail(lower, x));
  const above = (x: number) => (x <= -1 ? 1 : tail(upper, x));
  const most = () => {
    let end = 1;
    while (scale === 'ratio' && above(end) > 1e-9 && end < 1e9) end *= 2;
    return end;
  };
  return {
    method: 'posterior',
    low: (level) => findRoot((x) => below(x) - (1 - level), -1, most()),
    high: (level) => findRoot((x) => above(x) - (1 - level), -1, most()),
    probability: { below, above },
  };
}

/** The mean of a function of a beta variate that is smooth but for some corners. */
function expectation({ a, b }: Beta, corners: readonly number[], f: (y: number) => number): number {
  const [from, to] = [betaQuantile(NOTHING, a, b), 1 - betaQuantile(NOTHING, b, a)];
  const inside = corners.filter((corner) => corner > from && corner < to).sort((x, y) => x - y);
  const ends = [from, ...inside, to];
  const weighted = (y: number) => (f(y) * kernel(a, b, y, 1 - y)) / (y * (1 - y));
  const sum = inside.reduce((total, corner, i) => total + integrate(weighted, ends[i]!, corner), 0);
  return Math.min(1, sum + integrate(weighted, ends.at(-2)!, to));
}

function varianceOf({ a, b }: Beta): number {
  return (a * b) / ((a + b) ** 2 * (a + b + 1));
}

function unit(x: number): number {
  return Math.min(Math.max(x, 0), 1);
}
