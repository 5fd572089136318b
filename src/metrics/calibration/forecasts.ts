import type { Dataset } from '../../model/dataset.ts';
import type { MetricOptions } from '../../model/metric.ts';
import { scoresByClass, scoresOf } from '../classification/class-scores.ts';
import { markPositives } from '../classification/ranking-scores.ts';

/** The probability that was given to an event in each row, and whether it came to pass. */
export interface Forecasts {
  /** NaN where there is none. */
  readonly chance: Float64Array;
  /** 1: it came to pass, 0: it did not, -1: the row is no unit. */
  readonly outcome: Int8Array;
  /** Whether every probability of a unit lies in 0..1. */
  readonly inRange: boolean;
}

/** The event is that the row is of the class. Units: rows with a label and a score of the class. Throws EvidenceError without such scores. */
export function forecastClass(dataset: Dataset, positive: number, options: MetricOptions): Forecasts {
  const chance = scoresOf(dataset, positive, options, 1);
  const outcome = markPositives(dataset, positive, chance);
  const inRange = chance.every((p, row) => outcome[row]! < 0 || (p >= 0 && p <= 1));
  return { chance, outcome, inRange };
}

/**
 * The event is that the class with the largest probability is the right one. Of equal ones the first in the order of the classes counts as the
 * largest, as for numpy's `argmax`. Units: rows with a label and all scores. Throws EvidenceError when a labelled class has no scores.
 * Example: the label b with the scores a .4, b .4, c .2 is an event of probability .4 that did not come to pass.
 */
export function forecastTop(dataset: Dataset, options: MetricOptions): Forecasts {
  const { columns, columnOf } = scoresByClass(dataset, options, 1);
  const chance = new Float64Array(dataset.rows).fill(Number.NaN);
  const outcome = new Int8Array(dataset.rows).fill(-1);
  let inRange = true;
  for (let row = 0; row < dataset.rows; row++) {
    const label = dataset.label![row]!;
    if (label < 0 || columns.some((scores) => Number.isNaN(scores[row]!))) continue;
    let top = 0;
    for (let c = 0; c < columns.length; c++) {
      const p = columns[c]![row]!;
      if (p > columns[top]![row]!) top = c;
      if (p < 0 || p > 1) inRange = false;
    }
    chance[row] = columns[top]![row]!;
    outcome[row] = columnOf[label] === top ? 1 : 0;
  }
  return { chance, outcome, inRange };
}
