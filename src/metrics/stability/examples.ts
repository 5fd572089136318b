import type { Example } from '../../model/metric.ts';

/** Five answers after five: one got right, two got wrong. Shared rows have one id. */
const CLASSES = [
  ['1', 'a', 'a', 'a'],
  ['2', 'a', 'b', 'a'],
  ['3', 'b', 'b', 'a'],
  ['4', 'b', 'a', 'b'],
  ['5', 'b', 'b', 'b'],
] as const;

export const ofClasses = (value: number): Example => ({
  rows: CLASSES.map(([id, label, prediction]) => ({ id, label, prediction })),
  baseline: CLASSES.map(([id, label, , prediction]) => ({ id, label, prediction })),
  value,
});

/** Ten scores, of which three went up by .25 and one went down by .5. */
const BEFORE = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
const AFTER = [0.05, 0.15, 0.5, 0.6, 0.7, 0.55, 0.15, 0.75, 0.85, 0.95];
const scored = (scores: readonly number[]) =>
  scores.map((score, i) => ({ id: String(i), label: i < 5 ? 0 : 1, prediction: score >= 0.5 ? 1 : 0, score }));

export const ofScores = (value: number): Example => ({ rows: scored(AFTER), baseline: scored(BEFORE), value });

const numbered = (numbers: readonly number[]) =>
  numbers.map((prediction, i) => ({ id: String(i), label: BEFORE[i]!, prediction }));

export const ofNumbers = (value: number): Example => ({ rows: numbered(AFTER), baseline: numbered(BEFORE), value });
