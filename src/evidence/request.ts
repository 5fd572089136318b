import type { EvidenceFile } from '../model/dataset.ts';
import type { Column, Task } from '../model/metric.ts';
import type { ColumnNames, Placed } from '../model/policy.ts';
import type { Table } from './formats/table.ts';

/** A column that the policy names, and where. */
interface WantedColumn extends Placed {
  readonly name: string;
}

/** What a suite wants of its evidence. */
export interface EvidenceRequest {
  readonly task: Task;
  readonly columns: ColumnNames;
  readonly positiveLabel: string | null;
  /** Metrics of the suite that are about the positive class of a binary task; without any, and without scores of an unnamed class, none is asked for. */
  readonly positiveFor: readonly string[];
  readonly sliceColumns: readonly WantedColumn[];
  /** Columns that nobody names are looked through for slices too. Absent: no. */
  readonly discoverSlices?: boolean;
  /** Roles that a metric of the suite reads: evidence without them is refused, rows without them are missing. */
  readonly needs: ReadonlySet<Column>;
  /** Roles that a metric of the suite makes use of where they are there. */
  readonly wants: ReadonlySet<Column>;
  /** Columns of numbers that are metrics themselves (task `scores`), and names of precomputed values (task `metrics`). */
  readonly numbers: readonly WantedColumn[];
  /** Where the suite stands in the policy, for messages. */
  readonly where: string;
  /** Where one of its keys stands. */
  readonly place: (within: string) => Placed;
}

/** One file of evidence, read. */
export interface EvidenceTable {
  readonly file: EvidenceFile;
  readonly table: Table;
}
