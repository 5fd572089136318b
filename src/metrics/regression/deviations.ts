/** Deviations from a weighted mean, all divided by the largest of them: in −1..1, so that no square overflows or vanishes. */
export interface Deviations {
  readonly values: Float64Array;
  /** What they were divided by. */
  readonly scale: number;
  /** Σw·value². */
  readonly squares: number;
}

/**
 * Weighted numbers less their weighted mean; null when all are the same number, which no sum of squares could tell for certain. The mean is
 * taken twice, the second time of what the first one left, so that it is good to the last digit wherever the numbers lie.
 * Example: 1, 3, 5 of equal weights have the deviations −1, 0, 1 at the scale 2, with the sum of squares 2.
 */
export function deviationsOf(numbers: Float64Array, weights: Float64Array): Deviations | null {
  const first = numbers[0]!;
  if (numbers.every((number) => number === first)) return null;
  const values = centre(centre(numbers, first, weights), 0, weights);
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    values[i]! /= scale;
    squares += weights[i]! * values[i]! ** 2;
  }
  return { values, scale, squares };
}

/** Numbers less their weighted mean; the mean is taken of what they differ from a point near it. */
function centre(numbers: Float64Array, near: number, weights: Float64Array): Float64Array {
  let weight = 0;
  let total = 0;
  for (let i = 0; i < numbers.length; i++) {
    weight += weights[i]!;
    total += weights[i]! * (numbers[i]! - near);
  }
  const mean = total / weight;
  return numbers.map((number) => number - near - mean);
}
