/**
 * The one place where text of others becomes part of a report. Labels, ids, file names, slices, and the sentences that quote them are
 * written by whoever made the evidence: none of it may become markup, a link, a mention, a terminal sequence or a workflow command.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with control characters, and they are what is looked for
const ANSI = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b\n\r]*(?:\u0007|\u001b\\)?|\u001b[@-Z\\-_]/g;
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
const BLANK = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;
const LONE_SURROGATE = /\p{Cs}/gu;
/** Controls; and what has no shape of its own but hides or reorders what stands around it. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What a reader sees of a text: one line, in NFC, without controls, escape sequences, and invisible or reordering characters. */
export function cleanLine(text: string, maxLength = Number.POSITIVE_INFINITY, cut: Cut = 'end'): string {
  const visible = text.replace(ANSI, '').replace(BLANK, ' ').replace(LONE_SURROGATE, '\ufffd').replace(INVISIBLE, '');
  return shorten(visible.normalize('NFC'), maxLength, cut);
}

/** Where a text that is too long loses something: a sentence at its end; a name in its middle, as its value stands at the end. */
type Cut = 'end' | 'middle';

/** At most `maxLength` characters, one of them … when something is left out. No character is cut in two. */
function shorten(text: string, maxLength: number, cut: Cut): string {
  if (text.length <= maxLength) return text;
  const characters = Array.from(text);
  if (characters.length <= maxLength) return text;
  const tail = cut === 'end' ? 0 : Math.floor((maxLength - 1) / 2);
  const head = characters.slice(0, maxLength - 1 - tail).join('');
  return `${head}…${characters.slice(characters.length - tail).join('')}`;
}

/**
 * Text of others as `<code>` in a comment or summary on GitHub, table cells included. Inside the element GitHub looks for no mentions,
 * references, emoji or maths; the entities keep Markdown from seeing tags, links, emphasis and the end of a cell; and `<wbr>` parts an
 * e-mail address, which Markdown would find even behind an entity.
 */
export function escapeMarkdown(text: string, maxLength: number): string {
  return code(cleanLine(text, maxLength, 'middle').trim() || '(blank)');
}

/** A word that GitHub may turn into a mention, a reference, maths, an emoji or a link. */
const LIVE_WORD = /[@#$]|:\S|www\.|\bgh-\d/i;

/** Stands for a backtick that is part of a name. No text holds it: it is no character. */
const TICK = '\ufdd0';

/** Takes the backticks in the `names` that a sentence quotes out of play: they are no marks of ours. */
function guardNames(sentence: string, names: readonly string[]): string {
  const ticked = names.filter((name) => name.includes('`'));
  return ticked.reduce(
    (guarded, name) => guarded.replaceAll(name, name.replaceAll('`', TICK)),
    sentence.replaceAll(TICK, '\ufffd'),
  );
}

/**
 * A sentence that may quote text of others, for Markdown. What stands between backticks becomes `<code>`, and so does each word that
 * GitHub could bring to life; which of the two a word is in is a matter of looks alone. A start that would begin a list does not. Backticks
 * within the `names` that it quotes show as they are.
 */
export function escapeProse(text: string, maxLength: number, names: readonly string[] = []): string {
  const parts = cleanLine(guardNames(text, names), maxLength).trim().split('`');
  const paired = parts.length - (parts.length % 2 === 0 ? 1 : 0);
  return parts
    .map((part, i) => {
      if (i % 2 === 1 && i < paired) return part.trim() === '' ? entities(`\`${part}\``) : code(part);
      const words = part.replace(/\S+/g, (word) => (LIVE_WORD.test(word) ? code(word) : entities(word)));
      return i >= paired ? `&#96;${words}` : words;
    })
    .join('')
    .replace(/^(?:[-+]|\d(?=\d*[.)]))/, entity);
}

const code = (text: string): string => `<code>${entities(text)}</code>`;

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** An underscore within a word is no emphasis, and a colon without a slash no link: left alone, names and times stay readable. */
function entities(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[#`\\*[\]|~$!]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=[/:])|(?<=www)\./gi, entity)
    .replace(/@/g, '&#64;<wbr>')
    .replaceAll(TICK, '&#96;');
}

/** The longest link that a report carries. */
const MAX_URL = 2000;

/** An address for a link in Markdown or HTML; null when it is none that a report should lead to. */
export function escapeUrl(url: string): string | null {
  if (url.length > MAX_URL || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return href.replace(/[^\w\-.~:/?#@!$&*+,;=%]/g, (character) =>
    encodeURIComponent(character).replace(/[()']/g, percent),
  );
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** A block that Markdown shows as it is: the fence is longer than any run of backticks within. */
export function fence(text: string): string {
  const lines = text.split(LINE_BREAK).map((line) => cleanLine(line));
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const marks = '`'.repeat(longest + 1);
  return `${marks}sh\n${disarmCommands(lines.join('\n'))}\n${marks}`;
}

/** Text of others in HTML, as content or in a quoted attribute. */
export function escapeHtml(text: string, maxLength = 500, cut: Cut = 'end'): string {
  return cleanLine(text, maxLength, cut).replace(/[&<>"'`]/g, entity);
}

/** A sentence in HTML: what stands between backticks becomes `<code>`, but for those within the `names` that it quotes. */
export function escapeHtmlProse(text: string, names: readonly string[] = []): string {
  const parts = cleanLine(guardNames(text, names), 2000).split('`');
  return parts
    .map((part, i) => (i % 2 === 0 ? escapeHtml(part, 2000) : `<code>${escapeHtml(part, 2000)}</code>`))
    .join('')
    .replaceAll(TICK, '&#96;');
}

/** Text of several lines for a terminal or a log: no escape sequence, no control and no workflow command of others gets through. */
export function escapeTerminal(text: string): string {
  return disarmCommands(
    text
      .split(LINE_BREAK)
      .map((line) => cleanLine(line))
      .join('\n'),
  );
}

/**
 * GitHub's runner obeys what a step prints: `::command::` at the start of a line, and the older `##[command]` anywhere in one. A
 * zero-width space between the signs keeps the text readable and makes it no command.
 */
export function disarmCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1:\u200b').replaceAll('##[', '##\u200b[');
}
