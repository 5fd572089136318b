import type { FoundAnswers } from './answers.ts';
import { AS_WRITTEN } from './answers.ts';
import type { Stack } from './columns.ts';
import { parseNumber, readScores } from './numbers.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';
import { findRole } from './roles.ts';

/** A number a row (task `regression`). */
export function findNumberAnswers(stack: Stack, request: EvidenceRequest, problems: Problems): FoundAnswers {
  const label = findRole(stack, request, 'label', problems);
  const prediction = findRole(stack, request, 'prediction', problems);
  return {
    columns: [label, prediction].filter((column) => column !== null),
    read: (notes) => {
      const numericLabel = label && readScores(stack, label, parseNumber, notes);
      const numericPrediction = prediction && readScores(stack, prediction, parseNumber, notes);
      const required = (
        [
          ['label', numericLabel],
          ['prediction', numericPrediction],
        ] as const
      ).flatMap(([name, values]) =>
        values === null || !request.needs.has(name)
          ? []
          : [{ name, isMissing: (row: number) => Number.isNaN(values[row]) }],
      );
      return { columns: { numericLabel, numericPrediction }, positive: null, canonical: AS_WRITTEN, required };
    },
  };
}
