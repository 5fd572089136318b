import type { Dataset, Quantity } from '../model/dataset.ts';
import { examples, type Injection, type Scope } from './injection.ts';

/** Strengths in which a factor doubles, and how often it does at most. */
const STEPS = 1024;
const DOUBLINGS = 8;

/** Quantities that have no upper end. */
const AMOUNTS: readonly Quantity[] = ['latency', 'cost', 'tokens', 'bytes', 'nll'];

/** A column of numbers of a dataset, and the dataset with another one in its place. */
interface Column {
  readonly name: string;
  /** It holds shares, or answers of yes and no. */
  readonly isShare: boolean;
  readonly values: Float64Array;
  readonly replace: (values: Float64Array) => Dataset;
}

export function numberColumns(dataset: Dataset): readonly Column[] {
  const { quantities, numbers } = dataset;
  return [
    ...[...quantities].map(([name, values]) => ({
      name,
      values,
      isShare: !AMOUNTS.includes(name) && isWithinOne(values),
      replace: (changed: Float64Array) => ({
        ...dataset,
        quantities: new Map<Quantity, Float64Array>([...quantities, [name, changed]]),
      }),
    })),
    ...[...numbers].map(([name, values]) => ({
      name,
      values,
      isShare: isWithinOne(values),
      replace: (changed: Float64Array) => ({ ...dataset, numbers: new Map([...numbers, [name, changed]]) }),
    })),
  ];
}

function isWithinOne(values: Float64Array): boolean {
  return values.every((x) => Number.isNaN(x) || (x >= 0 && x <= 1));
}

/** All numbers of the rows grow, or shrink, by one factor. */
export function scale({ rows }: Scope, column: Column, direction: 'up' | 'down'): Injection {
  const factor = (strength: number) => 2 ** ((direction === 'up' ? strength : -strength) / STEPS);
  return {
    strengths: STEPS * DOUBLINGS,
    describe: (strength) => `${column.name} × ${brief(factor(strength))}`,
    apply: (strength) => column.replace(changed(column.values, rows, (x) => x * factor(strength))),
  };
}

/** x becomes 1 − x, row by row. */
export function turnRound({ rows }: Scope, column: Column): Injection {
  return {
    strengths: rows.length,
    describe: (k) => `${column.name} turned round in ${examples(k)}`,
    apply: (k) => column.replace(changed(column.values, rows.subarray(0, k), (x) => 1 - x)),
  };
}

/** All errors of predicted numbers grow by one factor. null without numbers. */
export function growErrors({ dataset, rows }: Scope): Injection | null {
  const { numericLabel, numericPrediction } = dataset;
  if (numericLabel === null || numericPrediction === null) return null;
  const factor = (strength: number) => 2 ** (strength / STEPS);
  return {
    strengths: STEPS * DOUBLINGS,
    describe: (strength) => `all errors × ${brief(factor(strength))}`,
    apply: (strength) => {
      const grow = (x: number, row: number) => numericLabel[row]! + (x - numericLabel[row]!) * factor(strength);
      return { ...dataset, numericPrediction: changed(numericPrediction, rows, grow) };
    },
  };
}

/** All predicted numbers move by one amount, up to four times the range of the predictions. null without numbers. */
export function shift({ dataset, rows }: Scope, direction: 'up' | 'down'): Injection | null {
  const { numericPrediction } = dataset;
  if (numericPrediction === null) return null;
  const known = numericPrediction.filter(Number.isFinite);
  const [least, most] = known.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  const range = most > least ? most - least : Math.max(1, Math.abs(most));
  const by = (strength: number) => ((direction === 'up' ? strength : -strength) / STEPS) * range;
  return {
    strengths: 4 * STEPS,
    describe: (strength) =>
      `all predictions ${direction === 'up' ? 'raised' : 'lowered'} by ${brief(Math.abs(by(strength)))}`,
    apply: (strength) => ({
      ...dataset,
      numericPrediction: changed(numericPrediction, rows, (x) => x + by(strength)),
    }),
  };
}

/** Numbers of what is kept of a text or a ranking become 0, row by row. One injection for each number that is a quantity. */
export function emptyDigests({ dataset, rows }: Scope): readonly Injection[] {
  return [...dataset.vectors].flatMap(([key, vectors]) => {
    const { width, values, namesFrom = width } = vectors;
    return Array.from(
      { length: Math.min(width, namesFrom) },
      (_, at): Injection => ({
        strengths: rows.length,
        describe: (k) => `${examples(k)} without any match`,
        apply: (k) => {
          const emptied = values.slice();
          // A row without a vector stays without one.
          for (const row of rows.subarray(0, k)) if (!Number.isNaN(values[row * width]!)) emptied[row * width + at] = 0;
          return { ...dataset, vectors: new Map([...dataset.vectors, [key, { ...vectors, values: emptied }]]) };
        },
      }),
    );
  });
}

/** A precomputed value moves by an amount. null when it has none. */
export function moveScalar({ dataset }: Scope, name: string, amount: number): Injection | null {
  const scalar = dataset.scalars.get(name);
  if (scalar === undefined || scalar.value === null) return null;
  const value = scalar.value + amount;
  return {
    strengths: 1,
    describe: () => 'the precomputed value replaced',
    apply: () => ({ ...dataset, scalars: new Map([...dataset.scalars, [name, { ...scalar, value }]]) }),
  };
}

function changed(values: Float64Array, rows: Int32Array, change: (x: number, row: number) => number): Float64Array {
  const copy = values.slice();
  for (const row of rows) copy[row] = change(copy[row]!, row);
  return copy;
}

function brief(x: number): string {
  return String(Number(x.toPrecision(3)));
}
