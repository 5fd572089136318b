import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION as METRICS } from '../../src/metrics/classification/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { contributionsOf, datasetOf } from './rows.ts';

const CLASSES = ['a', 'b', 'c'];
/** Every class is a label and a prediction, and there are positives and negatives, so that no derivative meets a corner. */
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

/** Central difference of the value by the weight of one row. */
function slope(parts: Contributions, weights: Float64Array, i: number): number {
  const step = 1e-5;
  const at = (weight: number) => linearise(parts, weights.with(i, weight)).value!;
  return (at(weights[i]! + step) - at(weights[i]! - step)) / (2 * step);
}

describe('the derivative by each weight', () => {
  it.each(METRICS.map(({ name }) => name))('of %s equals the numerical one', (name) => {
    fc.assert(
      fc.property(dataset, (data) => {
        const parts = contributionsOf(name, data, 'b');
        const weights = data.weight!;
        const { sensitivity } = linearise(parts, weights);
        for (let i = 0; i < data.rows; i++) expect(sensitivity[i]).toBeCloseTo(slope(parts, weights, i), 7);
        const drift = sensitivity.reduce((sum, d, i) => sum + d * weights[i]!, 0);
        expect(drift).toBeCloseTo(0, 12);
      }),
      { numRuns: 40 },
    );
  });
});
