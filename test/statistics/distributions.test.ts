import { expect, test } from 'vitest';
import { regularisedBeta } from '../../src/statistics/beta.ts';
import { betaQuantile } from '../../src/statistics/beta-quantile.ts';
import { binomialCdf, binomialPmf } from '../../src/statistics/binomial.ts';
import {
  chiSquaredQuantile,
  chiSquaredTails,
  noncentralChiSquaredCdf,
  noncentrality,
  regularisedGamma,
} from '../../src/statistics/chi-squared.ts';
import { stirlingError } from '../../src/statistics/gamma.ts';
import { kolmogorovQuantile, kolmogorovTail } from '../../src/statistics/kolmogorov.ts';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.ts';
import { studentCdf, studentQuantile } from '../../src/statistics/student.ts';
import golden from './golden/distributions.json' with { type: 'json' };
import drift from './golden/drift-distributions.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

const SPECIAL = 1e-10;

test('normalCdf keeps fifteen digits down to 1e-300', () => {
  for (const [z, p] of golden.normalCdf.rows) expectNear(normalCdf(z!), p!, 1e-15);
  expect([normalCdf(-Infinity), normalCdf(-40), normalCdf(40), normalCdf(Infinity)]).toEqual([0, 0, 1, 1]);
});

test('normalQuantile keeps fifteen digits down to 1e-300', () => {
  for (const [p, z] of golden.normalQuantile.rows) expectNear(normalQuantile(p!), z!, 1e-15);
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
});

test('stirlingError', () => {
  for (const [x, error] of golden.stirlingError.rows) expectNear(stirlingError(x!), error!, 1e-15, 1e-15);
});

test('regularisedBeta gives both tails and the slope between them', () => {
  for (const [a, b, x, lower, upper] of golden.regularisedBeta.rows) {
    const tails = regularisedBeta(a!, b!, x!);
    expectNear(tails.lower, lower!, SPECIAL);
    expectNear(tails.upper, upper!, SPECIAL);
  }
  expectNear(regularisedBeta(2, 3, 0.5).lower, 11 / 16, 1e-14);
  expectNear(regularisedBeta(2, 3, 0.5).slope, 12 / 32, 1e-14);
  expect(regularisedBeta(2, 3, 0)).toEqual({ lower: 0, upper: 1, slope: 0 });
  expect(regularisedBeta(2, 3, 1)).toEqual({ lower: 1, upper: 0, slope: 0 });
});

test('betaQuantile', () => {
  for (const [p, a, b, x] of golden.betaQuantile.rows) expectNear(betaQuantile(p!, a!, b!), x!, SPECIAL);
  expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  expect(() => betaQuantile(1.1, 2, 3)).toThrow(RangeError);
});

test('the binomial distribution, up to a million trials', () => {
  for (const [k, n, p, pmf, cdf] of golden.binomial.rows) {
    expectNear(binomialPmf(k!, n!, p!), pmf!, SPECIAL);
    expectNear(binomialCdf(k!, n!, p!), cdf!, SPECIAL);
  }
  expect([binomialPmf(-1, 3, 0.5), binomialPmf(4, 3, 0.5), binomialCdf(-1, 3, 0.5), binomialCdf(3, 3, 0.5)]).toEqual([
    0, 0, 0, 1,
  ]);
  expect([binomialPmf(0, 3, 0), binomialPmf(1, 3, 0), binomialPmf(3, 3, 1), binomialPmf(2, 3, 1)]).toEqual([
    1, 0, 1, 0,
  ]);
});

test('Student’s distribution, for whole and broken degrees of freedom', () => {
  for (const [t, df, p] of golden.studentCdf.rows) {
    expectNear(studentCdf(t!, df!), p!, SPECIAL);
    expectNear(studentCdf(-t!, df!), 1 - p!, SPECIAL);
  }
  for (const [p, df, t] of golden.studentQuantile.rows) expectNear(studentQuantile(p!, df!), t!, SPECIAL);
  expectNear(studentCdf(1, 1), 0.75, 1e-14);
  expect([studentCdf(0, 5), studentQuantile(0.5, 5), studentQuantile(0, 5), studentQuantile(1, 5)]).toEqual([
    0.5,
    0,
    -Infinity,
    Infinity,
  ]);
});

test('the χ² distribution: both tails down to 1e-12, up to two million degrees of freedom', () => {
  for (const [x, df, lower, upper] of drift.chiSquared.rows) {
    const tails = chiSquaredTails(x!, df!);
    expectNear(tails.lower, lower!, SPECIAL);
    expectNear(tails.upper, upper!, SPECIAL);
  }
  for (const [p, df, x] of drift.chiSquaredQuantile.rows) expectNear(chiSquaredQuantile(p!, df!), x!, SPECIAL);
  expectNear(chiSquaredTails(2, 2).upper, Math.exp(-1), 1e-15);
  expect([regularisedGamma(3, 0), regularisedGamma(3, Infinity)]).toEqual([
    { lower: 0, upper: 1 },
    { lower: 1, upper: 0 },
  ]);
  expect(chiSquaredQuantile(0, 5)).toBe(0);
});

test('the noncentral χ² distribution, and its inversion', () => {
  for (const [x, df, lambda, p] of drift.noncentralChiSquared.rows) {
    expectNear(noncentralChiSquaredCdf(x!, df!, lambda!), p!, SPECIAL);
    // The lower tail of a small noncentrality hardly depends on it.
    if (p! > 0.01 && lambda! > 0.1) expectNear(noncentrality(x!, df!, p!), lambda!, 1e-8);
  }
  for (const p of [0.5, 0.95]) expect(noncentrality(chiSquaredQuantile(p, 9) * 0.999, 9, p)).toBe(0);
  expect(noncentralChiSquaredCdf(0, 2, 1)).toBe(0);
});

test('the distribution of Kolmogorov', () => {
  for (const [t, p] of drift.kolmogorov.rows) expectNear(kolmogorovTail(t!), p!, SPECIAL);
  for (const [p, t] of drift.kolmogorovQuantile.rows) expectNear(kolmogorovQuantile(p!), t!, SPECIAL);
  expect([kolmogorovTail(0), kolmogorovTail(-1), kolmogorovTail(0.01)]).toEqual([1, 1, 1]);
});

test('what is outside a domain is refused, and never becomes NaN', () => {
  const outside = [
    () => normalCdf(Number.NaN),
    () => normalQuantile(1.1),
    () => normalQuantile(Number.NaN),
    () => stirlingError(0),
    () => regularisedBeta(0, 1, 0.5),
    () => regularisedBeta(1, 1, Number.NaN),
    () => binomialCdf(1, 3, 1.5),
    () => binomialPmf(1, 3, -0.5),
    () => studentCdf(1, 0),
    () => studentCdf(Number.NaN, 3),
    () => studentQuantile(-0.1, 3),
    () => studentQuantile(0.9, Number.NaN),
    () => regularisedGamma(0, 1),
    () => regularisedGamma(1, -1),
    () => chiSquaredTails(Number.NaN, 2),
    () => chiSquaredQuantile(1, 2),
    () => chiSquaredQuantile(-0.1, 2),
  ];
  for (const call of outside) expect(call, String(call)).toThrow(RangeError);
});
