import type { Example } from '../../model/metric.ts';

/** Six segments as a system might write them, the last one with its halves exchanged, and one reference of each. */
const SEGMENTS = [
  ['The dog bit the man.', 'The dog bit the man.'],
  ["It wasn't surprising.", 'It was not unexpected.'],
  ['The man had just bitten him.', 'The man bit him first.'],
  ['', 'nothing here'],
  ['costs $1,234.50 (approx.) -- 10-20%', 'cost $1,234.5 (approx) – 10-20 %'],
  ['a b c d e f', 'd e f a b c'],
] as const;
const ROWS = SEGMENTS.map(([hypothesis, reference]) => ({ hypothesis, reference }));

export const ofSix = (value: number): Example => ({ rows: ROWS, value });
