import type { Bounds } from '../model/measurement.ts';
import type { Contributions } from '../model/metric.ts';
import { linearisedVariance } from '../statistics/linearised.ts';
import { logitBounds } from '../statistics/logit-bounds.ts';
import { normalBounds } from '../statistics/normal-bounds.ts';
import { studentBounds } from '../statistics/student-bounds.ts';
import { wilsonBounds } from '../statistics/wilson.ts';
import type { Design, Estimate } from './estimate.ts';

/** The interval that the kind of a metric has for one estimate; null when the data give none. */
export function boundsOf(estimate: Estimate, range: readonly [number | null, number | null]): Bounds | null {
  const { value, reason, contributions } = estimate;
  if (value === null || reason !== null) return null;
  switch (contributions.kind) {
    case 'proportion':
      return wilsonBounds(value * effectiveSize(estimate, value), effectiveSize(estimate, value));
    case 'mean': {
      const { variance, df } = varianceOf(estimate);
      if (variance === null || df <= 0) return null;
      if (!isRounding(variance, value)) return studentBounds(value, Math.sqrt(variance), df, contributions.range);
      return constantBounds(value, contributions.range, effectiveSize(estimate, null));
    }
    case 'sums': {
      const { variance, df } = varianceOf(estimate);
      if (variance === null || isRounding(variance, value) || df <= 0) return null;
      const se = Math.sqrt(variance);
      if (estimate.design.cluster !== null) return studentBounds(value, se, df, range);
      return normalBounds(value, se, 'influence', range);
    }
    case 'rank': {
      const { variance } = varianceOf(estimate);
      if (variance === null) return null;
      if (value > 0 && value < 1 && variance > 0) return logitBounds(value, Math.sqrt(variance), contributions.method);
      return constantBounds(value, [0, 1], smallerClass(contributions.positive));
    }
    case 'scalar': {
      const { standardError } = contributions.scalar;
      return standardError === null ? null : normalBounds(value, standardError, 'standard-error', range);
    }
  }
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
    strata: contributions.kind === 'rank' ? contributions.positive : null,
    centred: contributions.kind === 'mean',
  });
}

/**
 * The number of independent, equally weighted examples that would say as much: n for plain rows; n divided by the design effect
 * for weights and clusters, and where the effects vanish (a proportion of 0 or 1) Kish's (Σw)²/Σw² over the clusters. Never above n.
 */
function effectiveSize(estimate: Estimate, proportion: number | null): number {
  const { n, design } = estimate;
  if (design.weight === null && design.cluster === null) return n;
  const { variance } = varianceOf(estimate);
  if (proportion !== null && variance !== null && variance > 0) {
    return Math.min(n, (proportion * (1 - proportion)) / variance);
  }
  return Math.min(n, kishSize(design));
}

function kishSize({ count, weight, cluster }: Design): number {
  const length = (weight ?? cluster)!.length;
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

/** All units alike: on a bounded scale, what as many successes in as many trials would leave possible (Wilson); else nothing. */
function constantBounds(value: number, range: readonly [number | null, number | null], n: number): Bounds | null {
  const [from, to] = range;
  if (from === null || to === null) return null;
  const unit = wilsonBounds((n * (value - from)) / (to - from), n);
  if (unit === null) return null;
  const scale = (share: number) => from + share * (to - from);
  return {
    method: 'wilson',
    low: (level) => scale(unit.low(level)),
    high: (level) => scale(unit.high(level)),
  };
}

function smallerClass(positive: Int8Array): number {
  let positives = 0;
  for (const p of positive) positives += p;
  return Math.min(positives, positive.length - positives);
}
