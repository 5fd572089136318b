import { cleanLine } from './escape.ts';
import { wrapToWidth } from './width.ts';

/** A paragraph for a terminal; `first` stands instead of the indentation of its first line and is as wide. */
export function indent(text: string, width: number, indentation: string, first = indentation): readonly string[] {
  const lines = wrapToWidth(cleanLine(text, 2000).trim(), width - indentation.length);
  return lines.map((line, i) => (i === 0 ? first : indentation) + line);
}
