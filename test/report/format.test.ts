import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseForm,
  formatChange,
  formatCount,
  formatDelta,
  formatDeltaInterval,
  formatInterval,
  formatLimit,
  formatP,
  formatTolerance,
  formatValue,
  type MetricRange,
} from '../../src/report/format.ts';

const SHARE: MetricRange = [0, 1];
const COST: MetricRange = [0, null];

describe('values', () => {
  it.each<[number | null, MetricRange, string]>([
    [0.88679, SHARE, '88.7%'],
    [1, SHARE, '100.0%'],
    [0, SHARE, '0.0%'],
    [null, SHARE, '—'],
    [Number.NaN, SHARE, '—'],
    [Number.POSITIVE_INFINITY, COST, '—'],
    [0.31239, COST, '0.3124'],
    [31.2239, COST, '31.22'],
    [1412.4, COST, '1\u202f412'],
    [1234567.8, COST, '1\u202f234\u202f568'],
    [0.0123456, COST, '0.01235'],
    [0.0000123456, COST, '1.235e−5'],
    [-0.5, [-1, 1], '−0.5000'],
    [-0, COST, '0'],
    [5, COST, '5'],
  ])('%s in %j is %s', (value, range, shown) => {
    expect(formatValue(value, chooseForm(range, [value]))).toBe(shown);
  });

  it('get decimals until two different numbers look different', () => {
    const form = chooseForm(SHARE, [0.8997], [[0.8997, 0.9]]);
    expect(formatValue(0.8997, form)).toBe('89.97%');
    const small = chooseForm(SHARE, [0.9931], [[-0.0003, 0]]);
    expect(formatChange(-0.0003, small)).toBe('▼ −0.03 pp');
  });

  it('get none for what is rounding alone', () => {
    const form = chooseForm(SHARE, [0.3], [[0.1 + 0.2, 0.3]]);
    expect(form.decimals).toBe(1);
  });
});

describe('changes', () => {
  const form = chooseForm(SHARE, [0.5]);
  it.each([
    [-0.0707, '▼ −7.1 pp'],
    [0.012, '▲ +1.2 pp'],
    [0, '0.0 pp'],
    [-0, '0.0 pp'],
    [-1e-9, '0.0 pp'],
    [1e-9, '0.0 pp'],
    [null, '—'],
    [Number.NaN, '—'],
  ])('%s is %s', (delta, shown) => {
    expect(formatChange(delta, form)).toBe(shown);
  });

  it('have intervals with signs, values without', () => {
    expect(formatDeltaInterval({ low: -0.1051, high: 0.0219 }, form)).toBe('−10.5 … +2.2 pp');
    expect(formatInterval({ low: 0.8372, high: 0.9228 }, form)).toBe('83.7 … 92.3%');
    expect(formatInterval({ low: Number.NEGATIVE_INFINITY, high: 0.5 }, form)).toBe('— … 50.0%');
    expect(formatInterval(null, form)).toBe('—');
  });
});

it('writes limits as they were meant', () => {
  expect(formatLimit(0.07, true)).toBe('7%');
  expect(formatLimit(0.895, true)).toBe('89.5%');
  expect(formatTolerance(0.01, true)).toBe('1 pp');
  expect(formatTolerance(0.005, false)).toBe('0.005');
  expect(formatCount(12400)).toBe('12\u202f400');
  expect(formatCount(2.5)).toBe('2.5');
  expect([0.625, 0.0141, 0.00014, 1, Number.NaN].map(formatP)).toEqual([
    'p = 0.63',
    'p = 0.014',
    'p < 0.001',
    'p = 1.0',
    'p —',
  ]);
});

it('never writes a signed zero, NaN or Infinity', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e-300, -1e-300, 1e300, Number.NaN));
  fc.assert(
    fc.property(number, number, fc.constantFrom<MetricRange>(SHARE, COST, [-1, 1]), (a, b, range) => {
      const form = chooseForm(range, [a, b], [[a, b]]);
      for (const shown of [formatValue(a, form), formatDelta(b, form), formatLimit(Math.abs(a) < 1e9 ? a : 0, true)]) {
        expect(shown).not.toMatch(/NaN|Infinity|undefined|[−+-]0(?:\.0*)?(?:e|%| |$)/);
      }
    }),
  );
});
