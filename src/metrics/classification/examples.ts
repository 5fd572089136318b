import type { Example } from '../../model/metric.ts';

/** Ten scored rows, predicted 1 from a score of 0.5 on: TP 3, FN 1, FP 2, TN 4. */
const SCORES = [0.9, 0.8, 0.6, 0.3, 0.7, 0.55, 0.4, 0.2, 0.2, 0.1];
const TEN = SCORES.map((score, i) => ({ label: i < 4 ? 1 : 0, prediction: score >= 0.5 ? 1 : 0, score }));

/** Three classes: two of a's three rows, both of b's and two of c's three are right. */
const LABELS = 'aaabbccc';
const EIGHT = [...'aabbbcac'].map((prediction, i) => ({ label: LABELS[i]!, prediction }));

/** Three classes, each with its scores; two rows have two largest ones. */
const SEVEN = [
  { label: 'a', p_a: 0.6, p_b: 0.3, p_c: 0.1 },
  { label: 'a', p_a: 0.35, p_b: 0.45, p_c: 0.2 },
  { label: 'a', p_a: 0.2, p_b: 0.5, p_c: 0.3 },
  { label: 'b', p_a: 0.3, p_b: 0.6, p_c: 0.1 },
  { label: 'b', p_a: 0.4, p_b: 0.4, p_c: 0.2 },
  { label: 'c', p_a: 0.1, p_b: 0.2, p_c: 0.7 },
  { label: 'c', p_a: 0.4, p_b: 0.2, p_c: 0.4 },
];

export const ofTen = (value: number): Example => ({ rows: TEN, value });
export const ofEight = (value: number): Example => ({ rows: EIGHT, value });
export const ofSeven = (value: number): Example => ({ rows: SEVEN, value });
