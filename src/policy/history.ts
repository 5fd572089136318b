import * as z from 'zod/mini';
import { type HistoryMethod, type HistoryMethodName, type HistoryRule, MAX_HISTORY } from '../model/history.ts';
import type { Metric } from '../model/metric.ts';
import { HISTORY_METHOD_NAMES, HISTORY_METHODS, type HistoryParameter } from './history-methods.ts';
import { is } from './leaf-schema.ts';
import { checkLimit } from './limits.ts';
import type { Path, Report } from './place.ts';
import { either, expected, suggest } from './words.ts';

/** Marks where the JSON Schema gives what each method takes; reading a policy checks that below, one problem a key. */
export const TAKES_A_METHOD = 'x-from-history';

const FROM_HISTORY = 'true, the name of a method, or a map of method and its parameters';
const KEYS = ['method', 'window', 'min-size'];
const SHARE = /^\d{1,6}(\.\d{1,12})? ?%$/;

export const fromHistory = z
  .union([z.literal(true), z.string(), z.record(z.string(), z.unknown())], { error: is(FROM_HISTORY) })
  .check(z.meta({ [TAKES_A_METHOD]: true }));

type Written = z.input<typeof fromHistory>;
type Keys = Readonly<Record<string, unknown>>;

/** Reports what is wrong with a `from-history` beyond its shape. `metric` is null when the policy names none that there is. */
export function checkHistory(written: Written, metric: Metric | null, path: Path, report: Report): void {
  const keys = keysOf(written);
  const { method: name = 'mad', window, 'min-size': minSize } = keys;
  const inMap = typeof written === 'object';
  const at = (key: string): Path => (inMap && key in keys ? [...path, key] : path);
  if (!isMethod(name)) {
    const hint = typeof name === 'string' ? suggest(name, HISTORY_METHOD_NAMES) : '';
    report(at('method'), `${expected(either(HISTORY_METHOD_NAMES), name)}${hint.startsWith(' Did') ? `.${hint}` : ''}`);
    return;
  }
  const { parameters, leastSize, minSize: usualSize } = HISTORY_METHODS[name];
  const known = [...Object.keys(parameters), ...KEYS.slice(1)];
  for (const key of Object.keys(keys)) {
    if (KEYS.includes(key) || Object.hasOwn(parameters, key)) continue;
    const isElsewhere = HISTORY_METHOD_NAMES.some((other) => Object.hasOwn(HISTORY_METHODS[other].parameters, key));
    const message = isElsewhere
      ? `${name} takes no ${key}; it takes ${known.slice(0, -1).join(', ')} and ${known.at(-1)}`
      : `unknown key.${suggest(key, ['method', ...known])}`;
    report(at(key), message);
  }
  for (const [key, parameter] of Object.entries(parameters)) {
    if (key in keys || parameter.otherwise === null) checkNumber(keys[key], key, parameter, at(key), report);
  }
  const size = (value: unknown, least: number): value is number =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= MAX_HISTORY;
  const range = (least: number) => `a whole number from ${least} to ${MAX_HISTORY}, the records that are remembered`;
  if (minSize !== undefined && !size(minSize, leastSize)) report(at('min-size'), expected(range(leastSize), minSize));
  const needed = size(minSize, leastSize) ? minSize : usualSize;
  if (window !== undefined && !size(window, 1)) report(at('window'), expected(range(1), window));
  else if (window !== undefined && (window as number) < needed) {
    report(at('window'), `a window of ${window} never holds the ${needed} records that are needed (min-size)`);
  }
  if (metric !== null) checkAgainst(metric, name, keys, at, report);
}

/** Numbers with which a rule could never fail. */
function checkAgainst(
  { name: metric, range, direction }: Metric,
  method: HistoryMethodName,
  { limit, p }: Keys,
  at: (key: string) => Path,
  report: Report,
): void {
  if (method === 'static' && typeof limit === 'number') {
    const fault = checkLimit(limit, metric, range);
    if (fault !== null) report(at('limit'), fault);
  }
  if (method === 'percentage' && direction === 'higher' && range[0] === 0 && (shareOf(p) ?? 0) >= 1) {
    report(at('p'), `a fall by the whole mean takes ${metric} below 0, so the gate could never fail`);
  }
}

function checkNumber(value: unknown, key: string, parameter: HistoryParameter, path: Path, report: Report): void {
  const number = parameter.share ? shareOf(value) : value;
  const { above = -Infinity, least = -Infinity, below = Infinity, most = Infinity } = parameter;
  if (typeof number === 'number' && Number.isFinite(number)) {
    if (number > above && number >= least && number < below && number <= most) return;
  }
  const sentence = expected(`${key}: ${describeNumber(parameter)}`, value);
  report(path, value === undefined ? `${sentence}, as in { method: …, ${key}: … }` : sentence);
}

function describeNumber({ above, least, below, most, share }: HistoryParameter): string {
  const bounds = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(least === undefined ? [] : [`of ${least} or more`]),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
  ];
  const number = bounds.length === 0 ? 'a number in the unit of the metric' : `a number ${bounds.join(' and ')}`;
  return share ? `${number}, or "10%"` : number;
}

/** The rule that a checked input stands for, with everything filled in. */
export function buildHistory(written: Written): HistoryRule {
  const keys = keysOf(written);
  const name = (keys['method'] ?? 'mad') as HistoryMethodName;
  const { parameters, minSize } = HISTORY_METHODS[name];
  const numbers = Object.entries(parameters).map(([key, { otherwise, share }]) => [
    key,
    (share ? shareOf(keys[key]) : keys[key]) ?? otherwise,
  ]);
  return {
    method: { name, ...Object.fromEntries(numbers) } as HistoryMethod,
    window: (keys['window'] as number | undefined) ?? MAX_HISTORY,
    minSize: (keys['min-size'] as number | undefined) ?? minSize,
  };
}

function keysOf(written: Written): Keys {
  if (written === true) return {};
  return typeof written === 'string' ? { method: written } : written;
}

function isMethod(name: unknown): name is HistoryMethodName {
  return HISTORY_METHOD_NAMES.some((one) => one === name);
}

/** `0.1` or `10%`. */
function shareOf(written: unknown): number | undefined {
  if (typeof written === 'number') return written;
  return typeof written === 'string' && SHARE.test(written) ? Number(`${Number.parseFloat(written)}e-2`) : undefined;
}
