import type { Dataset } from '../../model/dataset.ts';

/** The runs of one example. */
interface Repeated {
  /** The row that stands for all of its runs, so that the example is one unit. */
  readonly row: number;
  /** What the runs came to, in no order; runs without an outcome are left out. */
  readonly outcomes: readonly number[];
}

/**
 * Gathers the runs of each example, by `repeats`; a row of no example, and every row where there are no repeats, is an example of its own.
 * `outcomes` has one number a row, NaN where the run has none.
 *
 * An example stands on the row among its runs whose key is the smallest, or on the first where keys are equal or absent: keys are the same in
 * whatever order the rows come, so that the example finds itself in the baseline. Weight, count, cluster and slices of an example are that row's.
 * Example: rows of a, b, a with the outcomes 1, 0, NaN are the examples {row 0: 1} and {row 1: 0}.
 */
export function gatherRuns({ rows, repeats, keys }: Dataset, outcomes: ArrayLike<number>): readonly Repeated[] {
  const examples: { row: number; outcomes: number[] }[] = [];
  const known = new Map<number, { row: number; outcomes: number[] }>();
  for (let row = 0; row < rows; row++) {
    const code = repeats === null ? -1 : repeats[row]!;
    let example = known.get(code);
    if (example === undefined) {
      example = { row, outcomes: [] };
      examples.push(example);
      if (code >= 0) known.set(code, example);
    } else if (keys !== null && keys[row]! < keys[example.row]!) {
      example.row = row;
    }
    if (!Number.isNaN(outcomes[row]!)) example.outcomes.push(outcomes[row]!);
  }
  return examples;
}

/** One number an example on the row that stands for it, NaN on all other rows, and where the example has none. */
export function scoreExamples(
  rows: number,
  examples: readonly Repeated[],
  score: (outcomes: readonly number[]) => number,
): Float64Array {
  const scores = new Float64Array(rows).fill(Number.NaN);
  for (const { row, outcomes } of examples) scores[row] = score(outcomes);
  return scores;
}
