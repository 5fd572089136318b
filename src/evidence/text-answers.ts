import { AS_WRITTEN, type FoundAnswers } from './answers.ts';
import { type Stack, type StackedColumn, visitCells } from './columns.ts';
import { parseBrackets } from './lists.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { findColumns, findRole } from './roles.ts';

/**
 * A text a row, and its references (tasks `translation` and `generation`). A cell of words such as `NA` is a text here, and so is an empty
 * string of JSON; a blank cell of a CSV is a missing one. References are one column or several, or lists.
 */
export function findTextAnswers(stack: Stack, request: EvidenceRequest, problems: Problems): FoundAnswers {
  const references = findColumns(stack, request, 'label', problems);
  const hypothesis = findRole(stack, request, 'prediction', problems);
  return {
    columns: [...references, ...(hypothesis === null ? [] : [hypothesis])],
    read: (notes) => {
      const hypotheses = hypothesis === null ? null : readTexts(hypothesis, stack.rows);
      const lists = references.map((column) => readReferences(column, stack.rows, notes));
      const rows = Array.from({ length: stack.rows }, (_, row) => lists.flatMap((list) => list[row]!));
      const { needs } = request;
      return {
        columns: {},
        raw: { texts: { hypotheses: hypotheses ?? Array<null>(stack.rows).fill(null), references: rows } },
        positive: null,
        canonical: AS_WRITTEN,
        required: [
          ...(needs.has('prediction') && hypotheses !== null
            ? [{ name: 'prediction', isMissing: (row: number) => hypotheses[row] === null }]
            : []),
          ...(needs.has('label') && references.length > 0
            ? [{ name: 'label', isMissing: (row: number) => rows[row]!.every((text) => text === null) }]
            : []),
        ],
      };
    },
  };
}

function readTexts(column: StackedColumn, rows: number): (string | null)[] {
  const texts = Array<string | null>(rows);
  visitCells(column, (cell, row) => {
    texts[row] = cell.kind === 'missing' ? cell.word : cell.text;
  });
  return texts;
}

/** The references of each row. Texts that are all lists in brackets, as pandas writes them into a CSV, are read as lists. */
function readReferences(column: StackedColumn, rows: number, notes: string[]): (readonly (string | null)[])[] {
  let areLists = true;
  visitCells(column, (cell) => {
    if (cell.kind === 'text') areLists &&= parseBrackets(cell.text) !== null;
  });
  let wereTexts = false;
  const references = Array<readonly (string | null)[]>(rows);
  visitCells(column, (cell, row) => {
    if (cell.kind === 'missing') references[row] = [cell.word];
    else if (cell.kind === 'list' || areLists) references[row] = parseBrackets(cell.text)!;
    else references[row] = [cell.text];
    wereTexts ||= cell.kind === 'text';
  });
  if (areLists && wereTexts)
    notes.push('Every reference is a list in brackets, so each is read as several references.');
  return references;
}
