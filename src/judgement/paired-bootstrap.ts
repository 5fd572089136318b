import { evaluatorOf } from '../metrics/evaluate.ts';
import { takeRows } from '../metrics/units.ts';
import { drawPosteriorWeights, hashOf } from '../statistics/bayesian-bootstrap.ts';
import { halfGammas } from '../statistics/gamma-variate.ts';
import { mix } from '../statistics/mix.ts';
import { changedRows, joinRows } from './changed-rows.ts';
import type { Estimate } from './estimate.ts';
import { collect, countsToDraw, drawsForUnits, importanceOf } from './posterior-draws.ts';

/** Units that changed of which one is drawn as what might have happened besides. */
const MAX_CHANGED = 100;
const ONE = 1;

/**
 * Draws from the posterior of a comparison of two values on the same units by the Bayesian bootstrap: in each draw a unit has one weight on
 * both sides. A bootstrap alone knows of no change but those that were seen, so that a single unit that got worse would prove that the
 * model did. The prior that mends this does not know which of the two models is better: half a unit that changed as one of those that
 * changed, and half a unit that changed the other way round, other ones in each draw. For shares that is the prior of Jeffreys.
 *
 * `undefined` where the metric does not exist in more than one of twenty draws, `too-many` where there are more units than can be drawn.
 */
export function pairedBootstrap(
  candidate: Estimate,
  baseline: Estimate,
  combine: (candidate: number, baseline: number) => number,
  seed: number,
): Float64Array | 'undefined' | 'too-many' {
  const units = candidate.weights.length;
  const draws = drawsForUnits(candidate.contributions, 2 * units);
  if (draws === 0) return 'too-many';
  const { groups, rows } = changedGroups(candidate, baseline);
  const sides = [open(candidate, baseline, rows), open(baseline, candidate, rows)] as const;
  const { keys } = candidate.design;
  const isOneDraw = sameDraws(candidate, baseline);
  const values = collect(draws, (draw) => {
    const hash = hashOf(seed, draw, ONE);
    const [forth, back] = halfGammas(hash);
    const [asIs, mirrored] = [groups[hash % groups.length], groups[(hash >>> 16) % groups.length]];
    const [x, y] = sides.map(({ counts, importance, drawn, evaluate }, side) => {
      if (side === 1 && isOneDraw) return evaluate(sides[0].drawn).value;
      drawPosteriorWeights(keys, counts, importance, seed, draw, drawn);
      drawn.fill(0, units);
      asIs?.forEach(({ row }) => {
        drawn[row]! += forth * importance[row]!;
      });
      mirrored?.forEach(({ row, copy }) => {
        drawn[units + copy] = back * importance[row]!;
      });
      return evaluate(drawn).value;
    });
    return x == null || y == null ? null : combine(x, y);
  });
  return values ?? 'undefined';
}

/** Both sides count and weigh their units alike, so that one draw of the weights is that of the other too. */
function sameDraws(candidate: Estimate, baseline: Estimate): boolean {
  const [own, other] = [candidate.design, baseline.design];
  const isSame = (a: Float64Array | null, b: Float64Array | null) =>
    a === b || (a !== null && b !== null && a.every((x, i) => x === b[i]));
  return (
    isSame(own.count, other.count) &&
    isSame(own.weight, other.weight) &&
    (own.cluster === null) === (other.cluster === null)
  );
}

/** One side with copies of the changed rows behind it, which have the other side's contributions. */
function open(own: Estimate, other: Estimate, rows: Int32Array) {
  const joined = joinRows(own.contributions, takeRows(other.contributions, rows));
  const weights = new Float64Array(own.weights.length + rows.length);
  weights.set(own.weights);
  const [counts, importance] = [countsToDraw(own), importanceOf(own)];
  return {
    counts,
    importance,
    drawn: new Float64Array(weights.length),
    evaluate: evaluatorOf(joined, weights),
  };
}

/** Rows that draw together, of which some changed: at most 100 such groups, whichever have the smallest hashes. */
function changedGroups({ contributions, design: { keys } }: Estimate, baseline: Estimate) {
  const changed = changedRows(contributions, baseline.contributions);
  const found = new Set<number>();
  for (let row = 0; row < keys.length; row++) if (changed(row)) found.add(keys[row]!);
  const chosen = [...found].sort((a, b) => mix(a) - mix(b)).slice(0, MAX_CHANGED);
  const groupOf = new Map(chosen.map((key, group) => [key, group]));
  const groups: { readonly row: number; readonly copy: number }[][] = chosen.map(() => []);
  const rows: number[] = [];
  for (let row = 0; row < keys.length; row++) {
    const group = groupOf.get(keys[row]!);
    if (group === undefined) continue;
    groups[group]!.push({ row, copy: rows.length });
    rows.push(row);
  }
  return { groups, rows: Int32Array.from(rows) };
}
