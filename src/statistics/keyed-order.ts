import { mix } from './mix.ts';

/**
 * Rows in an order that follows from their keys and the seed alone: a shuffle that comes out the same in every run, in whatever order the
 * rows come. `keys` is parallel to all rows, of which `rows` are some; null: their positions are their keys.
 */
export function keyedOrder(rows: Int32Array, keys: Uint32Array | null, seed: number): Int32Array {
  const salt = mix(seed ^ 0x2545f491);
  const ranks = new Map(Array.from(rows, (row) => [row, mix((keys?.[row] ?? row) ^ salt)]));
  return rows.toSorted((a, b) => ranks.get(a)! - ranks.get(b)! || a - b);
}
