import type { Dataset } from '../model/dataset.ts';
import type { Pairs } from '../model/pairs.ts';
import type { Flips } from '../model/report.ts';
import { mcnemarMidP } from '../statistics/mcnemar.ts';

/** Ids that a report lists a side; the counts are complete. */
const MAX_LISTED = 200;

/**
 * Examples that only one of the two models gets right; null where there is nothing to be right about. An example with several runs got worse
 * when fewer of them are right.
 */
export function findFlips(
  candidate: Dataset,
  baseline: Dataset,
  pairs: Pairs | null,
  ids: readonly string[] | null,
): Flips | null {
  const isRight = correctness(candidate);
  const wasRight = correctness(baseline);
  if (pairs === null || ids === null || isRight === null || wasRight === null) return null;
  const steps = new Map<number, { readonly row: number; step: number }>();
  for (let i = 0; i < pairs.candidate.length; i++) {
    const row = pairs.candidate[i]!;
    const step = isRight(row) - wasRight(pairs.baseline[i]!);
    if (step === 0) continue;
    const example = candidate.repeats?.[row] ?? row;
    const before = steps.get(example);
    if (before === undefined) steps.set(example, { row, step });
    else before.step += step;
  }
  const rowsOf = (sign: number) => [...steps.values()].filter(({ step }) => Math.sign(step) === sign);
  const [worse, better] = [rowsOf(-1), rowsOf(1)];
  const listed = (examples: typeof worse) => examples.slice(0, MAX_LISTED).map(({ row }) => ids[row]!);
  return {
    worse: listed(worse),
    better: listed(better),
    worseCount: worse.length,
    betterCount: better.length,
    midP: mcnemarMidP(worse.length, better.length),
  };
}

function correctness({ label, prediction }: Dataset): ((row: number) => number) | null {
  if (label === null || prediction === null) return null;
  return (row) => (label[row]! >= 0 && label[row] === prediction[row] ? 1 : 0);
}
