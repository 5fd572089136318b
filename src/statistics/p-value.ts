/** Bisections of the logarithm of the level: six significant digits of a small p-value. */
const STEPS = 25;

/** A p-value above this one shows nothing, whatever its digits are: two of them are enough. */
const SHOWS_NOTHING = 0.05;
const FEW_STEPS = 8;

/** No p-value is told below this one: bounds are not meant for levels beyond it. */
const LEAST = 1e-10;

/**
 * The one-sided p-value that bounds stand for: the smallest α in 1e-10 … ½ for which they prove something at the level 1 − α, and 1 when they
 * prove it at none. To six digits up to 0.05, and to two above. `isProvenAt` must go on proving it at every lower level.
 *
 * Example: bounds of the change −0.028 with standard error 0.0117189 and 9 degrees of freedom prove a fall from α = 0.0203 on, as Student's t
 * of −2.389 does.
 */
export function pValueOf(isProvenAt: (level: number) => boolean): number {
  if (!isProvenAt(0.5)) return 1;
  const isSmall = isProvenAt(1 - SHOWS_NOTHING);
  if (isSmall && isProvenAt(1 - LEAST)) return LEAST;
  const [from, to] = isSmall ? [LEAST, SHOWS_NOTHING] : [SHOWS_NOTHING, 0.5];
  let [open, proven] = [Math.log(from), Math.log(to)];
  for (let step = 0; step < (isSmall ? STEPS : FEW_STEPS); step++) {
    const middle = (open + proven) / 2;
    if (isProvenAt(1 - Math.exp(middle))) proven = middle;
    else open = middle;
  }
  return Math.exp(proven);
}
