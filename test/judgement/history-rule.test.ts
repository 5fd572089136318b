import { describe, expect, it } from 'vitest';
import type { BaselineState, SuiteFacts } from '../../src/judgement/facts.ts';
import { openHistory } from '../../src/judgement/history-series.ts';
import { judge } from '../../src/judgement/judge.ts';
import { gatedSubjects, measure } from '../../src/judgement/measure.ts';
import { createMeter } from '../../src/judgement/meter.ts';
import { NO_COLUMNS, type Versions } from '../../src/model/dataset.ts';
import type { HistoryMethod, HistoryPoint, HistoryRule } from '../../src/model/history.ts';
import type { Gate } from '../../src/model/policy.ts';
import { gate, suite } from './datasets.ts';

const FOUND: BaselineState = { kind: 'found', stale: null, changed: null, confounded: {} };
const FINGERPRINT = 'ab'.repeat(16);
const WORKED = [0.912, 0.915, 0.909, 0.914, 0.911, 0.87, 0.913, 0.916, 0.91, 0.912];

function point(
  value: number,
  more: Partial<HistoryPoint & { signature: string; standardError: number }> = {},
): HistoryPoint {
  const { versions = {}, fingerprint = FINGERPRINT, signature = 'metrics:m|v1', standardError = null } = more;
  const one = { metric: 'm', label: null, slice: null, across: null, n: 0, value, signature, standardError };
  return { commit: null, createdAt: '2026-01-01T00:00:00.000Z', fingerprint, versions, measurements: [one] };
}

function rule(method: HistoryMethod, more: Partial<HistoryRule> = {}): HistoryRule {
  return { method, window: 100, minSize: 2, ...more };
}

const MAD = rule({ name: 'mad', k: 3.5 });

interface Case {
  readonly fromHistory?: HistoryRule;
  readonly points?: readonly HistoryPoint[] | null;
  readonly gate?: Partial<Gate>;
  readonly baseline?: BaselineState;
  readonly versions?: Versions;
  readonly isJudged?: boolean;
}

/** Judges a value that another program computed; `max` says that lower is better. */
function judged(value: number | null, { fromHistory = MAD, points = WORKED.map((x) => point(x)), ...rest }: Case = {}) {
  const own = gate({ metric: 'm', min: -1e6, fromHistory, ...rest.gate });
  const policy = suite([own], { task: 'metrics' });
  const dataset = { ...NO_COLUMNS, scalars: new Map([['m', { value, standardError: null, n: null }]]) };
  const direction = own.max === null ? 'higher' : 'lower';
  const meter = createMeter(dataset, {
    ...{ task: 'metrics', positiveLabel: null, costs: null, seed: 1 },
    directions: new Map([['m', direction]]),
  });
  const facts: SuiteFacts = {
    ...{ suite: policy, rows: 0, files: 1, n: 0, missing: 0, baseline: rest.baseline ?? FOUND },
    ...(points === null ? {} : { history: openHistory(points, () => FINGERPRINT, rest.versions ?? {}) }),
    gates: gatedSubjects(policy, dataset, () => null).map((gated) => ({
      ...gated,
      ...{ measurement: measure(meter, gated), comparison: null, compares: null, signatureChanged: false },
      ...{ reference: rest.baseline ?? FOUND, isJudged: rest.isJudged ?? false },
    })),
  };
  return judge([facts])[0]!.find((one) => one.rule === 'from-history')!;
}

const HIGH = { min: null, max: 1e6 };

describe('a limit from history', () => {
  it('fails a value beyond it, and passes one that is on it', () => {
    expect(judged(0.9)).toMatchObject({
      ...{ outcome: 'fail', reason: 'beyond-limit', certainty: 'point', against: 'baseline', limitText: 'mad' },
      ...{ value: 0.9, baseline: null, delta: null, bounds: null },
    });
    expect(judged(0.9).limit).toBeCloseTo(0.90162, 5);
    const { limit } = judged(0.9);
    expect(judged(limit)).toMatchObject({ outcome: 'pass', reason: 'within', certainty: 'point' });
    expect(judged(limit! - 1e-9).outcome).toBe('fail');
    expect(judged(0.99).outcome).toBe('pass');
  });

  it('lies on the other side where lower is better', () => {
    const at = (value: number) => judged(value, { gate: HIGH });
    expect(at(0.9).outcome).toBe('pass');
    expect(at(0.93)).toMatchObject({ outcome: 'fail', reason: 'beyond-limit' });
    expect(at(0.93).limit).toBeCloseTo(0.92238, 5);
  });

  it('counts at its gate’s level', () => {
    expect(judged(0.8, { gate: { level: 'warn' } })).toMatchObject({ outcome: 'warn', reason: 'beyond-limit' });
    expect(judged(0.8, { gate: { level: 'info' } })).toMatchObject({ outcome: 'pass', reason: 'beyond-limit' });
  });

  it('is as wide as the standard errors of the records demand', () => {
    const points = WORKED.map((x) => point(x, { standardError: 0.01 }));
    expect(judged(0.87, { points }).outcome).toBe('pass');
    expect(judged(0.87, { points }).limit).toBeCloseTo(0.912 - 3.5 * 1.4826 * 0.01, 10);
  });

  it.each<[HistoryMethod, number]>([
    [{ name: 'tolerance', P: 0.99, gamma: 0.95 }, 0.8540737131925386],
    [{ name: 't', p: 0.99 }, 0.8679681462919717],
    [{ name: 'z', p: 0.99 }, 0.8765715536344224],
    [{ name: 'log-normal', p: 0.99 }, 0.8753151431771379],
    [{ name: 'iqr', m: 2 }, 0.905],
    [{ name: 'delta-iqr', m: 2 }, 0.9060327725207836],
    [{ name: 'percentage', p: 0.1 }, 0.81738],
    [{ name: 'static', limit: 0.9 }, 0.9],
  ])('by %j', (method, limit) => {
    const at = (value: number) => judged(value, { fromHistory: rule(method) });
    expect(at(0.9).limit).toBeCloseTo(limit, 12);
    expect([at(limit + 1e-6), at(limit - 1e-6)].map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
  });
});

describe('which records count', () => {
  it('those of the same data set and the same definition', () => {
    const points = [
      ...WORKED.map((x) => point(x)),
      point(0.2, { fingerprint: 'cd'.repeat(16) }),
      { ...point(0.2), fingerprint: null },
      point(0.2, { signature: 'metrics:m|v0' }),
      { ...point(0.2), measurements: [{ ...point(0.2).measurements[0]!, label: 'other' }] },
    ];
    const found = judged(0.912, { points });
    expect(found.detail.history).toMatchObject({ records: 10, leftOut: 3 });
    expect(found.limit).toBeCloseTo(0.90162, 5);
  });

  it('those of the same prompt and, for what a judge said, of the same judge, where both sides name it', () => {
    const points = [
      ...WORKED.map((x) => point(x)),
      point(0.9, { versions: { judge: ['j1'], prompt: ['p1'] } }),
      point(0.9, { versions: { judge: ['j2'] } }),
      point(0.9, { versions: { prompt: ['p1', 'p2'] } }),
      point(0.9, { versions: { dataset: ['d2'] } }),
    ];
    const leftOut = (isJudged: boolean) =>
      judged(0.912, { points, isJudged, versions: { judge: ['j1'], prompt: ['p1'], dataset: ['d1'] } }).detail.history;
    expect(leftOut(true)).toMatchObject({ records: 11, leftOut: 3 });
    expect(leftOut(false)).toMatchObject({ records: 12, leftOut: 2 });
  });

  it('the newest of the window', () => {
    const points = [0.1, 0.2, 0.3, ...WORKED].map((x) => point(x));
    expect(judged(0.9, { points, fromHistory: { ...MAD, window: 10 } }).limit).toBeCloseTo(0.90162, 5);
    expect(judged(0.9, { points, fromHistory: { ...MAD, window: 10 } }).detail.history).toMatchObject({
      records: 10,
      leftOut: 0,
    });
  });

  it('and when they are too few, nothing is gated yet', () => {
    const points = [0.9, 0.9, 0.91].map((x) => point(x));
    const short = judged(0.1, { points, fromHistory: { ...MAD, minSize: 8 } });
    expect(short).toMatchObject({ outcome: 'pass', reason: 'short-history', certainty: null, limit: null });
    expect(short.detail.history).toMatchObject({ records: 3, needed: 8 });
    const empty: Case = { points: null, baseline: { kind: 'empty' } };
    expect(judged(0.1, empty)).toMatchObject({ outcome: 'pass', reason: 'short-history' });
    expect(judged(0.1, empty).detail.history).toMatchObject({ records: 0, needed: 2 });
  });

  it('but a static limit needs none', () => {
    const fromHistory = rule({ name: 'static', limit: 0.9 }, { minSize: 0 });
    for (const baseline of [{ kind: 'empty' }, { kind: 'unusable', problem: 'gone' }] as const) {
      expect(judged(0.89, { points: null, baseline, fromHistory })).toMatchObject({
        outcome: 'fail',
        reason: 'beyond-limit',
      });
    }
  });

  it('and where there should be a record and is none, that is a warning', () => {
    const baseline = { kind: 'unusable', problem: 'the store holds no record of this suite' } as const;
    expect(judged(0.9, { points: null, baseline })).toMatchObject({
      ...{ outcome: 'warn', reason: 'no-baseline' },
      detail: { baselineProblem: baseline.problem },
    });
  });

  it('a metric without a value fails', () => {
    expect(judged(null)).toMatchObject({ outcome: 'fail', reason: 'undefined-metric' });
  });
});

describe('a history without a limit', () => {
  const SAME = Array.from({ length: 9 }, () => point(0.91));

  it('leaves a worse value to when-unsure, and passes one that is no worse than all before it', () => {
    for (const name of ['mad', 't', 'iqr', 'ewma', 'cusum'] as const) {
      const method = { name, k: 3.5, p: 0.99, m: 2, lambda: 0.2, L: 2.7, h: 5 } as unknown as HistoryMethod;
      const at = (value: number, whenUnsure: Gate['whenUnsure'] = 'warn') =>
        judged(value, { points: SAME, fromHistory: rule(method), gate: { whenUnsure } });
      expect(at(0.9099)).toMatchObject({ outcome: 'warn', reason: 'unsure', limit: null, certainty: 'point' });
      expect(at(0.9099, 'fail')).toMatchObject({ outcome: 'fail', reason: 'unsure' });
      expect(at(0.9099, 'pass')).toMatchObject({ outcome: 'pass', reason: 'unsure' });
      expect(at(0.91, 'fail')).toMatchObject({ outcome: 'pass', reason: 'within' });
      expect(at(0.92)).toMatchObject({ outcome: 'pass', reason: 'within' });
      expect(at(0.9).detail.history).toMatchObject({ problem: 'no-spread', records: 9 });
    }
  });

  it('says that a logarithm or a ratio does not exist', () => {
    const problem = (method: HistoryMethod, values: readonly number[]) =>
      judged(9, { points: values.map((x) => point(x)), fromHistory: rule(method), gate: HIGH }).detail.history?.problem;
    expect(problem({ name: 'log-normal', p: 0.99 }, [1, 0, 2])).toBe('not-positive');
    expect(problem({ name: 'log-normal', p: 0.99 }, [1, 1, 1])).toBe('no-spread');
    expect(problem({ name: 'delta-iqr', m: 2 }, [1, 0, 2])).toBe('zero');
    expect(problem({ name: 'delta-iqr', m: 2 }, [1, 1, 1])).toBe('no-spread');
  });
});

describe('control charts', () => {
  // Mean 100, deviation √(8 · 4/7) ≈ 2.138.
  const calm = [98, 102, 98, 102, 98, 102, 98, 102];
  const deviation = Math.sqrt(32 / 7);
  const slipping = [...calm, ...calm, 98, 97, 98, 97];

  it('have the candidate as their last value', () => {
    const fromHistory = rule({ name: 'cusum', k: 0.5, h: 2 });
    const points = calm.map((x) => point(x));
    // The history ends at 102 with S = 0, so the candidate alone adds (100 − x)/s − .5.
    expect(judged(100 - 2.51 * deviation, { points, fromHistory })).toMatchObject({
      outcome: 'fail',
      reason: 'beyond-limit',
      limit: null,
    });
    expect(judged(100 - 2.49 * deviation, { points, fromHistory })).toMatchObject({
      outcome: 'pass',
      reason: 'within',
    });
    const { chart } = judged(100 - 2.5 * deviation, { points, fromHistory }).detail.history!;
    expect(chart).toEqual({ height: expect.closeTo(2, 10), ceiling: 2 });
  });

  it('see many small shifts, which a limit for single values does not', () => {
    const points = slipping.map((x) => point(x));
    expect(judged(97, { points }).outcome).toBe('pass');
    expect(judged(97, { points, fromHistory: rule({ name: 't', p: 0.99 }) }).outcome).toBe('pass');
    expect(judged(97, { points, fromHistory: rule({ name: 'cusum', k: 0.25, h: 3 }) }).outcome).toBe('fail');
    expect(judged(97, { points, fromHistory: rule({ name: 'ewma', lambda: 0.2, L: 1.5 }) }).outcome).toBe('fail');
    expect(judged(97, { points, fromHistory: rule({ name: 'page-hinkley', epsilon: 0.5, lambda: 6 }) }).outcome).toBe(
      'fail',
    );
    const mirrored = slipping.map((x) => point(200 - x));
    const ewma = rule({ name: 'ewma', lambda: 0.2, L: 1.5 });
    expect(judged(103, { points: mirrored, fromHistory: ewma, gate: HIGH }).outcome).toBe('fail');
  });

  it('do not blame a value that is as good as usual for what was before it', () => {
    const points = [...slipping, 90, 90].map((x) => point(x));
    const mean = (slipping.reduce((a, b) => a + b, 0) + 180) / (slipping.length + 2);
    for (const method of [
      { name: 'cusum', k: 0.5, h: 2 },
      { name: 'ewma', lambda: 0.2, L: 2 },
      { name: 'page-hinkley', epsilon: 0.1, lambda: 5 },
    ] as const) {
      expect(judged(mean + 1e-9, { points, fromHistory: rule(method) })).toMatchObject({
        outcome: 'pass',
        reason: 'within',
      });
      expect(judged(90, { points, fromHistory: rule(method) }).outcome).toBe('fail');
    }
  });

  it('of the moving average show their limit', () => {
    const fromHistory = rule({ name: 'ewma', lambda: 0.2, L: 2.7 });
    const { limit } = judged(100, { points: calm.map((x) => point(x)), fromHistory });
    expect(limit).toBeLessThan(100);
    const at = (value: number) => judged(value, { points: calm.map((x) => point(x)), fromHistory }).outcome;
    expect([at(limit! + 1e-6), at(limit! - 1e-6)]).toEqual(['pass', 'fail']);
  });
});
