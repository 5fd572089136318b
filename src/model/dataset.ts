/** A column of categories: row i belongs to `names[codes[i]]`; code -1 is a missing cell. */
export interface Categories {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** A column of scores. `className` is the class whose score it is; null for the one score column of a binary task. */
export interface ScoreColumn {
  readonly className: string | null;
  /** NaN is a missing or non-finite cell. */
  readonly values: Float64Array;
}

/** The evaluation of one model on one suite, as typed columns. Every column has `rows` entries. */
export interface Dataset {
  readonly rows: number;
  /** What the label and prediction codes point into: labels that are all numbers in numeric order, others by code point. */
  readonly classes: readonly string[];
  readonly label: Int32Array | null;
  readonly prediction: Int32Array | null;
  readonly scores: readonly ScoreColumn[];
  /** Columns of the evidence's own metrics (task `scores`), by name; NaN is missing. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** A row stands for this many examples; null: one each. */
  readonly count: Float64Array | null;
  /** Importance of a row; null: equal. */
  readonly weight: Float64Array | null;
  /** Rows of one code are not independent of each other; null: every row stands alone. */
  readonly cluster: Int32Array | null;
  readonly slices: ReadonlyMap<string, Categories>;
  /** Precomputed values (task `metrics`), by name. */
  readonly scalars: ReadonlyMap<string, Scalar>;
}

/** A value that another program computed. */
export interface Scalar {
  readonly value: number | null;
  readonly standardError: number | null;
  readonly n: number | null;
}

/** One evidence file as it was read. */
export interface EvidenceFile {
  readonly path: string;
  readonly sha256: string;
  readonly format: string;
  readonly rows: number;
}

/** What the evidence of one suite came to. */
export interface Evidence {
  readonly dataset: Dataset;
  /** Plain ids in row order; null when the evidence has no id column. They never leave the machine. */
  readonly ids: readonly string[] | null;
  readonly files: readonly EvidenceFile[];
  /** Code of the positive class; null in tasks that have none. */
  readonly positive: number | null;
  /** Rows that lack a label, prediction or score that the task needs, or hold a non-finite one. */
  readonly missing: number;
  /** Things a reader should know (renamed duplicate columns, labels unified, …), as plain sentences. */
  readonly notes: readonly string[];
}
