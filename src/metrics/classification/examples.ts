import type { Example } from '../../model/metric.ts';

/** Ten scored rows, predicted 1 from a score of 0.5 on: TP 3, FN 1, FP 2, TN 4. */
const SCORES = [0.9, 0.8, 0.6, 0.3, 0.7, 0.55, 0.4, 0.2, 0.2, 0.1];
const TEN = SCORES.map((score, i) => ({ label: i < 4 ? 1 : 0, prediction: score >= 0.5 ? 1 : 0, score }));

/** Three classes: two of a's three rows, both of b's and two of c's three are right. */
const LABELS = 'aaabbccc';
const EIGHT = [...'aabbbcac'].map((prediction, i) => ({ label: LABELS[i]!, prediction }));

export const ofTen = (value: number): Example => ({ rows: TEN, value });
export const ofEight = (value: number): Example => ({ rows: EIGHT, value });
