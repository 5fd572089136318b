import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../src/judgement/acknowledge.ts';
import type { Acknowledgement } from '../../src/model/acknowledgement.ts';
import type { Judgement } from '../../src/model/verdict.ts';

const NOON = new Date('2026-03-31T12:00:00Z');

function entry(facts: Partial<Acknowledgement> = {}): Acknowledgement {
  return {
    ...{ suite: 's', metric: 'recall', label: null, across: null, slice: null, worst: 0.85, change: null },
    ...{ reason: 'r', owner: 'ada', expires: '2026-03-31', where: 'l.yml:3' },
    ...facts,
  };
}

function judgement(facts: Partial<Judgement> = {}): Judgement {
  return {
    ...{ metric: 'recall', label: null, across: null, slice: null, rule: 'max-drop', level: 'fail' },
    ...{ limit: 0.01, limitText: '1pp', against: 'baseline', value: 0.85, baseline: 0.95, delta: -0.1, bounds: null },
    ...{ outcome: 'fail', certainty: 'proven', reason: 'regressed', detail: { range: [0, 1] } },
    ...facts,
  };
}

function kindOf(given: Judgement, entries: readonly Acknowledgement[], now = NOON, by: string | null = null) {
  return acknowledge('s', [given], { entries, by }, now).rulings[0]?.kind ?? null;
}

describe('an acknowledgement', () => {
  it.each([
    ['max-drop', 0.85, 'accepted'],
    ['max-drop', 0.8499, 'worse'],
    ['max-drop', 0.95 - 0.1, 'accepted'],
    ['min', 0.86, 'accepted'],
    ['min', 0.84, 'worse'],
    ['max-rise', 0.85, 'accepted'],
    ['max-rise', 0.8501, 'worse'],
    ['max', 0.84, 'accepted'],
    ['max', 0.86, 'worse'],
  ] as const)('of 0.85 on %s, with %d: %s', (rule, value, kind) => {
    expect(kindOf(judgement({ rule, value }), [entry()])).toBe(kind);
  });

  it('knows from a history which side is worse', () => {
    const of = (side: 'low' | 'high') => {
      const history = { method: 'mad', side, records: 9, needed: 5, leftOut: 0, summary: [] } as const;
      return judgement({
        rule: 'from-history',
        value: 0.9,
        reason: 'beyond-limit',
        detail: { range: [0, 1], history },
      });
    };
    expect(kindOf(of('low'), [entry()])).toBe('accepted');
    expect(kindOf(of('high'), [entry()])).toBe('worse');
  });

  it.each([
    ['2026-03-31T23:59:59.999Z', 'accepted'],
    ['2026-04-01T00:00:00.000Z', 'expired'],
  ])('holds until its day ends, in UTC: %s %s', (now, kind) => {
    expect(kindOf(judgement(), [entry()], new Date(now))).toBe(kind);
  });

  it('accepts what is unsure, and never what has no value or no evidence', () => {
    expect(kindOf(judgement({ outcome: 'warn', reason: 'unsure' }), [entry()])).toBe('accepted');
    for (const reason of ['undefined-metric', 'missing-predictions', 'incomplete-evidence', 'dataset-changed'] as const)
      expect(kindOf(judgement({ reason }), [entry()], NOON, 'ada')).toBe(null);
    expect(kindOf(judgement({ value: null }), [entry()])).toBe(null);
    expect(kindOf(judgement({ metric: null, rule: 'max-missing' }), [entry()], NOON, 'ada')).toBe(null);
    expect(kindOf(judgement({ detail: { range: [0, 1], emptyGroups: ['b'] } }), [entry()])).toBe(null);
    expect(kindOf(judgement({ outcome: 'pass', reason: 'within' }), [entry()])).toBe(null);
  });

  it('is about one metric, class, slice and grouping of one suite', () => {
    const slice = { age: '80+', sex: 'F' };
    const about = [entry({ slice: { sex: 'F', age: '80+' } })];
    expect(kindOf(judgement({ slice }), about)).toBe('accepted');
    expect(kindOf(judgement(), about)).toBe(null);
    expect(kindOf(judgement({ slice: { age: '80+' } }), about)).toBe(null);
    expect(kindOf(judgement({ slice }), [entry()])).toBe(null);
    for (const other of [{ suite: 't' }, { metric: 'f1' }, { label: 'b' }, { across: 'sex' }])
      expect(kindOf(judgement(), [entry(other)])).toBe(null);
  });

  it('of several takes the one that accepts', () => {
    const old = entry({ expires: '2026-01-01' });
    expect(kindOf(judgement(), [old, entry({ worst: 0.9 }), entry()])).toBe('accepted');
    expect(kindOf(judgement(), [old, entry({ worst: 0.9 })])).toBe('worse');
  });

  it('by a label accepts whatever is a bad value', () => {
    expect(kindOf(judgement({ value: 0.1 }), [], NOON, 'ada')).toBe('labelled');
    expect(kindOf(judgement({ value: 0.1 }), [entry()], NOON, 'ada')).toBe('labelled');
    expect(kindOf(judgement(), [entry()], NOON, 'ada')).toBe('accepted');
  });

  it('that accepts nothing is told', () => {
    const whyOf = (given: Judgement, facts: Partial<Acknowledgement> = {}) =>
      acknowledge('s', [given], { entries: [entry(facts)], by: null }, NOON).idle.map(({ why }) => why);
    expect(whyOf(judgement())).toEqual([]);
    expect(whyOf(judgement({ value: 0.1 }))).toEqual([]);
    expect(whyOf(judgement(), { metric: 'f1' })).toEqual(['no-rule']);
    expect(whyOf(judgement(), { expires: '2026-03-30' })).toEqual(['expired']);
    expect(whyOf(judgement({ outcome: 'pass', reason: 'within' }))).toEqual(['not-needed']);
    expect(whyOf(judgement({ reason: 'undefined-metric', value: null }))).toEqual(['not-acceptable']);
    expect(whyOf(judgement(), { suite: 't' })).toEqual([]);
  });
});
