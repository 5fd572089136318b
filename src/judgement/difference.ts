import type { Bounds } from '../model/measurement.ts';
import type { Contributions } from '../model/metric.ts';
import { bonettPriceBounds } from '../statistics/bonett-price.ts';
import { newcombeBounds } from '../statistics/newcombe.ts';
import { normalBounds } from '../statistics/normal-bounds.ts';
import { studentBounds } from '../statistics/student-bounds.ts';
import { welchDf } from '../statistics/welch.ts';
import { spread, varianceOf } from './bounds.ts';
import type { Design, Estimate } from './estimate.ts';

/** How uncertain a difference is. */
export interface Difference {
  readonly bounds: Bounds | null;
  readonly standardError: number | null;
}

const NOTHING: Difference = { bounds: null, standardError: null };

/** value − baseline of estimates whose units are the same, in the same order. */
export function pairedDifference(candidate: Estimate, baseline: Estimate): Difference {
  if (candidate.value === null || baseline.value === null) return NOTHING;
  const [a, b] = [candidate.contributions, baseline.contributions];
  if (a.kind === 'scalar' || b.kind === 'scalar') return independentDifference(candidate, baseline);
  if (a.kind === 'proportion' && b.kind === 'proportion' && isPlain(candidate.design)) {
    const { worse, better } = discordance(a.hits, b.hits, candidate.design.count);
    return {
      bounds: bonettPriceBounds(worse, better, candidate.n),
      standardError: Math.sqrt(discordanceVariance(worse, better, candidate.n)),
    };
  }
  const effects = candidate.effects.map((effect, i) => effect - baseline.effects[i]!);
  // Scores that are all 0 or 1 on one side alone are a proportion there and a mean on the other: their difference is a mean.
  return fromEffects(candidate.value - baseline.value, effects, candidate.design, b.kind === 'mean' ? b : a);
}

/** value ÷ baseline − 1 of paired estimates, on the log scale where both are positive. */
export function pairedRatio(candidate: Estimate, baseline: Estimate): Difference {
  const { value: a } = candidate;
  const { value: b } = baseline;
  if (a === null || b === null || b <= 0) return NOTHING;
  if (candidate.contributions.kind === 'scalar') return independentRatio(candidate, baseline);
  if (a <= 0) {
    const effects = candidate.effects.map((effect, i) => effect / b - (a / b ** 2) * baseline.effects[i]!);
    return fromEffects(a / b - 1, effects, candidate.design, candidate.contributions);
  }
  const effects = candidate.effects.map((effect, i) => effect / a - baseline.effects[i]! / b);
  return fromLog(fromEffects(Math.log(a / b), effects, candidate.design, candidate.contributions));
}

/** value − baseline of estimates on different examples. */
export function independentDifference(candidate: Estimate, baseline: Estimate): Difference {
  const { value: a } = candidate;
  const { value: b } = baseline;
  if (a === null || b === null) return NOTHING;
  const [own, other] = [standardErrorOf(candidate), standardErrorOf(baseline)];
  if (own === null || other === null) return NOTHING;
  const standardError = Math.hypot(own.se, other.se);
  if (candidate.contributions.kind === 'proportion' && isPlain(candidate.design) && isPlain(baseline.design)) {
    return { bounds: newcombeBounds(a * candidate.n, candidate.n, b * baseline.n, baseline.n), standardError };
  }
  if (standardError === 0) return NOTHING;
  if (own.df !== null && other.df !== null) {
    const df = welchDf(own.se, own.df, other.se, other.df);
    return { bounds: studentBounds(a - b, standardError, df), standardError };
  }
  return { bounds: normalBounds(a - b, standardError, methodOf(candidate.contributions)), standardError };
}

/** value ÷ baseline − 1 of estimates on different examples. */
export function independentRatio(candidate: Estimate, baseline: Estimate): Difference {
  const { value: a } = candidate;
  const { value: b } = baseline;
  if (a === null || b === null || b <= 0) return NOTHING;
  const [own, other] = [standardErrorOf(candidate), standardErrorOf(baseline)];
  if (own === null || other === null) return NOTHING;
  if (a <= 0) {
    const standardError = Math.hypot(own.se / b, (a * other.se) / b ** 2);
    return standardError === 0 ? NOTHING : { bounds: normalBounds(a / b - 1, standardError, 'delta'), standardError };
  }
  const standardError = Math.hypot(own.se / a, other.se / b);
  if (standardError === 0) return NOTHING;
  return fromLog({ bounds: normalBounds(Math.log(a / b), standardError, 'log-ratio'), standardError });
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

function fromEffects(change: number, effects: Float64Array, design: Design, contributions: Contributions): Difference {
  const { variance, units, changed } = spread(effects, design, contributions);
  if (variance === null || changed === 0) return NOTHING;
  if (contributions.kind === 'mean' || design.cluster !== null) {
    if (variance === 0) return NOTHING;
    const standardError = Math.sqrt(variance);
    return { bounds: studentBounds(change, standardError, units - 1), standardError };
  }
  const standardError = Math.sqrt(contributions.kind === 'rank' ? variance : withPseudoPairs(variance, changed));
  if (standardError === 0) return NOTHING;
  return { bounds: normalBounds(change, standardError, methodOf(contributions)), standardError };
}

/**
 * A variance that rests on few changed units is too small. Bonett and Price add one changed pair to each side of a difference of
 * proportions; two more changed units of average size do the same to any function of sums.
 */
function withPseudoPairs(variance: number, changed: number): number {
  return (variance * (changed + 2)) / changed;
}

function standardErrorOf(estimate: Estimate): { readonly se: number; readonly df: number | null } | null {
  const { contributions, design } = estimate;
  if (contributions.kind === 'scalar') {
    const { standardError } = contributions.scalar;
    return standardError === null ? null : { se: standardError, df: null };
  }
  const { variance, units } = varianceOf(estimate);
  if (variance === null) return null;
  const hasDf = contributions.kind === 'mean' || design.cluster !== null;
  return { se: Math.sqrt(variance), df: hasDf ? units - 1 : null };
}

function fromLog({ bounds, standardError }: Difference): Difference {
  if (bounds === null) return NOTHING;
  return {
    bounds: {
      method: 'log-ratio',
      low: (level) => Math.expm1(bounds.low(level)),
      high: (level) => Math.expm1(bounds.high(level)),
    },
    standardError,
  };
}

function methodOf(contributions: Contributions): string {
  if (contributions.kind === 'rank') return contributions.method;
  return contributions.kind === 'scalar' ? 'standard-error' : 'influence';
}

function isPlain(design: Design): boolean {
  return design.weight === null && design.cluster === null;
}
