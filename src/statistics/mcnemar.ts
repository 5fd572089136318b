import { binomialCdf, binomialPmf } from './binomial.ts';

/**
 * Two-sided mid-p value of McNemar's test that `worse` and `better`, the discordant pairs of each side, are equally likely:
 * 2 P(X < m) + P(X = m) with X ~ Binomial(worse + better, ½) and m the smaller count. Equal counts give 1. For display: intervals decide.
 * Both are whole numbers ≥ 0, a million as quickly as ten.
 *
 * M. W. Fagerland, S. Lydersen and P. Laake, "The McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13 (2013).
 *
 * Example: mcnemarMidP(45, 30) = 0.084646.
 */
export function mcnemarMidP(worse: number, better: number): number {
  if (worse === better) return 1;
  const discordant = worse + better;
  const smaller = Math.min(worse, better);
  return 2 * binomialCdf(smaller - 1, discordant, 0.5) + binomialPmf(smaller, discordant, 0.5);
}
