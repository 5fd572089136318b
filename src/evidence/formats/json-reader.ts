import { EvidenceError } from '../../errors.ts';
import { showPlace } from '../../model/quote.ts';

/** What the next value is; `missing` is `null` or one of the words NaN, Infinity and -Infinity that Python writes. */
type JsonKind = 'object' | 'array' | 'text' | 'number' | 'boolean' | 'missing' | 'end';

/** Reads JSON value by value; the caller says what it expects. Every function throws EvidenceError with line and column. */
export interface JsonReader {
  readonly peek: () => JsonKind;
  /** Calls `each` with every key, in order and as often as it stands there; `each` must read or skip the value. */
  readonly readObject: (each: (key: string) => void) => void;
  /** Calls `each` before every element; `each` must read or skip it. */
  readonly readArray: (each: () => void) => void;
  /** The content of a string, the digits of a number as they stand, `true`, `false`; null for a missing value. */
  readonly readScalar: () => string | null;
  readonly skipValue: () => void;
  readonly skipLine: () => void;
  readonly offset: () => number;
  /** What stands between an offset and the present one. */
  readonly textFrom: (offset: number) => string;
  readonly seek: (offset: number) => void;
  /** Line of the next value, from 1. */
  readonly line: () => number;
  readonly fail: (message: string) => never;
}

const MAX_DEPTH = 200;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS: readonly (readonly [string, string | null])[] = [
  ['true', 'true'],
  ['false', 'false'],
  ['null', null],
  ['NaN', null],
  ['Infinity', null],
  ['-Infinity', null],
];
const [QUOTE, BACKSLASH, COMMA, COLON, MINUS] = [34, 92, 44, 58, 45];
const [SPACE, TAB, LF, CR] = [32, 9, 10, 13];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [91, 93, 123, 125];

/**
 * A reader of JSON (RFC 8259) that also takes the bare words NaN, Infinity and -Infinity, never turns a number into a
 * double (so that an id of 19 digits keeps them all), shows duplicate keys, and never builds an object from keys.
 * With the layout `lines`, no object or list goes on in the next line.
 */
export function createJsonReader(text: string, path: string, layout: 'free' | 'lines' = 'free'): JsonReader {
  let at = 0;
  let depth = 0;
  let countedTo = 0;
  let countedLines = 1;

  function fail(message: string): never {
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    throw new EvidenceError([{ where: showPlace(path, line, at - before.lastIndexOf('\n')), message }]);
  }

  /** The code of the next character that is no white space; NaN at the end. */
  function skipSpace(): number {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== SPACE && code !== LF && code !== CR && code !== TAB) return code;
      if (code === LF && layout === 'lines' && depth > 0) return code;
      at++;
    }
  }

  function readText(): string {
    const start = ++at;
    let escaped = false;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      } else if (!(code >= SPACE)) {
        fail(at < text.length ? 'a string holds a bare control character.' : 'the file ends inside a string.');
      }
    }
    at++;
    if (!escaped) return text.slice(start, at - 1);
    try {
      return JSON.parse(text.slice(start - 1, at)) as string;
    } catch {
      return fail('a string holds an escape that JSON does not know.');
    }
  }

  function readNumber(): string {
    const start = at;
    for (;;) {
      const code = text.charCodeAt(at);
      const part =
        (code >= 48 && code <= 57) || code === 46 || code === 45 || code === 43 || code === 69 || code === 101;
      if (!part) break;
      at++;
    }
    const digits = text.slice(start, at);
    return NUMBER.test(digits) ? digits : fail('this is no number as JSON writes it.');
  }

  function peek(): JsonKind {
    const code = skipSpace();
    if (code === QUOTE) return 'text';
    if (code === OPEN_BRACE) return 'object';
    if (code === OPEN_BRACKET) return 'array';
    if ((code >= 48 && code <= 57) || (code === MINUS && text[at + 1] !== 'I')) return 'number';
    if (at >= text.length) return 'end';
    const word = WORDS.find(([name]) => text.startsWith(name, at));
    if (word === undefined) return fail('a JSON value is expected here.');
    return word[1] === null ? 'missing' : 'boolean';
  }

  function readScalar(): string | null {
    const kind = peek();
    if (kind === 'text') return readText();
    if (kind === 'number') return readNumber();
    const word = WORDS.find(([name]) => text.startsWith(name, at));
    if (word === undefined) return fail('a string, number, true, false or null is expected here.');
    at += word[0].length;
    return word[1];
  }

  /** Reads `open item, item close`. */
  function readSequence(open: number, close: number, readItem: () => void): void {
    if (skipSpace() !== open) fail(`${quoteCode(open)} is expected here.`);
    if (++depth > MAX_DEPTH) fail(`values are nested deeper than ${MAX_DEPTH}.`);
    at++;
    if (skipSpace() !== close) {
      for (;;) {
        readItem();
        const code = skipSpace();
        if (code === close) break;
        if (code !== COMMA) fail(`"," or ${quoteCode(close)} is expected here.`);
        at++;
      }
    }
    at++;
    depth--;
  }

  const readObject = (each: (key: string) => void): void =>
    readSequence(OPEN_BRACE, CLOSE_BRACE, () => {
      if (skipSpace() !== QUOTE) fail('a key in double quotes is expected here.');
      const key = readText();
      if (skipSpace() !== COLON) fail('":" is expected here.');
      at++;
      each(key);
    });

  const readArray = (each: () => void): void => readSequence(OPEN_BRACKET, CLOSE_BRACKET, each);

  function skipValue(): void {
    const kind = peek();
    if (kind === 'object') readObject(skipValue);
    else if (kind === 'array') readArray(skipValue);
    else readScalar();
  }

  return {
    peek,
    readObject,
    readArray,
    readScalar,
    skipValue,
    skipLine() {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end + 1;
      depth = 0;
    },
    offset: () => at,
    textFrom: (offset) => text.slice(offset, at),
    seek: (offset) => {
      at = offset;
    },
    line() {
      skipSpace();
      for (;;) {
        const end = text.indexOf('\n', countedTo);
        if (end === -1 || end >= at) return countedLines;
        countedTo = end + 1;
        countedLines++;
      }
    },
    fail,
  };
}

const quoteCode = (code: number): string => `"${String.fromCharCode(code)}"`;
