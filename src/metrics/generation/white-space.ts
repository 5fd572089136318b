/** What Python calls white space in `str.split`, `str.strip` and `\s`; JavaScript's own set lacks some of it and has U+FEFF besides. */
const SPACE = '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const SPACES = new RegExp(`[${SPACE}]+`, 'g');
const OUTER = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'g');

/** The text without white space at its ends, as Python's `str.strip` has it. Example: "\u0085 a b\n" becomes "a b". */
export function strip(text: string): string {
  return text.replace(OUTER, '');
}

/** What stands between white space, as Python's `str.split` has it: no empty words. Example: " a\u3000b\n" has the words a and b. */
export function splitWords(text: string): string[] {
  return text.split(SPACES).filter((word) => word !== '');
}
