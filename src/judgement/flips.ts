import type { Dataset } from '../model/dataset.ts';
import type { Pairs } from '../model/pairs.ts';
import type { Flips } from '../model/report.ts';
import { mcnemarMidP } from '../statistics/mcnemar.ts';

/** Ids that a report lists a side; the counts are complete. */
const MAX_LISTED = 200;

/** Examples that only one of the two models gets right; null where there is nothing to be right about. */
export function findFlips(
  candidate: Dataset,
  baseline: Dataset,
  pairs: Pairs | null,
  ids: readonly string[] | null,
): Flips | null {
  const isRight = correctness(candidate);
  const wasRight = correctness(baseline);
  if (pairs === null || ids === null || isRight === null || wasRight === null) return null;
  const worse: string[] = [];
  const better: string[] = [];
  let worseCount = 0;
  let betterCount = 0;
  for (let i = 0; i < pairs.candidate.length; i++) {
    const row = pairs.candidate[i]!;
    const step = isRight(row) - wasRight(pairs.baseline[i]!);
    if (step === 0) continue;
    if (step < 0) worseCount++;
    else betterCount++;
    const listed = step < 0 ? worse : better;
    if (listed.length < MAX_LISTED) listed.push(ids[row]!);
  }
  return { worse, better, worseCount, betterCount, midP: mcnemarMidP(worseCount, betterCount) };
}

function correctness({ label, prediction }: Dataset): ((row: number) => number) | null {
  if (label === null || prediction === null) return null;
  return (row) => (label[row]! >= 0 && label[row] === prediction[row] ? 1 : 0);
}
