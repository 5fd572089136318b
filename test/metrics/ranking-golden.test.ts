import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Vectors } from '../../src/model/dataset.ts';
import {
  contributionsOf,
  digested,
  measure,
  type Query,
  RANKING_METRICS,
  rankingsOf,
  scoresOf,
} from './ranking-rows.ts';

/** Written by tools/oracle/ranking.py. */
interface Golden {
  readonly popularity: Readonly<Record<string, number>>;
  readonly examples: Readonly<Record<string, number>>;
  readonly sets: readonly {
    readonly cuts: readonly [number, number];
    readonly weights: readonly number[];
    readonly mean: readonly (number | null)[];
    readonly catalogue: number;
    readonly lists: {
      readonly coverage: number;
      readonly alone: readonly number[];
      readonly novelty: readonly (number | null)[];
    };
    readonly topics: readonly { readonly items: Query; readonly values: readonly (number | null)[] }[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/ranking.json', import.meta.url), 'utf8'));
const { popularity } = golden;
const sets = golden.sets.map((set) => {
  const queries = set.topics.map(({ items }) => items);
  return { ...set, queries, rankings: rankingsOf(queries, { popularity, catalogue: set.catalogue }) };
});

const AT_CUT = ['ndcg@', 'ndcg_cut_', 'map_cut_', 'P_', 'recall_', 'success_', 'ndcg_exp@'];
const namesAt = (cuts: readonly number[]) => [
  'ndcg',
  'map',
  'recip_rank',
  ...cuts.flatMap((k) => AT_CUT.map((stem) => `${stem}${k}`)),
];
const isByScikitLearn = (name: string) => name === 'ndcg' || name.startsWith('ndcg@');
const isUnit = (query: Query) => query.some(([, relevance]) => relevance !== null);

function expectNear(found: number | null | undefined, expected: number, where: string) {
  expect(found, where).not.toBeNull();
  const slack = 1e-12 * Math.abs(expected) + 1e-15;
  expect(Math.abs(found! - expected), `${where}: ${found}, expected ${expected}`).toBeLessThanOrEqual(slack);
}

describe('trec_eval, gdeval and scikit-learn', () => {
  it('are asked about many topics, and every kind of them', () => {
    const topics = sets.flatMap(({ topics }) => topics);
    expect(topics.length).toBeGreaterThanOrEqual(500);
    const count = (test: (query: Query) => boolean) => topics.filter(({ items }) => test(items)).length;
    const scoresIn = (query: Query) => query.flatMap(([, , score]) => (score === null ? [] : [score]));
    expect(count((query) => new Set(scoresIn(query)).size < scoresIn(query).length)).toBeGreaterThan(200);
    expect(count((query) => query.some(([, relevance]) => relevance === null))).toBeGreaterThan(200);
    expect(count((query) => query.some(([, , score]) => score === null))).toBeGreaterThan(200);
    expect(count((query) => query.some(([, relevance]) => relevance !== null && relevance < 0))).toBeGreaterThan(50);
    expect(count((query) => query.some(([, relevance]) => (relevance ?? 0) % 1 !== 0))).toBeGreaterThan(50);
    expect(count((query) => scoresIn(query).length === 0)).toBeGreaterThan(20);
    expect(count((query) => !isUnit(query))).toBeGreaterThan(10);
    expect(count((query) => query.length === 1)).toBeGreaterThan(10);
  });

  it.each(['ndcg', 'map', 'recip_rank', ...AT_CUT])('give the same %s…, topic by topic', (stem) => {
    let compared = 0;
    for (const [index, { cuts, topics, queries, rankings }] of sets.entries()) {
      for (const [at, name] of namesAt(cuts).entries()) {
        if (!name.startsWith(stem) || (stem === 'ndcg' && name !== 'ndcg') || (stem === 'map' && name !== 'map'))
          continue;
        const scores = scoresOf(name, rankings);
        for (const [topic, { values }] of topics.entries()) {
          const where = `${name} of topic ${topic} of set ${index}`;
          const expected = values[at]!;
          if (!isUnit(queries[topic]!)) expect(scores[topic], where).toBeNull();
          if (expected === null) continue;
          compared++;
          expectNear(scores[topic], expected, where);
        }
      }
    }
    expect(compared).toBeGreaterThan(350);
  });

  it('have the same means under weights', () => {
    for (const [index, { cuts, weights, mean, topics, rankings }] of sets.entries()) {
      for (const [at, name] of namesAt(cuts).entries()) {
        const where = `${name} of set ${index}`;
        const { value, reason } = measure(name, rankings, weights);
        if (mean[at] !== null) expectNear(value, mean[at]!, where);
        else if (isByScikitLearn(name)) expect([value, reason], where).toEqual([null, 'out_of_range']);
        else expect(topics.some(({ items }) => items.some(([, grade]) => (grade ?? 0) % 1 !== 0))).toBe(true);
      }
    }
  });

  it('refuse a topic with a negative grade', () => {
    for (const { topics } of sets) {
      for (const { items, values } of topics.filter(({ items, values }) => isUnit(items) && values[0] === null)) {
        expect(measure('ndcg', rankingsOf([items]))).toMatchObject({ value: null, reason: 'out_of_range' });
        expect(values[1]).not.toBeNull();
      }
    }
  });
});

describe('the definitions alone', () => {
  it('give the same novelty', () => {
    for (const [index, { cuts, lists, rankings }] of sets.entries()) {
      const scores = scoresOf(`novelty@${cuts[0]}`, rankings);
      for (const [topic, expected] of lists.novelty.entries()) {
        const where = `topic ${topic} of set ${index}`;
        if (expected === null) expect(scores[topic], where).toBeNull();
        else expectNear(scores[topic], expected, where);
      }
    }
  });

  it('give the same coverage, and what goes with each query', () => {
    for (const [index, { cuts, weights, catalogue, lists, queries, rankings }] of sets.entries()) {
      const { value, sensitivity } = measure(`catalog_coverage@${cuts[0]}`, rankings, weights);
      expectNear(value, lists.coverage, `set ${index}`);
      const heavy = queries.map((query, i) => (isUnit(query) ? weights[i]! : 0));
      const [alone, weight] = [lists.alone, heavy].map((column) => column.reduce((sum, x) => sum + x, 0));
      for (const [i, own] of lists.alone.entries()) {
        const effect = heavy[i] === 0 ? 0 : (own - (heavy[i]! * alone!) / weight!) / catalogue;
        expectNear(heavy[i]! * sensitivity[i]!, effect, `query ${i} of set ${index}`);
      }
    }
  });
});

it('have digests of one key only where the vectors are equal', () => {
  for (const { cuts, rankings } of sets) {
    const byKey = new Map<string, Float64Array>();
    const names = [
      ...namesAt(cuts),
      ...cuts.flatMap((k) => [`hit_rate@${k}`, `novelty@${k}`, `catalog_coverage@${k}`]),
    ];
    for (const name of names) {
      const [[key, { values }]] = [...digested(name, rankings).vectors] as [[string, Vectors]];
      expect(byKey.get(key) ?? values, name).toEqual(values);
      byKey.set(key, values);
    }
    expect(byKey.size).toBe(names.length - 6);
  }
});

describe('the examples of the documentation', () => {
  it('are there for every metric that it lists', () => {
    expect(Object.keys(golden.examples).sort()).toEqual(RANKING_METRICS.map(({ name }) => name).sort());
  });

  it.each(RANKING_METRICS)('$name', ({ name, example }) => {
    const { rows, value } = example!;
    const names = [...new Set(rows.map(({ query }) => query))];
    const queries = names.map((query) =>
      rows
        .filter((row) => row.query === query)
        .map(({ item, label, score }) => [item, label, score] as unknown as Query[number]),
    );
    const chosen = Object.fromEntries(rows.map(({ item, popularity }) => [item as string, popularity as number]));
    const rankings = rankingsOf(queries, { popularity: chosen });
    const found = linearise(contributionsOf(name, rankings), new Float64Array(names.length).fill(1)).value;
    expect(found).toBeCloseTo(value, 12);
    expectNear(found, golden.examples[name]!, name);
  });
});
