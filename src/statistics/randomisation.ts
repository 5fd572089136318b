import { mix, saltOf } from './mix.ts';

/** Keeps swaps apart from the weights of a bootstrap with the same seed. */
const SWAPS = 0x5357_4150;

/** A change as large as the observed one, but for rounding, is as large. */
const ROUNDING = 1e-12;

/**
 * Whether the two sides of each unit change places in one round of approximate randomisation: with probability ½, by a hash of the unit's key, the
 * seed and the round alone. Units of one key change together. `out` is filled with 0 and 1.
 */
export function drawSwaps(keys: Uint32Array, seed: number, round: number, out: Uint8Array): void {
  const salt = saltOf(seed ^ SWAPS, round);
  for (let i = 0; i < out.length; i++) out[i] = mix(keys[i]! ^ salt) >>> 31;
}

/**
 * The two-sided p-value of a change, from the changes that swapping the sides at random led to: (#{|Δ*| ≥ |Δ|} + 1)/(N + 1), ties counting as
 * large. For display: bounds decide.
 *
 * E. W. Noreen, "Computer-Intensive Methods for Testing Hypotheses" (1989); S. Riezler and J. T. Maxwell, "On some pitfalls in automatic
 * evaluation and significance testing for MT", ACL Workshop (2005).
 *
 * Example: of the changes 1, −3, 2, 0 two are as large as 2, so that p = 3/5.
 */
export function randomisationP(swapped: ArrayLike<number>, change: number): number {
  const size = Math.abs(change) * (1 - ROUNDING);
  let asLarge = 0;
  for (let i = 0; i < swapped.length; i++) if (Math.abs(swapped[i]!) >= size) asLarge++;
  return (asLarge + 1) / (swapped.length + 1);
}
