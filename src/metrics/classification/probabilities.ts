import { EvidenceError } from '../../errors.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, MetricOptions } from '../../model/metric.ts';
import { quote } from '../../model/quote.ts';
import { listClasses, scoredClass } from './ranking-scores.ts';

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
  const { columns, ownColumn } = probabilitiesOf(dataset, options);
  const range = [0, -Math.log(EPSILON)] as const;
  return collect(dataset, columns, range, (row, label) => {
    const p = columns[ownColumn[label]!]![row]!;
    return -Math.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON));
  });
}

/**
 * Brier score: the squared distance Σₖ (pₖ − [label is k])² of the probabilities from the truth, mean over rows; halved for
 * two classes, where it is (p − y)² of either one. In 0..1 for two classes; for K > 2 in 0..2, and up to K where the
 * probabilities of a row do not sum to 1. Units and columns as in `costLog`.
 * Example: labels 1 0 with p = .8 and .4 give .1. Sources: Brier (1950); scikit-learn 1.9 `brier_score_loss`.
 */
export function costSquared(dataset: Dataset, options: MetricOptions): Contributions {
  const { columns, ownColumn } = probabilitiesOf(dataset, options);
  const scale = columns.length < 3 ? 0.5 : 1;
  return collect(dataset, columns, [0, scale * columns.length], (row, label) => {
    let cost = 0;
    for (let c = 0; c < columns.length; c++) {
      const distance = columns[c]![row]! - (c === ownColumn[label] ? 1 : 0);
      cost += distance * distance;
    }
    return cost * scale;
  });
}

interface Probabilities {
  /** One column a class. */
  readonly columns: readonly Float64Array[];
  /** Which of `columns` belongs to a label code. */
  readonly ownColumn: Int32Array;
}

function probabilitiesOf(dataset: Dataset, options: MetricOptions): Probabilities {
  const { scores, classes, label } = dataset;
  const single = scoredClass(dataset, options);
  if (single !== null) {
    const p = scores[0]!.values;
    return {
      columns: [p, p.map((value) => 1 - value)],
      ownColumn: Int32Array.from(classes, (_, k) => (k === single ? 0 : 1)),
    };
  }
  const ownColumn = Int32Array.from(classes, (name) => scores.findIndex(({ className }) => className === name));
  const lacking = new Set<number>();
  for (const code of label!) if (code >= 0 && ownColumn[code]! < 0) lacking.add(code);
  if (lacking.size > 0) {
    const problems = [...lacking]
      .sort((a, b) => a - b)
      .map((code) => ({
        where: '',
        message: `Rows are labelled ${quote(classes[code]!)}, but no score column belongs to that class; there are scores of ${listClasses(scores)}. Name its column under columns: score.`,
      }));
    throw new EvidenceError(problems);
  }
  return { columns: scores.map(({ values }) => values), ownColumn };
}

function collect(
  { rows, label }: Dataset,
  columns: readonly Float64Array[],
  range: readonly [number, number],
  costOf: (row: number, label: number) => number,
): Contributions {
  const scores = new Float64Array(rows).fill(Number.NaN);
  let inRange = true;
  for (let row = 0; row < rows; row++) {
    let isUnit = label![row]! >= 0;
    let isProbability = true;
    for (let c = 0; isUnit && c < columns.length; c++) {
      const p = columns[c]![row]!;
      isUnit = !Number.isNaN(p);
      isProbability &&= p >= 0 && p <= 1;
    }
    if (!isUnit) continue;
    scores[row] = costOf(row, label![row]!);
    inRange &&= isProbability;
  }
  return { kind: 'mean', scores, range, ...(inRange ? {} : { problem: 'out_of_range' as const }) };
}
