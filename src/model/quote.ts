/** Characters that could break a line, hide or reorder text: controls, format characters, line and paragraph separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const escapeCharacter = (character: string): string =>
  `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`;

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** Untrusted text inside a message: in double quotes, unprintable characters escaped, at most 60 characters of it. */
export function quote(text: string): string {
  return `"${shorten(text, 60).replace(/["\\]/g, '\\$&').replace(UNPRINTABLE, escapeCharacter)}"`;
}

/** The first `limit` names, quoted, and how many are left; `none` when there is none. */
export function quoteAll(names: readonly string[], limit = 20): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, limit).map(quote).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

/** `path:line:column`, of an untrusted path. */
export function showPlace(path: string, line?: number, column?: number): string {
  const place = shorten(path, 200).replace(UNPRINTABLE, escapeCharacter);
  return [place, line, column].filter((part) => part !== undefined).join(':');
}
