import { EvidenceError } from '../errors.ts';
import { createJsonReader } from './formats/json-reader.ts';

/** An item of a list that Python wrote: in single or double quotes, or bare. */
const PYTHON_ITEM = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^'",[\]]+?))\s*(,|$)/gy;

/**
 * The items of a list: a JSON list, one that Python wrote (`['a', 'b']`, as pandas does in a CSV), or else texts between `|`. null is a
 * missing item. A text without any of these is a list of one.
 */
export function parseList(text: string): readonly (string | null)[] {
  return parseBrackets(text) ?? text.split('|').map((item) => item.trim());
}

/** The items of a list in brackets, as JSON or Python write it; null when it is none. */
export function parseBrackets(text: string): readonly (string | null)[] | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return null;
  return parseJsonList(trimmed) ?? parsePythonList(trimmed.slice(1, -1));
}

/** null when the text is no JSON list of single values. */
function parseJsonList(text: string): readonly (string | null)[] | null {
  const items: (string | null)[] = [];
  try {
    const reader = createJsonReader(text, '');
    reader.readArray(() => items.push(reader.readScalar()));
    return reader.peek() === 'end' ? items : null;
  } catch (error) {
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}

/** null when the text is no list of Python either. */
function parsePythonList(text: string): readonly (string | null)[] | null {
  if (text.trim() === '') return [];
  const items: (string | null)[] = [];
  let end = 0;
  for (const match of text.matchAll(PYTHON_ITEM)) {
    const [whole, single, double, bare] = match;
    end = match.index + whole.length;
    const quoted = single ?? double;
    if (quoted !== undefined) items.push(quoted.replace(/\\(.)/g, '$1'));
    else items.push(bare === 'None' || bare === 'nan' ? null : bare!);
  }
  return end === text.length ? items : null;
}
