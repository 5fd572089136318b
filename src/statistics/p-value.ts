/** Bisections of the logarithm of the level: six significant digits of a p-value. */
const STEPS = 25;

/** No p-value is told below this one: bounds are not meant for levels beyond it. */
const LEAST = 1e-10;

/**
 * The one-sided p-value that bounds stand for: the smallest α in 1e-10 … ½ for which they prove something at the level 1 − α, and 1 when they
 * prove it at none. `isProvenAt` must go on proving it at every lower level.
 *
 * Example: bounds of the change −0.028 with standard error 0.0117189 and 9 degrees of freedom prove a fall from α = 0.0203 on, as Student's t
 * of −2.389 does.
 */
export function pValueOf(isProvenAt: (level: number) => boolean): number {
  if (!isProvenAt(0.5)) return 1;
  if (isProvenAt(1 - LEAST)) return LEAST;
  let [open, proven] = [Math.log(LEAST), Math.log(0.5)];
  for (let step = 0; step < STEPS; step++) {
    const middle = (open + proven) / 2;
    if (isProvenAt(1 - Math.exp(middle))) proven = middle;
    else open = middle;
  }
  return Math.exp(proven);
}
