import type { FalseBlocks } from '../model/plan.ts';
import type { Report } from '../model/report.ts';

/** How often the check blocks a harmless change, as a plain sentence; null where no rule tells. */
export function describeFalseBlocks({ expected, atMost, counted, byPosterior }: FalseBlocks): string | null {
  if (counted === 0) return null;
  const hundred = (share: number) => String(Number((100 * share).toPrecision(2)));
  const about = expected < 5e-5 ? 'fewer than 0.01' : `about ${hundred(expected)}`;
  const unbounded = byPosterior
    ? 'gates of method: bayes promise no upper limit'
    : 'gates that demand proof (when-unsure: fail) also block harmless changes that they cannot prove harmless';
  const bound = atMost === null ? unbounded : `at most ${hundred(atMost)} by the levels of the gates`;
  return `Expected false blocks per 100 changes that make nothing worse: ${about}; ${bound}.`;
}

/** The same of a report, where it compared anything. */
export function falseBlockText({ falseBlocks }: Report): readonly string[] {
  return [falseBlocks === null ? null : describeFalseBlocks(falseBlocks)].filter((text) => text !== null);
}
