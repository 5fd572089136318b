import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { findMetric } from '../../src/metrics/catalogue.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { hashText } from '../../src/metrics/ranking/hash-text.ts';
import { queriesOf } from '../../src/metrics/ranking/queries.ts';
import { compareCodePoints } from '../../src/model/code-points.ts';
import { NO_COLUMNS, type Vectors } from '../../src/model/dataset.ts';
import { NO_OPTIONS } from '../../src/model/metric.ts';
import { check, lines } from '../gate/run-gate.ts';
import { digested, measure, type Query, rankingMetric, rankingsOf, scoresOf } from './ranking-rows.ts';

const only = (...items: Query) => rankingsOf([items]);
const vectorOf = (name: string, query: Query) => [...[...digested(name, only(...query)).vectors.values()][0]!.values];

/** Six graded items, two of which tie. Values by scikit-learn; the last by scikit-learn with the ties ignored. */
describe('the graded six', () => {
  const scores = [0.9, 0.8, 0.7, 0.7, 0.5, 0.4];
  const six = only(...[3, 2, 3, 0, 1, 2].map((grade, i) => ['abcdef'[i]!, grade, scores[i]!] as const));

  it.each([
    ['ndcg', 0.9462464757],
    ['ndcg@3', 0.8505071682],
    ['ndcg@6', 0.9462464757],
    ['ndcg_cut_3', 0.7232329748],
  ])('have %s %d', (name, expected) => expect(measure(name, six).value).toBeCloseTo(expected, 10));
});

describe('the examples of the doc comments', () => {
  const inOrder: Query = [
    ['a', 0, 3],
    ['b', 1, 2],
    ['c', 2, 1],
    ['d', 1, null],
  ];

  it('have their values', () => {
    const up = only(['a', 1, 2], ['b', 2, 1]);
    expect(measure('ndcg_exp@2', up).value).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)), 14);
    expect(measure('ndcg_exp@2', up).value).toBeCloseTo(0.7967, 4);
    expect(vectorOf('recip_rank', inOrder)).toEqual([2]);
    expect(vectorOf('P_2', inOrder)).toEqual([1, 3]);
    expect(vectorOf('map', inOrder)[0]).toBeCloseTo(7 / 18, 14);
    expect(vectorOf('map_cut_2', inOrder)[0]).toBeCloseTo(1 / 6, 14);
    const two = rankingsOf([inOrder, [['a', 1, null]]]);
    expect(measure('recip_rank', two).value).toBe(1 / 4);
    expect(measure('success_5', two).value).toBe(1 / 2);
    const chosen = rankingsOf(
      [
        [
          ['a', 1, 3],
          ['b', 1, 2],
          ['c', 1, 1],
        ],
      ],
      { popularity: { a: 2, b: 1, c: 1 } },
    );
    expect(measure('novelty@2', chosen).value).toBe(1.5);
  });

  it('share the vectors of what follows from the same', () => {
    expect(rankingMetric('success_3').digest).toBe(rankingMetric('recip_rank').digest);
    expect(rankingMetric('hit_rate@7').digest).toBe(rankingMetric('recip_rank').digest);
    expect(rankingMetric('P_4').digest!.key).toBe(rankingMetric('recall_4').digest!.key);
    expect(rankingMetric('P_4').digest!.key).not.toBe(rankingMetric('P_5').digest!.key);
  });

  it('have the coverage and the effects that are lost with each query', () => {
    const show = (names: string): Query => [...names].map((name, i) => [name, 1, -i]);
    const { value, sensitivity } = measure(
      'catalog_coverage@2',
      rankingsOf(['ab', 'b', 'cd'].map(show), { catalogue: 5 }),
    );
    expect(value).toBe(0.8);
    for (const [i, effect] of [0, -0.2, 0.2].entries()) expect(sensitivity[i]).toBeCloseTo(effect, 15);
    // Heltshe and Forrester: ((n − 1)/n)·(Σj²f_j − L²/n) for f_j queries with j of the L items that only one query shows.
    const variance = (2 / 3) * (1 ** 2 + 2 ** 2 - 3 ** 2 / 3);
    expect(Math.hypot(...sensitivity) ** 2).toBeCloseTo((variance * (3 / 2)) / 5 ** 2, 15);
  });
});

describe('the order of returned items', () => {
  const order = (...items: Query) => Array.from(queriesOf(only(...items))[0]!.returned, (at) => items[at]![0]);

  it('is by score, then by name, the last one first', () => {
    expect(order(['b', 1, 1], ['c', 1, 1], ['a', 0, 2], ['d', 1, null])).toEqual(['a', 'c', 'b']);
    expect(order(['d1', 0, 0], ['d10', 0, -0], ['d', 0, 0], ['D', 0, 0])).toEqual(['d10', 'd1', 'd', 'D']);
    expect(order(['a', 0, -Infinity], ['b', 0, Infinity], ['c', 0, -Infinity])).toEqual(['b', 'c', 'a']);
  });

  it('compares names by their bytes in UTF-8', () => {
    expect(order(['\ufffd', 0, 0], ['😀', 0, 0])).toEqual(['😀', '\ufffd']);
    const names = ['', 'z', 'é', 'z\u0301', '\ud7ff', '\ue000', '\ufffd', '😀', '😀a', '𝒳', 'zz', 'a'];
    const bytes = (text: string) => Buffer.from(text);
    expect(names.toSorted(compareCodePoints)).toEqual(names.toSorted((a, b) => Buffer.compare(bytes(a), bytes(b))));
  });

  it('compares scores as doubles', () => {
    expect(order(['a', 1, 1 + 1e-10], ['b', 0, 1])).toEqual(['a', 'b']);
    expect(measure('ndcg', only(['a', 1, 1 + 1e-10], ['b', 0, 1])).value).toBe(1);
    expect(measure('ndcg', only(['a', 1, 0], ['b', 0, -0])).value).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 14);
  });
});

describe('items that are lacking on one side', () => {
  it('gain nothing when they were not returned, and count in the ideal', () => {
    expect(measure('ndcg', only(['a', 0, 1], ['b', 1, null])).value).toBe(0);
    expect(measure('ndcg', only(['a', 1, 1], ['b', 1, null])).value).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 14);
    expect(measure('ndcg@1', only(['a', 1, 1], ['b', 1, null])).value).toBe(1);
  });

  it('gain nothing when they were not judged', () => {
    for (const name of ['ndcg', 'ndcg_cut_5', 'ndcg_exp@5']) {
      expect(measure(name, only(['a', null, 2], ['b', 1, 1])).value).toBeCloseTo(1 / Math.log2(3), 14);
    }
  });

  it.each(['ndcg', 'ndcg_cut_5', 'ndcg_exp@5', 'map', 'recip_rank', 'recall_5', 'success_5'])(
    'leave one item to %s',
    (name) => {
      expect(measure(name, only(['a', 2, 1])).value).toBe(1);
      expect(measure(name, only(['a', 0, 1])).value).toBe(0);
      expect(measure(name, only(['a', 2, null])).value).toBe(0);
    },
  );
});

describe('values that are not there', () => {
  const undefinedOn = (name: string, rankings: ReturnType<typeof only>) => {
    const { value, reason } = measure(name, rankings);
    return [value, reason];
  };

  it.each(['ndcg', 'map', 'success_5', 'catalog_coverage@5'])('%s without a judged query', (name) => {
    expect(undefinedOn(name, rankingsOf([]))).toEqual([null, 'no_examples']);
    expect(undefinedOn(name, only(['a', null, 1]))).toEqual([null, 'no_examples']);
  });

  it('of nDCG with a negative grade, by any item of any query', () => {
    const bad = rankingsOf([
      [['a', 1, 1]],
      [
        ['b', -1, null],
        ['c', 1, 0],
      ],
    ]);
    for (const name of ['ndcg', 'ndcg@1']) expect(undefinedOn(name, bad)).toEqual([null, 'out_of_range']);
    for (const name of ['ndcg_cut_1', 'ndcg_exp@1', 'map']) expect(undefinedOn(name, bad)).toEqual([1, null]);
  });

  it('of gains that are too large for a number', () => {
    for (const [name, reason] of [
      ['ndcg', 'out_of_range'],
      ['ndcg_cut_2', 'nonfinite_input'],
      ['ndcg_exp@2', 'nonfinite_input'],
    ] as const) {
      const huge = only(['a', 1.7e308, 1], ['b', 1.7e308, 2], ['c', 1.7e308, 3], ['d', 1.7e308, 3]);
      expect(undefinedOn(name, huge)).toEqual([null, reason]);
    }
  });

  it('of novelty, where a returned item has no popularity, or none above 0', () => {
    const shown: Query = [
      ['a', 1, 2],
      ['b', 1, 1],
    ];
    const others: Query = [
      ['b', 1, null],
      ['c', null, null],
    ];
    const novelty = (popularity: Record<string, number>, k = 1) =>
      undefinedOn(`novelty@${k}`, rankingsOf([shown, others], { popularity }));
    expect(novelty({ a: 1, b: 1 })).toEqual([0.5, null]);
    expect(novelty({ a: 1, b: 0 })).toEqual([0, null]);
    expect(novelty({ a: 1, b: 1, c: -1 })).toEqual([0.5, null]);
    for (const popularity of [
      { b: 1, c: 1 },
      { a: 0, b: 1 },
      { a: -1, b: 1 },
      { a: Infinity, b: 1 },
    ]) {
      expect(novelty(popularity as Record<string, number>)).toEqual([null, 'nonfinite_input']);
    }
    expect(novelty({ a: 1, c: 1 }, 2)).toEqual([null, 'nonfinite_input']);
    expect(undefinedOn('novelty@1', only(['a', 1, 1]))).toEqual([null, 'nonfinite_input']);
  });

  it('when no column holds the popularity that novelty needs', async () => {
    const rows = rankingMetric('novelty@5').example!.rows.map(({ popularity: _, ...row }) => row);
    const run = check({ suite: 'task: ranking\nmetrics: [novelty@5]', files: { 'a.jsonl': lines(rows) } });
    await expect(run).rejects.toThrow(/no column holds the values of popularity, which the metrics need/);
  });

  it('of coverage, when the catalogue is smaller than what is shown of it', () => {
    const both: Query = [
      ['a', 1, 2],
      ['b', 1, 1],
    ];
    const covered = (catalogue: number) => undefinedOn('catalog_coverage@5', rankingsOf([both], { catalogue }));
    expect(covered(0)).toEqual([null, 'out_of_range']);
    expect(covered(1)).toEqual([null, 'out_of_range']);
    expect(covered(2)).toEqual([1, null]);
    expect(covered(4)).toEqual([0.5, null]);
    expect(undefinedOn('catalog_coverage@5', rankingsOf([[['a', 1, null]]], { catalogue: 0 }))[1]).toBe('out_of_range');
  });

  it('but the largest catalogue counts where shards have different ones', () => {
    const shards = [4, 1].map((catalogue) =>
      digested('catalog_coverage@1', rankingsOf([[['a', 1, 2]]], { catalogue })),
    );
    const [[key, { width }]] = [...shards[0]!.vectors] as [[string, Vectors]];
    const values = Float64Array.from(shards.flatMap(({ vectors }) => [...vectors.get(key)!.values]));
    const whole = { ...NO_COLUMNS, rows: 2, vectors: new Map([[key, { width, values }]]) };
    const parts = rankingMetric('catalog_coverage@1').contribute(whole, NO_OPTIONS);
    expect(linearise(parts, Float64Array.of(1, 1)).value).toBe(0.25);
  });

  it('when there are no rankings', () => {
    expect(() => findMetric('map', 'ranking')!.contribute(NO_COLUMNS, NO_OPTIONS)).toThrow(EvidenceError);
  });
});

describe('popularity', () => {
  it('of an item is the largest that stands beside it', () => {
    const rankings = rankingsOf([[['a', 1, 1]], [['a', 1, 1]], [['b', 1, 1]]]);
    const popularity = Float64Array.of(Number.NaN, 3, 1);
    expect(scoresOf('novelty@1', { ...rankings, popularity })).toEqual([Math.log2(4 / 3), Math.log2(4 / 3), 2]);
    const lower = Float64Array.of(3, 2, 1);
    expect(scoresOf('novelty@1', { ...rankings, popularity: lower })).toEqual([Math.log2(4 / 3), Math.log2(4 / 3), 2]);
  });
});

describe('names', () => {
  const isKnown = (name: string) => findMetric(name, 'ranking') !== null;

  it('carry their cut', () => {
    const known = ['ndcg', 'ndcg@1', 'ndcg@1000', 'ndcg_cut_7', 'ndcg_exp@3', 'map', 'map_cut_1', 'P_1', 'recall_1000'];
    const unknown = ['ndcg@0', 'ndcg@1.5', 'ndcg_cut_0', 'ndcg_cut_', 'P_05', 'P', 'mrr', 'catalog_coverage@101'];
    expect(known.filter((name) => !isKnown(name))).toEqual([]);
    expect(unknown.filter(isKnown)).toEqual([]);
    expect(findMetric('ndcg@10', 'binary')).toBeNull();
  });

  it('make signatures of their own', () => {
    expect(findMetric('ndcg@10', 'ranking')!.signature).toBe('ndcg@10|gain:linear|ties:average|unreturned:0|v1');
    expect(findMetric('ndcg_cut_10', 'ranking')!.signature).toBe('ndcg_cut_10|gain:linear|ties:item|v1');
    expect(findMetric('P_3', 'ranking')!.example).toBeNull();
  });
});

describe('the hash of a text', () => {
  it('is a whole number that a double holds, and tells texts apart', () => {
    const texts = Array.from({ length: 100_000 }, (_, i) => `item_${i}`);
    const hashes = texts.map(hashText);
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
    expect(new Set(hashes).size).toBe(texts.length);
    expect(new Set(hashes.map((hash) => Math.floor(hash / 2 ** 37))).size).toBeGreaterThan(51_000);
    expect(new Set(hashes.map((hash) => hash % 2 ** 16)).size).toBeGreaterThan(51_000);
    expect(new Set(['', '\0', '\0\0', 'a', 'A', 'ab', 'ba'].map(hashText)).size).toBe(7);
  });
});
