import type { Comparison } from '../model/measurement.ts';
import { hashOf } from '../statistics/bayesian-bootstrap.ts';
import { gammaVariate } from '../statistics/gamma-variate.ts';
import { independentPosterior } from '../statistics/independent-posterior.ts';
import { pairedPosterior } from '../statistics/paired-posterior.ts';
import { replicatePosterior } from '../statistics/replicate-posterior.ts';
import {
  arePlain,
  discordance,
  eitherWay,
  independentDifference,
  independentRatio,
  pairedDifference,
  pairedRatio,
  smallestSample,
} from './difference.ts';
import type { Estimate } from './estimate.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { pairedTable } from './paired-table.ts';
import { constantShare, fromBounds, shareOf } from './posterior.ts';
import { collect, valueDraws } from './posterior-draws.ts';
import { BLIND, type Difference, MIN_UNANIMOUS, NO_INTERVAL } from './spread.ts';

type Range = readonly [number | null, number | null];
type Combine = (candidate: number, baseline: number) => number;
export type Scale = 'difference' | 'ratio';

const COMBINE: Readonly<Record<Scale, Combine>> = {
  difference: (x, y) => x - y,
  ratio: (x, y) => (y > 0 ? x / y - 1 : Number.NaN),
};
/** Tells the draws of the baseline from those of the candidate where the two are independent. */
const BASELINE = 0x51ed270b;

/**
 * The posterior distribution of value − baseline, or of value ÷ baseline − 1, on the same units: exact for shares, else by draws of both
 * values at once. Where there are more units than can be drawn, the bounds of the influence function serve as one.
 */
export function pairedChangePosterior(candidate: Estimate, baseline: Estimate, scale: Scale, seed: number) {
  if (candidate.contributions.kind === 'scalar')
    return independentChangePosterior(candidate, baseline, scale, [null, null], seed);
  return posteriorOnly(
    eitherWay(candidate, baseline, (own, other) => {
      const [a, b] = [own.contributions, other.contributions];
      if (a.kind === 'quantile' && a.q === 1) return NO_INTERVAL;
      if (scale === 'difference' && a.kind === 'proportion' && b.kind === 'proportion' && arePlain(own, other)) {
        const { worse, better } = discordance(a.hits, b.hits, own.design.count);
        return of(pairedPosterior(worse, better, own.n));
      }
      const combine = COMBINE[scale];
      const draws = pairedTable(own, other, combine, seed) ?? pairedBootstrap(own, other, combine, seed);
      if (draws === 'too-many') {
        const along = scale === 'difference' ? pairedDifference : pairedRatio;
        return laidOut(along(own, other, seed));
      }
      if (draws === 'undefined') return BLIND;
      return of(replicatePosterior(draws), smallestSample(own));
    }),
  );
}

/** The same of estimates on different examples, each with a posterior of its own. `range` is that of the metric. */
export function independentChangePosterior(
  candidate: Estimate,
  baseline: Estimate,
  scale: Scale,
  range: Range,
  seed: number,
) {
  return posteriorOnly(
    eitherWay(candidate, baseline, (own, other) => {
      const straight = () =>
        laidOut(scale === 'difference' ? independentDifference(own, other) : independentRatio(own, other));
      if (own.contributions.kind === 'scalar') return straight();
      const [ownShare, otherShare] = [shareOf(own), shareOf(other)];
      if (ownShare !== null && otherShare !== null) return of(independentPosterior(scale, ownShare, otherShare));
      if (own.contributions.kind === 'quantile' && own.contributions.q === 1) return NO_INTERVAL;
      const [x, y] = [sideDraws(own, range, seed, 0), sideDraws(other, range, seed, BASELINE)];
      if (x === 'too-many' || y === 'too-many') return straight();
      if (x === null || y === null) return BLIND;
      const draws = collect(Math.min(x.length, y.length), (draw) => COMBINE[scale](x[draw]!, y[draw]!));
      return draws === null
        ? BLIND
        : of(replicatePosterior(draws), Math.min(smallestSample(own), smallestSample(other)));
    }),
  );
}

/** Draws of one side. Units that are all alike would never differ in a draw: on a bounded scale they are as many successes in as many trials. */
function sideDraws(estimate: Estimate, range: Range, seed: number, stream: number): Float64Array | 'too-many' | null {
  const draws = valueDraws(estimate, seed, stream);
  if (draws === null || draws === 'too-many' || replicatePosterior(draws) !== null) return draws;
  const alike = constantShare(estimate, range);
  if (alike === null) return draws;
  const { share, from, to } = alike;
  const [k, n] = share;
  return draws.map((_, draw) => {
    const [won, lost] = [0, 1].map((need) =>
      gammaVariate((need === 0 ? k : n - k) + 0.5, hashOf(seed ^ stream, draw, need)),
    );
    return from + ((to - from) * won!) / (won! + lost!);
  });
}

/** No posterior: so few units that nothing is known, or so many that all agree. */
function of(bounds: Difference['bounds'], units = 0): Difference {
  if (bounds !== null) return { bounds, standardError: null, isBlind: false };
  return units < MIN_UNANIMOUS ? BLIND : NO_INTERVAL;
}

/** Bounds along a straight line, taken for a posterior. */
function laidOut(difference: Difference): Difference {
  return { ...difference, bounds: fromBounds(difference.bounds) };
}

function posteriorOnly({ bounds, isBlind }: Difference): ReturnType<Comparison['posterior']> {
  return { bounds, isBlind };
}
