import { finalise, rotate } from '../../model/murmur.ts';

/**
 * A hash of a text: a whole number from 0 to 2^53 − 1, which a double holds exactly. Two lanes of 32 bits take up one UTF-16 unit after the
 * other, and are mixed with each other in the end. Among a million texts two have the same with a probability of about 6 in 100 000.
 * It tells texts apart and keeps no secret: who guesses a text can check the guess.
 *
 * Source of the mixing: the constants and the finalizer of MurmurHash3 (A. Appleby, public domain).
 */
export function hashText(text: string): number {
  let a = text.length;
  let b = ~text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = rotate(Math.imul(a ^ unit, 0xcc9e2d51), 15);
    b = rotate(Math.imul(b ^ unit, 0x1b873593), 13);
  }
  const low = finalise(a ^ Math.imul(b, 0x9e3779b1));
  const high = finalise(b ^ low);
  return (high >>> 11) * 2 ** 32 + low;
}
