import { EvidenceError } from '../../errors.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Reduction, Sums, Value } from '../../model/metric.ts';
import type { Average } from './averages.ts';

/** A K × K confusion matrix, rows by label and columns by prediction, as a flat array of K² weights, with its margins. */
export interface Confusion {
  readonly size: number;
  readonly cells: Float64Array;
  /** Weight of each class among the labels: sums over the rows of the matrix. */
  readonly truth: Float64Array;
  /** Weight of each class among the predictions: sums over its columns. */
  readonly predicted: Float64Array;
  readonly total: number;
  /** Trace: the weight of the rows that are right. */
  readonly correct: number;
}

/** K² cells of 8 bytes, twice: 128 MiB. More classes than this mean that a column of texts was taken for one of labels. */
const MAX_CLASSES = 2896;

/** Contributions of a metric that is a function of the whole confusion matrix: row i falls into the cell label·K + prediction. */
export function confuse(dataset: Dataset, reduce: (confusion: Confusion) => Reduction): Sums {
  const { rows, label, prediction } = dataset;
  const size = dataset.classes.length;
  if (size > MAX_CLASSES) {
    const message = `The evidence has ${size} classes, and metrics of all classes together take at most ${MAX_CLASSES}. Are label and prediction columns of classes?`;
    throw new EvidenceError([{ where: '', message }]);
  }
  const cells = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const truth = label![i]!;
    const answer = prediction![i]!;
    cells[i] = truth < 0 || answer < 0 ? -1 : truth * size + answer;
  }
  const addends = { form: 'cell', cells } as const;
  return { kind: 'sums', addends, width: size * size, reduce: (totals) => clip(reduce(tabulate(totals, size))) };
}

/** As `confuse`, for an average over the classes that occur. */
export function confuseAverage(dataset: Dataset, average: Average): Sums {
  const size = dataset.classes.length;
  return {
    ...confuse(dataset, average),
    leavingOut: (classes) => (totals) => clip(average(tabulate(totals, size), classes)),
  };
}

/** Contributions of a metric of one class against the rest: the matrix has two classes, 0 the rest and 1 the class. */
export function confuseOne(dataset: Dataset, positive: number, reduce: (c: Confusion) => Reduction): Sums {
  const { rows, label, prediction } = dataset;
  const cells = new Int32Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    if (label![i]! < 0 || prediction![i]! < 0) continue;
    cells[i] = (label![i] === positive ? 2 : 0) + (prediction![i] === positive ? 1 : 0);
  }
  return {
    kind: 'sums',
    addends: { form: 'cell', cells },
    width: 4,
    reduce: (totals) => clip(reduce(tabulate(totals, 2))),
  };
}

/** As `confuseOne`, for a share of the rows that are predicted the class (`of` 1) or the rest (0). */
export function confusePredicted(
  dataset: Dataset,
  positive: number,
  of: 0 | 1,
  reduce: (c: Confusion) => Reduction,
): Sums {
  return { ...confuseOne(dataset, positive, reduce), shareOf: [of, 2 + of] };
}

/** The gradient whose entry for label i and prediction j is `derivative(i, j)`. */
export function gradientOf(size: number, derivative: (i: number, j: number) => number): Float64Array {
  const gradient = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) gradient[i * size + j] = derivative(i, j);
  }
  return gradient;
}

/** A value that stands by convention, or none at all: nothing moves it. */
export function undefinedReduction(size: number, value: Value): Reduction {
  return { ...value, gradient: new Float64Array(size * size) };
}

/** Every function of a confusion matrix here lies in −1..1, and rounding must not carry it beyond. */
function clip({ value, ...rest }: Reduction): Reduction {
  return { value: value === null ? null : Math.min(1, Math.max(-1, value)), ...rest };
}

function tabulate(cells: Float64Array, size: number): Confusion {
  const truth = new Float64Array(size);
  const predicted = new Float64Array(size);
  let correct = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      truth[i]! += cells[i * size + j]!;
      predicted[j]! += cells[i * size + j]!;
    }
    correct += cells[i * size + i]!;
  }
  const total = truth.reduce((sum, weight) => sum + weight, 0);
  return { size, cells, truth, predicted, total, correct };
}
