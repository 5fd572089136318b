import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION as METRICS } from '../../src/metrics/classification/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { contributionsOf, datasetOf, measure, type Rows } from './rows.ts';

/** Written by tools/oracle/classification.py. */
interface Golden {
  readonly calls: Readonly<Record<string, string>>;
  readonly sets: readonly (Required<Omit<Rows, 'weight'>> & {
    readonly weight: readonly number[] | null;
    readonly positive: string;
    readonly values: Readonly<Record<string, number | null>>;
    readonly by_convention: readonly string[];
    readonly confusion: readonly (readonly number[])[];
  })[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/classification.json', import.meta.url), 'utf8'));
const sets = golden.sets.map(({ weight, ...rest }) => {
  const rows: Rows = weight === null ? rest : { ...rest, weight };
  return { ...rest, dataset: datasetOf(rows) };
});
const ONE_CLASS = new Set(['precision', 'recall', 'f1']);

describe('scikit-learn', () => {
  it('is asked about every metric of the catalogue, on many data sets', () => {
    expect(Object.keys(golden.calls)).toEqual(expect.arrayContaining(METRICS.map(({ name }) => name)));
    expect(sets.length).toBeGreaterThanOrEqual(200);
    for (const { name } of METRICS) {
      expect(sets.filter(({ values }) => values[name] !== null).length, name).toBeGreaterThan(150);
    }
  });

  it.each(METRICS.map(({ name }) => name))('gives the same %s', (name) => {
    for (const [index, { dataset, positive, values, by_convention }] of sets.entries()) {
      const { value, reason } = measure(name, dataset, positive);
      const expected = values[name]!;
      const where = `${name} of set ${index}: ${value} (${reason}), expected ${expected}`;
      if (value === null || expected === null) {
        expect(value, where).toBe(expected);
        expect(reason, where).not.toBeNull();
      } else {
        expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
        if (ONE_CLASS.has(name)) expect(reason !== null, where).toBe(by_convention.includes(name));
      }
    }
  });

  it('counts the same confusion matrices', () => {
    for (const { dataset, confusion } of sets) {
      const parts = contributionsOf('matthews_corrcoef', dataset);
      if (parts.kind !== 'sums' || parts.addends.form !== 'cell') throw new Error('not sums');
      const totals = new Array(parts.width).fill(0);
      for (const cell of parts.addends.cells) if (cell >= 0) totals[cell] += 1;
      expect(totals).toEqual(confusion.flat());
    }
  });

  it('is matched by derivatives that leave the value alone when all weights double', () => {
    for (const { dataset, positive } of sets) {
      const weights = dataset.weight ?? new Float64Array(dataset.rows).fill(1);
      for (const { name } of METRICS) {
        const { sensitivity } = linearise(contributionsOf(name, dataset, positive), weights);
        const total = sensitivity.reduce((sum, slope, i) => sum + slope * weights[i]!, 0);
        expect(Math.abs(total), name).toBeLessThan(1e-12 * Math.max(1, dataset.rows));
      }
    }
  });
});
