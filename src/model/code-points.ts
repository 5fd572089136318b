/**
 * Order of texts by code point, which is the order of their bytes in UTF-8 (C's `strcmp`): the same on every machine, and unlike `<`
 * right for characters beyond the basic plane. A text comes after its own beginnings.
 *
 * Example: '\uFFFD' comes before '😀', though the first 16 bits of the emoji are the smaller number.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)!;
  }
  return a.length - b.length;
}
