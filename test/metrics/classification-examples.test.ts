import { describe, expect, it } from 'vitest';
import { CALIBRATION } from '../../src/metrics/calibration/table.ts';
import { CLASSIFICATION } from '../../src/metrics/classification/table.ts';
import { CREDIT } from '../../src/metrics/credit/table.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { NO_OPTIONS } from '../../src/model/metric.ts';
import { build } from '../evidence/reading.ts';
import { membersOf } from './rows.ts';

describe('the example of', () => {
  it.each(membersOf([...CLASSIFICATION, ...CALIBRATION, ...CREDIT]))('$name', (metric) => {
    const { rows, costs = null, value } = metric.example!;
    const isBinary = new Set(rows.map(({ label }) => label)).size === 2;
    const { dataset, positive } = build(
      { 'example.json': JSON.stringify(rows) },
      { task: isBinary ? 'binary' : 'multiclass', needs: new Set(metric.needs) },
    );
    const parts = metric.contribute(dataset, { ...NO_OPTIONS, positive, scored: positive, costs });
    const weights = new Float64Array(dataset.rows).fill(1);
    expect(evaluatorOf(parts, weights)(weights).value).toBeCloseTo(value, 12);
  });
});
