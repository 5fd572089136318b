import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeOne } from '../../bench/judged.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { runs } from '../runs.ts';

const RANK: Readonly<Record<Outcome, number>> = { pass: 0, warn: 1, fail: 2 };
const CLASSES = ['c0', 'c1'];

interface Pair {
  readonly label: number;
  readonly before: number;
  readonly after: number;
}

const bit = fc.constantFrom(0, 1);
const pair = fc.record({ label: bit, before: bit, after: bit });
const same = fc
  .record({ label: bit, both: bit })
  .map(({ label, both }): Pair => ({ label, before: both, after: both }));
const pairs = fc.tuple(fc.array(pair, { minLength: 2, maxLength: 40 }), fc.array(same, { maxLength: 120 }));
const score = fc.integer({ min: -20, max: 20 }).map((twentieth) => twentieth / 20);

function answers(rows: readonly Pair[], side: 'before' | 'after'): Dataset {
  return {
    ...NO_COLUMNS,
    rows: rows.length,
    classes: CLASSES,
    label: Int32Array.from(rows, ({ label }) => label),
    prediction: Int32Array.from(rows, (row) => row[side]),
  };
}

function scores(values: readonly number[]): Dataset {
  return {
    ...NO_COLUMNS,
    rows: values.length,
    numericLabel: new Float64Array(values.length),
    numericPrediction: Float64Array.from(values),
  };
}

function outcome(metric: string, sides: readonly [Dataset, Dataset], amount: number, relative = false): number | null {
  const task = metric === 'mean_absolute_error' ? 'regression' : 'binary';
  const judged = judgeOne({ metric, task, amount, relative, unpaired: false }, sides);
  return judged && RANK[judged.outcome];
}

const tolerances = [0, 0.005, 0.02, 0.1, 0.3];

describe('a larger tolerance never makes an outcome worse', () => {
  it.each(['accuracy', 'precision', 'f1', 'balanced_accuracy', 'matthews_corrcoef'])('of %s', (metric) => {
    fc.assert(
      fc.property(pairs, fc.boolean(), ([some, rest], relative) => {
        const rows = [...some, ...rest];
        const sides = [answers(rows, 'after'), answers(rows, 'before')] as const;
        const found = tolerances.map((amount) => outcome(metric, sides, amount, relative));
        for (const [i, rank] of found.entries()) {
          if (i > 0 && rank !== null && found[i - 1] !== null) expect(rank).toBeLessThanOrEqual(found[i - 1]!);
        }
      }),
      { numRuns: runs(20) },
    );
  });
});

describe('identical pairs never turn a pass into a fail', () => {
  it('of a share', () => {
    fc.assert(
      fc.property(pairs, fc.array(same, { minLength: 1, maxLength: 120 }), ([some, rest], more) => {
        const judgeWith = (rows: readonly Pair[]) =>
          outcome('accuracy', [answers(rows, 'after'), answers(rows, 'before')], 0.02);
        const before = [...some, ...rest];
        if (judgeWith(before) === 0) expect(judgeWith([...before, ...more])).not.toBe(2);
      }),
      { numRuns: runs(100) },
    );
  });

  it('of a mean', () => {
    const list = fc.array(fc.tuple(score, score), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(list, fc.array(score, { minLength: 1, maxLength: 80 }), (some, more) => {
        const judgeWith = (rows: readonly (readonly [number, number])[]) =>
          outcome('mean_absolute_error', [scores(rows.map(([a]) => a)), scores(rows.map(([, b]) => b))], 0.05);
        if (judgeWith(some) === 0) expect(judgeWith([...some, ...more.map((x) => [x, x] as const)])).not.toBe(2);
      }),
      { numRuns: runs(100) },
    );
  });
});
