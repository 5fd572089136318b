import { describe, expect, it } from 'vitest';
import { continueHistory, historyOf } from '../../src/baseline/continue-history.ts';
import { decodeRecord } from '../../src/baseline/decode-record.ts';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { fingerprintOf } from '../../src/baseline/fingerprint.ts';
import { parseHeader } from '../../src/baseline/header.ts';
import { formatHistory, parseHistory } from '../../src/baseline/header-history.ts';
import { readParquetHeader } from '../../src/baseline/parquet.ts';
import { type Dataset, type Evidence, NO_COLUMNS } from '../../src/model/dataset.ts';
import type { HistoryPoint } from '../../src/model/history.ts';
import type { BaselineRecord } from '../../src/model/record.ts';
import { gate } from '../judgement/datasets.ts';
import { COMMIT, RECALL, recordWith } from './records.ts';

type Facts = Pick<Evidence, 'dataset' | 'raw' | 'ids' | 'runs'>;
const NO_RAW: Facts['raw'] = { texts: null, rankings: null };

function evidence(ids: readonly string[] | null, labels: readonly number[], more: Partial<Facts> = {}): Facts {
  const dataset: Dataset = {
    ...NO_COLUMNS,
    rows: labels.length,
    classes: ['no', 'yes'],
    label: Int32Array.from(labels),
  };
  return { dataset, raw: NO_RAW, ids, runs: null, ...more };
}

const fingerprint = (...args: Parameters<typeof evidence>) => fingerprintOf(evidence(...args));

describe('the fingerprint of a data set', () => {
  const SOME = fingerprint(['a', 'b', 'c'], [1, 0, 1]);

  it('is the same for the same ids and labels in another order, and among other classes', () => {
    expect(SOME).toMatch(/^[0-9a-f]{32}$/);
    expect(fingerprint(['c', 'a', 'b'], [1, 1, 0])).toBe(SOME);
    const { dataset, ...rest } = evidence(['a', 'b', 'c'], [2, 1, 2]);
    expect(fingerprintOf({ ...rest, dataset: { ...dataset, classes: ['maybe', 'no', 'yes'] } })).toBe(SOME);
  });

  it('is another one for another id, label, row, or boundary between the two', () => {
    const others = [
      fingerprint(['a', 'b', 'd'], [1, 0, 1]),
      fingerprint(['a', 'b', 'c'], [1, 1, 1]),
      fingerprint(['a', 'b', 'c'], [1, -1, 1]),
      fingerprint(['a', 'b', 'c'], [0, 1, 1]),
      fingerprint(['a', 'b'], [1, 0]),
      fingerprint(['a', 'b', 'c', 'c'], [1, 0, 1, 1]),
      fingerprint(null, [1, 0, 1]),
      fingerprint([], []),
    ];
    expect(new Set([SOME, ...others]).size).toBe(others.length + 1);
    expect(fingerprint(null, [0, 1, 1])).toBe(fingerprint(null, [1, 0, 1]));
  });

  it('counts an example with several runs once', () => {
    const runs = Int32Array.from([0, 1, 0, 2]);
    expect(fingerprint(['a', 'a', 'b', 'a'], [1, 1, 0, 1], { runs })).toBe(fingerprint(['a', 'b'], [1, 0]));
  });

  it('follows from references, relevance, sets and numbers as well', () => {
    const none = (more: Partial<Facts>, columns: Partial<Dataset> = {}) =>
      fingerprintOf({ ...evidence(['a', 'b'], [0, 0]), dataset: { ...NO_COLUMNS, rows: 2, ...columns }, ...more });
    const texts = (first: string) =>
      none({ raw: { ...NO_RAW, texts: { hypotheses: ['x', 'y'], references: [[first, null], ['r']] } } });
    const ranked = (items: readonly string[], relevance: readonly number[]) =>
      none({
        raw: {
          ...NO_RAW,
          rankings: {
            offsets: Int32Array.from([0, 2, 3]),
            items,
            relevance: Float64Array.from(relevance),
            score: new Float64Array(3),
            popularity: null,
            catalogue: 3,
          },
        },
      });
    const sets = (values: readonly number[]) =>
      none(
        {},
        {
          classes: ['x', 'y'],
          labelSets: {
            missing: new Uint8Array(2),
            offsets: Int32Array.from([0, 1, 2]),
            values: Int32Array.from(values),
          },
        },
      );
    const numbers = (...values: number[]) => none({}, { numericLabel: Float64Array.from(values) });
    expect(texts('q')).toBe(texts('q'));
    expect(ranked(['i', 'j', 'k'], [1, 0, 1])).toBe(ranked(['j', 'i', 'k'], [0, 1, 1]));
    expect(ranked(['i', 'j', 'k'], [1, Number.NaN, 1])).not.toBe(ranked(['i', 'j', 'k'], [1, 0, 1]));
    const all = [texts('q'), texts('p'), ranked(['i', 'j', 'k'], [1, 0, 1]), ranked(['i', 'j', 'k'], [1, 1, 1])];
    const rest = [sets([0, 1]), sets([1, 1]), numbers(1, 2), numbers(1, 3), none({})];
    expect(new Set([...all, ...rest]).size).toBe(9);
  });
});

/** A record of a commit that is told by a number. */
function record(number: number, more: Partial<BaselineRecord> = {}): BaselineRecord {
  return recordWith({
    commit: String(number).padStart(7, '0'),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
    fingerprint: 'ab'.repeat(16),
    measurements: [{ ...RECALL, slice: null, value: number / 1000, standardError: 0.0123456 }],
    ...more,
  });
}

describe('the history of a record', () => {
  it('is that of the record before, and that record as its newest point', () => {
    const first = record(1);
    const second = { ...record(2), history: continueHistory(first, '0000002', []) };
    const third = continueHistory(second, '0000003', []);
    expect(continueHistory(null, '0000001', [])).toEqual([]);
    expect(third.map(({ commit }) => commit)).toEqual(['0000001', '0000002']);
    const { reason: _reason, direction: _direction, ...recall } = first.measurements[0]!;
    expect(third[0]).toEqual({
      commit: '0000001',
      createdAt: '2026-01-01T00:01:00.000Z',
      fingerprint: 'ab'.repeat(16),
      versions: {},
      measurements: [recall],
    });
  });

  it('does not hold a commit that is recorded again', () => {
    const again = { ...record(2), history: historyOf(record(1), []) };
    expect(continueHistory(again, '0000002', []).map(({ commit }) => commit)).toEqual(['0000001']);
    expect(continueHistory(record(2, { commit: null }), null, [])).toHaveLength(1);
  });

  it('forgets what is older than a hundred records', () => {
    let points: readonly HistoryPoint[] = [];
    for (let i = 1; i <= 120; i++) points = historyOf(record(i, { history: points }), []);
    expect(points).toHaveLength(100);
    expect([points[0]!.commit, points.at(-1)!.commit]).toEqual(['0000021', '0000120']);
  });

  it('holds slices that a gate looks at, and no value that is none', () => {
    const measured = (more: object) => ({ ...RECALL, slice: null, ...more });
    const measurements = [
      measured({ slice: { sex: 'F' } }),
      measured({ slice: { age: '80+' } }),
      measured({ slice: { sex: 'F', age: '80+' } }),
      measured({ slice: { sex: 'F' }, label: 'benign' }),
      measured({ metric: 'precision', reason: 'zero_division' }),
      measured({ metric: 'f1', value: null }),
      measured({ metric: 'accuracy' }),
    ];
    const slicesOf = (...gates: Parameters<typeof historyOf>[1]) =>
      historyOf(record(1, { measurements }), gates)[0]!.measurements.map(({ metric, slice }) => slice ?? metric);
    expect(slicesOf()).toEqual(['accuracy']);
    expect(slicesOf(gate({ metric: 'recall', select: { kind: 'each', columns: ['sex'] } }))).toEqual([
      { sex: 'F' },
      'accuracy',
    ]);
    const one = gate({ metric: 'recall', select: { kind: 'one', slice: { age: '80+', sex: 'F' } } });
    expect(slicesOf(one)).toEqual([{ sex: 'F', age: '80+' }, 'accuracy']);
    expect(slicesOf(gate({ metric: 'recall', select: { kind: 'one', slice: { age: '70' } } }))).toEqual(['accuracy']);
  });

  it('is stored with the record and read again, with values to fourteen digits', async () => {
    const sliced = { ...RECALL, label: 'benign', across: 'sex', value: 1 / 3, n: 12.5, standardError: null };
    const gates = [
      gate({ metric: 'recall', label: 'benign', across: 'sex', select: { kind: 'each', columns: ['sex'] } }),
    ];
    const versions = { judge: ['a', 'b'], prompt: ['p'] };
    const points = historyOf(record(1, { versions, measurements: [sliced, record(1).measurements[0]!] }), gates);
    const read = await decodeRecord(encodeRecord(record(2, { history: points })), 'memory');
    expect(read.fingerprint).toBe('ab'.repeat(16));
    expect(read.history[0]!.measurements).toEqual([
      { ...points[0]!.measurements[0], value: 0.33333333333333 },
      { ...points[0]!.measurements[1], standardError: 0.0123 },
    ]);
    expect({ ...read.history[0], measurements: [] }).toEqual({ ...points[0], measurements: [] });
  });

  it('is absent from records of earlier versions', async () => {
    const old = recordWith({ commit: COMMIT });
    const bytes = encodeRecord(old);
    expect(Buffer.from(bytes).includes('history')).toBe(false);
    expect(await decodeRecord(bytes, 'memory')).toMatchObject({ fingerprint: null, history: [] });
    expect(historyOf(old, [])).toMatchObject([{ commit: COMMIT, fingerprint: null }]);
  });

  it('of a hundred records with twenty metrics takes less than 150 kB', () => {
    const names = Array.from({ length: 20 }, (_, i) => `some_metric_of_the_suite_${i}`);
    const points: HistoryPoint[] = Array.from({ length: 100 }, (_, p) => ({
      commit: (p + 10).toString(16).padStart(40, '0123456789abcdef'),
      createdAt: '2026-01-02T03:04:05.678Z',
      fingerprint: 'ab'.repeat(16),
      versions: {},
      measurements: names.map((metric, m) => ({
        ...{ metric, label: null, slice: null, across: null, n: 1000, signature: `${metric}|binary|v1` },
        value: Math.sqrt(p + m / 7) / 11,
        standardError: Math.sqrt(m + 1) / 700,
      })),
    }));
    const bytes = encodeRecord(record(1, { history: points })).length - encodeRecord(record(1)).length;
    expect(bytes).toBeLessThan(80_000);
    expect(parseHistory(formatHistory(points))).toHaveLength(100);
    const cut = parseHistory(formatHistory(points, 20_000));
    expect(cut.length).toBeGreaterThan(10);
    expect(cut.at(-1)!.commit).toBe(points.at(-1)!.commit);
    expect(JSON.stringify(formatHistory(points, 20_000)).length).toBeLessThan(20_000);
  });

  it('that is damaged makes the record damaged', async () => {
    const bytes = encodeRecord(record(2, { history: historyOf(record(1), []) }));
    const header = JSON.parse(readParquetHeader(bytes, 'memory').json);
    const damage = (change: (history: { subjects: object[]; points: { values: unknown[] }[] }) => void) => {
      const copy = structuredClone(header);
      change(copy.history);
      return () => parseHeader(JSON.stringify(copy), 'memory');
    };
    expect(damage(() => {})).not.toThrow();
    expect(damage(({ points }) => points[0]!.values.push([7, 1, null]))).toThrow(
      'a value is of a subject that is not there',
    );
    expect(damage(({ points }) => points[0]!.values.push([0, 'x', null]))).toThrow('[place, value, standard error]');
    expect(damage(({ subjects }) => subjects.push({ metric: 1 }))).toThrow(
      '`history.subjects[1].metric`: expected text',
    );
  });
});
