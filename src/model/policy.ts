import type { Quantity } from './dataset.ts';
import type { HistoryRule } from './history.ts';
import type { Slice } from './measurement.ts';
import type { Costs, Task } from './metric.ts';
import { quote } from './quote.ts';

export type Level = 'fail' | 'warn' | 'info';
type WhenUnsure = 'warn' | 'pass' | 'fail';

/** A tolerated change: in the metric's own unit, or relative to the baseline's value. */
export interface Tolerance {
  readonly amount: number;
  readonly relative: boolean;
  /** As the user wrote it: `1pp`, `10%`, `0.005`. */
  readonly text: string;
}

/** Where a gate looks: everywhere, in one slice, or in each value of a column (or combination of columns). */
export type SliceSelector =
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly slice: Slice }
  | { readonly kind: 'each'; readonly columns: readonly string[] };

/** Where something stands in the policy, for messages. */
export interface Placed {
  /** `file:line`. */
  readonly where: string;
  /** `suites[0].gates[1]` */
  readonly key: string;
}

export interface Gate extends Placed {
  readonly metric: string;
  readonly label: string | null;
  /** The column whose values are the groups of a fairness metric. */
  readonly across: string | null;
  readonly select: SliceSelector;
  readonly min: number | null;
  readonly max: number | null;
  readonly maxDrop: Tolerance | null;
  readonly maxRise: Tolerance | null;
  /** What changes are judged against. */
  readonly against: 'baseline' | 'anchor';
  /** Limits that follow from earlier records; absent: none. */
  readonly fromHistory?: HistoryRule;
  readonly level: Level;
  readonly whenUnsure: WhenUnsure;
  /** Where bounds come from: `bayes`: a posterior distribution. */
  readonly method: 'frequentist' | 'bayes';
}

/** Names of the evidence's columns by role; a role that is absent is found by common names. */
export interface ColumnNames extends Readonly<Partial<Record<Quantity, string>>> {
  readonly id?: string;
  /** Several columns: the references of a text. A pattern with one `*`, or class -> column: one column a class of a multilabel task. */
  readonly label?: string | readonly string[] | Readonly<Record<string, string>>;
  readonly prediction?: string | Readonly<Record<string, string>>;
  /** One column; a pattern with one `*` that stands for the class (`p_*`); or class -> column. */
  readonly score?: string | Readonly<Record<string, string>>;
  readonly count?: string;
  readonly weight?: string;
  readonly cluster?: string;
  /** Which repetition of the example a row is. */
  readonly run?: string;
  /** Of a ranking. */
  readonly query?: string;
  readonly item?: string;
  readonly popularity?: string;
  /** The text that the model was given; judge, prompt and dataset name their versions. */
  readonly input?: string;
  readonly judge?: string;
  readonly prompt?: string;
  readonly dataset?: string;
}

/** A metric that is reported without a gate. */
type MetricUse = Pick<Gate, 'metric' | 'label' | 'across' | keyof Placed>;

export interface Suite extends Placed {
  readonly name: string;
  readonly files: readonly string[];
  /** Name or glob of artifacts of the run; null: none. */
  readonly artifact: string | null;
  /** Globs of the files that can change the results; absent: every change can. */
  readonly affectedBy?: readonly string[];
  readonly format: string;
  readonly task: Task;
  readonly columns: ColumnNames;
  readonly positiveLabel: string | null;
  /** Tolerated missing rows: a number of rows, or a share of them. */
  readonly maxMissing: { readonly amount: number; readonly relative: boolean };
  readonly expectedRows: number | null;
  readonly expectedShards: number | null;
  /** Each entry is a column, or a combination of columns, to report every metric by. */
  readonly slices: readonly (readonly string[])[];
  /** Slices that got worse are looked for by columns that nobody names, too. Absent: no. */
  readonly discoverSlices?: boolean;
  /** Metrics that are reported without a gate. */
  readonly metrics: readonly MetricUse[];
  readonly costs: Costs | null;
  readonly gates: readonly Gate[];
  /** `file:line` of what else a message may be about, by its key within the suite: `files`, `columns.id`, `slices[0]`. */
  readonly lines: Readonly<Record<string, string>>;
}

/** Where a key of a suite stands. */
export function placeIn({ where, key, lines }: Pick<Suite, keyof Placed | 'lines'>, within: string): Placed {
  return { where: lines[within] ?? where, key: key === '' ? within : `${key}.${within}` };
}

/** The same in words, for a message that says which suite it is of: `p.yml:5: suites[0].files of suite "tumour"`. */
export function whereIn(suite: Suite, within: string): string {
  const { where, key } = placeIn(suite, within);
  return `${where}: ${key} of suite ${quote(suite.name)}`;
}

export interface BaselinePolicy {
  /** null: the default of the place (branch inside Actions, file on the command line). */
  readonly store: 'branch' | 'artifact' | 'file' | 'none' | null;
  readonly branch: string;
  readonly path: string;
  readonly compareWith: 'auto' | 'merge-base' | 'latest';
  /** A tag, branch or commit whose record is a second baseline that moves only when this is changed. */
  readonly anchor: string | null;
  readonly maxAgeDays: number | null;
  readonly maxCommits: number | null;
}

/** Whom to tell when a suite fails on the default branch. */
export interface AlertPolicy {
  readonly issue: { readonly labels: readonly string[]; readonly assignees: readonly string[] };
  readonly webhook: {
    /** Names of environment variables. */
    readonly urlEnv: string;
    readonly secretEnv: string | null;
    readonly repeatAfterHours: number;
  } | null;
}

export interface Policy {
  readonly baseline: BaselinePolicy;
  readonly suites: readonly Suite[];
  /** null: nobody is told. */
  readonly alerts: AlertPolicy | null;
  /** Name of the environment variable that holds the key of the id hashes; null: a random salt. */
  readonly idKeyEnv: string | null;
}
