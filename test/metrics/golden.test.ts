import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { classificationMetrics } from '../../src/metrics/classification/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { contributionsOf, datasetOf, measure, membersOf } from './rows.ts';

/** Written by tools/oracle/classification.py. */
interface Golden {
  readonly label_calls: Readonly<Record<string, string>>;
  readonly score_calls: Readonly<Record<string, string>>;
  readonly sets: readonly {
    readonly classes: readonly string[];
    readonly positive: number;
    readonly label: readonly (number | null)[];
    readonly prediction?: readonly (number | null)[];
    readonly scores?: Readonly<Record<string, readonly (number | null)[]>>;
    readonly weight?: readonly number[];
    /** null: undefined; `-`: not asked for. */
    readonly values: readonly (number | null | '-')[];
    readonly by_convention?: readonly string[];
    readonly confusion?: readonly number[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/classification.json', import.meta.url), 'utf8'));
const sets = golden.sets.map(({ classes, positive, label, prediction, scores, weight, values, ...rest }) => {
  const named = (codes: readonly (number | null)[]) => codes.map((code) => (code === null ? null : classes[code]!));
  const dataset = datasetOf({
    classes,
    label: named(label),
    ...(prediction && { prediction: named(prediction) }),
    ...(scores && { scores }),
    ...(weight && { weight }),
  });
  const names = Object.keys(scores ? golden.score_calls : golden.label_calls);
  const asked = names.flatMap((name, i) => (values[i] === '-' ? [] : [[name, values[i] as number | null] as const]));
  return { ...rest, dataset, positive: classes[positive]!, values: new Map(asked) };
});
const NAMES = [...Object.keys(golden.label_calls), ...Object.keys(golden.score_calls)];
describe('scikit-learn', () => {
  it('is asked about every metric of classification, on many data sets', () => {
    expect(NAMES).toEqual(expect.arrayContaining(membersOf(classificationMetrics()).map(({ name }) => name)));
    expect(sets.length).toBeGreaterThanOrEqual(500);
    for (const name of NAMES) {
      const answered = sets.filter(({ values }) => typeof values.get(name) === 'number');
      expect(answered.length, name).toBeGreaterThan(120);
    }
  });

  it.each(NAMES)('gives the same %s', (name) => {
    const isOfOneClass = findMetric(name, 'multiclass')!.label === 'requires';
    for (const [index, { dataset, positive, values, by_convention = [] }] of sets.entries()) {
      const expected = values.get(name);
      if (expected === undefined) continue;
      const { value, reason } = measure(name, dataset, positive);
      const where = `${name} of set ${index}: ${value} (${reason}), expected ${expected}`;
      if (value === null || expected === null) {
        expect(value, where).toBe(expected);
        expect(reason, where).not.toBeNull();
      } else {
        expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
        if (isOfOneClass) expect(reason !== null, where).toBe(by_convention.includes(name));
      }
    }
  });

  it('counts the same confusion matrices', () => {
    for (const { dataset, confusion } of sets) {
      if (confusion === undefined) continue;
      const parts = contributionsOf('matthews_corrcoef', dataset);
      if (parts.kind !== 'sums' || parts.addends.form !== 'cell') throw new Error('not sums');
      const totals = new Array(parts.width).fill(0);
      for (const [i, cell] of parts.addends.cells.entries())
        if (cell >= 0 && dataset.weight?.[i] !== 0) totals[cell] += 1;
      expect(totals).toEqual(confusion);
    }
  });

  it('is matched by derivatives that leave the value alone when all weights double', () => {
    for (const { dataset, positive, values } of sets) {
      const weights = dataset.weight ?? new Float64Array(dataset.rows).fill(1);
      for (const name of values.keys()) {
        const { sensitivity } = linearise(contributionsOf(name, dataset, positive), weights);
        const total = sensitivity.reduce((sum, slope, i) => sum + slope * weights[i]!, 0);
        expect(Math.abs(total), name).toBeLessThan(1e-12 * Math.max(1, dataset.rows));
      }
    }
  });
});
