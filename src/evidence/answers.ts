import type { Dataset, Raw } from '../model/dataset.ts';
import type { StackedColumn } from './columns.ts';
import type { Problems } from './problems.ts';

/** A column of cells that a complete row fills. */
export interface RequiredCells {
  readonly name: string;
  readonly isMissing: (row: number) => boolean;
}

/** Truth and answers of a suite, as its task has them. */
interface Answers {
  readonly columns: Partial<Dataset>;
  readonly raw?: Partial<Raw>;
  /** Code of the positive class; null where there is none. */
  readonly positive: number | null;
  /** The class that a text of the evidence names. */
  readonly canonical: (text: string) => string;
  /** Cells that the metrics need. */
  readonly required: readonly RequiredCells[];
}

/** The columns of a task, found; their cells are read when nothing is wrong with the columns. */
export interface FoundAnswers {
  readonly columns: readonly StackedColumn[];
  readonly read: (notes: string[], problems: Problems) => Answers;
}

export const AS_WRITTEN = (text: string): string => text;
