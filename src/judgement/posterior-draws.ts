import { totalsOf } from '../metrics/addends.ts';
import { evaluatorOf } from '../metrics/evaluate.ts';
import type { Contributions, Sums } from '../model/metric.ts';
import { drawPosteriorWeights, hashOf } from '../statistics/bayesian-bootstrap.ts';
import { gammaVariate } from '../statistics/gamma-variate.ts';
import type { Estimate } from './estimate.ts';
import { drawsFor, MAX_UNDEFINED } from './resample.ts';

/** Draws of a posterior: a probability from them has a standard error of at most 0.0035. */
const DRAWS = 20_000;
/** What drawing one number from a gamma distribution takes, in units that are gone through. */
const GAMMA_STEPS = 6;

/** Draws that a table of so many cells is worth; 0: too many cells. */
export function drawsForCells(cells: number): number {
  return drawsFor(cells * GAMMA_STEPS, DRAWS);
}

/** Draws that the units of some contributions are worth; 0: so many that their distribution is normal. */
export function drawsForUnits(contributions: Contributions, units: number): number {
  return drawsFor(units * stepsOf(contributions), DRAWS);
}

/** What a unit takes in one draw, as a multiple of what it takes to add a number. */
function stepsOf(contributions: Contributions): number {
  switch (contributions.kind) {
    case 'rank':
      return 10;
    case 'extremum':
      return 3 + contributions.parts.reduce((sum, part) => sum + stepsOf(part), 0);
    case 'sums':
      return contributions.addends.form === 'vector' ? 1 + contributions.width / 6 : 1;
    default:
      return 1;
  }
}

/** A function of cells: its totals are all that is drawn. */
export type CellSums = Sums & { readonly addends: { readonly form: 'cell' } };

/** The contributions as those of a table whose rows are independent and weigh the same; null where they are none. */
export function tableOf({ contributions, design }: Estimate): CellSums | null {
  const isTable = contributions.kind === 'sums' && contributions.addends.form === 'cell';
  return isTable && design.weight === null && design.cluster === null ? (contributions as CellSums) : null;
}

/**
 * Draws from the posterior of one value; null where the metric does not exist in more than one of twenty draws, `too-many` where there are
 * more units than can be drawn.
 *
 * A table of counts: its cells have the probabilities of a Dirichlet distribution, with a prior whose mass is 1 in all, spread evenly over the
 * cells. Half a count in each cell would be too much where there are many: it draws a macro average towards chance. Everything else:
 * the Bayesian bootstrap. Draws of estimates with different `stream` are independent of each other.
 */
export function valueDraws(estimate: Estimate, seed: number, stream = 0): Float64Array | 'too-many' | null {
  const table = tableOf(estimate);
  const forCells = table === null ? 0 : drawsForCells(table.width);
  if (table !== null && forCells > 0) {
    const counts = totalsOf(table.addends, table.width, estimate.weights);
    return collect(forCells, dirichletValues(counts, 1 / table.width, table.reduce, seed ^ stream));
  }
  const { contributions, weights, design } = estimate;
  const draws = drawsForUnits(contributions, weights.length);
  if (draws === 0) return 'too-many';
  const evaluate = evaluatorOf(contributions, weights);
  const drawn = new Float64Array(weights.length);
  return collect(draws, (draw) => {
    drawPosteriorWeights(design.keys, countsToDraw(estimate), importanceOf(estimate), seed ^ stream, draw, drawn);
    return evaluate(drawn).value;
  });
}

/** A function of a table's totals, with a prior added to each count. */
function dirichletValues(counts: Float64Array, prior: number, reduce: Sums['reduce'], seed: number) {
  const drawn = new Float64Array(counts.length);
  return (draw: number) => {
    for (let cell = 0; cell < counts.length; cell++) {
      drawn[cell] = gammaVariate(counts[cell]! + prior, hashOf(seed, draw, cell));
    }
    return reduce(drawn).value;
  };
}

/** Values of all draws but those that have none; null when more than one of twenty has none. */
export function collect(draws: number, evaluate: (draw: number) => number | null): Float64Array | null {
  const values = new Float64Array(draws);
  let length = 0;
  for (let draw = 0; draw < draws; draw++) {
    const value = evaluate(draw);
    if (value !== null && Number.isFinite(value)) values[length++] = value;
  }
  return length < draws * (1 - MAX_UNDEFINED) ? null : values.subarray(0, length);
}

/** Examples of a row that draw apart; null where rows draw as one: rows of a cluster do, whatever they stand for. */
export function countsToDraw({ design: { count, cluster } }: Estimate): Float64Array | null {
  return cluster === null ? count : (count?.map((c, i) => (cluster[i]! < 0 ? c : 1)) ?? null);
}

/** What is multiplied with the drawn numbers of `countsToDraw`. */
export function importanceOf({ design: { count, weight, cluster }, weights }: Estimate): Float64Array {
  if (count === null) return weights;
  return weights.map((w, i) => (cluster !== null && cluster[i]! >= 0 ? w : (weight?.[i] ?? 1)));
}
