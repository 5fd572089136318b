import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/errors.ts';
import { estimate, unitRows } from '../../src/judgement/estimate.ts';
import { explainParameter, findMetric } from '../../src/metrics/catalogue.ts';
import { evaluatorOf } from '../../src/metrics/evaluate.ts';
import { groupsLeftOut } from '../../src/metrics/fairness/left-out.ts';
import { fairnessMetrics } from '../../src/metrics/fairness/table.ts';
import { linearise } from '../../src/metrics/linearise.ts';
import { NO_OPTIONS } from '../../src/model/metric.ts';
import { runs } from '../runs.ts';
import { compareGroups, type GroupRows, groupDataset, weightsOf } from './group-rows.ts';

/** Written by tools/oracle/fairness.py. */
interface Golden {
  readonly examples: Readonly<Record<string, number>>;
  readonly sets: readonly (GroupRows & { readonly values: Readonly<Record<string, number | null>> })[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/fairness.json', import.meta.url), 'utf8'));
const sets = golden.sets.map(({ values, ...rows }) => ({ values, dataset: groupDataset(rows) }));
const MEMBERS = fairnessMetrics().flatMap(({ members }) => members);

const near = (value: number | null, expected: number | null, where: string) => {
  if (value === null || expected === null) expect(value, where).toBe(expected);
  else expect(Math.abs(value - expected), where).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
};
const measure = (name: string, rows: GroupRows) => {
  const dataset = groupDataset(rows);
  return linearise(compareGroups(name, dataset), weightsOf(dataset));
};

describe('fairlearn', () => {
  it('is asked about every metric with every option, on many data sets', () => {
    expect(sets.length).toBeGreaterThanOrEqual(500);
    const known = sets.flatMap(({ values }) => Object.keys(values).filter((name) => values[name] !== null));
    for (const { name } of MEMBERS) {
      expect(known.filter((other) => other.split('@')[0] === name).length, name).toBeGreaterThan(200);
    }
    for (const option of ['to:overall', 'agg:mean', 'min:0', 'min:4', 'empty:zero', '_worst_group', '_group_gap']) {
      expect(known.filter((name) => name.includes(option)).length, option).toBeGreaterThan(150);
    }
  });

  it('gives the same values', () => {
    for (const [index, { dataset, values }] of sets.entries()) {
      for (const [name, expected] of Object.entries(values)) {
        const task = name.includes('log_loss') ? 'binary' : 'multiclass';
        const { value, reason } = linearise(compareGroups(name, dataset, task), weightsOf(dataset));
        near(value, expected, `${name} of set ${index}: ${value} (${reason}), expected ${expected}`);
        expect(reason === null, name).toBe(expected !== null);
      }
    }
  });

  it('gives the values of the examples, which are those of their rows', () => {
    for (const [name, expected] of Object.entries(golden.examples)) {
      const { value, rows } = findMetric(name, 'binary')!.example!;
      near(value, expected, name);
      const repeated = rows.flatMap((cells) => Array<(typeof rows)[0]>(Number(cells['count'])).fill(cells));
      const column = (key: string) => repeated.map((cells) => String(cells[key])).join('');
      const group = column('sex').replaceAll('F', 'a').replaceAll('M', 'b');
      near(measure(name, { label: column('label'), prediction: column('prediction'), group }).value, expected, name);
    }
  });

  it('gives the same of the units alone, which is what a gate measures', () => {
    for (const [index, { dataset, values }] of sets.entries()) {
      if (dataset.weight?.some((weight) => !Number.isInteger(weight))) continue;
      const counted = { ...dataset, weight: null, count: dataset.weight };
      for (const [name, expected] of Object.entries(values)) {
        const parts = compareGroups(name, counted, name.includes('log_loss') ? 'binary' : 'multiclass');
        near(estimate(counted, parts, unitRows(counted, parts, null)).value, expected, `${name} of set ${index}`);
      }
    }
  });
});

/** Labels and predictions of a group: TP, FN, FP and TN of it. */
function cells(group: string, [tp, fn, fp, tn]: readonly [number, number, number, number]): GroupRows {
  return {
    label: '1'.repeat(tp + fn) + '0'.repeat(fp + tn),
    prediction: '1'.repeat(tp) + '0'.repeat(fn) + '1'.repeat(fp) + '0'.repeat(tn),
    group: group.repeat(tp + fn + fp + tn),
  };
}
const together = (...parts: readonly GroupRows[]): GroupRows => ({
  label: parts.map(({ label }) => label).join(''),
  prediction: parts.map(({ prediction }) => prediction).join(''),
  group: parts.map(({ group }) => group).join(''),
});

describe('small groups', () => {
  // Selection .4, .5, 1 and 0; TPR .6, .75 and 1; FPR .2, .25 and 0.
  const a = cells('a', [36, 24, 12, 48]);
  const b = cells('b', [45, 15, 15, 45]);
  const c = cells('c', [29, 0, 0, 0]);
  const d = cells('d', [0, 0, 0, 29]);
  const rows = together(a, b, c, d);
  const parts = (name: string) => {
    const dataset = groupDataset(rows);
    return groupsLeftOut(compareGroups(name, dataset), weightsOf(dataset)).map(({ name, units, reason }) => [
      name,
      units,
      reason,
    ]);
  };

  it.each([
    ['demographic_parity_difference', 0.1],
    ['demographic_parity_difference@min:29', 1],
    ['demographic_parity_ratio', 0.8],
    ['demographic_parity_ratio@min:0', 0],
    ['equal_opportunity_difference', 0.15],
    ['equal_opportunity_difference@min:0', 0.4],
    ['equal_opportunity_difference@min:0|empty:zero', 1],
    ['equalized_odds_difference', 0.15],
    ['equalized_odds_difference@agg:mean', 0.1],
    ['equalized_odds_ratio', 0.8],
    ['equalized_odds_difference@min:29', 0.4],
    ['accuracy_group_gap', 0.05],
    ['recall_worst_group', 0.6],
    ['recall_group_ratio', 0.8],
  ])('take no part in %s, by hand %d', (name, expected) => near(measure(name, rows).value, expected, name));

  it('count among all rows together', () => {
    // Selected: 48 + 60 + 29 of 298.
    const overall = 137 / 298;
    near(measure('demographic_parity_difference@to:overall', rows).value, overall - 0.4, 'difference');
    near(measure('demographic_parity_ratio@to:overall', rows).value, 0.4 / overall, 'ratio');
  });

  it('are listed with their sizes', () => {
    expect(parts('demographic_parity_difference')).toEqual([
      ['c', 29, 'too_few'],
      ['d', 29, 'too_few'],
    ]);
    expect(parts('equalized_odds_difference@min:29')).toEqual([
      ['c', 0, 'too_few'],
      ['d', 0, 'too_few'],
    ]);
    // The fewest units: c lacks negatives altogether and has 29 positives, d the reverse.
    expect(parts('equalized_odds_difference')).toEqual([
      ['c', 0, 'too_few'],
      ['d', 0, 'too_few'],
    ]);
    expect(parts('equal_opportunity_difference@min:0')).toEqual([['d', 0, 'too_few']]);
    expect(parts('equal_opportunity_difference@min:0|empty:zero')).toEqual([]);
    expect(parts('demographic_parity_difference@min:61')).toEqual([
      ['c', 29, 'too_few'],
      ['d', 29, 'too_few'],
    ]);
  });

  it('leave no value when fewer than two are left', () => {
    for (const name of ['demographic_parity_difference', 'accuracy_worst_group', 'recall_group_gap']) {
      expect(measure(name, together(a, c, d))).toMatchObject({ value: null, reason: 'too_few_groups' });
    }
    expect(measure('accuracy_group_gap', cells('.', [40, 0, 0, 40])).reason).toBe('too_few_groups');
  });

  it('are those whose metric says nothing, too', () => {
    const data = groupDataset(together(a, b, cells('e', [0, 0, 0, 50])));
    const f1 = compareGroups('f1_worst_group', data);
    expect(groupsLeftOut(f1, weightsOf(data))).toEqual([{ name: 'e', units: 50, reason: 'zero_division' }]);
    near(linearise(f1, weightsOf(data)).value, 72 / 108, 'F1 of a is 2·36/(2·36 + 24 + 12)');
  });

  it('have no bearing on what all groups lack', () => {
    const none = together(cells('a', [0, 0, 20, 20]), cells('b', [0, 0, 10, 30]));
    expect(measure('equal_opportunity_difference@min:0|empty:zero', none).reason).toBe('too_few_groups');
    expect(measure('equal_opportunity_ratio', together(cells('a', [0, 40, 9, 9]), cells('b', [0, 40, 9, 9])))).toEqual(
      expect.objectContaining({ value: null, reason: 'zero_division' }),
    );
  });
});

describe('names', () => {
  it('take a parameter behind the ending, or at the end of a name without', () => {
    expect(findMetric('roc_auc_worst_group', 'binary')).toMatchObject({
      direction: 'higher',
      range: [0, 1],
      needs: ['label', 'score'],
      label: 'requires',
      across: true,
      kind: 'extremum',
    });
    expect(findMetric('log_loss_worst_group', 'multiclass')).toMatchObject({ direction: 'lower', range: [0, null] });
    expect(findMetric('matthews_corrcoef_group_gap', 'binary')).toMatchObject({ direction: 'lower', range: [0, 2] });
    expect(findMetric('log_loss_group_gap', 'binary')?.range).toEqual([0, null]);
    expect(findMetric('accuracy_group_ratio', 'binary')).toMatchObject({ direction: 'higher', range: [0, 1] });
    expect(findMetric('accuracy_worst_group', 'ranking')).toBeNull();
    expect(findMetric('nonsense_worst_group', 'binary')).toBeNull();
    expect(findMetric('_worst_group', 'binary')).toBeNull();
  });

  it.each([
    ['cohen_kappa_group_ratio', /^There is no cohen_kappa_group_ratio: cohen_kappa may be negative/],
    ['demographic_parity_difference_worst_group', /demographic_parity_difference compares groups itself\.$/],
    ['accuracy_group_gap_worst_group', /accuracy_group_gap compares groups itself\.$/],
    ['flip_rate_group_gap', /flip_rate compares with the baseline itself\.$/],
    ['psi_worst_group@bins:20', /psi@bins:20 compares with the baseline itself\.$/],
    ['psi_worst_group@bins:1', /^psi: bins is one of 10, a whole number from 2 to 999, found "1"/],
    ['demographic_parity_difference@min:-1', /min is one of 30, a whole number from 0 on, found "-1"/],
    ['demographic_parity_difference@empty:zero', /has no option "empty"; it has to, min/],
    ['equal_opportunity_ratio@agg:mean', /has no option "agg"; it has to, min, empty/],
  ])('%s is refused', (name, why) => {
    expect(findMetric(name, 'binary')).toBeNull();
    expect(explainParameter(name, 'binary')).toMatch(why);
  });

  it('say in the signature what the number depends on', () => {
    expect(findMetric('equalized_odds_difference@min:0|agg:mean', 'binary')).toMatchObject({
      name: 'equalized_odds_difference@agg:mean|min:0',
      signature: 'equalized_odds_difference@agg:mean|min:0|to:each-other|agg:mean|min:0|empty:excluded|v1',
    });
    expect(findMetric('recall_worst_group', 'binary')?.signature).toBe('recall_worst_group|recall|zero:0|v1|min:30|v1');
  });

  it('need a column of groups', () => {
    const data = groupDataset(cells('a', [1, 1, 1, 1]));
    for (const name of ['demographic_parity_ratio', 'accuracy_group_gap']) {
      const metric = findMetric(name, 'binary')!;
      const contribute = (across: string | null) => () =>
        metric.contribute(data, { ...NO_OPTIONS, positive: 1, across });
      expect(contribute(null)).toThrow(EvidenceError);
      expect(contribute('sex')).toThrow(/the column "sex", and the evidence has no such column/);
      expect(contribute('group')).not.toThrow();
    }
  });
});

interface Row {
  readonly cells: string;
  readonly weight: number;
}
const row: fc.Arbitrary<Row> = fc.record({
  cells: fc
    .tuple(...['01', '01', 'abc'].map((letters) => fc.constantFrom(...letters, ...letters, '.')))
    .map((letters) => letters.join('')),
  weight: fc.constantFrom(0, 1, 2, 11),
});
const rows = fc.array(row, { minLength: 1, maxLength: 24 });
const toRows = (list: readonly Row[]): GroupRows => ({
  label: list.map(({ cells: [label] }) => label).join(''),
  prediction: list.map(({ cells: [, prediction] }) => prediction).join(''),
  group: list.map(({ cells: [, , group] }) => group).join(''),
  weight: list.map(({ weight }) => weight),
});

describe.each([
  'demographic_parity_difference@min:0',
  'demographic_parity_ratio@to:overall|min:3',
  'equalized_odds_difference@to:overall|min:0|empty:zero',
  'equalized_odds_ratio@agg:mean|min:0',
  'equal_opportunity_ratio@to:overall|min:2',
  'equal_opportunity_difference@min:0|empty:zero',
  'accuracy_worst_group',
  'f1_macro_group_gap',
  'recall_group_ratio',
])('%s', (name) => {
  const holds = (check: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, check), { numRuns: runs(20) });
  const expectSame = (left: readonly Row[], right: readonly Row[]) => {
    const [a, b] = [measure(name, toRows(left)), measure(name, toRows(right))];
    expect(a.reason).toBe(b.reason);
    near(a.value, b.value, name);
  };

  it('does not depend on the order of the rows', () => holds((list) => expectSame(list, list.toReversed())));

  it('does not depend on the names of the groups', () => {
    const names: Readonly<Record<string, string>> = { a: 'd', b: 'c', c: 'a', '.': '.' };
    holds((list) =>
      expectSame(
        list,
        list.map(({ cells, weight }) => ({ cells: cells.slice(0, 2) + names[cells[2]!], weight })),
      ),
    );
  });

  it('takes a row of weight 2 for two rows, and one of weight 0 for none', () => {
    holds((list) =>
      expectSame(
        list,
        list.flatMap((r) => Array<Row>(r.weight).fill({ ...r, weight: 1 })),
      ),
    );
  });

  it('adds up over shards', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const [a, b, whole] = [first, second, [...first, ...second]].map((list) => {
          const { parts, groups } = compareGroups(name, groupDataset(toRows(list)));
          const hits = parts.map((part) =>
            Array.from('hits' in part ? part.hits : (part as never)['addends']['cells']),
          );
          return [Array.from(groups), ...hits];
        });
        expect(whole).toEqual(a!.map((column, i) => [...column, ...b![i]!]));
      }),
      { numRuns: runs(13) },
    );
  });

  it('keeps its range, is never NaN, and evaluates to the value that it linearises to', () => {
    holds((list) => {
      const data = groupDataset(toRows(list));
      const contributions = compareGroups(name, data);
      const weights = weightsOf(data);
      const { value, reason, sensitivity } = linearise(contributions, weights);
      expect(evaluatorOf(contributions, weights)(weights)).toEqual({ value, reason });
      if (value === null) expect(reason).not.toBeNull();
      else expect(value >= 0 && value <= 1, String(value)).toBe(true);
      const drift = sensitivity.reduce((sum, slope, i) => sum + slope * weights[i]!, 0);
      expect(Math.abs(drift)).toBeLessThan(1e-12);
    });
  });
});

it('has the derivative by each weight that a small step shows', () => {
  const data = groupDataset(
    together(cells('a', [36, 24, 12, 48]), cells('b', [45, 15, 15, 45]), cells('c', [20, 14, 20, 20])),
  );
  const names = [...MEMBERS.map((metric) => metric.name), 'demographic_parity_ratio@to:overall'];
  names.push('equalized_odds_difference@to:overall|agg:mean', 'f1_worst_group', 'accuracy_group_ratio');
  for (const name of names) {
    const contributions = compareGroups(name, data);
    const weights = Float64Array.from({ length: data.rows }, (_, i) => 1 + (i % 7) / 10);
    const { sensitivity } = linearise(contributions, weights);
    const at = (i: number, weight: number) => linearise(contributions, weights.with(i, weight)).value!;
    for (let i = 0; i < data.rows; i += 7) {
      const slope = (at(i, weights[i]! + 1e-4) - at(i, weights[i]! - 1e-4)) / 2e-4;
      expect(sensitivity[i], `${name}, row ${i}`).toBeCloseTo(slope, 8);
    }
  }
});

it('gives equal groups the best value', () => {
  const equal = together(cells('a', [30, 30, 30, 60]), cells('b', [30, 30, 30, 60]), cells('c', [60, 60, 60, 120]));
  for (const { name, direction } of MEMBERS) near(measure(name, equal).value, direction === 'lower' ? 0 : 1, name);
});
