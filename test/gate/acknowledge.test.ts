import { describe, expect, it } from 'vitest';
import { acknowledgeSuites } from '../../src/gate/acknowledge.ts';
import { worst } from '../../src/judgement/judge.ts';
import type { Acknowledgement } from '../../src/model/acknowledgement.ts';
import { finding, suite } from '../report/fixtures.ts';

const facts = { metric: 'recall', rule: 'max-drop', value: 0.86, outcome: 'fail', reason: 'regressed' } as const;
const suites = [suite({ findings: [finding({ ...facts, message: 'recall fell.' })] })];
const judgements = [[{ ...suites[0]!.findings[0]!, detail: { range: [0, 1] } }]] as const;

function run(entry: Partial<Acknowledgement>, by: string | null = null) {
  const whole = {
    ...{ suite: 'tumour', metric: 'recall', label: null, across: null, slice: null, worst: 0.85, change: '#7' },
    ...{ reason: 'a trade', owner: 'ada', expires: '2026-03-31', where: 'l.yml:3' },
    ...entry,
  };
  const [only] = acknowledgeSuites(suites, judgements, { entries: [whole], by }, new Date('2026-03-31T12:00:00Z'));
  return {
    outcome: worst(only!.findings.map(({ outcome }) => outcome)),
    message: only!.findings[0]!.message,
    notes: only!.notes,
  };
}

describe('acknowledged suites', () => {
  it('keep the sentence of a finding and say who accepted it, until when and why', () => {
    expect(run({})).toEqual({
      outcome: 'pass',
      message: 'recall fell. Acknowledged until 2026-03-31 by ada: a trade. (#7)',
      notes: [],
    });
    expect(run({ worst: 0.9 }, 'eve').message).toBe('recall fell. Acknowledged for this run by eve with a label.');
  });

  it('stay failed where the value is worse or the day is over', () => {
    expect(run({ worst: 0.87 })).toMatchObject({
      outcome: 'fail',
      message: 'recall fell. It is worse than the 0.87 that ada acknowledged.',
    });
    const late = run({ expires: '2026-03-30' });
    expect(late.outcome).toBe('fail');
    expect(late.message).toContain('The acknowledgement of ada EXPIRED on 2026-03-30');
    expect(late.notes).toEqual([expect.stringContaining('expired on 2026-03-30: renew or remove it.')]);
  });

  it('tell of entries without a suite or a rule, with the nearest names', () => {
    expect(run({ suite: 'tumor' }).notes[0]).toMatch(/l\.yml:3 is about the suite "tumor".*Did you mean "tumour"\?/);
    expect(run({ metric: 'recal' }).notes[0]).toMatch(/no rule of this suite.*Did you mean recall\?/);
  });
});
