import { normalCdf } from './normal.ts';

/** Points of the sum that stands for an integral, and the standard errors that it reaches: nine digits of the result are good, three where an estimate has no error. */
const STEPS = 400;
const REACH = 9;

/**
 * How far independent normal estimates of one true value lie apart on the average: the expectation of the largest less the smallest, given
 * the standard error of each. 0 for fewer than two of them.
 *
 * ∫ (1 − Π Φ(x/σ) − Π (1 − Φ(x/σ))) dx. Source: L. H. C. Tippett, "On the extreme individuals and the range of samples", Biometrika 17 (1925).
 *
 * Example: five estimates with the standard error 1 lie 2.325929 apart on the average.
 */
export function expectedRange(standardErrors: readonly number[]): number {
  const widest = Math.max(0, ...standardErrors);
  if (standardErrors.length < 2 || widest === 0) return 0;
  const step = (2 * REACH * widest) / STEPS;
  let sum = 0;
  for (let i = 0; i < STEPS; i++) {
    const x = (i + 0.5) * step - REACH * widest;
    let [allBelow, allAbove] = [1, 1];
    for (const error of standardErrors) {
      const below = error === 0 ? (x > 0 ? 1 : 0) : normalCdf(x / error);
      allBelow *= below;
      allAbove *= 1 - below;
    }
    sum += 1 - allBelow - allAbove;
  }
  return sum * step;
}
