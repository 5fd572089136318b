import type { Pairs } from '../model/pairs.ts';

const EMPTY = -1;

/**
 * Pairs the rows of two records that have the same key, in the order of the candidate's rows.
 * Ids are unique within a record, so a key that stands twice on one side is a collision of hashes: nobody knows which rows
 * belong together, and none of them is paired. Time and memory O(candidate + baseline): a hash table with open addressing
 * over the 32-bit halves of the keys, at most half full.
 */
export function joinKeys(candidate: BigUint64Array, baseline: BigUint64Array): Pairs {
  const own = halves(candidate);
  const other = halves(baseline);
  const mask = 2 ** Math.ceil(Math.log2(2 * baseline.length + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(EMPTY);

  /** The slot that holds the key of a row, or the empty slot where it would stand. */
  const slotOf = (words: Uint32Array, row: number): number => {
    const first = words[2 * row]!;
    const second = words[2 * row + 1]!;
    let slot = (Math.imul(first, 0x9e3779b1) ^ second) & mask;
    for (;;) {
      const held = table[slot]!;
      if (held === EMPTY || (other[2 * held] === first && other[2 * held + 1] === second)) return slot;
      slot = (slot + 1) & mask;
    }
  };

  const ambiguous = new Uint8Array(baseline.length);
  for (let row = 0; row < baseline.length; row++) {
    const slot = slotOf(other, row);
    if (table[slot] === EMPTY) table[slot] = row;
    else ambiguous[table[slot]!] = 1;
  }

  const partnerOf = new Int32Array(candidate.length);
  const taken = new Uint8Array(baseline.length);
  for (let row = 0; row < candidate.length; row++) {
    const partner = table[slotOf(own, row)]!;
    partnerOf[row] = partner;
    if (partner === EMPTY) continue;
    if (taken[partner]) ambiguous[partner] = 1;
    taken[partner] = 1;
  }

  const rows = new Int32Array(candidate.length);
  let count = 0;
  for (let row = 0; row < candidate.length; row++) {
    const partner = partnerOf[row]!;
    if (partner !== EMPTY && !ambiguous[partner]) rows[count++] = row;
  }
  const paired = rows.slice(0, count);
  return { candidate: paired, baseline: paired.map((row) => partnerOf[row]!) };
}

/** The keys as pairs of 32-bit words: comparing those makes no bigints. */
function halves(keys: BigUint64Array): Uint32Array {
  return new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
}
