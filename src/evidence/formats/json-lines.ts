import { EvidenceError } from '../../errors.ts';
import { collectProblems } from '../problems.ts';
import { decodeText } from './encoding.ts';
import { createJsonReader } from './json-reader.ts';
import { createRowReader } from './json-rows.ts';
import type { Table } from './table.ts';

/**
 * Reads JSON Lines: one object a line, each a row; blank lines are skipped.
 * Throws EvidenceError with the line and column of every line that cannot be read.
 */
export function parseJsonLines(bytes: Uint8Array, path: string): Table {
  const text = decodeText(bytes, path);
  const reader = createJsonReader(text, path, 'lines');
  const rows = createRowReader(reader);
  const problems = collectProblems();
  for (;;) {
    try {
      if (reader.peek() === 'end') break;
      rows.readRow();
      checkLineEnd();
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      for (const { where, message } of error.problems) problems.add(where, message);
      reader.skipLine();
    }
  }
  problems.throwIfAny();
  return rows.finish();

  function checkLineEnd(): void {
    const end = reader.offset();
    if (reader.peek() === 'end' || text.slice(end, reader.offset()).includes('\n')) return;
    reader.fail('the line goes on after its object. Write one object a line.');
  }
}
