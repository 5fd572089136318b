import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPosteriorWeights } from '../../src/statistics/bayesian-bootstrap.ts';
import { betaPosterior } from '../../src/statistics/beta-posterior.ts';
import { gammaVariate, halfGammas } from '../../src/statistics/gamma-variate.ts';
import { independentPosterior } from '../../src/statistics/independent-posterior.ts';
import { mix } from '../../src/statistics/mix.ts';
import { normalBounds } from '../../src/statistics/normal-bounds.ts';
import { pairedPosterior } from '../../src/statistics/paired-posterior.ts';
import { asPosterior } from '../../src/statistics/posterior.ts';
import { replicatePosterior } from '../../src/statistics/replicate-posterior.ts';
import { runs } from '../runs.ts';
import golden from './golden/bayes.json' with { type: 'json' };
import { expectNear } from './nearness.ts';

describe('the posterior of a proportion', () => {
  it('is the beta distribution of Jeffreys', () => {
    for (const [k, n, level, low, high, below, above] of golden.jeffreys.rows) {
      const posterior = betaPosterior(k!, n!)!;
      const x = (k! / n!) * 0.98 + 0.01;
      expectNear(posterior.low(level!), low!, 1e-10);
      expectNear(posterior.high(level!), high!, 1e-10);
      expectNear(posterior.probability.below(x), below!, 1e-9, 1e-300);
      expectNear(posterior.probability.above(x), above!, 1e-9, 1e-300);
    }
  });

  it('tells 870 of 1000 from limits', () => {
    const { probability, low, high } = betaPosterior(870, 1000)!;
    expect(probability.above(0.85)).toBeCloseTo(0.963677, 6);
    expect(probability.above(0.88)).toBeCloseTo(0.165034, 6);
    expect([low(0.975), high(0.975)].map((x) => x.toFixed(6))).toEqual(['0.848096', '0.889766']);
    expect([probability.below(-0.1), probability.above(1.1)]).toEqual([0, 0]);
  });

  it('needs examples, and counts that are some', () => {
    expect(betaPosterior(0, 0)).toBeNull();
    expect(() => betaPosterior(6, 5)).toThrow(RangeError);
  });
});

describe('the posterior of a paired difference', () => {
  it('is what another quadrature gives', () => {
    for (const [worse, better, n, x, below] of golden.paired.rows) {
      const { probability } = pairedPosterior(worse!, better!, n!);
      expectNear(probability.below(x!), below!, 1e-8, 1e-10);
      expectNear(probability.above(x!), 1 - below!, 1e-8, 1e-10);
    }
  });

  it('of 45 worse and 30 better in 1000, within the error of 20,000 draws', () => {
    const { probability, low, high } = pairedPosterior(45, 30, 1000);
    expect(Math.abs(probability.below(-0.02) - 0.2789)).toBeLessThan(0.004);
    expect(Math.abs(probability.below(-0.01) - 0.7167)).toBeLessThan(0.004);
    expect(Math.abs(low(0.95) + 0.02935)).toBeLessThan(0.0002);
    expect(Math.abs(high(0.95) + 0.00078)).toBeLessThan(0.0002);
  });

  it('has bounds that are its quantiles, mirrors with its sides, and refuses what cannot be', () => {
    const pairs = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(2000)).filter(([b, c, rest]) => b + c + rest > 0);
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.5, max: 0.99999, noNaN: true }), ([b, c, rest], level) => {
        const [posterior, mirror] = [pairedPosterior(b, c, b + c + rest), pairedPosterior(c, b, b + c + rest)];
        expectNear(posterior.probability.below(posterior.low(level)), 1 - level, 1e-6, 1e-8);
        expectNear(posterior.probability.above(posterior.high(level)), 1 - level, 1e-6, 1e-8);
        expectNear(posterior.low(level), -mirror.high(level), 1e-9, 1e-11);
      }),
      { numRuns: runs(10) },
    );
    expect(() => pairedPosterior(5, 6, 10)).toThrow(RangeError);
  });
});

describe('the posterior of a comparison of two samples', () => {
  it('is what another quadrature gives, of the difference and of the ratio', () => {
    for (const [k1, n1, k2, n2, x, difference, ratio] of golden.independent.rows) {
      const of = (scale: 'difference' | 'ratio') => independentPosterior(scale, [k1!, n1!], [k2!, n2!])!.probability;
      expectNear(of('difference').below(x!), difference!, 1e-7, 1e-9);
      expectNear(of('difference').above(x!), 1 - difference!, 1e-7, 1e-9);
      expectNear(of('ratio').below(x!), ratio!, 1e-7, 1e-9);
      expectNear(of('ratio').above(x!), 1 - ratio!, 1e-7, 1e-9);
    }
  });

  it('of 870 and 885 in 1000', () => {
    const { probability, low, high } = independentPosterior('difference', [870, 1000], [885, 1000])!;
    expect(Math.abs(probability.below(-0.02) - 0.3663)).toBeLessThan(0.004);
    expect(Math.abs(probability.below(0) - 0.847)).toBeLessThan(0.004);
    expectNear(probability.below(low(0.95)), 0.05, 1e-8);
    expectNear(probability.above(high(0.99)), 0.01, 1e-8);
    const ratio = independentPosterior('ratio', [0, 5], [1, 5])!;
    expectNear(ratio.probability.above(ratio.high(0.99)), 0.01, 1e-6);
    expect(independentPosterior('ratio', [0, 0], [1, 5])).toBeNull();
  });
});

describe('bounds taken for a posterior', () => {
  it('of a normal error are the normal distribution', () => {
    // Quantiles of the normal distribution, from tables.
    const { probability } = asPosterior(normalBounds(1, 2, 'standard-error'));
    for (const [z, below] of [
      [0, 0.5],
      [1.6448536269514722, 0.95],
      [-2.3263478740408408, 0.01],
      [-1.959963984540054, 0.025],
    ] as const) {
      expectNear(probability.below(1 + 2 * z), below, 1e-9);
      expectNear(probability.above(1 + 2 * z), 1 - below, 1e-9);
    }
  });

  it('know of nothing beyond the range', () => {
    const { probability } = asPosterior(normalBounds(0.99, 0.02, 'standard-error', [0, 1]));
    expect(probability.above(1)).toBeCloseTo(0, 12);
    expect(probability.below(1.5)).toBeCloseTo(1, 12);
    // Φ(−2) = 0.02275.
    expect(probability.below(0.95)).toBeCloseTo(0.0227501, 6);
  });
});

describe('draws', () => {
  const hashes = Uint32Array.from({ length: 40_000 }, (_, i) => mix(i));
  const moments = (values: ArrayLike<number>) => {
    const all = Array.from(values);
    const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
    return { mean, variance: all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length };
  };

  it.each([0.05, 0.5, 1, 1.5, 9, 4000])('of the gamma distribution of shape %d have its mean and variance', (shape) => {
    const { mean, variance } = moments(Array.from(hashes, (hash) => gammaVariate(shape, hash)));
    // Five standard errors: the variance of a variance is about (6/shape + 2)·shape²/R.
    expect(Math.abs(mean - shape)).toBeLessThan(5 * Math.sqrt(shape / hashes.length));
    expect(Math.abs(variance - shape)).toBeLessThan(5 * shape * Math.sqrt((6 / shape + 2) / hashes.length));
  });

  it('of two halves are independent gamma variates of shape ½', () => {
    const pairs = Array.from(hashes, halfGammas);
    const [x, y] = [pairs.map(([one]) => one), pairs.map(([, two]) => two)];
    for (const half of [x, y]) expect(Math.abs(moments(half).mean - 0.5)).toBeLessThan(5 * Math.sqrt(0.5 / x.length));
    const sum = moments(x.map((one, i) => one + y[i]!));
    expect(Math.abs(sum.variance - 1)).toBeLessThan(5 * Math.sqrt(8 / x.length));
  });

  it('of weights follow from key, seed and draw alone, and rows of one key share them', () => {
    const weights = (keys: readonly number[], seed: number, draw: number) => {
      const out = new Float64Array(keys.length);
      drawPosteriorWeights(Uint32Array.from(keys), null, new Float64Array(keys.length).fill(2), seed, draw, out);
      return [...out];
    };
    const [a, b, c] = weights([7, 8, 7], 1, 0);
    expect(c).toBe(a);
    expect(a).not.toBe(b);
    expect(weights([8, 7], 1, 0)).toEqual([b, a]);
    expect(weights([7, 8, 7], 1, 1)).not.toContain(a);
    expect(weights([7, 8, 7], 2, 0)).not.toContain(a);
    expect(Math.abs(moments(weights([...hashes], 1, 0)).mean - 2)).toBeLessThan(0.05);
  });

  it('that are the same say nothing, and equal ones are neither below nor above', () => {
    expect(replicatePosterior(new Float64Array(200).fill(0.3))).toBeNull();
    const { probability } = replicatePosterior(Float64Array.from({ length: 200 }, (_, i) => (i % 4) * 0.1))!;
    expect([probability.below(0.2), probability.above(0.2)]).toEqual([0.5, 0.25]);
    expect(probability.below(0.30000000000000004)).toBe(0.75);
  });
});
