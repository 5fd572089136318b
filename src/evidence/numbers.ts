import { quote } from '../model/quote.ts';
import { type Stack, type StackedColumn, spread } from './columns.ts';
import type { Problems } from './problems.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that the whole text is, spaces around it aside; NaN when it is none, or none that a double can hold. */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  const value = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** As `parseNumber`, with true as 1 and false as 0: a check that was met or not is a metric. */
export function parseOutcome(text: string): number {
  if (/^(?:true|True|TRUE)$/.test(text)) return 1;
  return /^(?:false|False|FALSE)$/.test(text) ? 0 : parseNumber(text);
}

/** As `parseOutcome`, with a win as 1, a tie as a half and a loss as 0. */
export function parseWin(text: string): number {
  const outcome = { win: 1, won: 1, tie: 0.5, draw: 0.5, loss: 0, lose: 0, lost: 0 }[text.trim().toLowerCase()];
  return outcome ?? parseOutcome(text);
}

/** A column of scores: NaN where a cell is blank or no number. A note tells of cells that hold another text. */
export function readScores(
  stack: Stack,
  column: StackedColumn,
  parse: (text: string) => number,
  notes: string[],
): Float64Array {
  const values = spread(column, new Float64Array(stack.rows), Number.NaN, parse);
  const [row, text, count] = findUnparsed(column, values);
  if (count > 0) {
    const cells = count === 1 ? 'a cell that is no number counts' : `${count} cells that are no numbers count`;
    notes.push(`In the column ${quote(column.name)} ${cells} as missing (${quote(text)} at ${stack.placeOf(row)}).`);
  }
  return values;
}

/** A column in which every cell must be a number that `isAllowed`; the rest are problems. */
export function readQuantities(
  stack: Stack,
  column: StackedColumn,
  expected: string,
  isAllowed: (value: number) => boolean,
  problems: Problems,
): Float64Array {
  const values = spread(column, new Float64Array(stack.rows), Number.NaN, parseNumber);
  for (let row = 0; row < values.length; row++) {
    if (isAllowed(values[row]!)) continue;
    problems.add(stack.placeOf(row), `${quote(column.name)} must be ${expected}.`);
  }
  return values;
}

/** Row and text of the first cell that holds a text but no number, and how many there are. */
function findUnparsed(column: StackedColumn, values: Float64Array): readonly [number, string, number] {
  let [row, count, firstRow, firstText] = [0, 0, -1, ''];
  for (const { codes, values: texts } of column.parts) {
    for (const code of codes) {
      if (code >= 0 && Number.isNaN(values[row]) && count++ === 0) [firstRow, firstText] = [row, texts[code]!];
      row++;
    }
  }
  return [firstRow, firstText, count];
}
