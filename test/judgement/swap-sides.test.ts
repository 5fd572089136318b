import { describe, expect, it } from 'vitest';
import { evaluateUnits } from '../../src/judgement/estimate.ts';
import { swapP } from '../../src/judgement/swap-sides.ts';
import { ratioOfSums } from '../../src/metrics/generation/ratio.ts';
import type { Contributions } from '../../src/model/metric.ts';
import { drawSwaps, randomisationP } from '../../src/statistics/randomisation.ts';
import golden from '../statistics/golden/randomisation.json' with { type: 'json' };

const ROUNDS = 20_000;

function estimates(
  sides: readonly Contributions[],
  n: number,
  keys: Uint32Array = Uint32Array.from({ length: n }, (_, i) => i),
) {
  const design = { count: null, weight: null, cluster: null, keys, repeats: null };
  return sides.map((side) => evaluateUnits(side, design)) as [ReturnType<typeof evaluateUnits>, never];
}

function ratios(sides: readonly (readonly number[][])[], keys?: Uint32Array) {
  const of = (rows: readonly number[][]) =>
    ({ ...ratioOfSums(Float64Array.from(rows.flat())), resampled: true }) as const;
  return estimates(sides.map(of), sides[0]!.length, keys);
}

/** Four standard errors of a share of so many rounds. */
const error = (p: number) => 4 * Math.sqrt((p * (1 - p)) / ROUNDS) + 1 / ROUNDS;

describe('approximate randomisation', () => {
  it('comes to what all swaps come to', () => {
    for (const [own, other, exact] of golden.ratio.rows as [number[][], number[][], number][]) {
      const [a, b] = ratios([own, other]);
      expect(Math.abs(swapP(a, b, 1, ROUNDS)! - exact)).toBeLessThanOrEqual(error(exact));
    }
  });

  it('swaps the rows of a cluster together', () => {
    // All differences have one sign. Of four rows two swaps in sixteen are as extreme; of two clusters two in four.
    const [own, other] = [
      [5, 5, 5, 5],
      [1, 1, 1, 1],
    ].map((side) => side.map((x) => [x, 10]));
    const alone = ratios([own!, other!]);
    const together = ratios([own!, other!], Uint32Array.of(3, 3, 8, 8));
    expect(Math.abs(swapP(...alone, 1, ROUNDS)! - 2 / 16)).toBeLessThan(error(1 / 8));
    expect(Math.abs(swapP(...together, 1, ROUNDS)! - 1 / 2)).toBeLessThan(error(1 / 2));
  });

  it('takes quantiles and groups as well', () => {
    const quantile = (values: readonly number[]): Contributions => {
      return { kind: 'quantile', values: Float64Array.from(values), q: 0.5, range: [0, null] };
    };
    // Medians of three pairs (1, 4), (2, 6), (3, 5): by hand, only to swap none or all moves them by 3.
    expect(
      Math.abs(swapP(...estimates([quantile([1, 2, 3]), quantile([4, 6, 5])], 3), 1, ROUNDS)! - 2 / 8),
    ).toBeLessThan(error(1 / 4));
    const worst = (hits: readonly number[]): Contributions => ({
      kind: 'extremum',
      parts: [{ kind: 'proportion', hits: Int8Array.from(hits) }],
      groups: Int32Array.of(0, 0, 1, 1),
      names: ['a', 'b'],
      ...{
        statistic: 'worst',
        against: 'each-other',
        parted: 'worst',
        better: 'higher',
        minUnits: 2,
        emptyIsZero: false,
      },
    });
    // Both groups fall from 2 of 2 to 1 of 2 by one unit each; the other unit is the same. The worst falls by ½ unless one swaps and one does not.
    expect(
      Math.abs(swapP(...estimates([worst([1, 0, 0, 1]), worst([1, 1, 1, 1])], 4), 1, ROUNDS)! - 1 / 2),
    ).toBeLessThan(error(1 / 2));
  });

  it('leaves out groups that are too small on either side alone', () => {
    const worst = (hits: readonly number[]): Contributions => ({
      kind: 'extremum',
      parts: [{ kind: 'proportion', hits: Int8Array.from(hits) }],
      groups: Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2),
      names: ['a', 'b', 'c'],
      ...{
        statistic: 'worst',
        against: 'each-other',
        parted: 'worst',
        better: 'higher',
        minUnits: 3,
        emptyIsZero: false,
      },
    });
    // Of the groups of three one unit differs: swapped or not, the worst moves by a third. The group of two would make it stand still at times.
    const sides = [worst([1, 1, 0, 1, 1, 1, 0, 0]), worst([1, 1, 1, 1, 1, 1, 1, 1])];
    expect(swapP(...estimates(sides, 8), 1)).toBe(1);
  });

  it('is none of metrics that are not resampled, and of too many units', () => {
    const shares = estimates(
      [1, 0].map((hit) => ({ kind: 'proportion', hits: Int8Array.of(hit, 1) }) as const),
      2,
    );
    expect(swapP(...shares, 1)).toBeNull();
    const many = Array.from({ length: 60_000 }, () => [1, 2]);
    expect(swapP(...ratios([many, many]), 1)).toBeNull();
  });

  it('counts ties as large, and swaps half of the time', () => {
    expect(randomisationP([1, -3, 2, 0], 2)).toBe(3 / 5);
    expect(randomisationP([0.3 - 1e-16], 0.3)).toBe(1);
    expect(randomisationP([0, 0], 0)).toBe(1);
    const swaps = new Uint8Array(10_000);
    drawSwaps(
      Uint32Array.from(swaps, (_, i) => i),
      1,
      0,
      swaps,
    );
    const share = swaps.reduce((sum, swap) => sum + swap, 0) / swaps.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.02);
  });
});
