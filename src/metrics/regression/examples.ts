import type { Example } from '../../model/metric.ts';

/** Four targets: two predictions are half a unit off, one is right, and one is a whole unit off. */
const FOUR = [
  { label: 3, prediction: 2.5 },
  { label: -0.5, prediction: 0 },
  { label: 2, prediction: 2 },
  { label: 7, prediction: 8 },
];

/** Targets that a logarithm takes. */
const POSITIVE = [
  { label: 3, prediction: 2.5 },
  { label: 5, prediction: 5 },
  { label: 2.5, prediction: 4 },
  { label: 7, prediction: 8 },
];

/** Targets and predictions with ties. */
const TIED = [
  { label: 12, prediction: 1 },
  { label: 2, prediction: 4 },
  { label: 1, prediction: 7 },
  { label: 12, prediction: 1 },
  { label: 2, prediction: 0 },
];

export const ofFour = (value: number): Example => ({ rows: FOUR, value });
export const ofPositive = (value: number): Example => ({ rows: POSITIVE, value });
export const ofTied = (value: number): Example => ({ rows: TIED, value });
