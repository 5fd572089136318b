import type { Example } from '../../model/metric.ts';

/** Two groups of 120: of F 60 % of the positives and 20 % of the negatives are selected, of M 75 % and 40 %. */
const CELLS = [
  ['F', 1, 1, 36],
  ['F', 1, 0, 24],
  ['F', 0, 1, 12],
  ['F', 0, 0, 48],
  ['M', 1, 1, 45],
  ['M', 1, 0, 15],
  ['M', 0, 1, 24],
  ['M', 0, 0, 36],
] as const;
const ROWS = CELLS.map(([sex, label, prediction, count]) => ({ sex, label, prediction, count }));

export const ofTwoGroups = (value: number): Example => ({ rows: ROWS, across: 'sex', value });
