import { expect, test } from 'vitest';
import type { NullDistribution } from '../../src/model/metric.ts';
import { divergenceBounds, nullCeiling } from '../../src/statistics/divergence-bounds.ts';
import drift from './golden/drift-distributions.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

const INDEX: NullDistribution = { name: 'chi-squared', df: 9, scale: 1, power: 1 };
const ROOT: NullDistribution = { name: 'chi-squared', df: 9, scale: 8 * Math.LN2, power: 2 };
const ORDER: NullDistribution = { name: 'kolmogorov' };

test('what noise alone reaches, as scipy has it', () => {
  for (const [n, m, level, index, order] of drift.nullCeilings.rows) {
    expectNear(nullCeiling(n!, m!, INDEX, level), index!, 1e-10);
    expectNear(nullCeiling(n!, m!, ROOT, level), Math.sqrt(index! / (8 * Math.LN2)), 1e-10);
    expectNear(nullCeiling(n!, m!, ORDER, level), order!, 1e-10);
  }
});

test('the published ceilings of a stability index in ten bins', () => {
  const ceilings = [200, 1000, 10_000].map((n) => nullCeiling(n, n, INDEX).toFixed(4));
  expect(ceilings).toEqual(['0.1692', '0.0338', '0.0034']);
});

test('bounds by inversion of the noncentral distribution, as scipy has them', () => {
  for (const [n, m, value, level, low, high] of drift.distanceBounds.rows) {
    const bounds = divergenceBounds(value!, n!, m!, INDEX);
    expectNear(bounds.low(level!), low!, 1e-8, 1e-12);
    expectNear(bounds.high(level!), high!, 1e-8, 1e-12);
    const root = divergenceBounds(Math.sqrt(value! / (8 * Math.LN2)), n!, m!, ROOT);
    expectNear(root.high(level!), Math.sqrt(high! / (8 * Math.LN2)), 1e-8);
  }
});

test('a distance that noise explains has the lower bound 0, and one beyond has not', () => {
  for (const law of [INDEX, ROOT, ORDER]) {
    const ceiling = nullCeiling(300, 500, law);
    expect(divergenceBounds(0.999 * ceiling, 300, 500, law).low(0.95)).toBe(0);
    expect(divergenceBounds(1.01 * ceiling, 300, 500, law).low(0.95)).toBeGreaterThan(0);
  }
});

test('Kolmogorov’s bounds stay within 0..1', () => {
  const bounds = divergenceBounds(0.9, 20, 20, ORDER);
  expect(bounds.high(0.95)).toBe(1);
  expectNear(bounds.low(0.95), 0.9 - 1.3580986393225505 / Math.sqrt(10), 1e-12);
});
