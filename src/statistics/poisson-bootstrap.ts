import { mix, saltOf } from './mix.ts';

/** P(X ≤ k)·2³² of the Poisson distribution of mean 1, for k = 0, 1, …; beyond the last one a uniform 32-bit number cannot tell. */
const STEPS: Float64Array = cumulativeSteps();

/**
 * Weights of one bootstrap draw: each row gets a number from the Poisson distribution of mean 1 that follows from its key, the seed and
 * the draw alone. Rows of one key get the same weight, on both sides of a comparison and in every shard of a test set; the order of the
 * rows does not matter, and nobody can roll again. `out` is filled with `base` (null: ones) times these numbers.
 *
 * Keys, seed and draw are mixed by the finaliser of MurmurHash3, twice. Source: Hanley and MacGibbon, "Creating non-parametric bootstrap
 * samples using Poisson frequencies" (2006); Chamandy et al., "Estimating uncertainty for massive data streams" (2012).
 *
 * Example: of many keys the shares .368, .368, .184, … get the weights 0, 1, 2, …
 */
export function drawWeights(
  keys: Uint32Array,
  base: Float64Array | null,
  seed: number,
  draw: number,
  out: Float64Array,
): void {
  const salt = saltOf(seed, draw);
  for (let i = 0; i < out.length; i++) {
    const uniform = mix(keys[i]! ^ salt);
    let times = 0;
    while (uniform >= STEPS[times]!) times++;
    out[i] = base === null ? times : base[i]! * times;
  }
}

function cumulativeSteps(): Float64Array {
  const steps: number[] = [];
  let term = Math.exp(-1);
  let reached = 0;
  for (let k = 1; ; k++) {
    reached += term;
    const step = Math.round(reached * 2 ** 32);
    steps.push(step);
    if (step >= 2 ** 32) return Float64Array.from(steps);
    term /= k;
  }
}
