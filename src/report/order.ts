import type { Report, SuiteReport } from '../model/report.ts';
import type { Finding, Outcome } from '../model/verdict.ts';

const RANK: Readonly<Record<Outcome, number>> = { fail: 0, warn: 1, pass: 3 };
const ACKNOWLEDGED_RANK = 2;

/**
 * Worst first: failures, warnings, what was acknowledged, passes; within each the rules of the suite, then whole metrics, then slices; what is certain before what
 * is only likely; else as in the policy.
 */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => rankOf(a) - rankOf(b) || breadth(a) - breadth(b) || doubt(a) - doubt(b));
}

/** Suites by their worst outcome, then by how many rules have it, else as in the policy. */
export function suitesWorstFirst({ suites }: Report): readonly SuiteReport[] {
  return suites.toSorted((a, b) => {
    const [x, y] = [countOutcomes(a.findings), countOutcomes(b.findings)];
    return Math.sign(y.fail) - Math.sign(x.fail) || Math.sign(y.warn) - Math.sign(x.warn) || y.fail - x.fail;
  });
}

/** The finding that a report names first, and its suite; null when nothing fails or warns. */
export function worstFinding(report: Report): { readonly suite: SuiteReport; readonly finding: Finding } | null {
  for (const suite of suitesWorstFirst(report)) {
    const finding = worstFirst(suite.findings)[0];
    if (finding !== undefined && finding.outcome !== 'pass') return { suite, finding };
  }
  return null;
}

/** How many findings have each outcome. */
export function countOutcomes(findings: readonly Finding[]): Readonly<Record<Outcome, number>> {
  const counts = { fail: 0, warn: 0, pass: 0 };
  for (const { outcome } of findings) counts[outcome]++;
  return counts;
}

/** Whether a report has to say more of it than that it passed. */
export function needsWords({ outcome, reason }: Finding): boolean {
  return outcome !== 'pass' || reason === 'acknowledged';
}

function rankOf({ outcome, reason }: Finding): number {
  return reason === 'acknowledged' ? ACKNOWLEDGED_RANK : RANK[outcome];
}

function breadth({ metric, slice }: Finding): number {
  if (metric === null) return 0;
  return slice === null ? 1 : 2;
}

const doubt = ({ certainty }: Finding): number => (certainty === 'likely' ? 1 : 0);
