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

/** A list of codes for each row: those of row i are `values[offsets[i]] … values[offsets[i + 1] - 1]`, ascending. */
export interface Lists {
  /** One entry more than there are rows. */
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}

/** A set of classes for each row. */
export interface Sets extends Lists {
  /** 1 where the cell is missing, which is not the same as a set without members. */
  readonly missing: Uint8Array;
}

/** `width` numbers for each row, one row after the other. A row whose first number is NaN has none. */
export interface Vectors {
  readonly width: number;
  readonly values: Float64Array;
  /**
   * Numbers from this place on stand for names and mean nothing by themselves, but for −1, which is none: a record numbers them anew, so that
   * nobody can find a name by its number. Absent: all are quantities.
   */
  readonly namesFrom?: number;
}

/** Columns of numbers that mean the same in every task, by the key that names them under `columns`. */
export const QUANTITIES = [
  'latency',
  'cost',
  'tokens',
  'bytes',
  'nll',
  'passed',
  'win',
  'refused',
  'valid',
  'toxic',
  'judge-score',
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** The evaluation of one model on one suite, as typed columns. Every column has `rows` entries. */
export interface Dataset {
  readonly rows: number;
  /** What the label and prediction codes point into: labels that are all numbers in numeric order, others by code point. */
  readonly classes: readonly string[];
  readonly label: Int32Array | null;
  readonly prediction: Int32Array | null;
  readonly scores: readonly ScoreColumn[];
  /** Label and prediction of a multilabel task. */
  readonly labelSets: Sets | null;
  readonly predictionSets: Sets | null;
  /** Label and prediction of a regression; NaN is missing. */
  readonly numericLabel: Float64Array | null;
  readonly numericPrediction: Float64Array | null;
  /** NaN is missing. */
  readonly quantities: ReadonlyMap<Quantity, Float64Array>;
  /** What is kept of texts and rankings, by the key of the digest. */
  readonly vectors: ReadonlyMap<string, Vectors>;
  /** Columns of the evidence's own metrics (task `scores`), by name; NaN is missing. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** A row stands for this many examples; null: one each. */
  readonly count: Float64Array | null;
  /** Importance of a row; null: equal. */
  readonly weight: Float64Array | null;
  /** Rows of one code are not independent of each other; null: every row stands alone. */
  readonly cluster: Int32Array | null;
  /** Rows of one code are repeated runs of one example; null: every row is an example of its own. */
  readonly repeats: Int32Array | null;
  /** What the random numbers of a row follow from, the same in whatever order the rows come; null: its position. */
  readonly keys: Uint32Array | null;
  readonly slices: ReadonlyMap<string, Categories>;
  /** Precomputed values (task `metrics`), by name. */
  readonly scalars: ReadonlyMap<string, Scalar>;
}

/** A dataset without rows and columns, to begin with. */
export const NO_COLUMNS: Dataset = {
  rows: 0,
  classes: [],
  label: null,
  prediction: null,
  scores: [],
  labelSets: null,
  predictionSets: null,
  numericLabel: null,
  numericPrediction: null,
  quantities: new Map(),
  vectors: new Map(),
  numbers: new Map(),
  count: null,
  weight: null,
  cluster: null,
  repeats: null,
  keys: null,
  slices: new Map(),
  scalars: new Map(),
};

/** A value that another program computed. */
export interface Scalar {
  readonly value: number | null;
  readonly standardError: number | null;
  readonly n: number | null;
}

/** Texts of a translation or generation, a row each. null is a missing cell; an empty text is a text. */
export interface Texts {
  readonly hypotheses: readonly (string | null)[];
  /** The references of each row; null is one that this row lacks. */
  readonly references: readonly (readonly (string | null)[])[];
}

/** Items that were ranked for queries. The rows of the dataset are the queries; the items of query i stand at `offsets[i] … offsets[i + 1] - 1`. */
export interface Rankings {
  readonly offsets: Int32Array;
  readonly items: readonly string[];
  /** NaN: not judged. */
  readonly relevance: Float64Array;
  /** NaN: not retrieved. */
  readonly score: Float64Array;
  /** How often the item was chosen before; null where the evidence does not say. */
  readonly popularity: Float64Array | null;
  /** Distinct items of the whole catalogue, as far as the evidence names them. */
  readonly catalogue: number;
}

/** What metrics read once, to digest it into vectors. No record, report or log ever holds it. */
export interface Raw {
  readonly texts: Texts | null;
  readonly rankings: Rankings | null;
}

/** One evidence file as it was read. */
export interface EvidenceFile {
  readonly path: string;
  readonly sha256: string;
  readonly format: string;
  readonly rows: number;
}

/** What must be the same on both sides for a difference to be the model's. */
export const VERSIONED = ['judge', 'prompt', 'dataset'] as const;
export type Versioned = (typeof VERSIONED)[number];
/** The versions that the evidence names, in order; absent: it names none. */
export type Versions = Readonly<Partial<Record<Versioned, readonly string[]>>>;

/** What the evidence of one suite came to. */
export interface Evidence {
  readonly dataset: Dataset;
  readonly raw: Raw;
  /** Plain ids in row order; null when the evidence has no id column. They never leave the machine. */
  readonly ids: readonly string[] | null;
  /** Which of the runs of its example a row is, from 0; null: no example has several, and no id stands twice. */
  readonly runs: Int32Array | null;
  /** What the model was given, row by row, where the policy names its column. It never leaves the machine. */
  readonly inputs: readonly string[] | null;
  readonly versions: Versions;
  readonly files: readonly EvidenceFile[];
  /** Columns that no role has taken, to look for slices by: as long as the dataset. Absent or empty: none. */
  readonly discovered?: ReadonlyMap<string, Categories>;
  /** Code of the positive class; null in tasks that have none. */
  readonly positive: number | null;
  /** The class that a text of the policy names. */
  readonly canonical: (text: string) => string;
  /** Rows that lack a label, prediction or score that the task needs, or hold a non-finite one. */
  readonly missing: number;
  /** Things a reader should know (renamed duplicate columns, labels unified, …), as plain sentences. */
  readonly notes: readonly string[];
}
