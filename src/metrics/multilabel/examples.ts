import type { Example } from '../../model/metric.ts';

/** Three labels: one row misses c and invents b, one is right, one is empty on both sides, one misses c. */
const FOUR = [
  { label: ['a', 'c'], prediction: ['a', 'b'] },
  { label: ['b'], prediction: ['b'] },
  { label: [], prediction: [] },
  { label: ['b', 'c'], prediction: ['b'] },
];

/** The true label ranks second; third and last; first together with the lowest. */
const RANKED = [
  { label: ['a'], score_a: 0.75, score_b: 0.5, score_c: 1 },
  { label: ['c'], score_a: 1, score_b: 0.2, score_c: 0.1 },
  { label: ['a', 'b'], score_a: 0.8, score_b: 0.3, score_c: 0.6 },
];

export const ofFour = (value: number): Example => ({ rows: FOUR, value });
/** About the label b. */
export const ofB = (value: number): Example => ({ rows: FOUR, positive: 'b', value });
export const ofRanked = (value: number): Example => ({ rows: RANKED, value });
