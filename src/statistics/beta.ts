import { deviance, stirlingError } from './gamma.ts';

/** The beta distribution at one point. `lower + upper = 1`, and each is accurate for itself. */
interface BetaTails {
  /** Iₓ(a, b) = P(X ≤ x). */
  readonly lower: number;
  /** 1 − Iₓ(a, b) = P(X > x). */
  readonly upper: number;
  /** xᵃ(1 − x)ᵇ / B(a, b): the derivative of `lower` by the log-odds of x. */
  readonly slope: number;
}

/**
 * The regularised incomplete beta function, both tails, to about 1e-11 of each for a, b > 0 up to a million, and x in [0, 1].
 * `y` is 1 − x: give it where it is known better than the subtraction would.
 * Throws RangeError outside that domain.
 *
 * Continued fraction 26.5.8 of Abramowitz and Stegun by Lentz's method, on the side of the mean where it converges fast:
 * about √max(a, b) steps.
 *
 * Example: regularisedBeta(2, 3, 0.5).lower = 11/16.
 */
export function regularisedBeta(a: number, b: number, x: number, y = 1 - x): BetaTails {
  if (!(a > 0 && b > 0 && a + b < Infinity && x >= 0 && y >= 0 && x <= 1 && y <= 1)) {
    throw new RangeError(`regularisedBeta(${a}, ${b}, ${x}, ${y}) is outside its domain`);
  }
  if (x === 0) return { lower: 0, upper: 1, slope: 0 };
  if (y === 0) return { lower: 1, upper: 0, slope: 0 };
  const slope = kernel(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = slope / (a * continuedFraction(a, b, x));
    return { lower, upper: 1 - lower, slope };
  }
  const upper = slope / (b * continuedFraction(b, a, y));
  return { lower: 1 - upper, upper, slope };
}

/** xᵃyᵇ / B(a, b), in Loader's saddle-point form: nothing large is subtracted from anything large. */
export function kernel(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

/** 1 + d₁/(1 + d₂/(1 + …)), where kernel/(a × fraction) is Iₓ(a, b). */
function continuedFraction(a: number, b: number, x: number): number {
  let value = 1;
  let numerator = 1;
  let denominator = 0;
  for (let m = 0; ; m++) {
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const even = ((m + 1) * (b - m - 1) * x) / ((a + 2 * m + 1) * (a + 2 * m + 2));
    const before = value;
    denominator = 1 / awayFromZero(1 + odd * denominator);
    numerator = awayFromZero(1 + odd / numerator);
    value *= numerator * denominator;
    denominator = 1 / awayFromZero(1 + even * denominator);
    numerator = awayFromZero(1 + even / numerator);
    value *= numerator * denominator;
    if (Math.abs(value - before) <= 4 * Number.EPSILON * Math.abs(value)) return value;
  }
}

/** Lentz's method divides by partial results, which may vanish on the way. */
function awayFromZero(x: number): number {
  return x === 0 ? Number.MIN_VALUE / Number.EPSILON : x;
}
