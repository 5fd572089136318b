import type { Report } from '../../src/model/report.ts';
import type { Outcome } from '../../src/model/verdict.ts';

/** A report of one suite with one metric that differs from its baseline by `delta`. */
export function reportOf(verdict: Outcome, delta: number | null = null): Report {
  return {
    verdict,
    commit: 'c0ffee0000000000000000000000000000000000',
    createdAt: '2026-01-01T00:00:00.000Z',
    seed: 1,
    policyNote: null,
    falseBlocks: null,
    suites: [
      {
        name: 'tumour',
        task: 'binary',
        n: 4,
        missing: 0,
        evidence: [],
        baseline: null,
        anchor: null,
        anchored: [],
        measurements: [
          {
            metric: 'accuracy',
            label: null,
            slice: null,
            across: null,
            kind: 'proportion',
            direction: 'higher',
            range: [0, 1],
            value: 0.75,
            reason: null,
            n: 4,
            interval: null,
            baseline: delta === null ? null : 0.75 - delta,
            delta,
            deltaInterval: null,
          },
        ],
        findings: [],
        flips: null,
        notes: [],
      },
    ],
  };
}
