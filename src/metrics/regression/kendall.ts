import type { PairStatistic } from './pair-statistic.ts';
import { noCorrelation } from './pearson.ts';
import { type Ties, tiesOf } from './ties.ts';

/**
 * Kendall's τ-b: (P − Q)/√(N_x·N_y), in −1..1, with P the pairs of rows that targets and predictions order the same way, Q those that they order
 * opposite ways, and N_x and N_y the pairs that are not tied in targets and in predictions. A pair weighs the product of the weights of its
 * rows; rows that a weight stands for are tied with each other in both.
 *
 * With sᵢ the weight of the rows ordered the same way against row i, less those opposite, W all weight and Wₓ(i) the weight of the rows that
 * share its target, P − Q = Σwᵢsᵢ/2, N_x = ΣW_g(W − W_g)/2 over the tied groups g, and the derivative by the weight of row i is
 * sᵢ/√(N_x·N_y) − τ/2·((W − Wₓ(i))/N_x + (W − W_y(i))/N_y). O(n log n): rows are gone through by target, and a Fenwick tree counts predictions.
 *
 * No value, `constant`, when all targets or all predictions are the same.
 * Example: 12, 2, 1, 12, 2 and 1, 4, 7, 1, 0 give −0.4714045208.
 * Sources: Kendall, "The treatment of ties in ranking problems" (1945); Fenwick (1994); scipy `kendalltau` (variant b).
 */
export const concordance: PairStatistic = (x, y, weights) => {
  const [own, other] = [tiesOf(x, weights), tiesOf(y, weights)];
  if (own.weights.length === 1 || other.weights.length === 1) return noCorrelation(x.length);
  const total = own.weights.reduce((sum, weight) => sum + weight, 0);
  const excess = new Float64Array(x.length);
  addOrdered(excess, own, other, weights, 1);
  addOrdered(excess, own, other, weights, -1);
  const [pairsOwn, pairsOther] = [untied(own, total), untied(other, total)];
  const norm = Math.sqrt(pairsOwn) * Math.sqrt(pairsOther);
  // Rounding of fractional weights must not carry a perfect order beyond 1.
  const value = Math.min(1, Math.max(-1, excess.reduce((sum, s, i) => sum + weights[i]! * s, 0) / 2 / norm));
  const sensitivity = excess.map((s, i) => {
    const apart = (total - own.weights[own.codes[i]!]!) / pairsOwn;
    const otherApart = (total - other.weights[other.codes[i]!]!) / pairsOther;
    return s / norm - (value / 2) * (apart + otherApart);
  });
  return { value, reason: null, sensitivity };
};

/** Weight of the pairs of rows whose numbers differ. */
function untied({ weights }: Ties, total: number): number {
  return weights.reduce((sum, weight) => sum + weight * (total - weight), 0) / 2;
}

/**
 * Adds to each row what the rows on one side of it among the targets weigh, those of the same side among the predictions less those of the
 * other one. `step` 1 looks at smaller targets, -1 at larger ones.
 */
function addOrdered(excess: Float64Array, own: Ties, other: Ties, weights: Float64Array, step: 1 | -1): void {
  const { rows, starts } = rowsByCode(own);
  const groups = own.weights.length;
  const tree = new Float64Array(other.weights.length + 1);
  let reached = 0;
  for (let g = step === 1 ? 0 : groups - 1; g >= 0 && g < groups; g += step) {
    const group = rows.subarray(starts[g], starts[g + 1]);
    for (const row of group) {
      const code = other.codes[row]!;
      const below = weightBelow(tree, code);
      const above = reached - weightBelow(tree, code + 1);
      excess[row]! += step * (below - above);
    }
    for (const row of group) {
      addWeight(tree, other.codes[row]!, weights[row]!);
      reached += weights[row]!;
    }
  }
}

/** Rows in the order of their codes; those of code c stand at `starts[c] … starts[c + 1] - 1`. */
function rowsByCode({ codes, weights }: Ties): { readonly rows: Int32Array; readonly starts: Int32Array } {
  const starts = new Int32Array(weights.length + 1);
  for (const code of codes) starts[code + 1]! += 1;
  for (let code = 0; code < weights.length; code++) starts[code + 1]! += starts[code]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  codes.forEach((code, row) => {
    rows[next[code]!++] = row;
  });
  return { rows, starts };
}

/** A Fenwick tree: node i holds the weight of the codes that i & -i of them end at code i − 1. */
function addWeight(tree: Float64Array, code: number, weight: number): void {
  for (let node = code + 1; node < tree.length; node += node & -node) tree[node]! += weight;
}

/** The weight of all codes below one. */
function weightBelow(tree: Float64Array, code: number): number {
  let weight = 0;
  for (let node = code; node > 0; node -= node & -node) weight += tree[node]!;
  return weight;
}
