import { findMetric } from '../../src/metrics/catalogue.ts';
import { type Dataset, NO_COLUMNS } from '../../src/model/dataset.ts';
import { type Contributions, type Counterpart, NO_OPTIONS, type Task } from '../../src/model/metric.ts';

/** One side of a comparison: a digit a prediction, '.' for a missing one, and a score a row. */
export interface Side {
  readonly prediction: string;
  readonly score: readonly (number | null)[];
  readonly weight?: readonly number[] | null;
}

/** A candidate and a baseline, and which row of the baseline is the same example as each of the candidate's; -1: none. */
export interface TwoSides {
  readonly classes: number;
  readonly label: string;
  readonly now: Side;
  readonly before: Side;
  readonly partner: readonly number[];
}

const decode = (text: string) => Int32Array.from(text, (cell) => (cell === '.' ? -1 : Number(cell)));
const numbers = (cells: readonly (number | null)[]) => Float64Array.from(cells, (cell) => cell ?? Number.NaN);

function datasetOf(classes: number, { prediction, score, weight }: Side, label: string): Dataset {
  return {
    ...NO_COLUMNS,
    rows: prediction.length,
    classes: Array.from({ length: classes }, (_, code) => String(code)),
    label: decode(label),
    prediction: decode(prediction),
    scores: [{ className: '1', values: numbers(score) }],
    numericPrediction: numbers(score),
    weight: weight ? Float64Array.from(weight) : null,
  };
}

const concat = <T>(a: readonly T[], b: readonly T[]) => [...a, ...b];

/** What a metric is made from, on the task in which it is about predicted classes, scores or numbers. */
export function compareSides(name: string, task: Task, sides: TwoSides): Compared {
  const { classes, label, now, before, partner } = sides;
  const metric = findMetric(name, task)!;
  const options = { ...NO_OPTIONS, positive: 1, scored: 1 };
  const own = datasetOf(classes, now, label);
  if (metric.compares === 'pairs') {
    const dataset = datasetOf(classes, before, '.'.repeat(before.prediction.length));
    const counterpart: Counterpart = { kind: 'pairs', dataset, rows: Int32Array.from(partner) };
    return { contributions: metric.contribute(own, { ...options, counterpart }), weights: weightsOf(own) };
  }
  const both = datasetOf(
    classes,
    {
      prediction: now.prediction + before.prediction,
      score: concat(now.score, before.score),
      weight: now.weight && before.weight ? concat(now.weight, before.weight) : null,
    },
    label + '.'.repeat(before.prediction.length),
  );
  const counterpart: Counterpart = { kind: 'samples', from: own.rows };
  return { contributions: metric.contribute(both, { ...options, counterpart }), weights: weightsOf(both) };
}

export interface Compared {
  readonly contributions: Contributions;
  readonly weights: Float64Array;
}

function weightsOf({ rows, weight }: Dataset): Float64Array {
  return weight ?? new Float64Array(rows).fill(1);
}
