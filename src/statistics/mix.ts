/** A bijection of the 32-bit integers that leaves no pattern (MurmurHash3's finaliser by Appleby), once more after a multiplication. */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What all keys of one draw are mixed with: nobody can roll again. */
export function saltOf(seed: number, draw: number): number {
  return mix(Math.imul(draw + 1, 0x9e3779b1) ^ mix(seed ^ 0x5bd1e995));
}

/** A 32-bit number as one of (0, 1). */
export function toUnit(hash: number): number {
  return (hash + 0.5) / 2 ** 32;
}
