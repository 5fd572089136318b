/**
 * What Python calls white space in `str.split`, `str.strip` and `\s`: first and last code point of each run. JavaScript's own set lacks
 * U+001C–001F and U+0085, and has U+FEFF besides.
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

export function isSpace(codePoint: number): boolean {
  return codePoint <= LAST && IS_SPACE[codePoint] === 1;
}

/** The text without white space at its ends, as Python's `str.strip` has it. Example: "\u0085 a b\n" becomes "a b". */
export function strip(text: string): string {
  return stripStart(stripEnd(text));
}

/** The text without white space at its start, as Python's `str.lstrip` has it. */
export function stripStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return text.slice(start);
}

/** The text without white space at its end, as Python's `str.rstrip` has it. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** What stands between white space, as Python's `str.split` has it: no empty words. Example: " a\u3000b\n" has the words a and b. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isSpace(text.charCodeAt(i))) continue;
    if (i > start) words.push(text.slice(start, i));
    start = i + 1;
  }
  return words;
}
