import { mix, toUnit } from './mix.ts';
import { normalQuantile } from './normal.ts';

/**
 * A number from the gamma distribution with this shape (> 0) and scale 1 that follows from the 32-bit `hash` alone.
 *
 * Shape 1 by inversion; others by rejection from a cubed normal variate, with the uniform numbers mix(hash + 1·c), mix(hash + 2·c), …;
 * a shape below 1 as that of one more, times a uniform number to the power 1/shape. Of a tiny shape it may be 0.
 *
 * G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
 */
export function gammaVariate(shape: number, hash: number): number {
  if (shape === 1) return -Math.log(toUnit(hash));
  let state = hash;
  const uniform = () => {
    state = (state + 0x9e3779b1) | 0;
    return toUnit(mix(state));
  };
  const boost = shape < 1 ? uniform() ** (1 / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(uniform());
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root ** 3;
    const u = uniform();
    if (u < 1 - 0.0331 * x ** 4 || Math.log(u) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return boost * d * v;
  }
}

/** Two independent numbers from the gamma distribution of shape ½: an exponential one, parted by the arcsine law. */
export function halfGammas(hash: number): readonly [number, number] {
  const sum = -Math.log(toUnit(mix(hash ^ 0x2545f491)));
  const share = Math.cos((Math.PI / 2) * toUnit(mix(hash ^ 0x6c8e9cf5))) ** 2;
  return [sum * share, sum * (1 - share)];
}
