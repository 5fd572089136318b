import { EvidenceError } from '../../errors.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Contributions } from '../../model/metric.ts';
import { quote, quoteAll } from '../../model/quote.ts';

/** The scores of one row, and how its true labels rank by them. Equal scores count against the row. */
interface Ranking {
  /** L: labels with a score. */
  readonly size: number;
  /** For each true label, from the lowest score up: labels that score as high or higher, itself included. */
  readonly ranks: readonly number[];
  /** For each true label: true labels that score as high or higher, itself included. */
  readonly trueRanks: readonly number[];
}

/**
 * Label ranking average precision: the mean over rows of the mean over their true labels of (true labels ranked as high)/(all labels ranked as
 * high), in 0..1. A row of which no label is true, or every one, counts 1: its ranking has no meaning.
 * Example: true a | c with the scores .75 .5 1 | 1 .2 .1 of a b c give (1/2 + 1/3)/2 = 5/12.
 * Source: scikit-learn `label_ranking_average_precision_score`.
 */
export function averagePrecisionOfLabels(dataset: Dataset): Contributions {
  return rankLabels(
    dataset,
    () => [0, 1],
    ({ ranks, trueRanks }) =>
      ranks.length === 0 ? 1 : ranks.reduce((sum, rank, i) => sum + trueRanks[i]! / rank, 0) / ranks.length,
  );
}

/**
 * Coverage error: how far down the ranking one must go to meet every true label of a row, the mean over rows of the rank of the lowest of them;
 * 0 for a row without true labels. At best the mean number of true labels, at worst L.
 * Example: true a | c with the scores .75 .5 1 | 1 .2 .1 of a b c give (2 + 3)/2 = 2.5.
 * Source: Tsoumakas et al., "Mining multi-label data" (2010); scikit-learn `coverage_error`.
 */
export function coverLabels(dataset: Dataset): Contributions {
  return rankLabels(
    dataset,
    (size) => [0, size],
    ({ ranks }) => ranks[0] ?? 0,
  );
}

/**
 * Label ranking loss: the share of the pairs of a true and a false label in which the false one scores as high or higher, the mean over rows;
 * in 0..1. A row of which no label is true, or every one, counts 0.
 * Example: true a | c with the scores .75 .5 1 | 1 .2 .1 of a b c give (1/2 + 1)/2 = 0.75.
 * Source: Tsoumakas et al., "Mining multi-label data" (2010); scikit-learn `label_ranking_loss`.
 */
export function loseOrder(dataset: Dataset): Contributions {
  return rankLabels(
    dataset,
    () => [0, 1],
    ({ size, ranks, trueRanks }) => {
      const pairs = ranks.length * (size - ranks.length);
      const wrong = ranks.reduce((sum, rank, i) => sum + rank - trueRanks[i]!, 0);
      return pairs === 0 ? 0 : wrong / pairs;
    },
  );
}

/**
 * The mean over rows of a score of their rankings. Units: rows with a true set and a score of every label. The labels are those that a score
 * column belongs to. O(L log L) a row.
 *
 * Throws EvidenceError when a row has a label that no score column belongs to.
 */
function rankLabels(
  dataset: Dataset,
  rangeOf: (size: number) => readonly [number, number],
  score: (ranking: Ranking) => number,
): Contributions {
  const { rows, labelSets, scores: columns } = dataset;
  const sets = labelSets!;
  const ownColumn = columnsOf(dataset);
  const scores = new Float64Array(rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const own = Float64Array.from(columns, ({ values }) => values[row]!);
    if (sets.missing[row] === 1 || own.some(Number.isNaN)) continue;
    const truth = sets.values.subarray(sets.offsets[row], sets.offsets[row + 1]);
    const trueScores = Float64Array.from(truth, (code) => own[ownColumn[code]!]!).sort();
    own.sort();
    const countFrom = (sorted: Float64Array) => Array.from(trueScores, (value) => sorted.length - below(sorted, value));
    scores[row] = score({ size: own.length, ranks: countFrom(own), trueRanks: countFrom(trueScores) });
  }
  return { kind: 'mean', scores, range: rangeOf(columns.length) };
}

/** How many of ascending values are smaller than one. */
function below(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which score column belongs to each class. */
function columnsOf({ classes, scores, labelSets }: Dataset): Int32Array {
  const byName = new Map(scores.map(({ className }, column) => [className, column]));
  const own = Int32Array.from(classes, (name) => byName.get(name) ?? -1);
  const lacking = [...new Set(labelSets!.values)].filter((code) => own[code]! < 0).sort((a, b) => a - b);
  if (lacking.length > 0) {
    const scored = scores.flatMap(({ className }) => className ?? []);
    const problems = lacking.map((code) => ({
      where: '',
      message: `Rows are labelled ${quote(classes[code]!)}, but no score column belongs to that class; the scores are of ${quoteAll(scored)}. Name its column under columns: score.`,
    }));
    throw new EvidenceError(problems);
  }
  return own;
}
