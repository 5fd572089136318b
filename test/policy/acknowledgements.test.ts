import { describe, expect, it } from 'vitest';
import { ledgerPath } from '../../src/commands/ledger.ts';
import { readAcknowledgements } from '../../src/policy/acknowledgements.ts';
import { problemsOf } from './problems.ts';

const ENTRY = `  - suite: tumour
    metric: recall
    worst: 0.85
    reason: |
      The new
      scanner.
    owner: "@ada"
    expires: 2026-03-31
`;
const read = (text: string) => readAcknowledgements(text, 'l.yml');
const ledger = (entries: string) => `version: 1\nacknowledged:\n${entries}`;

describe('the ledger of acknowledged regressions', () => {
  it('gives entries with their places, names as text and one line of reason', () => {
    const more = '    slice: { age: 80, fit: true }\n    label: 1\n    across: sex\n    change: "#12"\n';
    expect(read(ledger(ENTRY + ENTRY + more))).toEqual([
      {
        ...{ suite: 'tumour', metric: 'recall', label: null, across: null, slice: null, worst: 0.85, change: null },
        ...{ reason: 'The new scanner.', owner: '@ada', expires: '2026-03-31', where: 'l.yml:3' },
      },
      {
        ...{ suite: 'tumour', metric: 'recall', label: '1', across: 'sex', worst: 0.85, change: '#12' },
        ...{ slice: { age: '80', fit: 'true' } },
        ...{ reason: 'The new scanner.', owner: '@ada', expires: '2026-03-31', where: 'l.yml:11' },
      },
    ]);
    expect(read('version: 1\nacknowledged: []\n')).toEqual([]);
  });

  it('names all problems at once, with their places, keys and the nearest names', () => {
    const text = ledger(`  - suite: tumour
    metrics: recall
    worst: 90%
    reason: ""
    owner: x
    expires: 2026-02-30
    slice: {}
`);
    const problems = problemsOf(() => read(text));
    expect(problems).toHaveLength(6);
    expect(problems.join('\n')).toMatch(/l\.yml:3:5: acknowledged\[0\]\.metric: missing/);
    expect(problems.join('\n')).toMatch(/l\.yml:4:5: acknowledged\[0\]\.metrics: unknown key\. Did you mean metric\?/);
    expect(problems.join('\n')).toMatch(/l\.yml:5:5: acknowledged\[0\]\.worst: .*write 0\.9/);
    expect(problems.join('\n')).toMatch(
      /acknowledged\[0\]\.expires: expected a day such as 2026-12-31, found "2026-02-30"/,
    );
    expect(problems.join('\n')).toMatch(/acknowledged\[0\]\.reason: expected text/);
    expect(problems.join('\n')).toMatch(/acknowledged\[0\]\.slice: expected a map/);
  });

  it.each(['', '[]', 'version: 2\nacknowledged: []', 'version: 1', 'a: [', 'version: 1\nacknowledged: 3'])(
    'refuses %j',
    (text) => {
      expect(problemsOf(() => read(text)).length).toBeGreaterThan(0);
    },
  );

  it('lies beside its policy', () => {
    expect(ledgerPath('.github/model-gate.yml')).toBe('.github/model-gate-acknowledged.yml');
    expect(ledgerPath('a.b/gate')).toBe('a.b/gate-acknowledged.yml');
    expect(ledgerPath('spam.gate.yaml')).toBe('spam.gate-acknowledged.yml');
  });
});
