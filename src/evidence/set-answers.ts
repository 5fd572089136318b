import type { ScoreColumn, Sets } from '../model/dataset.ts';
import { quote } from '../model/quote.ts';
import type { FoundAnswers, RequiredCells } from './answers.ts';
import { scoreCells } from './class-answers.ts';
import { type Stack, type StackedColumn, textsOf, visitCells } from './columns.ts';
import { readLabels } from './labels.ts';
import { parseList } from './lists.ts';
import { parseNumber, parseOutcome, readScores } from './numbers.ts';
import { orderNames } from './order.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { findRole } from './roles.ts';
import { findByClass, findCommonScores, findNamedScores } from './scores.ts';

/** How one side of a multilabel task is written: one column of lists, or one column a class with 0 and 1. */
type Side =
  | { readonly kind: 'lists'; readonly column: StackedColumn }
  | { readonly kind: 'indicators'; readonly columns: readonly { className: string; column: StackedColumn }[] };

/** A set of classes a row (task `multilabel`). */
export function findSetAnswers(stack: Stack, request: EvidenceRequest, problems: Problems): FoundAnswers {
  const label = findSide(stack, request, 'label', problems);
  const prediction = findSide(stack, request, 'prediction', problems);
  const named = findNamedScores(stack, request, problems);
  const sides = [label, prediction].filter((side) => side !== null);
  const scored = (named ?? []).flatMap(({ className }) => (className === null ? [] : [className]));
  const { canonical } = readLabels([...sides.flatMap(namesIn), ...scored]);
  const seen = orderNames([...sides.flatMap(namesIn), ...scored].map(canonical));
  const scores = named ?? findCommonScores(stack, request, seen, canonical, problems);
  const classes = orderNames([
    ...seen,
    ...scores.flatMap(({ className }) => (className === null ? [] : [canonical(className)])),
  ]);
  return {
    columns: [...sides.flatMap(columnsOf), ...scores.map(({ column }) => column)],
    read: (notes) => {
      const read = (side: Side | null) => side && readSets(stack, side, classes, canonical, notes);
      const columns = {
        classes,
        labelSets: read(label),
        predictionSets: read(prediction),
        scores: scores.map(
          ({ className, column }): ScoreColumn => ({
            className: className === null ? null : canonical(className),
            values: readScores(stack, column, parseNumber, notes),
          }),
        ),
      };
      const ofSets = (name: 'label' | 'prediction', sets: Sets | null): RequiredCells[] =>
        sets === null || !request.needs.has(name) ? [] : [{ name, isMissing: (row) => sets.missing[row] === 1 }];
      return {
        columns,
        positive: null,
        canonical,
        required: [
          ...ofSets('label', columns.labelSets),
          ...ofSets('prediction', columns.predictionSets),
          ...scoreCells(columns.scores, request.needs.has('score')),
        ],
      };
    },
  };
}

function findSide(
  stack: Stack,
  request: EvidenceRequest,
  role: 'label' | 'prediction',
  problems: Problems,
): Side | null {
  const named = request.columns[role];
  if (named === undefined || (typeof named === 'string' && !named.includes('*'))) {
    const column = findRole(stack, request, role, problems, stack.findLists);
    return column && { kind: 'lists', column };
  }
  const columns = findByClass(stack, request, role, named as string | Readonly<Record<string, string>>, problems);
  return columns.length === 0 ? null : { kind: 'indicators', columns };
}

function columnsOf(side: Side): readonly StackedColumn[] {
  return side.kind === 'lists' ? [side.column] : side.columns.map(({ column }) => column);
}

/** Every class that a side names. */
function namesIn(side: Side): readonly string[] {
  if (side.kind === 'indicators') return side.columns.map(({ className }) => className);
  return textsOf(side.column).flatMap((text) =>
    parseList(text).filter((item) => item !== null && item !== ''),
  ) as string[];
}

function readSets(
  stack: Stack,
  side: Side,
  classes: readonly string[],
  canonical: (text: string) => string,
  notes: string[],
): Sets {
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  const missing = new Uint8Array(stack.rows);
  const members: number[][] = Array.from({ length: stack.rows }, () => []);
  if (side.kind === 'lists') {
    visitCells(side.column, (cell, row) => {
      if (cell.kind === 'missing') missing[row] = cell.word === '' ? 0 : 1;
      else for (const item of parseList(cell.text)) if (item) members[row]!.push(codeOf.get(canonical(item))!);
    });
  } else {
    for (const { className, column } of side.columns) {
      const values = readScores(stack, column, parseOutcome, notes);
      const code = codeOf.get(canonical(className))!;
      let others = 0;
      for (let row = 0; row < stack.rows; row++) {
        if (values[row] === 1) members[row]!.push(code);
        else if (values[row] !== 0) {
          missing[row] = 1;
          others += Number.isNaN(values[row]) ? 0 : 1;
        }
      }
      if (others > 0)
        notes.push(`In the column ${quote(column.name)} ${others} cells are neither 0 nor 1, and count as missing.`);
    }
  }
  return toSets(members, missing);
}

function toSets(members: readonly (readonly number[])[], missing: Uint8Array): Sets {
  const offsets = new Int32Array(members.length + 1);
  const sorted = members.map((codes) => [...new Set(codes)].sort((a, b) => a - b));
  sorted.forEach((codes, row) => {
    offsets[row + 1] = offsets[row]! + codes.length;
  });
  return { offsets, values: Int32Array.from(sorted.flat()), missing };
}
