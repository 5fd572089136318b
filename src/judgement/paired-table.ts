import type { Contributions } from '../model/metric.ts';
import { hashOf } from '../statistics/bayesian-bootstrap.ts';
import { gammaVariate, halfGammas } from '../statistics/gamma-variate.ts';
import type { Estimate } from './estimate.ts';
import { type CellSums, collect, drawsForCells, tableOf } from './posterior-draws.ts';

/** A kind of pair: the cell of the candidate and that of the baseline. */
interface PairKind {
  readonly own: number;
  readonly other: number;
}

/** Tells what is drawn for possible changes from what is drawn for the kinds of pairs. */
const POSSIBLE = 0x40000000;

/**
 * Draws from the posterior of a comparison of two functions of paired tables. The kinds of pairs that occur have the probabilities of a
 * Dirichlet distribution. Its prior does not know which of the two models is better: for the examples of each class it is half a pair that
 * only the baseline answers right and half a pair that only the candidate does, the wrong answer being any other class, another one in each
 * draw; for tables that are not square half a pair that changed as one of them did, and half a pair that changed the other way round. For the
 * share of right answers among the examples of one class that is the prior of Jeffreys.
 *
 * null where the estimates are no tables, or so large that the Bayesian bootstrap has to serve; `undefined` where the metric does not exist in
 * more than one of twenty draws.
 */
export function pairedTable(
  candidate: Estimate,
  baseline: Estimate,
  combine: (candidate: number, baseline: number) => number,
  seed: number,
): Float64Array | 'undefined' | null {
  const [a, b] = [asTable(candidate), asTable(baseline)];
  if (a === null || b === null || a.width !== b.width) return null;
  const counts = countKinds(a, b, candidate.weights);
  const kinds = [...counts.keys()].map((pair) => ({ own: Math.floor(pair / a.width), other: pair % a.width }));
  const totals = [...counts.values()];
  const possible = possibleChanges(kinds, a.width);
  const draws = drawsForCells(kinds.length + possible.length + a.width / 4);
  if (draws === 0) return null;
  const [own, other] = [new Float64Array(a.width), new Float64Array(a.width)];
  const add = (kind: PairKind, weight: number) => {
    own[kind.own]! += weight;
    other[kind.other]! += weight;
  };
  const values = collect(draws, (draw) => {
    own.fill(0);
    other.fill(0);
    kinds.forEach((kind, i) => {
      add(kind, gammaVariate(totals[i]!, hashOf(seed, draw, i)));
    });
    possible.forEach((changes, i) => {
      const hash = hashOf(seed, draw, POSSIBLE + i);
      const [forth, back] = halfGammas(hash);
      const one = changes[hash % changes.length]!;
      const two = changes[(hash >>> 16) % changes.length]!;
      add(one, forth);
      add({ own: two.other, other: two.own }, back);
    });
    const [x, y] = [a.reduce(own).value, b.reduce(other).value];
    return x === null || y === null ? null : combine(x, y);
  });
  return values ?? 'undefined';
}

/** A share of plain rows is a table of right and wrong. */
function asTable(estimate: Estimate): CellSums | null {
  const { contributions, design } = estimate;
  if (contributions.kind !== 'proportion') return tableOf(estimate);
  if (design.weight !== null || design.cluster !== null) return null;
  return {
    kind: 'sums',
    addends: { form: 'cell', cells: Int32Array.from(contributions.hits) },
    width: 2,
    reduce: shareOfSecond,
  };
}

function shareOfSecond(totals: Float64Array): ReturnType<Extract<Contributions, { kind: 'sums' }>['reduce']> {
  return { value: totals[1]! / (totals[0]! + totals[1]!), reason: null, gradient: new Float64Array(2) };
}

/** Examples of each kind of pair, by own × width + other. */
function countKinds(a: CellSums, b: CellSums, weights: Float64Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < weights.length; i++) {
    const pair = a.addends.cells[i]! * a.width + b.addends.cells[i]!;
    counts.set(pair, (counts.get(pair) ?? 0) + weights[i]!);
  }
  return counts;
}

/** What a pair might have done, for each class that has examples; of tables that are not square, what some pair did. */
function possibleChanges(kinds: readonly PairKind[], width: number): readonly (readonly PairKind[])[] {
  const size = Math.round(Math.sqrt(width));
  if (size * size !== width || size < 2) {
    const seen = kinds.filter(({ own, other }) => own !== other);
    return seen.length === 0 ? [] : [seen];
  }
  const answers = new Set(kinds.flatMap(({ own, other }) => [own % size, other % size]));
  const labels = new Set(kinds.map(({ other }) => Math.floor(other / size)));
  return [...labels]
    .sort((x, y) => x - y)
    .flatMap((k) => {
      const wrong = Array.from({ length: size }, (_, j) => j).filter(
        (j) => j !== k && (size === 2 || labels.has(j) || answers.has(j)),
      );
      return wrong.length === 0 ? [] : [wrong.map((j) => ({ own: k * size + j, other: k * size + k }))];
    });
}
