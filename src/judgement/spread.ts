import type { Bounds } from '../model/measurement.ts';
import type { Contributions } from '../model/metric.ts';
import { normalBounds } from '../statistics/normal-bounds.ts';
import { studentBounds } from '../statistics/student-bounds.ts';
import { welchDf } from '../statistics/welch.ts';
import { isRounding, spread, varianceOf } from './bounds.ts';
import type { Estimate } from './estimate.ts';
import { rareAnswers } from './rare-changes.ts';

/** How uncertain a difference is. */
export interface Difference {
  readonly bounds: Bounds | null;
  readonly standardError: number | null;
  /** There is no interval because the examples are too few or too alike to tell. */
  readonly isBlind: boolean;
}

/** Differences that are all the same leave no doubt from this many units on. */
export const MIN_UNANIMOUS = 30;

/** Degrees of freedom from which on t is the normal distribution to six digits. */
const MANY = 1e6;

export const NO_INTERVAL: Difference = { bounds: null, standardError: null, isBlind: false };
export const BLIND: Difference = { ...NO_INTERVAL, isBlind: true };

interface StandardError {
  readonly se: number;
  /** null: so many that the normal distribution serves. */
  readonly df: number | null;
}

export function known(bounds: Bounds | null, standardError: number): Difference {
  return bounds === null ? BLIND : { bounds, standardError, isBlind: false };
}

/** A change of paired units, of numbers of the given size. `rare` is the variance of what none of them happened to do. */
export function fromEffects(
  change: number,
  effects: Float64Array,
  [candidate, baseline]: readonly [Estimate, Estimate],
  size: number,
  rare: number,
): Difference {
  const { design } = candidate;
  const contributions = generalKind(candidate.contributions, baseline.contributions);
  const { variance, units, df, changed } = spread(effects, design, contributions);
  if (variance === null) return BLIND;
  if (changed === 0 || isRounding(variance, size)) return units < MIN_UNANIMOUS ? BLIND : NO_INTERVAL;
  const method = methodOf(contributions);
  if (contributions.kind === 'mean' || design.cluster !== null) {
    const standardError = Math.sqrt(variance);
    return known(df > 0 ? studentBounds(change, standardError, df) : null, standardError);
  }
  if (contributions.kind === 'rank') {
    const standardError = Math.sqrt(variance);
    return known(changed > 1 ? studentBounds(change, standardError, changed - 1, method) : null, standardError);
  }
  const standardError = Math.sqrt(variance + Math.max((2 / changed) * variance, rare));
  return known(normalBounds(change, standardError, method), standardError);
}

/** A change between two samples, each error times a factor: Welch's t where both have degrees of freedom, else the normal distribution. */
export function fromSamples(
  change: number,
  [own, ownFactor]: readonly [StandardError | null, number],
  [other, otherFactor]: readonly [StandardError | null, number],
  [{ contributions, n }, { n: m }]: readonly [Estimate, Estimate],
): Difference {
  if (own === null || other === null) return contributions.kind === 'scalar' ? NO_INTERVAL : BLIND;
  const [a, b] = [own.se * ownFactor, other.se * otherFactor];
  const standardError = Math.hypot(a, b);
  if (standardError === 0)
    return contributions.kind === 'scalar' || Math.min(n, m) >= MIN_UNANIMOUS ? NO_INTERVAL : BLIND;
  const method = methodOf(contributions);
  const [ownDf, otherDf] = [own.df ?? MANY, other.df ?? MANY];
  const df = ownDf > 0 && otherDf > 0 ? welchDf(a, ownDf, b, otherDf) : 0;
  if (df >= MANY) return known(normalBounds(change, standardError, method), standardError);
  return known(df > 0 ? studentBounds(change, standardError, df, method) : null, standardError);
}

export function standardErrorOf(estimate: Estimate): StandardError | null {
  const { contributions, design, value } = estimate;
  if (contributions.kind === 'scalar') {
    const { standardError } = contributions.scalar;
    return standardError === null ? null : { se: standardError, df: null };
  }
  const { variance, df, changed } = varianceOf(estimate);
  if (variance === null) return null;
  if (isRounding(variance, value!)) return unanimous(estimate);
  if (contributions.kind === 'mean' || design.cluster !== null) return { se: Math.sqrt(variance), df };
  if (contributions.kind === 'proportion') return { se: Math.sqrt(variance), df: null };
  if (contributions.kind === 'rank') return { se: Math.sqrt(variance), df: changed - 1 };
  return { se: Math.sqrt(variance + Math.max((2 / changed) * variance, rareAnswers(estimate))), df: changed - 1 };
}

/** All units alike: on a bounded scale about what as many successes in as many trials leave possible (Agresti and Coull); else nothing. */
function unanimous({ contributions, value, n }: Estimate): StandardError {
  const [from, to] = scaleOf(contributions);
  if (from === null || to === null || n === 0) return { se: 0, df: null };
  const share = (n * Math.min(Math.max((value! - from) / (to - from), 0), 1) + 2) / (n + 4);
  return { se: (to - from) * Math.sqrt((share * (1 - share)) / (n + 4)), df: null };
}

/** The bounds of a metric, as far as its contributions tell. */
function scaleOf(contributions: Contributions): readonly [number | null, number | null] {
  switch (contributions.kind) {
    case 'mean':
      return contributions.range;
    case 'proportion':
      return [0, 1];
    case 'sums':
      return contributions.addends.form === 'cell' ? [0, 1] : [null, null];
    case 'rank':
      return contributions.sample.includes(1) ? [0, 1] : [null, null];
    default:
      return [null, null];
  }
}

/** Scores that are all 0 or 1 on one side alone are a proportion there and a mean on the other: their difference is a mean. */
function generalKind(a: Contributions, b: Contributions): Contributions {
  return b.kind === 'mean' ? b : a;
}

function methodOf(contributions: Contributions): string {
  switch (contributions.kind) {
    case 'rank':
      return contributions.method;
    case 'scalar':
      return 'standard-error';
    case 'mean':
      return 't';
    default:
      return 'influence';
  }
}
