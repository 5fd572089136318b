import { sum } from './sum.ts';

/**
 * The skewness of a sample, m₃/m₂^{3/2} of its central moments (Fisher and Pearson, without a correction); 0 where nothing spreads.
 * Example: of 0, 0, 1 it is 1/√2.
 */
export function skewness(values: ArrayLike<number>): number {
  const mean = sum(values) / values.length;
  let [squares, cubes] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - mean;
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  return squares > 0 ? (Math.sqrt(values.length) * cubes) / squares ** 1.5 : 0;
}
