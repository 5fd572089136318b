import { describe, expect, it, test } from 'vitest';
import { chiSquaredTails } from '../../src/statistics/chi-squared.ts';
import { quantileRanks } from '../../src/statistics/order-statistics.ts';
import { drawWeights } from '../../src/statistics/poisson-bootstrap.ts';
import { replicateBounds } from '../../src/statistics/replicate-bounds.ts';
import drift from './golden/drift-distributions.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

test('the ranks that bound a quantile, as scipy’s binomial quantiles have them', () => {
  for (const [n, q, level, low, high] of drift.quantileRanks.rows) {
    const ranks = quantileRanks(n!, q!);
    expect([ranks.low(level!) ?? 0, ranks.high(level!) ?? n! + 1], `${n} ${q} ${level}`).toEqual([low, high]);
  }
});

test('the published ranks of a median and of high quantiles', () => {
  const ranks = (n: number, q: number) => [quantileRanks(n, q).low(0.975), quantileRanks(n, q).high(0.975)];
  expect(ranks(100, 0.5)).toEqual([40, 61]);
  expect(ranks(200, 0.95)).toEqual([184, 197]);
  expect(ranks(1000, 0.95)).toEqual([936, 964]);
  expect(ranks(1000, 0.99)).toEqual([983, 997]);
  expect(ranks(100, 0.95)).toEqual([90, 100]);
});

describe('weights of the Poisson bootstrap', () => {
  const SIZE = 100_000;
  const inOrder = Uint32Array.from({ length: SIZE }, (_, i) => i);
  const scattered = inOrder.map((i) => Math.imul(i + 1, 0x9e3779b1));
  const draw = (keys: Uint32Array, seed: number, number: number, base: Float64Array | null = null) => {
    const out = new Float64Array(keys.length);
    drawWeights(keys, base, seed, number, out);
    return out;
  };
  /** e⁻¹/k! for 0, 1, 2, 3 and the rest; the probability of a deviation this large. */
  const poisson = [1, 1, 1 / 2, 1 / 6].map((factor) => factor * Math.exp(-1));
  const shares = [...poisson, 1 - poisson.reduce((sum, p) => sum + p, 0)];
  const cell = (weight: number) => Math.min(weight, 4);
  const probability = (counts: readonly number[], expected: readonly number[]) => {
    const distance = counts.reduce((sum, count, k) => sum + (count - expected[k]!) ** 2 / expected[k]!, 0);
    return chiSquaredTails(distance, counts.length - 1).upper;
  };

  it.each([
    ['in order', inOrder, 1, 0],
    ['in order, another draw', inOrder, 1, 1999],
    ['scattered', scattered, 7, 3],
  ])('have the frequencies of Poisson(1) for keys %s', (_, keys, seed, number) => {
    const counts = new Array<number>(5).fill(0);
    for (const weight of draw(keys, seed, number)) counts[cell(weight)]! += 1;
    expect(
      probability(
        counts,
        shares.map((share) => share * SIZE),
      ),
    ).toBeGreaterThan(1e-4);
  });

  it('reach beyond 4 as often as they should', () => {
    let large = 0;
    for (let number = 0; number < 20; number++) for (const w of draw(inOrder, 5, number)) if (w >= 7) large++;
    // P(X ≥ 7) = 8.324e-5.
    const expected = 8.3241e-5 * 20 * SIZE;
    expect(Math.abs(large - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it.each([
    ['two draws', draw(inOrder, 1, 0), draw(inOrder, 1, 1)],
    ['draws far apart', draw(inOrder, 1, 5), draw(inOrder, 1, 1029)],
    ['two seeds', draw(inOrder, 1, 0), draw(inOrder, 2, 0)],
    [
      'neighbouring keys',
      draw(inOrder, 1, 0),
      draw(
        inOrder.map((key) => key + 1),
        1,
        0,
      ),
    ],
    [
      'keys that differ in one bit',
      draw(inOrder, 1, 0),
      draw(
        inOrder.map((key) => (key ^ 0x80000000) >>> 0),
        1,
        0,
      ),
    ],
  ])('are independent between %s', (_, first, second) => {
    const counts = new Array<number>(25).fill(0);
    for (let i = 0; i < SIZE; i++) counts[5 * cell(first[i]!) + cell(second[i]!)]! += 1;
    const expected = shares.flatMap((a) => shares.map((b) => a * b * SIZE));
    expect(probability(counts, expected)).toBeGreaterThan(1e-4);
  });

  it('follow the key, in whatever order the rows come, and multiply the weight of the row', () => {
    const weights = draw(scattered, 3, 11);
    expect(draw(scattered.toReversed(), 3, 11)).toEqual(weights.toReversed());
    expect(draw(Uint32Array.of(42, 7, 42), 3, 11)[0]).toBe(draw(Uint32Array.of(42), 3, 11)[0]);
    const base = Float64Array.from(scattered, (_, i) => i % 3);
    expect(draw(scattered, 3, 11, base)).toEqual(weights.map((weight, i) => weight * base[i]!));
  });
});

describe('bounds from replicates', () => {
  const upTo = (count: number) => Float64Array.from({ length: count }, (_, i) => i + 1);

  it('are percentiles at the position p(R + 1)', () => {
    const { bounds, standardError } = replicateBounds(upTo(999).toReversed())!;
    expect([bounds.low(0.95), bounds.high(0.95)].map((x) => Number(x.toFixed(9)))).toEqual([50, 950]);
    expect([bounds.low(0.9), bounds.high(0.9)].map((x) => Number(x.toFixed(9)))).toEqual([100, 900]);
    expectNear(bounds.low(0.975), 25, 1e-12);
    // The variance of 1 … R with R − 1 is R(R + 1)/12.
    expectNear(standardError, Math.sqrt((999 * 1000) / 12), 1e-12);
  });

  it('go on as a normal distribution where fewer than 25 replicates lie beyond', () => {
    const { bounds, standardError } = replicateBounds(upTo(999))!;
    // z(.99) − z(.975), from tables.
    expectNear(bounds.low(0.99), 25 - (2.3263478740408408 - 1.959963984540054) * standardError, 1e-12);
    expectNear(bounds.high(0.99), 975 + (2.3263478740408408 - 1.959963984540054) * standardError, 1e-12);
  });

  it('widen with the level, without a step', () => {
    const { bounds } = replicateBounds(Float64Array.from(upTo(2000), (i) => Math.sin(i) ** 3))!;
    const levels = Array.from({ length: 400 }, (_, i) => 0.6 + i * 0.000999);
    for (const [i, level] of levels.slice(1).entries()) {
      expect(bounds.low(level)).toBeLessThanOrEqual(bounds.low(levels[i]!) + 1e-12);
      expect(bounds.high(level)).toBeGreaterThanOrEqual(bounds.high(levels[i]!) - 1e-12);
      expect(bounds.high(level) - bounds.high(levels[i]!)).toBeLessThan(0.1);
    }
  });

  it('are none when all replicates are alike, and refused when they are few', () => {
    expect(replicateBounds(new Float64Array(500).fill(0.1 + 0.2))).toBeNull();
    expect(() => replicateBounds(upTo(99))).toThrow(RangeError);
  });

  it('of a normal estimate are those of the normal distribution', () => {
    let state = 9;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return ((state >>> 8) + 0.5) / 2 ** 24;
    };
    const gauss = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const { bounds } = replicateBounds(Float64Array.from({ length: 20_000 }, gauss))!;
    // Standard error of the percentile: √(p(1 − p)/R)/φ(z), times four.
    expect(Math.abs(bounds.high(0.95) - 1.6448536269514722)).toBeLessThan(0.06);
    expect(Math.abs(bounds.low(0.99) + 2.3263478740408408)).toBeLessThan(0.11);
  });
});
