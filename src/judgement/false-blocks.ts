import type { FalseBlocks } from '../model/plan.ts';
import { normalCdf, normalQuantile } from '../statistics/normal.ts';
import { FINE_LEVEL, HARM_ALPHA } from './rules.ts';

/** A relative rule that blocks. Tolerance and standard error are in one scale. */
export interface BlockingRule {
  /** Rules of one family share the probability of a false proof of harm. */
  readonly family: string;
  readonly tolerance: number;
  /** Of the change; null: unknown, as of a value that was computed elsewhere. */
  readonly standardError: number | null;
  /** One-sided level of the proof of harm: 1 − α/m at the first step of a family of m. */
  readonly harmLevel: number;
  /** It blocks what is not proven to be fine, too (`when-unsure: fail`). */
  readonly mustProve: boolean;
  /** Judged by a posterior, which promises no rate of false proofs. */
  readonly byPosterior?: boolean;
}

/**
 * How often a change is blocked although no metric truly moved: the sum over the rules of P(Δ̂ < −max(δ, z·SE)) for Δ̂ normal around 0, in
 * each family at most the α of Holm's procedure. A rule that demands proof blocks with P(Δ̂ < z₀.₉₅·SE − δ) instead, and nothing keeps that
 * under α. The sum counts a change twice that two rules block, so it is not too small; by the normal distribution it is an estimate.
 *
 * Example: 1000 pairs of which a tenth differs, SE .01, tolerance .02 and alone in its family: Φ(−max(2, 2.326)) = .01; with tolerance
 * .03 Φ(−3) = .00135.
 */
export function expectedFalseBlocks(rules: readonly BlockingRule[]): FalseBlocks {
  const families = new Map<string, number>();
  let demanded = 0;
  for (const rule of rules) {
    if (rule.mustProve) demanded += blockProbability(rule);
    else families.set(rule.family, (families.get(rule.family) ?? 0) + blockProbability(rule));
  }
  const byHarm = [...families.values()].reduce((sum, family) => sum + Math.min(family, HARM_ALPHA), 0);
  const unknown = rules.filter(({ standardError }) => standardError === null).length;
  const byPosterior = rules.some((rule) => rule.byPosterior === true);
  const isCapped = !byPosterior && !rules.some(({ mustProve }) => mustProve);
  return {
    expected: byHarm + demanded,
    atMost: isCapped ? families.size * HARM_ALPHA : null,
    ...(byPosterior ? { byPosterior } : {}),
    counted: rules.length - unknown,
    unknown,
  };
}

function blockProbability({ tolerance, standardError, harmLevel, mustProve }: BlockingRule): number {
  if (standardError === null || standardError === 0) return 0;
  const slack = tolerance / standardError;
  if (mustProve) return normalCdf(normalQuantile(FINE_LEVEL) - slack);
  return normalCdf(-Math.max(slack, normalQuantile(harmLevel)));
}
