import type { Bounds } from '../model/measurement.ts';
import type { Contributions } from '../model/metric.ts';
import { bonettPriceBounds } from '../statistics/bonett-price.ts';
import { newcombeBounds } from '../statistics/newcombe.ts';
import { normalBounds } from '../statistics/normal-bounds.ts';
import { studentBounds } from '../statistics/student-bounds.ts';
import { welchDf } from '../statistics/welch.ts';
import { isRounding, spread, varianceOf } from './bounds.ts';
import { deletionEffects, hasFleetingClass } from './deletion.ts';
import type { Design, Estimate } from './estimate.ts';
import { boundsOfReplicates, drawsFor, isResampled, pairedReplicates } from './resample.ts';

/** How uncertain a difference is. */
export interface Difference {
  readonly bounds: Bounds | null;
  readonly standardError: number | null;
  /** There is no interval because the examples are too few or too alike to tell. */
  readonly isBlind: boolean;
}

/** Differences that are all the same leave no doubt from this many units on. */
const MIN_UNANIMOUS = 30;

const NO_INTERVAL: Difference = { bounds: null, standardError: null, isBlind: false };
const BLIND: Difference = { ...NO_INTERVAL, isBlind: true };

/** value − baseline of estimates whose units are the same, in the same order. */
export function pairedDifference(candidate: Estimate, baseline: Estimate, seed: number): Difference {
  if (candidate.value === null || baseline.value === null) return NO_INTERVAL;
  const [a, b] = [candidate.contributions, baseline.contributions];
  if (a.kind === 'scalar' || b.kind === 'scalar') return independentDifference(candidate, baseline);
  if (hasFleetingClass(candidate, baseline)) return BLIND;
  const resampled = resampledPair(candidate, baseline, (x, y) => x - y, seed);
  if (resampled !== null) return resampled;
  if (a.kind === 'proportion' && b.kind === 'proportion' && arePlain(candidate, baseline)) {
    const { worse, better } = discordance(a.hits, b.hits, candidate.design.count);
    const standardError = Math.sqrt(discordanceVariance(worse, better, candidate.n));
    return known(bonettPriceBounds(worse, better, candidate.n), standardError);
  }
  const effects =
    deletionEffects(candidate, baseline, (x, y) => x - y) ??
    candidate.effects.map((effect, i) => effect - baseline.effects[i]!);
  const size = Math.max(Math.abs(candidate.value), Math.abs(baseline.value));
  return fromEffects(candidate.value - baseline.value, effects, candidate.design, generalKind(a, b), size);
}

/** value ÷ baseline − 1 of paired estimates, on the log scale where both are positive. */
export function pairedRatio(candidate: Estimate, baseline: Estimate, seed: number): Difference {
  const { value: a } = candidate;
  const { value: b } = baseline;
  if (a === null || b === null || b <= 0) return NO_INTERVAL;
  if (candidate.contributions.kind === 'scalar') return independentRatio(candidate, baseline);
  if (hasFleetingClass(candidate, baseline)) return BLIND;
  const resampled = resampledPair(candidate, baseline, (x, y) => x / y - 1, seed);
  if (resampled !== null) return resampled;
  const kind = generalKind(candidate.contributions, baseline.contributions);
  if (a <= 0) {
    const effects = candidate.effects.map((effect, i) => effect / b - (a / b ** 2) * baseline.effects[i]!);
    return fromEffects(a / b - 1, effects, candidate.design, kind, 1);
  }
  const effects =
    deletionEffects(candidate, baseline, (x, y) => (x > 0 && y > 0 ? Math.log(x / y) : Number.NaN)) ??
    candidate.effects.map((effect, i) => effect / a - baseline.effects[i]! / b);
  return fromLog(fromEffects(Math.log(a / b), effects, candidate.design, kind, 1));
}

/** value − baseline of estimates on different examples. */
export function independentDifference(candidate: Estimate, baseline: Estimate): Difference {
  const { value: a } = candidate;
  const { value: b } = baseline;
  if (a === null || b === null) return NO_INTERVAL;
  const [own, other] = [standardErrorOf(candidate), standardErrorOf(baseline)];
  if (hasFleetingClass(candidate, baseline)) return BLIND;
  const areShares = candidate.contributions.kind === 'proportion' && baseline.contributions.kind === 'proportion';
  if (areShares && arePlain(candidate, baseline)) {
    const bounds = newcombeBounds(a * candidate.n, candidate.n, b * baseline.n, baseline.n);
    return known(bounds, Math.hypot(own?.se ?? 0, other?.se ?? 0));
  }
  return fromSamples(a - b, own, other, Math.max(Math.abs(a), Math.abs(b)), candidate.contributions);
}

/** value ÷ baseline − 1 of estimates on different examples. */
export function independentRatio(candidate: Estimate, baseline: Estimate): Difference {
  const { value: a } = candidate;
  const { value: b } = baseline;
  if (a === null || b === null || b <= 0) return NO_INTERVAL;
  const kind = candidate.contributions;
  const [own, other] = [standardErrorOf(candidate), standardErrorOf(baseline)];
  if (a <= 0) return fromSamples(a / b - 1, scale(own, 1 / b), scale(other, Math.abs(a) / b ** 2), 1, kind);
  return fromLog(fromSamples(Math.log(a / b), scale(own, 1 / a), scale(other, 1 / b), 1, kind));
}

/** A function of both values by resampling both sides at once; null when a straight line serves, or when it has to. */
function resampledPair(
  candidate: Estimate,
  baseline: Estimate,
  combine: (candidate: number, baseline: number) => number,
  seed: number,
): Difference | null {
  if (!isResampled(candidate.contributions)) return null;
  const draws = drawsFor(candidate.weights.length);
  if (draws === 0) return null;
  const found = boundsOfReplicates(pairedReplicates([candidate, baseline], ([x, y]) => combine(x!, y!), seed, draws));
  if (found === null) return isMaximum(candidate.contributions) ? NO_INTERVAL : BLIND;
  return { ...found, isBlind: false };
}

/** The largest of all values: no sample tells how much larger the next one may be. */
function isMaximum(contributions: Contributions): boolean {
  return contributions.kind === 'quantile' && contributions.q === 1;
}

/** b and c of McNemar's table: units that only the baseline gets right, and that only the candidate does. */
function discordance(candidate: Int8Array, baseline: Int8Array, count: Float64Array | null) {
  let worse = 0;
  let better = 0;
  for (let i = 0; i < candidate.length; i++) {
    const step = candidate[i]! - baseline[i]!;
    if (step < 0) worse += count?.[i] ?? 1;
    else if (step > 0) better += count?.[i] ?? 1;
  }
  return { worse, better };
}

/** Variance of (better − worse)/n after one pseudo-pair has been added to each side (Bonett and Price 2012). */
function discordanceVariance(worse: number, better: number, n: number): number {
  const [lost, won] = [(worse + 1) / (n + 2), (better + 1) / (n + 2)];
  return (lost + won - (won - lost) ** 2) / (n + 2);
}

/** A change of paired units, of numbers of the given size. */
function fromEffects(
  change: number,
  effects: Float64Array,
  design: Design,
  contributions: Contributions,
  size: number,
): Difference {
  const { variance, units, df, changed } = spread(effects, design, contributions);
  if (variance === null) return BLIND;
  if (changed === 0 || isRounding(variance, size)) return units < MIN_UNANIMOUS ? BLIND : NO_INTERVAL;
  if (contributions.kind === 'mean' || design.cluster !== null) {
    const standardError = Math.sqrt(variance);
    return known(df > 0 ? studentBounds(change, standardError, df) : null, standardError);
  }
  const standardError = Math.sqrt(contributions.kind === 'rank' ? variance : withPseudoPairs(variance, changed));
  return known(normalBounds(change, standardError, methodOf(contributions)), standardError);
}

/** A change between two samples: Welch's t where both have degrees of freedom, else the normal distribution. */
function fromSamples(
  change: number,
  own: StandardError | null,
  other: StandardError | null,
  size: number,
  contributions: Contributions,
): Difference {
  const nothing = contributions.kind === 'scalar' ? NO_INTERVAL : BLIND;
  if (own === null || other === null) return nothing;
  const standardError = Math.hypot(own.se, other.se);
  if (isRounding(standardError ** 2, size)) return nothing;
  const method = methodOf(contributions);
  if (own.df === null || other.df === null) return known(normalBounds(change, standardError, method), standardError);
  const df = own.df > 0 && other.df > 0 ? welchDf(own.se, own.df, other.se, other.df) : 0;
  return known(df > 0 ? studentBounds(change, standardError, df) : null, standardError);
}

function known(bounds: Bounds | null, standardError: number): Difference {
  return bounds === null ? BLIND : { bounds, standardError, isBlind: false };
}

/**
 * A variance that rests on few changed units is too small. Bonett and Price add one changed pair to each side of a difference of
 * proportions; two more changed units of average size do the same to any function of sums.
 */
function withPseudoPairs(variance: number, changed: number): number {
  return (variance * (changed + 2)) / changed;
}

interface StandardError {
  readonly se: number;
  /** null: so many that the normal distribution serves. */
  readonly df: number | null;
}

function standardErrorOf(estimate: Estimate): StandardError | null {
  const { contributions, design } = estimate;
  if (contributions.kind === 'scalar') {
    const { standardError } = contributions.scalar;
    return standardError === null ? null : { se: standardError, df: null };
  }
  const { variance, df } = varianceOf(estimate);
  if (variance === null) return null;
  const hasDf = contributions.kind === 'mean' || design.cluster !== null;
  return { se: Math.sqrt(variance), df: hasDf ? df : null };
}

function scale(error: StandardError | null, factor: number): StandardError | null {
  return error && { ...error, se: error.se * factor };
}

/** Scores that are all 0 or 1 on one side alone are a proportion there and a mean on the other: their difference is a mean. */
function generalKind(a: Contributions, b: Contributions): Contributions {
  return b.kind === 'mean' ? b : a;
}

function fromLog(difference: Difference): Difference {
  const { bounds } = difference;
  if (bounds === null) return difference;
  return {
    ...difference,
    bounds: {
      method: 'log-ratio',
      low: (level) => Math.expm1(bounds.low(level)),
      high: (level) => Math.expm1(bounds.high(level)),
    },
  };
}

function methodOf(contributions: Contributions): string {
  if (contributions.kind === 'rank') return contributions.method;
  return contributions.kind === 'scalar' ? 'standard-error' : 'influence';
}

function arePlain(...estimates: readonly Estimate[]): boolean {
  return estimates.every(({ design }) => design.weight === null && design.cluster === null);
}
