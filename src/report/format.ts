/** Bounds of a metric; null where there is none. */
export type MetricRange = readonly [number | null, number | null];

/** How the numbers of one row are written, so that they can be compared with each other by eye. */
export interface NumberForm {
  /** `percent`: 0.887 is `88.7%`, a change of it is in `pp`. `exponent`: for what is tiny or huge. */
  readonly style: 'percent' | 'plain' | 'exponent';
  readonly decimals: number;
}

export const NOTHING = '—';
/** Thin and unbreakable. */
const GROUP = '\u202f';
const MINUS = '−';
/** Digits that a plain number shows at least. */
const SIGNIFICANT = 4;
const MOST_DECIMALS = 10;
/** Numbers closer than this share of the largest one differ by rounding alone. */
const SLACK = 1e-12;

/** A share far above one is a mistake upstream, and reads better as a plain number. */
const MOST_SHARE = 1e3;

type Known = number | null;

/**
 * Chooses the form for the numbers of a row: percent for metrics in 0..1, else about four digits of the largest number. Decimals are added
 * until every pair in `apart` (a value and its limit, a change and zero) reads as two different numbers, if they are.
 */
export function chooseForm(
  range: MetricRange,
  numbers: readonly Known[],
  apart: readonly (readonly [Known, Known])[] = [],
): NumberForm {
  const finite = numbers.filter((x): x is number => isNumber(x));
  const largest = Math.max(0, ...finite.map(Math.abs));
  const pairs = apart.filter(
    (pair): pair is readonly [number, number] =>
      isNumber(pair[0]) && isNumber(pair[1]) && Math.abs(pair[0] - pair[1]) > SLACK * largest,
  );
  const style = styleOf(range, largest);
  const least = { percent: 1, exponent: SIGNIFICANT - 1, plain: plainDecimals(finite, largest) }[style];
  for (let decimals = least; decimals < MOST_DECIMALS; decimals++) {
    const form = { style, decimals };
    if (pairs.every(([a, b]) => digits(a, form) !== digits(b, form))) return form;
  }
  return { style, decimals: MOST_DECIMALS };
}

function styleOf([low, high]: MetricRange, largest: number): NumberForm['style'] {
  if (low === 0 && high === 1 && largest < MOST_SHARE) return 'percent';
  return largest !== 0 && (largest < 1e-4 || largest >= 1e15) ? 'exponent' : 'plain';
}

function plainDecimals(numbers: readonly number[], largest: number): number {
  if (numbers.every(Number.isInteger)) return 0;
  return Math.min(Math.max(SIGNIFICANT - 1 - Math.floor(Math.log10(largest)), 0), SIGNIFICANT + 3);
}

/** `88.7%`, `0.3124`, `12 345`; — when there is no finite number. */
export function formatValue(value: Known, form: NumberForm): string {
  if (!isNumber(value)) return NOTHING;
  return form.style === 'percent' ? `${digits(value, form)}%` : digits(value, form);
}

/** `−7.0 pp`, `+0.0123`, `0.0 pp`: never a signed zero. */
export function formatDelta(delta: Known, form: NumberForm): string {
  if (!isNumber(delta)) return NOTHING;
  return form.style === 'percent' ? `${signed(delta, form)} pp` : signed(delta, form);
}

/** A change with an arrow that says where the number went; none when it stands still. */
export function formatChange(delta: Known, form: NumberForm): string {
  const text = formatDelta(delta, form);
  if (text.startsWith('+')) return `▲ ${text}`;
  return text.startsWith(MINUS) ? `▼ ${text}` : text;
}

type Ends = { readonly low: number; readonly high: number } | null;

/** `83.7 … 92.3%` */
export function formatInterval(interval: Ends, form: NumberForm): string {
  return interval === null ? NOTHING : `${end(interval.low, form)} … ${formatValue(interval.high, form)}`;
}

/** `−10.5 … −2.2 pp` */
export function formatDeltaInterval(interval: Ends, form: NumberForm): string {
  if (interval === null) return NOTHING;
  const low = isNumber(interval.low) ? signed(interval.low, form) : NOTHING;
  return `${low} … ${formatDelta(interval.high, form)}`;
}

/** A limit as it was meant, without padding: `90%`, `0.005`. */
export function formatLimit(limit: number, percent: boolean): string {
  return percent ? `${shortest(limit * 100)}%` : shortest(limit);
}

/** A tolerated change without padding: `1 pp`, `0.005`. */
export function formatTolerance(limit: number, percent: boolean): string {
  return percent ? `${shortest(limit * 100)} pp` : shortest(limit);
}

/** `2 400`; a sum of fractional counts keeps one decimal. */
export function formatCount(n: number): string {
  if (!isNumber(n)) return NOTHING;
  return Number.isInteger(n) ? tidy(String(n)) : tidy(n.toFixed(1));
}

/** `p = 0.62`, `p = 0.014`, `p < 0.001`. */
export function formatP(p: number): string {
  if (!isNumber(p)) return `p ${NOTHING}`;
  return p < 1e-3 ? 'p < 0.001' : `p = ${p.toPrecision(2)}`;
}

/** `1 rule`, `3 rules`. */
export function countOf(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function end(x: number, form: NumberForm): string {
  return isNumber(x) ? digits(x, form) : NOTHING;
}

function signed(x: number, form: NumberForm): string {
  const text = digits(x, form);
  return x > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

function digits(x: number, { style, decimals }: NumberForm): string {
  const scaled = style === 'percent' ? x * 100 : x;
  if (style === 'exponent' && x === 0) return '0';
  return tidy(style === 'exponent' ? scaled.toExponential(decimals) : scaled.toFixed(decimals));
}

/** Twelve significant digits drop what binary fractions add: 0.07 × 100 is 7. */
function shortest(x: number): string {
  return tidy(String(Number(x.toPrecision(12))));
}

/** A number as a person writes it: no signed zero, a true minus, digits before the point in groups of three. */
function tidy(text: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text)!;
  const isZero = !/[1-9]/.test(text.replace(/e.*$/, ''));
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return `${sign && !isZero ? MINUS : ''}${grouped}${rest!.replace('e-', `e${MINUS}`).replace('e+', 'e')}`;
}

function isNumber(x: Known): x is number {
  return x !== null && Number.isFinite(x);
}
