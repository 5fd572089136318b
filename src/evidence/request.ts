import type { EvidenceFile } from '../model/dataset.ts';
import type { Column, Task } from '../model/metric.ts';
import type { ColumnNames } from '../model/policy.ts';
import type { Table } from './formats/table.ts';

/** What a suite wants of its evidence. */
export interface EvidenceRequest {
  readonly task: Task;
  readonly columns: ColumnNames;
  readonly positiveLabel: string | null;
  readonly sliceColumns: readonly string[];
  /** Roles that a metric of the suite reads: evidence without them is refused, rows without them are missing. */
  readonly needs: ReadonlySet<Column>;
  /** Columns of numbers that are metrics themselves (task `scores`). */
  readonly numbers: readonly string[];
  /** Where the suite stands in the policy, for messages. */
  readonly where: string;
}

/** One file of evidence, read. */
export interface EvidenceTable {
  readonly file: EvidenceFile;
  readonly table: Table;
}
