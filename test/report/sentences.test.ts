import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/model/verdict.ts';
import { describeFinding } from '../../src/report/sentences.ts';

function judgement(facts: Partial<Judgement>): Judgement {
  return {
    metric: 'acc',
    label: null,
    slice: null,
    across: null,
    rule: 'min',
    level: 'fail',
    limit: 0.5,
    limitText: '0.5',
    against: null,
    value: 0.6,
    baseline: null,
    delta: null,
    bounds: { low: 0.4, lowLevel: 0.95, high: 0.8, highLevel: 0.99 },
    outcome: 'pass',
    certainty: 'likely',
    reason: 'within',
    detail: { range: [null, null], n: 0 },
    ...facts,
  };
}

const change = {
  rule: 'max-drop',
  against: 'baseline',
  limit: 0.1,
  limitText: '0.1',
  value: 0.5,
  baseline: 0.52,
  delta: -0.02,
  detail: { range: [null, null], n: 0, smallestVisible: 0.03, rowsNeeded: 1 },
} as const;

describe('a value of which nobody counted the examples', () => {
  it.each<readonly [string, Partial<Judgement>, string]>([
    ['within a limit', {}, 'acc is 0.6000, within the minimum of 0.5; the data do not prove it.'],
    [
      'within a limit that demands proof',
      { outcome: 'fail', reason: 'unsure' },
      'acc is 0.6000, within the minimum of 0.5, but the data do not prove it, and this gate demands proof.',
    ],
    [
      'beyond a limit',
      { value: 0.45, outcome: 'fail', reason: 'beyond-limit' },
      'acc is 0.4500, below the minimum of 0.5. The true value may still be 0.8000.',
    ],
    ['that fell a little', change, 'acc fell by 0.0200 (0.5200 → 0.5000), within the tolerance.'],
    [
      'that may have fallen',
      { ...change, delta: -0.2, baseline: 0.7, outcome: 'warn', reason: 'unsure' },
      'acc fell by 0.2000 (0.7000 → 0.5000), and 0.1 is tolerated, but the data cannot tell that from noise.',
    ],
  ])('%s', (_, facts, expected) => {
    expect(describeFinding(judgement(facts))).toBe(expected);
  });
});

describe('an interval without an end', () => {
  it.each([
    ['min', 'any higher one', { low: 0.1, high: Number.POSITIVE_INFINITY }],
    ['max', 'any lower one', { low: Number.NEGATIVE_INFINITY, high: 3 }],
  ] as const)('is said in words: %s', (rule, expected, ends) => {
    const bounds = { ...ends, lowLevel: 0.95, highLevel: 0.99 };
    const facts = {
      rule,
      bounds,
      outcome: 'fail',
      reason: 'beyond-limit',
      detail: { range: [null, null], n: 3 },
    } as const;
    expect(describeFinding(judgement(facts))).toMatch(
      new RegExp(`With 3 examples the true value may still be ${expected}\\.$`),
    );
  });
});
