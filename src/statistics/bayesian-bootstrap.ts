import { gammaVariate } from './gamma-variate.ts';
import { mix, saltOf, toUnit } from './mix.ts';

/** Keeps these draws apart from those of the Poisson bootstrap under the same seed. */
const STREAM = 0x3c6ef372;

/**
 * Weights of one draw of the Bayesian bootstrap: each row gets a number from the exponential distribution of mean 1 that follows from its
 * key, the seed and the draw alone, and rows of one key get the same. Divided by their sum these are a draw from the Dirichlet distribution
 * that is the posterior of the rows' probabilities when nothing is known beforehand. `counts`: a row stands for so many examples, each with
 * a weight of its own, whose sum has a gamma distribution; null: one each. `out` is filled with `base` times these numbers.
 *
 * D. B. Rubin, "The Bayesian bootstrap", Annals of Statistics 9 (1981).
 */
export function drawPosteriorWeights(
  keys: Uint32Array,
  counts: Float64Array | null,
  base: Float64Array,
  seed: number,
  draw: number,
  out: Float64Array,
): void {
  const salt = saltOf(seed ^ STREAM, draw);
  if (counts === null) {
    for (let i = 0; i < keys.length; i++) out[i] = -base[i]! * Math.log(toUnit(mix(keys[i]! ^ salt)));
    return;
  }
  for (let i = 0; i < keys.length; i++) out[i] = base[i]! * gammaVariate(counts[i]!, mix(keys[i]! ^ salt));
}

/** A hash for whatever else a draw needs, by a number that tells its needs apart. */
export function hashOf(seed: number, draw: number, need: number): number {
  return mix(mix(need ^ STREAM) ^ saltOf(seed ^ STREAM, draw));
}
