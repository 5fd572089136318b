import type { Metric, MetricFamily } from '../model/metric.ts';
import { quote } from '../model/quote.ts';

/** What may stand behind the @ of a metric: a number of a kind. */
export interface NumberParameter {
  /** How the documentation names it: `β`, `k`. */
  readonly symbol: string;
  /** Completes "expected …". */
  readonly expected: string;
  readonly accepts: (value: number) => boolean;
}

export const RANK_PARAMETER: NumberParameter = {
  symbol: 'k',
  expected: 'a whole number above 0',
  accepts: (k) => Number.isSafeInteger(k) && k > 0,
};

export const SHARE_PARAMETER: NumberParameter = {
  symbol: 'q',
  expected: 'a number above 0 and below 1',
  accepts: (q) => q > 0 && q < 1,
};

const PLAIN_NUMBER = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** `name@number`, one metric a number. `standing` are the numbers that stand for the family in lists. */
export function numberedFamily(
  name: string,
  parameter: NumberParameter,
  standing: readonly number[],
  make: (value: number, name: string) => Metric,
): MetricFamily {
  const metric = (value: number) => make(value, `${name}@${value}`);
  return {
    usage: `${name}@${parameter.symbol}`,
    members: standing.map(metric),
    find: (written) => {
      if (written === name) return { problem: `${name} needs its parameter: write ${name}@${standing[0]}` };
      if (!written.startsWith(`${name}@`)) return null;
      const text = written.slice(name.length + 1);
      const value = PLAIN_NUMBER.test(text) ? Number(text) : Number.NaN;
      if (parameter.accepts(value)) return metric(value);
      return {
        problem: `${name}@${parameter.symbol} expects ${parameter.expected} behind the @, found ${quote(text)}`,
      };
    },
  };
}

/** `stemnumber`, as trec_eval names its measures: `P_10`. */
export function suffixedFamily(
  stem: string,
  standing: readonly number[],
  make: (k: number, name: string) => Metric,
): MetricFamily {
  const metric = (k: number) => make(k, `${stem}${k}`);
  return {
    usage: `${stem}k`,
    members: standing.map(metric),
    find: (written) => {
      if (written === `${stem}k`) return { problem: `${written} needs its number: write ${stem}${standing[0]}` };
      const digits = written.startsWith(stem) ? written.slice(stem.length) : '';
      return /^[1-9]\d{0,8}$/.test(digits) ? metric(Number(digits)) : null;
    },
  };
}

/** One option behind the @: the values it takes, the first of which holds when it is not written. */
export interface Option {
  readonly values: readonly string[];
  /** Other values that it takes, by a test and how they are written. */
  readonly pattern?: { readonly test: RegExp; readonly usage: string };
  /** Other spellings of values, made those that it takes. */
  readonly read?: (value: string) => string;
  /** Values that are known and cannot be had, and why. */
  readonly refused?: Readonly<Record<string, string>>;
}

export type Options<Key extends string> = Readonly<Record<Key, string>>;

/**
 * `name`, or `name@key:value|key:value` in the manner of sacreBLEU's signatures; keys that are absent have their first value.
 * A metric's own name holds the keys alone that differ from that, in the order of the table.
 */
export function optionedFamily<Key extends string>(
  name: string,
  table: Readonly<Record<Key, Option>>,
  standing: readonly Partial<Options<Key>>[],
  make: (options: Options<Key>, name: string) => Metric,
): MetricFamily {
  const keys = Object.keys(table) as Key[];
  const metric = (given: Partial<Options<Key>>): Metric => {
    const options = Object.fromEntries(keys.map((key) => [key, given[key] ?? table[key].values[0]!])) as Options<Key>;
    const written = keys.filter((key) => options[key] !== table[key].values[0]).map((key) => `${key}:${options[key]}`);
    return make(options, written.length === 0 ? name : `${name}@${written.join('|')}`);
  };
  return {
    usage: `${name}, ${name}@${keys.map((key) => `${key}:…`).join('|')}`,
    members: standing.map(metric),
    find: (written) => {
      if (written === name) return metric({});
      if (!written.startsWith(`${name}@`)) return null;
      const given: Partial<Record<Key, string>> = {};
      for (const part of written.slice(name.length + 1).split('|')) {
        const [, key = '', text = ''] = /^([^:]*):?(.*)$/s.exec(part)!;
        const value = (Object.hasOwn(table, key) ? table[key as Key].read?.(text) : undefined) ?? text;
        const problem =
          explainOption(name, key, value, table) ?? (key in given ? `${name}: ${key} stands twice` : null);
        if (problem !== null) return { problem };
        given[key as Key] = value;
      }
      return metric(given as Partial<Options<Key>>);
    },
  };
}

/** What is wrong with an option; null when nothing is. */
function explainOption(
  name: string,
  key: string,
  value: string,
  table: Readonly<Record<string, Option>>,
): string | null {
  const option = Object.hasOwn(table, key) ? table[key]! : undefined;
  if (option === undefined) return `${name} has no option ${quote(key)}; it has ${Object.keys(table).join(', ')}`;
  const { values, pattern, refused = {} } = option;
  if (values.includes(value) || pattern?.test.test(value)) return null;
  if (Object.hasOwn(refused, value)) return `${name}@${key}:${value} cannot be had: ${refused[value]}`;
  const known = pattern === undefined ? values : [...values, pattern.usage];
  return `${name}: ${key} is one of ${known.join(', ')}, found ${quote(value)}`;
}
