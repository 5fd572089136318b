import type { Flips } from '../model/report.ts';
import { countOf, formatCount, formatP } from './format.ts';

/** `16 examples got worse, 1 got better (McNemar p < 0.001)`; null when none changed. Plain text without text of others. */
export function describeFlips({ worseCount, betterCount, midP }: Flips): string | null {
  if (worseCount + betterCount === 0) return null;
  return `${countOf(worseCount, 'example')} got worse, ${formatCount(betterCount)} got better (McNemar ${formatP(midP)})`;
}
