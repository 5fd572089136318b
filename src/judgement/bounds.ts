import { sortRows, valueAtShare } from '../metrics/quantiles.ts';
import { baseTest } from '../metrics/units.ts';
import { gather } from '../model/gather.ts';
import type { Bounds } from '../model/measurement.ts';
import type { Contributions, Statistic } from '../model/metric.ts';
import { clopperPearsonBounds } from '../statistics/clopper-pearson.ts';
import { divergenceBounds, nullCeiling } from '../statistics/divergence-bounds.ts';
import { linearisedVariance } from '../statistics/linearised.ts';
import { logitBounds } from '../statistics/logit-bounds.ts';
import { normalBounds } from '../statistics/normal-bounds.ts';
import { quantileRanks } from '../statistics/order-statistics.ts';
import { studentBounds } from '../statistics/student-bounds.ts';
import { wilsonBounds } from '../statistics/wilson.ts';
import { type Design, type Estimate, restrict } from './estimate.ts';
import { steepestSlope } from './rare-changes.ts';
import { drawsFor, isResampled } from './resample.ts';
import { simultaneousBounds } from './simultaneous.ts';
import { meanBounds, resampledBounds } from './skewed.ts';

type Range = readonly [number | null, number | null];
type Quantile = Extract<Contributions, { kind: 'quantile' }>;

/** The interval that the kind of a metric has for one estimate; null when the data give none. `range` is that of the metric. */
export function boundsOf(estimate: Estimate, range: Range, seed: number): Bounds | null {
  const { value, reason, contributions } = estimate;
  if (value === null || reason !== null) return null;
  switch (contributions.kind) {
    case 'proportion':
      return shareBounds(value, effectiveSize(estimate, value));
    case 'mean': {
      const { variance, df } = varianceOf(estimate);
      if (variance === null || df <= 0) return null;
      if (!isRounding(variance, value)) {
        const student = studentBounds(value, Math.sqrt(variance), df, 't', contributions.range);
        return clamped(meanBounds(estimate, student, seed), contributions.range);
      }
      return constantBounds(value, contributions.range, sizeOfConstant(estimate, range));
    }
    case 'sums': {
      if (contributions.shareOf !== undefined) return shareBounds(value, effectiveSize(baseOf(estimate), value));
      const { variance, df } = varianceOf(estimate);
      if (variance === null || df <= 0) return null;
      if (isRounding(variance, value)) return constantBounds(value, range, sizeOfConstant(estimate, range));
      const draws = isResampled(contributions) ? drawsFor(estimate.weights.length) : 0;
      if (draws > 0) return clamped(resampledBounds(estimate, seed, draws), range);
      const se = Math.sqrt(variance);
      if (estimate.design.cluster !== null) return studentBounds(value, se, df, 't', range);
      return normalBounds(value, se, 'influence', range);
    }
    case 'rank':
      return rankBounds(estimate, value, contributions, range);
    case 'quantile':
      return around(value, quantileBounds(contributions, estimate.weights, orderedSize(estimate)));
    case 'divergence':
      return divergenceBounds(value, sampleSize(estimate, 0), sampleSize(estimate, 1), contributions.null!);
    case 'extremum':
      return simultaneousBounds(contributions, estimate, range, seed);
    case 'scalar': {
      const { standardError } = contributions.scalar;
      return standardError === null ? null : normalBounds(value, standardError, 'standard-error', range);
    }
  }
}

function shareBounds(share: number, n: number): Bounds | null {
  const successes = Math.min(share * n, n);
  const bounds = wilsonBounds(successes, n);
  return bounds && { ...bounds, guaranteed: clopperPearsonBounds(successes, n)! };
}

/** The estimate of a share, on the units that it is a share of. */
export function baseOf(estimate: Estimate): Estimate {
  const isBase = baseTest(estimate.contributions);
  const rows = Int32Array.from(estimate.weights.keys()).filter(isBase);
  return restrict(estimate, estimate.contributions, rows);
}

/** Bounds that hold the value itself, which interpolates between what order statistics can tell. */
function around(value: number, bounds: Bounds | null): Bounds | null {
  return (
    bounds && {
      ...bounds,
      low: (level) => Math.min(value, bounds.low(level)),
      high: (level) => Math.max(value, bounds.high(level)),
    }
  );
}

/** On the scale of log-odds between the ends of the range: for an AUC that of Pepe, for a correlation that of Fisher. */
function rankBounds(estimate: Estimate, value: number, { method }: Statistic, range: Range): Bounds | null {
  const { variance, df } = varianceOf(estimate);
  if (variance === null) return null;
  const [from, to] = range;
  if (from === null || to === null) {
    return isRounding(variance, value) || df <= 0 ? null : normalBounds(value, Math.sqrt(variance), method, range);
  }
  if (value > from && value < to && variance > 0) return logitBounds(value, Math.sqrt(variance), method, [from, to]);
  return constantBounds(value, range, sizeOfConstant(estimate, range));
}

/** Order statistics of the values: those whose ranks bound the quantile of `n` independent units. null for the maximum, which has none. */
function quantileBounds({ values, q }: Quantile, weights: Float64Array, n: number): Bounds | null {
  if (q === 1 || n < 2) return null;
  const ranks = quantileRanks(Math.floor(n), q);
  const sorted = sortRows(values);
  const at = (rank: number | null, beyond: number) =>
    rank === null ? beyond : valueAtShare(sorted, weights, rank / Math.floor(n));
  return {
    method: 'order-statistics',
    low: (level) => at(ranks.low(level), -Infinity),
    high: (level) => at(ranks.high(level), Infinity),
  };
}

function orderedSize(estimate: Estimate): number {
  const { n, design } = estimate;
  return design.weight === null && design.cluster === null ? n : Math.min(n, kishSize(design));
}

function clamped(bounds: Bounds | null, range: Range): Bounds | null {
  if (bounds === null) return null;
  const { guaranteed } = bounds;
  const within = { ...bounds, ...clampedEnds(bounds, range) };
  return guaranteed ? { ...within, guaranteed: clampedEnds(guaranteed, range) } : within;
}

function clampedEnds({ low, high }: Pick<Bounds, 'low' | 'high'>, [least, most]: Range): Pick<Bounds, 'low' | 'high'> {
  const clamp = (bound: number) => Math.min(Math.max(bound, least ?? -Infinity), most ?? Infinity);
  return { low: (level) => clamp(low(level)), high: (level) => clamp(high(level)) };
}

/** What noise alone stays below, of a distance between two samples; null for other kinds. */
export function ceilingOf(estimate: Estimate): number | null {
  const { contributions, value } = estimate;
  if (contributions.kind !== 'divergence' || value === null) return null;
  return nullCeiling(sampleSize(estimate, 0), sampleSize(estimate, 1), contributions.null!);
}

/** Examples of one of two samples: as many independent ones of equal weight as they are worth. */
function sampleSize({ contributions, design }: Estimate, side: number): number {
  const { sample } = contributions as Statistic;
  const rows = Int32Array.from(sample.keys()).filter((row) => sample[row] === side);
  const own: Design = {
    count: design.count && gather(design.count, rows),
    weight: design.weight && gather(design.weight, rows),
    cluster: design.cluster && gather(design.cluster, rows),
    keys: gather(design.keys, rows),
    repeats: design.repeats && gather(design.repeats, rows),
  };
  return kishSize(own);
}

/** Whether a variance is no spread, but what the rounding of numbers of this size leaves. */
export function isRounding(variance: number, size: number): boolean {
  return variance <= (1e-12 * size) ** 2;
}

/** Variance of an estimate from what each unit does to it. */
export function varianceOf(estimate: Estimate): ReturnType<typeof linearisedVariance> {
  return spread(estimate.effects, estimate.design, estimate.contributions);
}

/** Variance of a sum of effects, with the finite correction that the kind calls for. */
export function spread(effects: Float64Array, design: Design, contributions: Contributions) {
  return linearisedVariance({
    effects,
    counts: design.count,
    weights: design.weight,
    cluster: design.cluster,
    strata: contributions.kind === 'rank' && contributions.sample.includes(1) ? contributions.sample : null,
    centred: contributions.kind === 'mean',
  });
}

/**
 * The number of independent, equally weighted examples that would say as much: n for plain rows; n divided by the design effect
 * for weights and clusters, and where the effects vanish (a proportion of 0 or 1) Kish's (Σw)²/Σw² over the clusters. Never above n.
 */
export function effectiveSize(estimate: Estimate, proportion: number | null): number {
  const { n, design } = estimate;
  if (design.weight === null && design.cluster === null) return n;
  const { variance } = varianceOf(estimate);
  if (proportion !== null && variance !== null && variance > 0) {
    return Math.min(n, (proportion * (1 - proportion)) / variance);
  }
  return Math.min(n, kishSize(design));
}

function kishSize({ count, weight, cluster, keys }: Design): number {
  const { length } = keys;
  const clusters = new Map<number, number>();
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const w = weight?.[i] ?? 1;
    const c = count?.[i] ?? 1;
    sum += c * w;
    const code = cluster?.[i] ?? -1;
    if (code < 0) squares += c * w * w;
    else clusters.set(code, (clusters.get(code) ?? 0) + c * w);
  }
  for (const total of clusters.values()) squares += total * total;
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/**
 * Trials that say as much about a function of totals that no unit moves, such as the F1 of a model without a mistake: one mistake more of the
 * kind that weighs most moves a share of n trials by 1/n. Never more than the independent units.
 */
function unmovedSize(estimate: Estimate, [from, to]: Range): number {
  const size = effectiveSize(estimate, null);
  const steepest = steepestSlope(estimate);
  if (from === null || to === null || steepest === 0) return size;
  return Math.min(size, ((to - from) / steepest) * (size / estimate.n));
}

/** Independent trials that units are worth which are all alike. */
export function sizeOfConstant(estimate: Estimate, range: Range): number {
  const { contributions } = estimate;
  if (contributions.kind === 'rank') return smallerSample(contributions.sample);
  return contributions.kind === 'sums' ? unmovedSize(estimate, range) : effectiveSize(estimate, null);
}

/** All units alike: on a bounded scale, what as many successes in as many trials would leave possible (Wilson); else nothing. */
function constantBounds(value: number, range: Range, n: number): Bounds | null {
  const [from, to] = range;
  if (from === null || to === null) return null;
  const unit = wilsonBounds(n * Math.min(Math.max((value - from) / (to - from), 0), 1), n);
  if (unit === null) return null;
  const scale = (share: number) => from + share * (to - from);
  return {
    method: 'wilson',
    low: (level) => scale(unit.low(level)),
    high: (level) => scale(unit.high(level)),
  };
}

function smallerSample(sample: Int8Array): number {
  let second = 0;
  for (const side of sample) second += side;
  return second === 0 ? sample.length : Math.min(second, sample.length - second);
}
