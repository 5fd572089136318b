import { finding, HOSTILE, report, row, suite } from './fixtures.ts';

const LONG = HOSTILE.join(' ');

/** Two accepted regressions beside a rule that holds, and a change that relaxes the policy; all texts of others are hostile. */
export const acknowledged = report(
  'pass',
  [
    suite({
      measurements: [
        row({ metric: 'recall', value: 0.86, baseline: 0.9575 }),
        row({ metric: 'precision', value: 0.93, baseline: 0.91 }),
      ],
      findings: [
        finding({
          ...{ metric: 'recall', rule: 'max-drop', limit: 0.01, limitText: '1pp', value: 0.86, baseline: 0.9575 },
          ...{ outcome: 'pass', reason: 'acknowledged', certainty: 'proven' },
          message: `recall fell by 9.8 pp, and 1 pp is tolerated. Acknowledged until 2026-05-31 by @ada: ${LONG}`,
        }),
        finding({
          ...{ metric: 'recall', rule: 'min', limit: 0.9, limitText: '0.9', value: 0.86 },
          ...{ outcome: 'pass', reason: 'acknowledged', certainty: 'likely' },
          message: 'recall is 86.0%, below the minimum of 90%. Acknowledged for this run by ada[bot] with a label.',
        }),
        finding({
          ...{ metric: 'precision', rule: 'min', limit: 0.9, limitText: '0.9', value: 0.93 },
          ...{ outcome: 'pass', reason: 'within', certainty: 'proven', message: '' },
        }),
      ],
      notes: [`The acknowledgement of f1 by ${LONG} (l.yml:3) expired on 2026-02-01: renew or remove it.`],
    }),
  ],
  {
    policyNote: 'The base’s policy and ledger judge: what this change does to them takes effect after merging.',
    policyChanges: [
      { kind: 'relaxes', text: 'This change relaxes `min` on `recall` of the suite "tumour": 0.9 → 0.85.' },
      ...HOSTILE.map((text) => ({ kind: 'relaxes', text: `This change removes the suite "${text}".` }) as const),
      { kind: 'tightens', text: 'This change tightens `max-commits`: 200 → 20.' },
      ...[1, 2, 3, 4, 5].map((i) => ({ kind: 'changes', text: `This change changes \`files\` of "${i}".` }) as const),
    ],
  },
);
