import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { unitTest } from '../../src/metrics/units.ts';
import type { Contributions, Value } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import {
  contributionsOf,
  digested,
  type Item,
  measure,
  type Query,
  RANKING_METRICS,
  rankingsOf,
} from './ranking-rows.ts';

const NAMES = [...RANKING_METRICS.map(({ name }) => name), 'ndcg@1', 'ndcg_exp@2', 'map_cut_3', 'P_2', 'hit_rate@1'];
const NAMES_ALL = [...NAMES, 'novelty@2', 'catalog_coverage@2'];
/** The last two sort differently as UTF-16. */
const ITEMS = ['a', 'ab', 'b', 'c', 'd', 'é', '\uffee', '😀'];
const POPULARITY = Object.fromEntries(ITEMS.map((name, i) => [name, 2 ** i + i]));

const item = fc.record({
  relevance: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 4 }),
  score: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 4 }),
});
const query: fc.Arbitrary<Query> = fc
  .tuple(fc.shuffledSubarray(ITEMS, { minLength: 1 }), fc.array(item, { minLength: 8, maxLength: 8 }))
  .map(([names, drawn]) => names.map((name, i): Item => [name, drawn[i]!.relevance, drawn[i]!.score]));
const queries = fc.array(query, { minLength: 1, maxLength: 8 });
const weighted = fc.array(fc.tuple(query, fc.constantFrom(0, 1, 2, 3)), { minLength: 1, maxLength: 8 });

const COLLECTION = { popularity: POPULARITY, catalogue: ITEMS.length };
const collect = (list: readonly Query[]) => rankingsOf(list, COLLECTION);

function expectSame(left: Value, right: Value) {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(left.value).toBeCloseTo(right.value, 12);
}

/** So that the popularity of all items counts, whatever the queries show; it is no unit. */
const EVERYTHING: Query = ITEMS.map((name) => [name, null, 0]);

describe.each(NAMES_ALL)('%s', (name) => {
  const holds = (check: (list: readonly Query[]) => void) =>
    fc.assert(fc.property(queries, check), { numRuns: runs(13) });

  it('does not depend on the order of the queries, nor on that of their items', () => {
    holds((list) => {
      const turned = list.toReversed().map((own) => own.toReversed());
      expectSame(measure(name, collect(list)), measure(name, collect(turned)));
    });
  });

  it('does not depend on the names of the items, as long as their order stays', () => {
    holds((list) => {
      const renamed = list.map((own) => own.map(([item, ...rest]): Item => [`<i>${item}`, ...rest]));
      const popularity = Object.fromEntries(Object.entries(POPULARITY).map(([item, times]) => [`<i>${item}`, times]));
      expectSame(measure(name, collect(list)), measure(name, rankingsOf(renamed, { ...COLLECTION, popularity })));
    });
  });

  it('does not depend on the scale of the scores', () => {
    holds((list) => {
      const bent = list.map((own) =>
        own.map(([item, grade, score]): Item => [item, grade, score === null ? null : Math.exp(score) - 40]),
      );
      expectSame(measure(name, collect(list)), measure(name, collect(bent)));
    });
  });

  it('takes a query of weight 2 for two queries, and one of weight 0 for none', () => {
    fc.assert(
      fc.property(weighted, (list) => {
        const weights = [...list.map(([, weight]) => weight), 0];
        const copies = list.flatMap(([own, weight]) => Array<Query>(weight).fill(own));
        const whole = collect([...list.map(([own]) => own), EVERYTHING]);
        expectSame(measure(name, whole, weights), measure(name, collect([...copies, EVERYTHING])));
      }),
      { numRuns: runs(13) },
    );
  });

  it('has vectors that concatenate over shards', () => {
    fc.assert(
      fc.property(queries, queries, (first, second) => {
        const vectors = [
          [...first, EVERYTHING],
          [...second, EVERYTHING],
          [...first, EVERYTHING, ...second, EVERYTHING],
        ].map((list) => [...[...digested(name, collect(list)).vectors.values()][0]!.values]);
        expect([...vectors[0]!, ...vectors[1]!]).toEqual(vectors[2]);
      }),
      { numRuns: runs(13) },
    );
  });

  it('never gives NaN, keeps its range, and leaves queries that are no units alone', () => {
    fc.assert(
      fc.property(weighted, (list) => {
        const weights = Float64Array.from(list, ([, weight]) => weight);
        const parts = contributionsOf(name, collect(list.map(([own]) => own)));
        const isUnit = unitTest(parts);
        const { value, reason, sensitivity } = linearise(parts, weights);
        expect(evaluatorOf(parts, weights)(weights)).toEqual({ value, reason });
        const [low, high] = RANKING_METRICS.find((metric) => metric.name === name)?.range ?? [0, Infinity];
        if (value === null) expect(reason).toBe('no_examples');
        else expect(value >= low! && value <= (high ?? Infinity)).toBe(true);
        let drift = 0;
        for (const [i, [own, weight]] of list.entries()) {
          expect(isUnit(i)).toBe(own.some(([, relevance]) => relevance !== null));
          expect(Number.isFinite(sensitivity[i])).toBe(true);
          if (!isUnit(i) || weight === 0) expect(sensitivity[i]).toBe(0);
          drift += weight * sensitivity[i]!;
        }
        expect(drift).toBeCloseTo(0, 12);
      }),
      { numRuns: runs(20) },
    );
  });

  it('counts a judged query without a returned item 0', () => {
    holds((list) => {
      const silent: Query = [['a', 1, null]];
      const { value } = measure(name, collect([silent]));
      expect(value).toBe(0);
      const without = measure(name, collect([...list, EVERYTHING])).value;
      const withIt = measure(name, collect([...list, silent, EVERYTHING])).value;
      expect(withIt!).toBeLessThanOrEqual(without ?? 0);
    });
  });
});

/** Central difference of the value by the weight of one query. */
function slope(parts: Contributions, weights: Float64Array, i: number): number {
  const step = 1e-5;
  const at = (weight: number) => linearise(parts, weights.with(i, weight)).value!;
  return (at(weights[i]! + step) - at(weights[i]! - step)) / (2 * step);
}

describe('the derivative by each weight', () => {
  it.each(NAMES.filter((name) => !name.startsWith('catalog_coverage')))('of %s equals the numerical one', (name) => {
    const real = fc.tuple(query, fc.double({ min: 0.5, max: 3, noNaN: true }));
    fc.assert(
      fc.property(fc.array(real, { minLength: 1, maxLength: 8 }), (drawn) => {
        const parts = contributionsOf(name, collect([...drawn.map(([own]) => own), [['a', 1, 1]]]));
        const weights = Float64Array.of(...drawn.map(([, weight]) => weight), 1);
        const { sensitivity } = linearise(parts, weights);
        for (let i = 0; i < weights.length; i++) expect(sensitivity[i]).toBeCloseTo(slope(parts, weights, i), 7);
      }),
      { numRuns: runs(8) },
    );
  });

  it.each(['catalog_coverage@2', 'catalog_coverage@5'])('of %s is what goes with the query, centred', (name) => {
    fc.assert(
      fc.property(queries, (list) => {
        const parts = contributionsOf(name, collect([...list, [['a', 1, 1]], [['b', 0, null]]]));
        const weights = new Float64Array(list.length + 2).fill(1);
        const { value, sensitivity } = linearise(parts, weights);
        const isUnit = unitTest(parts);
        const units = [...weights.keys()].filter(isUnit);
        const lost = units.map((i) => value! - linearise(parts, weights.with(i, 0)).value!);
        const mean = lost.reduce((sum, own) => sum + own, 0) / units.length;
        for (const [j, i] of units.entries()) expect(sensitivity[i]).toBeCloseTo(lost[j]! - mean, 12);
      }),
      { numRuns: runs(20) },
    );
  });
});

/** Every query judged and returned in whole, in the order of the grades, and something relevant in each. */
const perfect = fc
  .array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 7 }), { minLength: 1, maxLength: 6 })
  .map((drawn) => drawn.map((grades) => [1, ...grades].map((grade, i): Item => [ITEMS[i]!, grade, 2 * grade])));

describe('a perfect ranking', () => {
  const best = [
    'ndcg',
    'ndcg@2',
    'ndcg_cut_2',
    'ndcg_exp@2',
    'map',
    'recip_rank',
    'recall_10',
    'success_1',
    'hit_rate@1',
  ];

  it.each(best)('has the best %s', (name) => {
    fc.assert(fc.property(perfect, (list) => void expect(measure(name, rankingsOf(list)).value).toBeCloseTo(1, 14)));
  });

  it.each([
    ['P_3', (relevant: number) => Math.min(relevant, 3) / 3],
    ['recall_3', (relevant: number) => Math.min(relevant, 3) / relevant],
    ['map_cut_3', (relevant: number) => Math.min(relevant, 3) / relevant],
  ] as const)('has the %s that its cut allows', (name, allowed) => {
    fc.assert(
      fc.property(perfect, (list) => {
        const each = list.map((own) => allowed(own.filter(([, grade]) => grade! >= 1).length));
        const mean = each.reduce((sum, own) => sum + own, 0) / each.length;
        expect(measure(name, rankingsOf(list)).value).toBeCloseTo(mean, 12);
      }),
    );
  });
});
