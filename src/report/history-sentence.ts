import type { HistoryFacts, Judgement } from '../model/verdict.ts';
import { chooseForm, countOf, formatCount, formatTolerance, formatValue, type NumberForm } from './format.ts';

/** Why a history sets no limit, as a clause about its records. */
const PROBLEMS: Readonly<Record<NonNullable<HistoryFacts['problem']>, string>> = {
  'no-spread': 'they have no spread',
  'not-positive': 'one of them is not positive, and has no logarithm',
  zero: 'one of them is zero, and changes are relative to it',
};

const CHARTS: Partial<Record<HistoryFacts['method'], string>> = {
  cusum: 'CUSUM',
  'page-hinkley': 'sum of Page and Hinkley',
};

/** The sentence of a judgement of `from-history`; `name` is that of its subject. */
export function describeHistory(judgement: Judgement, name: string): string {
  const { value, limit, detail } = judgement;
  const history = detail.history!;
  const usual = history.summary.flatMap(([, number, kind]) => (kind === 'value' ? [number] : []));
  const form = chooseForm(detail.range, [value, limit, ...usual], [[value, limit ?? usual[0] ?? null]]);
  return `${describe(judgement, history, name, form)}${leftOut(history)}`;
}

function describe({ value, limit, reason }: Judgement, history: HistoryFacts, name: string, form: NumberForm): string {
  const { method, side, records, needed, chart, problem } = history;
  if (reason === 'short-history') {
    return `${name} has ${formatCount(records)} of the ${countOf(needed, 'record')} that it needs: from then on its history gates it.`;
  }
  const is = `${name} is ${formatValue(value, form)}`;
  const last = records === 1 ? 'the last record' : `the last ${countOf(records, 'record')}`;
  const isWithin = reason === 'within';
  if (problem !== undefined) {
    const than = `than the median of ${last} (${formatValue(history.summary[0]![1], form)})`;
    return isWithin
      ? `${is}, no worse ${than}. They set no other limit: ${PROBLEMS[problem]}.`
      : `${is}, worse ${than}, and nothing tells how much worse is unusual: ${PROBLEMS[problem]}.`;
  }
  if (chart !== undefined) {
    const chartName = `${CHARTS[method]} is ${short(chart.height)}`;
    const facts = summaryText(history, form);
    if (!isWithin)
      return `${is}, and with ${last} that adds up to a shift for the worse: the ${chartName}, above ${short(chart.ceiling)}${facts}.`;
    const rest =
      chart.height > chart.ceiling
        ? `above ${short(chart.ceiling)}, but this value did not raise it`
        : `and up to ${short(chart.ceiling)} is usual`;
    return `${is}, and with ${last} that adds up to no new shift for the worse: the ${chartName}, ${rest}${facts}.`;
  }
  const beyond = `${side === 'low' ? 'below' : 'above'} ${formatValue(limit, form)}`;
  if (method === 'static') return `${is}, ${isWithin ? 'not ' : ''}${beyond}, its static limit.`;
  const facts = summaryText(history, form);
  return isWithin
    ? `${is}, not ${beyond}, the edge of what ${last} ${records === 1 ? 'makes' : 'make'} usual${facts}.`
    : `${is}, ${beyond}, which ${last} ${records === 1 ? 'makes' : 'make'} unusual${facts}.`;
}

function leftOut({ leftOut: count }: HistoryFacts): string {
  if (count === 0) return '';
  return ` ${countOf(count, 'earlier record')} of another data set, definition, judge or prompt ${count === 1 ? 'does' : 'do'} not count.`;
}

/** ` (median 91.2%, MAD 0.2 pp)` */
function summaryText({ summary }: HistoryFacts, form: NumberForm): string {
  if (summary.length === 0) return '';
  const parts = summary.map(([name, number, kind]) => {
    if (kind === 'value') return `${name} ${formatValue(number, form)}`;
    return `${name} ${kind === 'size' ? formatTolerance(Number(number.toPrecision(2)), form.style === 'percent') : short(number)}`;
  });
  return ` (${parts.join(', ')})`;
}

function short(x: number): string {
  return String(Number(x.toPrecision(3)));
}
