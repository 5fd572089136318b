import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Path } from './place.ts';

interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** YAML text as plain values, with the way back from a path to its place in the text. */
export interface YamlSource {
  /** Undefined when the text is too broken to be read on; a key that stands twice leaves the rest readable. */
  readonly value: unknown;
  readonly problems: readonly (Position & { readonly message: string })[];
  /** Position of a key or list item, or of the nearest one around it when that is absent. Lines and columns count from 1. */
  readonly locate: (path: Path) => Position;
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

const TOO_DEEP = 'lists and maps are nested too deep';

/** The commonest mistakes, in words that do not ask for knowledge of YAML's grammar. */
const PLAIN_WORDS: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'the indentation does not fit the lines above, or a bracket is not closed',
  BAD_SCALAR_START: 'text that starts with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one value; put the text in quotes, or begin the map on a line of its own',
  DUPLICATE_KEY: 'this key stands twice in the same map; keep one',
  MULTIPLE_DOCS: 'a second document begins here; remove the line "---"',
  TAB_AS_INDENT: 'indented with a tab; use spaces',
  TAG_RESOLVE_FAILED: 'a word that starts with ! means something else in YAML; put text such as "!old/*.csv" in quotes',
};

/**
 * Reads one YAML 1.2 document (core schema: no dates, `yes` is text). Keys are plain and unique, custom tags are
 * refused, and aliases may not multiply the text beyond the parser's limit of 100 copies.
 */
export function parseYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { offset, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = ({ offset, message }: Fault) => ({ ...position(offset), message: `not valid YAML: ${message}` });
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      logLevel: 'error',
      prettyErrors: false,
      resolveKnownTags: false,
      schema: 'core',
      uniqueKeys: (a, b) => keyText(a) === keyText(b),
    });
    const syntax = [...document.errors, ...document.warnings];
    // Where the stack was used up, and what comes of that, is not the same every time.
    if (syntax.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return unreadable(TOO_DEEP);
    const faults = [
      ...syntax.map(({ code, message, pos }) => ({ offset: pos[0], message: PLAIN_WORDS[code] ?? message })),
      ...findMisuse(document),
    ];
    const readable = faults.length === syntax.length && syntax.every(({ code }) => code === 'DUPLICATE_KEY');
    return {
      value: readable ? document.toJS() : undefined,
      problems: faults.filter(isFirstThere).map(refuse),
      locate: (path) => position(offsetOf(document, path)),
    };
  } catch (error) {
    const message = tooMuch(error);
    if (message === null) throw error;
    return unreadable(message);
  }

  function unreadable(message: string): YamlSource {
    return { value: undefined, problems: [refuse({ offset: 0, message })], locate: () => position(0) };
  }
}

/** One mistake often breaks several rules of the grammar at one place; the first says most. */
function isFirstThere({ offset }: Fault, index: number, faults: readonly Fault[]): boolean {
  return faults.findIndex((other) => other.offset === offset) === index;
}

/** What the grammar allows and a policy has no use for. */
function findMisuse(document: Document): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      const message = `*${alias.source} stands for nothing: a word that starts with * is an alias; put text such as "*.csv" in quotes`;
      faults.push({ offset: startOf(alias) ?? 0, message });
    },
    Pair(_, { key }) {
      if (isScalar(key) && key.value !== '__proto__') return;
      faults.push({ offset: startOf(key) ?? 0, message: 'a key must be plain text' });
    },
  });
  return faults;
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? node.items.find(({ key }) => keyText(key) === String(step)) : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    const start = startOf(pair ? pair.key : next);
    if (start === undefined) break;
    offset = start;
    node = next;
  }
  return offset;
}

/** Keys as plain values have them: 1 and "1" are the same key. */
function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value ?? '') : String(key);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** What the parser throws instead of listing. */
function tooMuch(error: unknown): string | null {
  if (error instanceof RangeError) return TOO_DEEP;
  if (error instanceof ReferenceError) return 'too many aliases; write the values out';
  return null;
}
