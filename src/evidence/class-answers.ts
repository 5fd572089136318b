import type { ScoreColumn } from '../model/dataset.ts';
import { quoteAll } from '../model/quote.ts';
import type { FoundAnswers, RequiredCells } from './answers.ts';
import { encode } from './categories.ts';
import { type Stack, textsOf } from './columns.ts';
import { readLabels } from './labels.ts';
import { parseNumber, readScores } from './numbers.ts';
import { orderNames } from './order.ts';
import { positiveClass } from './positive.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { findRole } from './roles.ts';
import { findCommonScores, findNamedScores } from './scores.ts';

/** One class a row (tasks `binary` and `multiclass`): label, prediction, and the scores of classes. */
export function findClassAnswers(stack: Stack, request: EvidenceRequest, problems: Problems): FoundAnswers {
  const label = findRole(stack, request, 'label', problems);
  const prediction = findRole(stack, request, 'prediction', problems);
  const named = findNamedScores(stack, request, problems);
  const texts = [label, prediction].flatMap((column) => (column === null ? [] : textsOf(column)));
  const scored = (named ?? []).flatMap(({ className }) => (className === null ? [] : [className]));
  const { canonical, unified } = readLabels([...texts, ...scored]);
  const seen = new Set(texts.map(canonical));
  const classes = orderNames([...seen, ...scored.map(canonical)]);
  const scores = named ?? findCommonScores(stack, request, classes, canonical, problems);
  return {
    columns: [...[label, prediction].filter((column) => column !== null), ...scores.map(({ column }) => column)],
    read: (notes, cellProblems) => {
      if (unified)
        notes.push('Labels were written both as true and false and as 1 and 0: true was read as 1, false as 0.');
      const unseen = classes.filter((name) => !seen.has(name));
      if (unseen.length > 0) notes.push(`There are scores of classes that no row has: ${quoteAll(unseen, 10)}.`);
      const columns = {
        classes,
        label: label && encode(stack, label, classes, canonical),
        prediction: prediction && encode(stack, prediction, classes, canonical),
        scores: scores.map(({ className, column }): ScoreColumn => {
          const values = readScores(stack, column, parseNumber, notes);
          return { className: className === null ? null : canonical(className), values };
        }),
      };
      const positive = positiveClass(
        classes,
        request,
        canonical,
        scores.some(({ className }) => className === null),
        cellProblems,
      );
      return { columns, positive, canonical, required: requiredCells(columns, request) };
    },
  };
}

function requiredCells(
  {
    label,
    prediction,
    scores,
  }: { label: Int32Array | null; prediction: Int32Array | null; scores: readonly ScoreColumn[] },
  { needs }: EvidenceRequest,
): readonly RequiredCells[] {
  const ofCodes = (name: 'label' | 'prediction', codes: Int32Array | null): RequiredCells[] =>
    codes === null || !needs.has(name) ? [] : [{ name, isMissing: (row) => codes[row] === -1 }];
  return [...ofCodes('label', label), ...ofCodes('prediction', prediction), ...scoreCells(scores, needs.has('score'))];
}

/** The cells of score columns, where scores are needed. */
export function scoreCells(scores: readonly ScoreColumn[], areNeeded: boolean): readonly RequiredCells[] {
  if (!areNeeded) return [];
  return scores.map(({ values }) => ({ name: 'score', isMissing: (row) => Number.isNaN(values[row]) }));
}
