const MARK = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** Signs of our own tables, told apart without the expressions above, which are slow to compile. */
const NARROW = '…−—▲▼✓✗→≥≤·†’\u202f';

/** Columns of a terminal that a text without controls takes: two for East Asian wide characters and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text in at most `width` columns, with … in the middle when something is left out: a name begins with its metric and ends with its value. */
export function truncateToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const characters = Array.from(text);
  const head = fitting(characters, Math.ceil((width - 1) / 2));
  const tail = fitting(characters.slice(head.length).toReversed(), width - 1 - displayWidth(head.join('')));
  // A mark without the character that it belongs to would change the sign before it.
  while (tail.length > 0 && characterWidth(tail.at(-1)!) === 0) tail.pop();
  return `${head.join('')}…${tail.toReversed().join('')}`;
}

/** The first characters that fit into so many columns. */
function fitting(characters: readonly string[], width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += characterWidth(character);
    return used > width;
  });
  return characters.slice(0, end < 0 ? characters.length : end);
}

export function padToWidth(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blank = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + blank : blank + text;
}

/** Lines of at most `width` columns, broken at spaces; a longer word has a line for itself. */
export function wrapToWidth(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function characterWidth(character: string): number {
  if (character < '\u0300' || NARROW.includes(character)) return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
