import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Contributions, Sums } from '../../src/model/metric.ts';
import { check, lines } from '../gate/run-gate.ts';

const sums = (value: number): Sums => ({
  kind: 'sums',
  addends: { form: 'cell', cells: Int32Array.of(0, 0) },
  width: 1,
  reduce: () => ({ value, reason: null, gradient: Float64Array.of(1) }),
});
const CASES: readonly Contributions[] = [
  { kind: 'quantile', values: Float64Array.of(1, Infinity), q: 1, range: [0, null] },
  { kind: 'mean', scores: Float64Array.of(1e308, 1e308), range: [null, null] },
  sums(Infinity),
  sums(Number.NaN),
];

describe('a value that is not finite', () => {
  it.each(CASES)('is none: $kind', (contributions) => {
    const weights = Float64Array.of(1, 1);
    const none = { value: null, reason: 'nonfinite_input' };
    expect(evaluatorOf(contributions, weights)(weights)).toEqual(none);
    expect(linearise(contributions, weights)).toEqual({ ...none, sensitivity: new Float64Array(2) });
  });

  it('fails the gate on it', async () => {
    const side = (score: number) => ({
      'a.jsonl': lines([0, 1].map((label) => ({ id: `r${label}`, label, prediction: label, score }))),
    });
    const suite = 'task: binary\ngates: [{ metric: max_abs_score_change, max: 0.1 }]';
    const { findings } = (await check({ suite, files: side(1e308), before: { files: side(-1e308) } })).suite;
    expect(findings).toMatchObject([{ value: null, outcome: 'fail', reason: 'undefined-metric' }]);
    expect(findings[0]!.message).toContain('not finite');
  });
});

it('a mean of equal scores is no larger than they are, however it is rounded', () => {
  const cost = -Math.log(Number.EPSILON);
  for (const rows of [7, 1000]) {
    const weights = new Float64Array(rows).fill(1 / 3);
    const parts: Contributions = { kind: 'mean', scores: weights.map(() => cost), range: [0, cost] };
    expect(evaluatorOf(parts, weights)(weights).value).toBeLessThanOrEqual(cost);
    expect(evaluatorOf({ ...parts, range: [null, null] }, weights)(weights).value).toBeCloseTo(cost, 10);
  }
});
