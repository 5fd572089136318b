/**
 * The characters at which Python's `str.split`, `strip` and `rstrip` part a text, first and last of each run. JavaScript's own notion of
 * white space lacks U+001C–001F and U+0085, and has U+FEFF too many.
 */
const RUNS = [
  [0x09, 0x0d],
  [0x1c, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
] as const;
const LAST = 0x3000;
const IS_SPACE = new Uint8Array(LAST + 1);
for (const [first, last] of RUNS) IS_SPACE.fill(1, first, last + 1);

export function isWhitespace(codePoint: number): boolean {
  return codePoint <= LAST && IS_SPACE[codePoint] === 1;
}

/** The words between white space, as Python's `text.split()`. Example: `" a\u0085b\ufeff "` has the words `a` and `b\ufeff`. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isWhitespace(text.charCodeAt(i))) continue;
    if (i > start) words.push(text.slice(start, i));
    start = i + 1;
  }
  return words;
}

/** The text without the white space at its end, as Python's `text.rstrip()`. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isWhitespace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text without the white space at its beginning, as Python's `text.lstrip()`. */
export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isWhitespace(text.charCodeAt(start))) start++;
  return text.slice(start);
}
