import type { HistoryMethod } from '../model/history.ts';
import type { HistoryFacts } from '../model/verdict.ts';
import { cusumPath, ewmaLimit, pageHinkleyPath, usualOf } from '../statistics/history/charts.ts';
import {
  deltaQuartileLimit,
  type HistoryLimit,
  logNormalLimit,
  madLimit,
  normalLimit,
  percentageLimit,
  predictionLimit,
  quartileLimit,
  type Side,
  toleranceLimit,
} from '../statistics/history/limits.ts';
import { median } from '../statistics/history/summary.ts';

type Problem = NonNullable<HistoryFacts['problem']>;

/** What a history says about the next value. */
type Guidance = Pick<HistoryFacts, 'summary'> &
  (
    | { readonly kind: 'limit'; readonly limit: number }
    /** A chart that adds up shifts: how high the new value brings it, and whether it is higher than before. */
    | { readonly kind: 'chart'; readonly height: number; readonly ceiling: number; readonly rose: boolean }
    /** Nothing tells usual from unusual: a value on the good side of `centre` is no worse than what there was, and of others nobody knows. */
    | { readonly kind: 'none'; readonly centre: number; readonly problem: Problem }
  );

/** Asks a method about the value that follows the others. */
export function guide(
  method: HistoryMethod,
  { values, standardErrors }: { readonly values: readonly number[]; readonly standardErrors: readonly number[] },
  value: number,
  side: Side,
): Guidance {
  switch (method.name) {
    case 'mad': {
      const found = madLimit(values, standardErrors, side, method.k);
      return spreadOf('median', found?.isFloor ? 'standard error' : 'MAD', found, values);
    }
    case 'tolerance':
      return spreadOf(...MEAN, toleranceLimit(values, side, method.P, method.gamma), values);
    case 't':
      return spreadOf(...MEAN, predictionLimit(values, side, method.p), values);
    case 'z':
      return spreadOf(...MEAN, normalLimit(values, side, method.p), values);
    case 'iqr':
      return spreadOf('median', 'IQR', quartileLimit(values, side, method.m), values);
    case 'log-normal': {
      const problem = values.some((x) => x <= 0) ? 'not-positive' : 'no-spread';
      return relativeOf('geometric mean', 'of logarithms', logNormalLimit(values, side, method.p), values, problem);
    }
    case 'delta-iqr': {
      const problem = values.slice(0, -1).includes(0) ? 'zero' : 'no-spread';
      return relativeOf('median', 'IQR of changes', deltaQuartileLimit(values, side, method.m), values, problem);
    }
    case 'percentage': {
      const { limit, centre } = percentageLimit(values, side, method.p);
      return { kind: 'limit', limit, summary: [['mean', centre, 'value']] };
    }
    case 'static':
      return { kind: 'limit', limit: method.limit, summary: [] };
    case 'ewma': {
      const found = ewmaLimit(values, side, method);
      // What is as good as usual is not to blame for what was before it.
      const capped = found && { ...found, limit: nearest(found.limit, found.centre, side) };
      return spreadOf(...MEAN, capped, values);
    }
    case 'cusum': {
      const usual = usualOf(values);
      if (usual === null) return none(values, 'no-spread');
      const path = cusumPath([...values, value], usual, side, method.k);
      const { mean, deviation } = usual;
      return chart(path, method.h, summaryOf(...MEAN, mean, deviation));
    }
    case 'page-hinkley': {
      const path = pageHinkleyPath([...values, value], side, method.epsilon);
      return chart(path, method.lambda, []);
    }
  }
}

const MEAN = ['mean', 'standard deviation'] as const;

/** The limit that is farther on the worse side. */
function nearest(limit: number, centre: number, side: Side): number {
  return side === 'low' ? Math.min(limit, centre) : Math.max(limit, centre);
}

function chart(path: Float64Array, ceiling: number, summary: HistoryFacts['summary']): Guidance {
  const height = path.at(-1)!;
  return { kind: 'chart', height, ceiling, rose: height > (path.at(-2) ?? 0), summary };
}

/** A limit whose spread is in the unit of the metric. */
function spreadOf(centre: string, spread: string, found: HistoryLimit | null, values: readonly number[]): Guidance {
  if (found === null) return none(values, 'no-spread');
  return { kind: 'limit', limit: found.limit, summary: summaryOf(centre, spread, found.centre, found.spread) };
}

/** A limit whose spread is a share of the size of the values. */
function relativeOf(
  centre: string,
  spread: string,
  found: HistoryLimit | null,
  values: readonly number[],
  problem: Problem,
): Guidance {
  if (found === null) return none(values, problem);
  const summary = [[centre, found.centre, 'value'] as const, [spread, found.spread, 'ratio'] as const];
  return { kind: 'limit', limit: found.limit, summary };
}

function summaryOf(centreName: string, spreadName: string, centre: number, spread: number): HistoryFacts['summary'] {
  return [
    [centreName, centre, 'value'],
    [spreadName, spread, 'size'],
  ];
}

function none(values: readonly number[], problem: Problem): Guidance {
  const centre = median(values);
  return { kind: 'none', centre, problem, summary: [['median', centre, 'value']] };
}
