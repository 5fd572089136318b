import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Measured, MetricOptions } from '../../model/metric.ts';
import { type ClassScores, scoresByClass, sharedScores } from './class-scores.ts';

/** Spacing of doubles at 1, `numpy.finfo(float64).eps`: scikit-learn moves probabilities this far away from 0 and 1. */
const EPSILON = Number.EPSILON;

/**
 * Log loss −ln p of the probability p given to the true class, natural logarithm, mean over rows; p is first clipped to
 * ε..1 − ε with ε = 2.220446049250313e-16, so that a row costs at most 36.04. Units: rows with a label and all their scores.
 * One score column p of two classes means p and 1 − p. Rows whose probabilities do not sum to 1 are taken as they are.
 * A probability outside 0..1 leaves no value, `out_of_range`.
 * Example: labels 1 0 with p = 0 and .5 cost 36.04 and 0.69, mean 18.3684002848. Source: scikit-learn 1.9 `log_loss`.
 */
export function costLog(dataset: Dataset, options: MetricOptions): Contributions {
  const shared = sharedScores(dataset, options);
  const { chances, inRange } =
    shared === null
      ? chancesOfTruth(dataset, scoresByClass(dataset, options, 1))
      : chancesOfTwo(dataset, shared.values, shared.scored);
  for (let row = 0; row < chances.length; row++) {
    chances[row] = -Math.log(Math.min(Math.max(chances[row]!, EPSILON), 1 - EPSILON));
  }
  return asMean(chances, [0, -Math.log(EPSILON)], inRange);
}

/** Says how many rows gave their class a probability so small that it was clipped: an unbounded cost that is capped. */
export function remarkIfClipped({ contributions }: Measured): string | null {
  if (contributions.kind !== 'mean') return null;
  const most = -Math.log(EPSILON);
  const rows = contributions.scores.reduce((sum, cost) => sum + (cost >= most ? 1 : 0), 0);
  return rows === 0 ? null : `log_loss clipped the probability of ${rows === 1 ? '1 row' : `${rows} rows`} at 2.2e-16.`;
}

/**
 * Brier score: the squared distance Σₖ (pₖ − [label is k])² of the probabilities from the truth, mean over rows; halved for
 * two classes, where it is (p − y)² of either one. In 0..1 for two classes; for K > 2 in 0..2, and up to K where the
 * probabilities of a row do not sum to 1. Units and columns as in `costLog`.
 * Example: labels 1 0 with p = .8 and .4 give .1. Sources: Brier (1950); scikit-learn 1.9 `brier_score_loss`.
 */
export function costSquared(dataset: Dataset, options: MetricOptions): Contributions {
  const classScores = scoresByClass(dataset, options, 1);
  const { columns, columnOf } = classScores;
  const { chances, inRange } = chancesOfTruth(dataset, classScores);
  const scale = columns.length < 3 ? 0.5 : 1;
  for (let row = 0; row < chances.length; row++) {
    if (Number.isNaN(chances[row]!)) continue;
    const own = columnOf[dataset.label![row]!]!;
    let cost = 0;
    for (let c = 0; c < columns.length; c++) {
      const distance = columns[c]![row]! - (c === own ? 1 : 0);
      cost += distance * distance;
    }
    chances[row] = cost * scale;
  }
  return asMean(chances, [0, scale * columns.length], inRange);
}

/** The probability given to each row's own class, NaN for a row that lacks a label or a score; and whether all are in 0..1. */
function chancesOfTruth({ rows, label }: Dataset, { columns, columnOf }: ClassScores) {
  const chances = new Float64Array(rows).fill(Number.NaN);
  let inRange = true;
  for (let row = 0; row < rows; row++) {
    if (label![row]! < 0) continue;
    let isWhole = true;
    let isProbability = true;
    for (let c = 0; c < columns.length; c++) {
      const p = columns[c]![row]!;
      if (Number.isNaN(p)) isWhole = false;
      else if (p < 0 || p > 1) isProbability = false;
    }
    if (!isWhole) continue;
    chances[row] = columns[columnOf[label![row]!]!]![row]!;
    if (!isProbability) inRange = false;
  }
  return { chances, inRange };
}

/** The same, where one column holds the probability of one of two classes. */
function chancesOfTwo({ rows, label }: Dataset, values: Float64Array, scored: number) {
  const chances = new Float64Array(rows);
  let inRange = true;
  for (let row = 0; row < rows; row++) {
    const p = label![row]! < 0 ? Number.NaN : values[row]!;
    if (p < 0 || p > 1) inRange = false;
    chances[row] = label![row] === scored ? p : 1 - p;
  }
  return { chances, inRange };
}

function asMean(scores: Float64Array, range: readonly [number, number], inRange: boolean): Contributions {
  return { kind: 'mean', scores, range, ...(inRange ? {} : { problem: 'out_of_range' as const }) };
}
