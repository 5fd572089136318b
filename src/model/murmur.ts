/** Steps of hashes that keep no secret: of MurmurHash3 (A. Appleby, public domain). */

export function rotate(lane: number, by: number): number {
  return (lane << by) | (lane >>> (32 - by));
}

/** The finaliser: a bijection of the 32-bit integers that leaves no pattern. Random numbers take the stronger one of statistics/mix.ts. */
export function finalise(lane: number): number {
  let h = lane ^ (lane >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
