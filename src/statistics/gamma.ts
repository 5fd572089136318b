/**
 * What Stirling's formula leaves out: δ(x) = ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x > 0, to about 1e-15.
 *
 * Beta and binomial terms are written with δ instead of ln Γ: for a million trials ln Γ is near 1e7, and the difference of
 * two such numbers keeps only eight digits after the point (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
 *
 * The series with Bernoulli numbers from 10 on; below, δ(x) = δ(x + 1) + (x + ½) ln(1 + 1/x) − 1, which is Γ(x + 1) = xΓ(x).
 *
 * Example: stirlingError(1) = 1 − ½ ln 2π = 0.08106146679532726.
 */
export function stirlingError(x: number): number {
  if (!(x > 0)) throw new RangeError(`stirlingError of ${x}, which is not positive`);
  let correction = 0;
  let shifted = x;
  for (; shifted < 10; shifted++) correction += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const inverseSquare = 1 / (shifted * shifted);
  let series = 0;
  for (const coefficient of SERIES) series = series * inverseSquare + coefficient;
  return correction + series / shifted;
}

/** B₂ₖ / (2k(2k − 1)) for k = 7 … 1. */
const SERIES = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/** Half the Poisson deviance of k where m is expected: k ln(k/m) + m − k, for k, m > 0. */
export function deviance(k: number, m: number): number {
  const excess = m - k;
  const logRatio = Math.abs(excess) < k / 2 ? Math.log1p(excess / k) : Math.log(m / k);
  return excess - k * logRatio;
}
