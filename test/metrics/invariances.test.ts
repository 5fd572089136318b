import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import type { Dataset } from '../../src/model/dataset.ts';
import type { Contributions, Sums, Value } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { ASKED, type Asked, ask, contribute, datasetOf, measure, type Rows } from './rows.ts';

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

function expectSame(left: Value, right: Value) {
  expect(left.reason).toBe(right.reason);
  if (left.value === null || right.value === null) expect(left.value).toBe(right.value);
  else expect(left.value).toBeCloseTo(right.value, 12);
}

/** Metrics that go by the order of the classes, for ties or for distances that are not the same from both ends. */
const ORDERED = /^top_k_accuracy|of the top class$/;
/** Metrics whose bins are those of the whole evaluation. */
const BINNED_TOGETHER = /strategy:quantile|^rank_order_breaks|^default_rate_by_band/;

describe.each(ASKED)('$title', (asked) => {
  const { title, metric, positive } = asked;
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: runs(8) });

  it('does not depend on the order of the rows', () => {
    holds((list) => expectSame(ask(asked, toDataset(list)), ask(asked, toDataset(list.toReversed()))));
  });

  if (!ORDERED.test(title)) {
    it('does not depend on the names and codes of the classes', () => {
      const names: Record<string, string> = { a: 'z', b: '<b>', c: '10' };
      const renamed: Asked = { ...asked, positive: positive && names[positive] };
      holds((list) => {
        const data = toDataset(list, ['10', '<b>', 'z'], (label) => names[label]!);
        expectSame(ask(asked, toDataset(list)), ask(renamed, data));
      });
    });
  }

  it('does not look at classes that no row has', () => {
    holds((list) =>
      expectSame(ask(asked, toDataset(list)), ask(asked, toDataset(list, ['0', 'a', 'a2', 'b', 'b2', 'c', 'd']))),
    );
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) => {
      const copies = list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 }));
      expectSame(ask(asked, toDataset(list)), ask(asked, toDataset(copies)));
    });
  });

  if (!BINNED_TOGETHER.test(title)) {
    it('has contributions that concatenate over shards', () => {
      fc.assert(
        fc.property(rows, rows, (first, second) => {
          const [a, b, whole] = [first, second, [...first, ...second]].map((part) =>
            unitsOf(contribute(asked, toDataset(part))),
          );
          expect([...a!, ...b!]).toEqual(whole);
        }),
        { numRuns: runs(8) },
      );
    });
  }

  it('never gives NaN, keeps its range, and leaves rows that are no units alone', () => {
    holds((list) => {
      const data = toDataset(list);
      const parts = contribute(asked, data);
      const { value, reason, sensitivity } = linearise(parts, data.weight!);
      const [low, high] = metric.range;
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= (low ?? -Infinity) && value <= (high ?? Infinity)).toBe(true);
      const units = unitsOf(parts);
      for (let i = 0; i < data.rows; i++) {
        expect(Number.isFinite(sensitivity[i])).toBe(true);
        if (units[i] === null || data.weight![i] === 0) expect(sensitivity[i]).toBe(0);
      }
    });
  });

  it('has the same value alone as with its derivative', () => {
    holds((list) => {
      const data = toDataset(list);
      const parts = contribute(asked, data);
      for (const weights of [data.weight!, new Float64Array(data.rows).fill(1)]) {
        expectSame(evaluatorOf(parts, weights)(weights), linearise(parts, weights));
      }
    });
  });
});

/** Metrics whose best value is not an end of their range. */
const WITHOUT_BEST = /^brier_resolution|^calibration_(slope|intercept)$/;

describe.each(ASKED.filter(({ metric }) => metric.direction !== null && !WITHOUT_BEST.test(metric.name)))(
  '$title',
  (asked) => {
    it('is at its best where every answer is right and sure', () => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...CLASSES), { maxLength: 20 }), (drawn) => {
          const label = [...drawn, ...CLASSES];
          const list = label.map((own): Row => {
            return { label: own, prediction: own, scores: CLASSES.map((name) => (name === own ? 1 : 0)), weight: 1 };
          });
          const { direction, range, name } = asked.metric;
          const best = direction === 'higher' ? range[1]! : (range[0] ?? 0);
          expect(ask(asked, toDataset(list)).value, name).toBeCloseTo(best, 12);
        }),
        { numRuns: runs(8) },
      );
    });
  },
);

/** What each row contributes, null for a row that is no unit. */
function unitsOf(parts: Contributions): (number | null | readonly number[])[] {
  switch (parts.kind) {
    case 'proportion':
      return Array.from(parts.hits, (hit) => (hit < 0 ? null : hit));
    case 'mean':
      return Array.from(parts.scores, (score) => (Number.isNaN(score) ? null : score));
    case 'sums':
      return Array.from({ length: rowsOf(parts) }, (_, row) => addedBy(parts, row));
    case 'rank':
      return Array.from(parts.sample, (side, i) => (side < 0 ? null : [side, ...parts.columns.map((c) => c[i]!)]));
    default:
      throw new Error(`no classification metric is ${parts.kind}`);
  }
}

function rowsOf({ addends, width }: Sums): number {
  return addends.form === 'cell' ? addends.cells.length : addends.form === 'vector' ? addends.values.length / width : 0;
}

function addedBy({ addends, width }: Sums, row: number): number | readonly number[] | null {
  if (addends.form === 'cell') return addends.cells[row]! < 0 ? null : addends.cells[row]!;
  if (addends.form === 'cells') throw new Error('no metric here adds to several cells');
  const vector = Array.from(addends.values.subarray(row * width, (row + 1) * width));
  return Number.isNaN(vector[0]) ? null : vector;
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
