import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from '../../src/judgement/compare.ts';
import type { Meter } from '../../src/judgement/meter.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import { runs } from '../runs.ts';
import { binary, meter, sameRows, subject } from './datasets.ts';

const LEVELS = [0.95, 0.975, 0.999];
const OF_CLASSES = [
  ...['accuracy', 'precision', 'f1', 'f1_macro', 'balanced_accuracy', 'matthews_corrcoef', 'cohen_kappa'],
  ...['roc_auc', 'gini', 'ks_statistic', 'average_precision', 'log_loss', 'brier_score', 'expected_calibration_error'],
];
const OF_NUMBERS = ['mean_absolute_error', 'root_mean_squared_error', 'r2_score', 'pearsonr', 'median_absolute_error'];

const bit = fc.constantFrom(0, 1);
const share = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);
const rows = fc.array(
  fc.record({
    label: bit,
    before: fc.record({ prediction: bit, score: share }),
    after: fc.record({ prediction: bit, score: share }),
    weight: fc.constantFrom(1, 2, 3),
    cluster: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 2, maxLength: 60 },
);
type Rows = typeof rows extends fc.Arbitrary<infer T> ? T : never;

/** Whatever is said of one against the other is said, turned around, of the other against the one. */
function expectMirrored(one: Meter, other: Meter, metric: string): void {
  for (const pairs of [sameRows(one.dataset.rows), null]) {
    const there = compare(one, other, pairs, subject(metric));
    const back = compare(other, one, pairs, subject(metric));
    expect([back.value, back.baseline]).toEqual([there.baseline, there.value]);
    expect(back.delta).toBe(there.delta === null ? null : 0 - there.delta);
    expect([back.unchanged, back.isBlind, back.bounds === null]).toEqual([
      there.unchanged,
      there.isBlind,
      there.bounds === null,
    ]);
    for (const level of there.bounds === null ? [] : LEVELS) {
      expect(back.bounds!.low(level)).toBeCloseTo(-there.bounds!.high(level), 9);
      expect(back.bounds!.high(level)).toBeCloseTo(-there.bounds!.low(level), 9);
    }
  }
}

it.each(OF_CLASSES)('swapping candidate and baseline turns %s around', (metric) => {
  const side = (list: Rows, of: 'before' | 'after', [isWeighted, isClustered]: readonly boolean[]) =>
    meter(
      binary({
        label: list.map(({ label }) => label),
        prediction: list.map((row) => row[of].prediction),
        score: list.map((row) => row[of].score),
        ...(isWeighted && { weight: list.map(({ weight }) => weight) }),
        ...(isClustered && { cluster: list.map(({ cluster }) => cluster) }),
      }),
    );
  fc.assert(
    fc.property(rows, fc.tuple(fc.boolean(), fc.boolean()), (list, how) => {
      expectMirrored(side(list, 'after', how), side(list, 'before', how), metric);
    }),
    { numRuns: runs(10) },
  );
});

it.each(OF_NUMBERS)('swapping candidate and baseline turns %s around', (metric) => {
  const side = (list: Rows, of: 'before' | 'after') =>
    meter(
      {
        ...NO_COLUMNS,
        rows: list.length,
        numericLabel: Float64Array.from(list, ({ label, cluster }) => label + cluster),
        numericPrediction: Float64Array.from(list, (row) => row[of].prediction + row[of].score + row.cluster),
      },
      'regression',
    );
  fc.assert(
    fc.property(rows, (list) => {
      expectMirrored(side(list, 'after'), side(list, 'before'), metric);
    }),
    { numRuns: runs(8) },
  );
});
