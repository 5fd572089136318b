import type { NumberParameter } from '../families.ts';

/** How many times as much as precision recall counts in an F score. The limits keep its square exact enough, and its name plain. */
export const BETA: NumberParameter = {
  symbol: 'β',
  expected: 'a number from 0.001 to 1000',
  accepts: (beta) => beta >= 0.001 && beta <= 1000,
};

/** The β of the members that stand for these metrics. */
export const STANDING_BETAS: readonly number[] = [2, 0.5];
