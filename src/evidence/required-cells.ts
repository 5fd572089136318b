import type { Dataset } from '../model/dataset.ts';
import type { RequiredCells } from './answers.ts';
import type { Stack } from './columns.ts';
import type { Problems } from './problems.ts';
import type { EvidenceRequest } from './request.ts';

/** Cells of numbers that are metrics themselves, or that a metric needs. */
export function numberCells({ numbers, quantities }: Dataset): readonly RequiredCells[] {
  return [...numbers, ...quantities].map(([name, values]) => ({ name, isMissing: (row) => Number.isNaN(values[row]) }));
}

/** Adds a problem for each needed column that no row fills. */
export function checkSomeValue(
  { rows }: Pick<Stack, 'rows'>,
  cells: readonly RequiredCells[],
  { where }: EvidenceRequest,
  problems: Problems,
): void {
  for (const { name, isMissing } of cells) {
    let row = 0;
    while (row < rows && isMissing(row)) row++;
    if (row === rows) problems.add(where, `no row has a ${name}, which the metrics need.`);
  }
}

/** Examples that lack a label, prediction, score or number that the metrics need. */
export function countMissing({ rows, count }: Dataset, cells: readonly RequiredCells[]): number {
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    if (cells.some(({ isMissing }) => isMissing(row))) missing += count ? count[row]! : 1;
  }
  return missing;
}
