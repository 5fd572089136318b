import type { ErrorBasis } from '../model/plan.ts';
import { effectiveSize } from './bounds.ts';
import type { Estimate } from './estimate.ts';
import { standardErrorOf } from './spread.ts';

/** The share of the examples of which a usual change turns the answer from right to wrong or back. */
const USUAL_DISCORDANCE = 0.1;
/** How far the results of two models on the same examples correlate; of shares of about .88 it comes to the usual discordance. */
const USUAL_CORRELATION = 0.5;

/**
 * The standard error that the change of a metric would have if a harmless change came, from the candidate alone. Without ids √2·SE, as of
 * independent samples. Of a share √(ψ/n): ψ is a tenth, or as much as two unrelated models with the same share p differ in, 2p(1 − p), when
 * that is less; n is what weights and clusters leave of the units. Of all else √2·SE·√(1 − ρ) with ρ = ½. null where the data give no error.
 *
 * Example: 870 of 1000 right: √(.1/1000) = .01.
 */
export function assumedError(
  estimate: Estimate,
  hasIds: boolean,
): { readonly standardError: number; readonly basis: ErrorBasis } | null {
  const { value, reason, contributions } = estimate;
  if (value === null || reason !== null) return null;
  const alone = standardErrorOf(estimate)?.se ?? 0;
  if (!(alone > 0)) return null;
  if (contributions.kind === 'scalar' || !hasIds) {
    return { standardError: Math.SQRT2 * alone, basis: { kind: 'independent' } };
  }
  if (contributions.kind !== 'proportion') {
    const standardError = Math.SQRT2 * alone * Math.sqrt(1 - USUAL_CORRELATION);
    return { standardError, basis: { kind: 'correlation', correlation: USUAL_CORRELATION } };
  }
  const n = effectiveSize(estimate, value);
  // Two more of each: a model without a mistake will not stay without one.
  const p = (n * value + 2) / (n + 4);
  const share = Math.min(USUAL_DISCORDANCE, 2 * p * (1 - p));
  return { standardError: Math.sqrt(share / n), basis: { kind: 'discordance', share } };
}
