import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { ASKED, contribute, datasetOf } from './rows.ts';

const CLASSES = ['a', 'b', 'c'];
/** Every class is a label and a prediction, and there are positives and negatives whose scores overlap, so that few derivatives meet a corner. */
const row = fc.record({
  label: fc.constantFrom(...CLASSES),
  prediction: fc.constantFrom(...CLASSES),
  scores: fc.tuple(...CLASSES.map(() => fc.integer({ min: 1, max: 9 }).map((n) => n / 10))),
  weight: fc.double({ min: 0.5, max: 3, noNaN: true }),
});
const dataset = fc.array(row, { minLength: 1, maxLength: 20 }).map((drawn) => {
  const fixed = CLASSES.map((name) => ({ label: name, prediction: name, scores: [0.3, 0.5, 0.7], weight: 1 }));
  const rows = [...drawn, ...fixed];
  return datasetOf({
    label: rows.map(({ label }) => label),
    prediction: rows.map(({ prediction }) => prediction),
    scores: Object.fromEntries(CLASSES.map((name, k) => [name, rows.map(({ scores }) => scores[k]!)])),
    weight: rows.map(({ weight }) => weight),
  });
});

const STEP = 1e-6;

/** How the value changes with the weight of one row: just below it, and just above it. */
function slopes(parts: Contributions, weights: Float64Array, i: number) {
  const at = (weight: number) => linearise(parts, weights.with(i, weight)).value!;
  const [below, here, above] = [at(weights[i]! - STEP), at(weights[i]!), at(weights[i]! + STEP)];
  return { left: (here - below) / STEP, right: (above - here) / STEP };
}

describe('the derivative by each weight', () => {
  it.each(ASKED)('of $title equals the numerical one', (asked) => {
    let smooth = 0;
    fc.assert(
      fc.property(dataset, (data) => {
        const parts = contribute(asked, data);
        const weights = data.weight!;
        const { value, sensitivity } = linearise(parts, weights);
        fc.pre(value !== null);
        for (let i = 0; i < data.rows; i++) {
          const { left, right } = slopes(parts, weights, i);
          const size = Math.max(1, Math.abs(left), Math.abs(right));
          // At a corner, as of a largest distance, any slope between the two is one.
          const bend = Math.abs(left - right) / 2;
          expect(Math.abs(sensitivity[i]! - (left + right) / 2)).toBeLessThan(bend + 1e-6 * size);
          if (bend < 1e-4 * size) smooth += 1;
        }
        const drift = sensitivity.reduce((sum, d, i) => sum + d * weights[i]!, 0);
        expect(Math.abs(drift)).toBeLessThan(1e-11 * Math.max(1, Math.abs(value!)));
      }),
      { numRuns: 30, endOnFailure: true },
    );
    expect(smooth).toBeGreaterThan(100);
  });
});
