import { baseWeight, groupRows, isLargeEnough } from '../metrics/extremum.ts';
import { gather } from '../model/gather.ts';
import type { Bounds } from '../model/measurement.ts';
import { bonettPriceBounds } from '../statistics/bonett-price.ts';
import { guardPaired, guardUnpaired } from '../statistics/exact-guard.ts';
import { newcombeBounds } from '../statistics/newcombe.ts';
import { deletionEffects } from './deletion.ts';
import type { Estimate } from './estimate.ts';
import { envelope, fleetingClasses, withoutClasses } from './fleeting.ts';
import { rareChanges } from './rare-changes.ts';
import { boundsOfReplicates, drawsFor, isResampled, pairedReplicates } from './resample.ts';
import {
  BLIND,
  type Difference,
  fromEffects,
  fromSamples,
  known,
  MIN_UNANIMOUS,
  NO_INTERVAL,
  standardErrorOf,
} from './spread.ts';

/** value − baseline of estimates whose units are the same, in the same order. */
export function pairedDifference(candidate: Estimate, baseline: Estimate, seed: number): Difference {
  if (candidate.contributions.kind === 'scalar') return independentDifference(candidate, baseline);
  return eitherWay(candidate, baseline, (own, other) => pairedChange(own, other, seed));
}

/**
 * The same along a straight line, also where the change would be resampled: in a fraction of the time, and with bounds that are nearly as good
 * where there are not very few examples.
 */
export function straightDifference(candidate: Estimate, baseline: Estimate): Difference {
  const { contributions } = candidate;
  if (contributions.kind === 'quantile' && contributions.q === 1) return NO_INTERVAL;
  return eitherWay(candidate, baseline, straightChange);
}

/** value ÷ baseline − 1 of paired estimates. The baseline is above 0. */
export function pairedRatio(candidate: Estimate, baseline: Estimate, seed: number): Difference {
  if (candidate.contributions.kind === 'scalar') return independentRatio(candidate, baseline);
  return eitherWay(candidate, baseline, (own, other) =>
    agreeing(pairedQuotient(own, other, seed), pairedChange(own, other, seed), other.value!),
  );
}

/** value − baseline of estimates on different examples. */
export function independentDifference(candidate: Estimate, baseline: Estimate): Difference {
  return eitherWay(candidate, baseline, independentChange);
}

/** value ÷ baseline − 1 of estimates on different examples. The baseline is above 0. */
export function independentRatio(candidate: Estimate, baseline: Estimate): Difference {
  return eitherWay(candidate, baseline, (own, other) =>
    agreeing(independentQuotient(own, other), independentChange(own, other), other.value!),
  );
}

/**
 * Compares two values. Where an average is over a class that only one side has, and hardly, the bounds are those that hold with that class
 * and without it: the estimate is as it is, and what it proves must not hang on a stray answer.
 */
export function eitherWay(
  candidate: Estimate,
  baseline: Estimate,
  compare: (candidate: Estimate, baseline: Estimate) => Difference,
): Difference {
  if (candidate.value === null || baseline.value === null) return NO_INTERVAL;
  const difference = compare(candidate, baseline);
  const fleeting = fleetingClasses(candidate, baseline);
  if (fleeting.length === 0 || difference.bounds === null) return difference;
  const [own, other] = [withoutClasses(candidate, fleeting), withoutClasses(baseline, fleeting)];
  if (own?.value == null || other?.value == null) return BLIND;
  const without = compare(own, other);
  return without.bounds === null ? without : { ...difference, bounds: envelope(difference.bounds, without.bounds) };
}

function pairedChange(candidate: Estimate, baseline: Estimate, seed: number): Difference {
  return resampledPair(candidate, baseline, (x, y) => x - y, seed) ?? straightChange(candidate, baseline);
}

function straightChange(candidate: Estimate, baseline: Estimate): Difference {
  const [a, b] = [candidate.contributions, baseline.contributions];
  if (a.kind === 'proportion' && b.kind === 'proportion' && arePlain(candidate, baseline)) {
    const { worse, better } = discordance(a.hits, b.hits, candidate.design.count);
    const { n } = candidate;
    const bounds = guardPaired(bonettPriceBounds(worse, better, n), worse, better, n);
    return known(bounds, Math.sqrt(discordanceVariance(worse, better, n)));
  }
  const [x, y] = [candidate.value!, baseline.value!];
  const effects =
    deletionEffects(candidate, baseline, (own, other) => own - other) ??
    candidate.effects.map((effect, i) => effect - baseline.effects[i]!);
  const size = Math.max(Math.abs(x), Math.abs(y));
  return fromEffects(x - y, effects, [candidate, baseline], size, rareChanges(candidate, baseline, [1, 1]));
}

/** On the log scale where both values are positive. */
function pairedQuotient(candidate: Estimate, baseline: Estimate, seed: number): Difference {
  const [a, b] = [candidate.value!, baseline.value!];
  const resampled = resampledPair(candidate, baseline, (x, y) => x / y - 1, seed);
  if (resampled !== null) return resampled;
  const sides = [candidate, baseline] as const;
  if (a <= 0) {
    const effects = candidate.effects.map((effect, i) => effect / b - (a / b ** 2) * baseline.effects[i]!);
    return fromEffects(a / b - 1, effects, sides, 1, rareChanges(candidate, baseline, [1 / b, a / b ** 2]));
  }
  const effects =
    deletionEffects(candidate, baseline, (x, y) => (x > 0 && y > 0 ? Math.log(x / y) : Number.NaN)) ??
    candidate.effects.map((effect, i) => effect / a - baseline.effects[i]! / b);
  return fromLog(fromEffects(Math.log(a / b), effects, sides, 1, rareChanges(candidate, baseline, [1 / a, 1 / b])));
}

function independentChange(candidate: Estimate, baseline: Estimate): Difference {
  const [a, b] = [candidate.value!, baseline.value!];
  const [own, other] = [standardErrorOf(candidate), standardErrorOf(baseline)];
  const areShares = candidate.contributions.kind === 'proportion' && baseline.contributions.kind === 'proportion';
  if (areShares && arePlain(candidate, baseline)) {
    const [n, m] = [candidate.n, baseline.n];
    const bounds = newcombeBounds(a * n, n, b * m, m);
    return known(bounds && guardUnpaired(bounds, a * n, n, b * m, m), Math.hypot(own?.se ?? 0, other?.se ?? 0));
  }
  return fromSamples(a - b, [own, 1], [other, 1], [candidate, baseline]);
}

function independentQuotient(candidate: Estimate, baseline: Estimate): Difference {
  const [a, b] = [candidate.value!, baseline.value!];
  const sides = [candidate, baseline] as const;
  const [own, other] = [standardErrorOf(candidate), standardErrorOf(baseline)];
  if (a <= 0) return fromSamples(a / b - 1, [own, 1 / b], [other, Math.abs(a) / b ** 2], sides);
  return fromLog(fromSamples(Math.log(a / b), [own, 1 / a], [other, 1 / b], sides));
}

/**
 * Bounds of a quotient that lie on the same side of "no change" as those of the difference do: a quotient is below 1 just when the difference
 * is below 0, and the logarithm of a small or uncertain value must not prove more than the value itself.
 */
function agreeing(quotient: Difference, difference: Difference, baseline: number): Difference {
  const [ratio, change] = [quotient.bounds, difference.bounds];
  if (ratio === null || change === null) return quotient;
  return {
    ...quotient,
    bounds: {
      method: ratio.method,
      low: (level) =>
        change.low(level) > 0 ? ratio.low(level) : Math.min(ratio.low(level), change.low(level) / baseline),
      high: (level) =>
        change.high(level) < 0 ? ratio.high(level) : Math.max(ratio.high(level), change.high(level) / baseline),
    },
  };
}

/** A function of both values by resampling both sides at once; null when a straight line serves, or has to. */
function resampledPair(
  candidate: Estimate,
  baseline: Estimate,
  combine: (candidate: number, baseline: number) => number,
  seed: number,
): Difference | null {
  const { contributions } = candidate;
  const draws = isResampled(contributions) ? drawsFor(candidate.weights.length) : 0;
  if (draws === 0) return null;
  if (contributions.kind === 'quantile' && contributions.q === 1) return NO_INTERVAL;
  const replicates = pairedReplicates([candidate, baseline], ([x, y]) => combine(x!, y!), seed, draws);
  if (replicates === null) return BLIND;
  const found = boundsOfReplicates(replicates);
  if (found !== null) return { ...found, isBlind: false };
  return smallestSample(candidate) < MIN_UNANIMOUS ? BLIND : NO_INTERVAL;
}

/** Independent units; of groups, those of the smallest that takes part. */
export function smallestSample({ contributions, weights, design: { keys } }: Estimate): number {
  if (contributions.kind !== 'extremum') return new Set(keys).size;
  const sizes = contributions.parts.flatMap((part) =>
    groupRows(part, contributions.groups, contributions.names.length)
      .filter((rows) => isLargeEnough(contributions, baseWeight(part, rows, weights)))
      .map((rows) => new Set(gather(keys, rows)).size),
  );
  return Math.min(...sizes);
}

/** b and c of McNemar's table: units that only the baseline gets right, and that only the candidate does. */
export function discordance(candidate: Int8Array, baseline: Int8Array, count: Float64Array | null) {
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

function fromLog(difference: Difference): Difference {
  const { bounds } = difference;
  if (bounds === null) return difference;
  const turnBack = (end: Bounds['low']) => (level: number) => Math.expm1(end(level));
  return { ...difference, bounds: { method: 'log-ratio', low: turnBack(bounds.low), high: turnBack(bounds.high) } };
}

export function arePlain(...estimates: readonly Estimate[]): boolean {
  return estimates.every(({ design }) => design.weight === null && design.cluster === null);
}
