import type { Bounds } from '../model/measurement.ts';
import { wilsonBounds } from './wilson.ts';

/**
 * Bounds of the difference p₁ − p₂ of two independent proportions, from the Wilson limits (l, u) of each at the same level:
 * low = d − √((p₁ − l₁)² + (u₂ − p₂)²), high = d + √((u₁ − p₁)² + (p₂ − l₂)²). They never leave [−1, 1].
 *
 * Counts may be fractional, as in wilsonBounds; null when either n is 0.
 *
 * R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
 * Statistics in Medicine 17 (1998), method 10.
 *
 * Example: 56/70 against 48/80, both at level 0.975: 0.2 lies in 0.052431 … 0.333873.
 */
export function newcombeBounds(k1: number, n1: number, k2: number, n2: number): Bounds | null {
  const first = wilsonBounds(k1, n1);
  const second = wilsonBounds(k2, n2);
  if (first === null || second === null) return null;
  const p1 = k1 / n1;
  const p2 = k2 / n2;
  return {
    method: 'newcombe',
    low: (level) => p1 - p2 - Math.hypot(p1 - first.low(level), second.high(level) - p2),
    high: (level) => p1 - p2 + Math.hypot(first.high(level) - p1, p2 - second.low(level)),
  };
}
