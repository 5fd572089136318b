import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION as METRICS } from '../../src/metrics/classification/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import { contributionsOf, datasetOf, measure, type Rows } from './rows.ts';

const NAMES = METRICS.map(({ name }) => name);
const CLASSES = ['a', 'b', 'c'];

interface Row {
  readonly label: string | null;
  readonly prediction: string | null;
  readonly scores: readonly number[];
  readonly weight: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  label: fc.option(fc.constantFrom(...CLASSES), { freq: 9 }),
  prediction: fc.option(fc.constantFrom(...CLASSES), { freq: 9 }),
  scores: fc.tuple(...CLASSES.map(() => fc.integer({ min: 0, max: 8 }).map((n) => n / 8))),
  weight: fc.constantFrom(0, 1, 2, 3),
});
const rows = fc.array(row, { minLength: 1, maxLength: 30 });

function toDataset(list: readonly Row[], classes = CLASSES, rename = (name: string) => name): Dataset {
  const renamed = (name: string | null) => (name === null ? null : rename(name));
  const scores: Rows['scores'] = Object.fromEntries(
    CLASSES.map((name, k) => [rename(name), list.map((r) => r.scores[k]!)]),
  );
  return datasetOf({
    label: list.map(({ label }) => renamed(label)),
    prediction: list.map(({ prediction }) => renamed(prediction)),
    scores,
    weight: list.map(({ weight }) => weight),
    classes,
  });
}

function expectSame(left: ReturnType<typeof measure>, right: ReturnType<typeof measure>) {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(left.value).toBeCloseTo(right.value, 12);
}

describe.each(NAMES)('%s', (name) => {
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: 40 });

  it('does not depend on the order of the rows', () => {
    holds((list) => expectSame(measure(name, toDataset(list), 'b'), measure(name, toDataset(list.toReversed()), 'b')));
  });

  it('does not depend on the names and codes of the classes', () => {
    const names: Record<string, string> = { a: 'z', b: '<b>', c: '10' };
    holds((list) => {
      const renamed = toDataset(list, ['10', '<b>', 'z'], (label) => names[label]!);
      expectSame(measure(name, toDataset(list), 'b'), measure(name, renamed, '<b>'));
    });
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 }));
      expectSame(measure(name, toDataset(list), 'b'), measure(name, toDataset(copies), 'b'));
    });
  });

  it('has contributions that concatenate over shards', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const [a, b, whole] = [first, second, [...first, ...second]].map((part) =>
          unitsOf(contributionsOf(name, toDataset(part), 'b')),
        );
        expect([...a!, ...b!]).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('never gives NaN, keeps its range, and leaves rows that are no units alone', () => {
    holds((list) => {
      const data = toDataset(list);
      const parts = contributionsOf(name, data, 'b');
      const { value, reason, sensitivity } = linearise(parts, data.weight!);
      const [low, high] = METRICS.find((metric) => metric.name === name)!.range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= (low ?? -Infinity) && value <= (high ?? Infinity)).toBe(true);
      const units = unitsOf(parts);
      for (let i = 0; i < data.rows; i++) {
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (units[i] === null || data.weight![i] === 0) expect(sensitivity[i]).toBe(0);
      }
    });
  });
});

/** What each row contributes, null for a row that is no unit. */
function unitsOf(parts: ReturnType<typeof contributionsOf>): (number | null | readonly number[])[] {
  switch (parts.kind) {
    case 'proportion':
      return Array.from(parts.hits, (hit) => (hit < 0 ? null : hit));
    case 'mean':
      return Array.from(parts.scores, (score) => (Number.isNaN(score) ? null : score));
    case 'sums':
      if (parts.addends.form !== 'cell') throw new Error('not cells');
      return Array.from(parts.addends.cells, (cell) => (cell < 0 ? null : cell));
    case 'rank':
      return Array.from(parts.sample, (side, i) => (side < 0 ? null : [side, ...parts.columns.map((c) => c[i]!)]));
    default:
      throw new Error(`no classification metric is ${parts.kind}`);
  }
}

describe('roc_auc', () => {
  it('of −s is 1 − the one of s', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const turned = list.map((r) => ({ ...r, scores: r.scores.map((score) => -score) }));
        const [up, down] = [list, turned].map((part) => measure('roc_auc', toDataset(part), 'b').value);
        if (up === null) expect(down).toBeNull();
        else expect(down).toBeCloseTo(1 - up!, 12);
      }),
    );
  });

  it('keeps its value under an increasing transformation of the scores', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const bent = list.map((r) => ({ ...r, scores: r.scores.map((score) => Math.exp(3 * score) - 40) }));
        expectSame(measure('roc_auc', toDataset(list), 'b'), measure('roc_auc', toDataset(bent), 'b'));
      }),
    );
  });
});
