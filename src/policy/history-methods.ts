import type { HistoryMethodName } from '../model/history.ts';

/** A number that a method takes, and the numbers it may be. */
export interface HistoryParameter {
  /** null: it must be written. */
  readonly otherwise: number | null;
  readonly above?: number;
  readonly least?: number;
  readonly below?: number;
  readonly most?: number;
  /** It may be written as `10%`. */
  readonly share?: true;
  readonly meaning: string;
}

export interface HistoryMethodSpec {
  /** Records that are needed when the policy says nothing, and the fewest that it may say. */
  readonly minSize: number;
  readonly leastSize: number;
  readonly parameters: Readonly<Record<string, HistoryParameter>>;
  /** The limit where higher is better. */
  readonly limit: string;
}

const PROBABILITY = { above: 0.5, below: 1 } as const;
const p = { otherwise: 0.99, ...PROBABILITY, meaning: 'Share of usual values on the good side of the limit.' };
const POSITIVE = { above: 0 } as const;

/** Ways to a limit from earlier values; see statistics/history/. */
export const HISTORY_METHODS: Readonly<Record<HistoryMethodName, HistoryMethodSpec>> = {
  mad: {
    ...{ minSize: 8, leastSize: 2 },
    parameters: {
      k: { otherwise: 3.5, ...POSITIVE, meaning: 'Median absolute deviations, each times 1.4826, that are usual.' },
    },
    limit: 'median − k · 1.4826 · MAD, with a MAD of at least the median standard error',
  },
  tolerance: {
    ...{ minSize: 8, leastSize: 2 },
    parameters: {
      P: { ...p, otherwise: 0.99 },
      gamma: { otherwise: 0.95, ...PROBABILITY, meaning: 'Confidence that so many are there.' },
    },
    limit: 'mean − s · (one-sided tolerance factor of a normal distribution)',
  },
  t: {
    ...{ minSize: 8, leastSize: 2 },
    parameters: { p },
    limit: 'mean − t(p; n − 1) · s · √(1 + 1/n), the prediction limit of the next value',
  },
  z: { ...{ minSize: 30, leastSize: 2 }, parameters: { p }, limit: 'mean − z(p) · s' },
  'log-normal': {
    ...{ minSize: 8, leastSize: 2 },
    parameters: { p },
    limit:
      'where lower is better exp(m + z(p) · s) of the logarithms; where higher is better as far below exp(m) as that lies above it',
  },
  iqr: {
    ...{ minSize: 8, leastSize: 2 },
    parameters: { m: { otherwise: 2, ...POSITIVE, meaning: 'Ranges between the quartiles that are usual.' } },
    limit: 'median − m · (third quartile − first quartile)',
  },
  'delta-iqr': {
    ...{ minSize: 8, leastSize: 3 },
    parameters: {
      m: { otherwise: 2, ...POSITIVE, meaning: 'Ranges between the quartiles of the relative changes that are usual.' },
    },
    limit: 'median · (1 − m · range between the quartiles of the relative changes from record to record)',
  },
  percentage: {
    ...{ minSize: 1, leastSize: 1 },
    parameters: { p: { otherwise: null, ...POSITIVE, share: true, meaning: 'Share of the mean: 0.1 or "10%".' } },
    limit: 'mean · (1 − p)',
  },
  static: {
    ...{ minSize: 0, leastSize: 0 },
    parameters: { limit: { otherwise: null, meaning: 'The limit, in the unit of the metric.' } },
    limit: 'the limit itself',
  },
  ewma: {
    ...{ minSize: 20, leastSize: 2 },
    parameters: {
      lambda: { otherwise: 0.2, ...POSITIVE, most: 1, meaning: 'Weight of the newest value.' },
      L: { otherwise: 2.7, ...POSITIVE, meaning: 'Standard deviations of the average that are usual.' },
    },
    limit: 'the value that brings the weighted average L of its deviations below the mean',
  },
  cusum: {
    ...{ minSize: 20, leastSize: 2 },
    parameters: {
      k: { otherwise: 0.5, least: 0, meaning: 'Standard deviations that every value may lie on the worse side.' },
      h: { otherwise: 5, ...POSITIVE, meaning: 'Sum of deviations at which the alarm begins.' },
    },
    limit: 'none: alarm where S = max(0, S + (mean − x)/s − k) is above h',
  },
  'page-hinkley': {
    ...{ minSize: 10, leastSize: 1 },
    parameters: {
      epsilon: { otherwise: null, least: 0, meaning: 'What every value may fall, in the unit of the metric.' },
      lambda: { otherwise: null, ...POSITIVE, meaning: 'Sum at which the alarm begins, in the unit of the metric.' },
    },
    limit: 'none: alarm where Σ (running mean − x − epsilon) is more than lambda above its lowest point',
  },
};

export const HISTORY_METHOD_NAMES = Object.keys(HISTORY_METHODS) as readonly HistoryMethodName[];

/** Keys that every method takes. */
export const WINDOW_MEANING = 'So many of the newest records count; 100, all that are remembered, by default.';
export const MIN_SIZE_MEANING = 'With fewer records that count nothing is gated yet.';
