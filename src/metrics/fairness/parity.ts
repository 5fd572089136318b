import type { Dataset } from '../../model/dataset.ts';
import type { Extremum, Metric, MetricFamily } from '../../model/metric.ts';
import { ofOneClass } from '../classification/classification.ts';
import type { MetricRow } from '../define.ts';
import { type Option, type Options, optionedFamily } from '../families.ts';
import { groupsOf, MIN_UNITS } from './groups.ts';
import type { Rate } from './rates.ts';

const TO: Option = { values: ['each-other', 'overall'] };
const AGG: Option = { values: ['worst', 'mean'] };
const MIN: Option = {
  values: [String(MIN_UNITS)],
  pattern: { test: /^(?:0|[1-9]\d{0,8})$/, usage: 'a whole number from 0 on' },
};
const EMPTY: Option = { values: ['excluded', 'zero'] };

/** Options of a share that no group lacks the denominator of, of one among the rows of a label, and of two of those. */
export const OF_SHARE = { to: TO, min: MIN };
export const OF_RATE = { to: TO, min: MIN, empty: EMPTY };
export const OF_RATES = { to: TO, agg: AGG, min: MIN, empty: EMPTY };

/** What a table says about one way of comparing groups. */
interface Parity
  extends Pick<MetricRow, 'name' | 'title' | 'needs' | 'definition' | 'source' | 'example' | 'ofEachGroup'> {
  readonly statistic: 'difference' | 'ratio';
  /** What is compared; of two, the worse or the mean is taken in the end. */
  readonly rates: readonly Rate[];
  readonly options: Readonly<Record<string, Option>>;
}

/** How far the groups of a column lie apart in one rate or two. */
export function parity({ options, ...row }: Parity): MetricFamily {
  return optionedFamily(row.name, options, [{}], (choice, name) => define(row, choice, name));
}

function define({ statistic, rates, ...row }: Omit<Parity, 'options'>, choice: Options<string>, name: string): Metric {
  const { to, agg = 'worst', min, empty = 'excluded' } = choice;
  const written = name.slice(row.name.length + 1);
  return ofOneClass(
    {
      ...row,
      name,
      title: written === '' ? row.title : `${row.title} (${written})`,
      kind: 'extremum',
      direction: statistic === 'ratio' ? 'higher' : 'lower',
      range: [0, 1],
      across: true,
      version: `to:${to}|agg:${agg}|min:${min}|empty:${empty}|v1`,
      example: written === '' ? row.example : null,
    },
    (dataset, positive, options): Extremum => {
      const { codes, names } = groupsOf(dataset, options, name);
      return {
        kind: 'extremum',
        parts: rates.map((rate) => rate(dataset, positive)),
        groups: codes.map((code, i) => (isComplete(dataset, row, i) ? code : -1)),
        names,
        statistic,
        against: to === 'overall' ? 'overall' : 'each-other',
        parted: agg === 'mean' ? 'mean' : 'worst',
        better: 'higher',
        minUnits: Number(min),
        emptyIsZero: empty === 'zero',
      };
    },
  );
}

/** Whether a row has the cells that the metric needs: only such a row shows that there is a group without a denominator. */
function isComplete({ label, prediction }: Dataset, { needs }: Pick<Parity, 'needs'>, row: number): boolean {
  return prediction![row]! >= 0 && (!needs.includes('label') || label![row]! >= 0);
}
