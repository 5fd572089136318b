import type { Dataset } from '../../model/dataset.ts';
import type { Contributions, Linearised, Statistic, UndefinedReason } from '../../model/metric.ts';
import type { Forecasts } from './forecasts.ts';

/** Probabilities are moved this far away from 0 and 1, whose log-odds are infinite; as for the log loss. */
const EPSILON = Number.EPSILON;

/** Newton's method doubles the right digits with each step. */
const MAX_STEPS = 100;
const SMALLEST_STEP = 1e-12;
/** Rounding lets the likelihood seem to fall by this much of itself. */
const SLACK = 1e-9;

/** Which number of the line is asked for. */
type Coefficient = 'slope' | 'intercept';

/**
 * Calibration slope and intercept: the line a + b·x that best explains the outcomes y by the log-odds x = ln(p/(1 − p)) of the probabilities
 * given to them, P(y = 1) = 1/(1 + exp(−a − b·x)), by maximum likelihood. A calibrated model has b 1 and a 0; b below 1 means that
 * probabilities are too extreme, as those of an overfitted model are, and with it a is not the calibration in the large, for which b is held at 1.
 *
 * With µ the fitted probabilities and H = Σ wµ(1 − µ)zzᵀ, z = (1, x), the derivative of (a, b) by the weight of a row is H⁻¹z(y − µ), by the
 * implicit function theorem from Σ w(y − µ)z = 0.
 *
 * No value: `single_class` when all outcomes are alike, `constant` when all probabilities are, `separated` when all events lie above (or all below)
 * the other rows, touching at most, so that the likelihood grows without end; `out_of_range` for a probability outside 0..1.
 * Example: with one event among four rows of probability .25, and three among four of .75, b is 1 and a is 0.
 * Source: Cox, "Two further applications of a model for binary regression" (1958); statsmodels `GLM(family=Binomial())`.
 */
export function refit(
  { rows }: Dataset,
  { chance, outcome, inRange }: Forecasts,
  coefficient: Coefficient,
): Contributions {
  const odds = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const p = Math.min(Math.max(chance[i]!, EPSILON), 1 - EPSILON);
    odds[i] = Math.log(p / (1 - p));
  }
  const fit: Statistic['linearise'] = ([x, y], _, weights) =>
    inRange
      ? linearise(x as Float64Array, y as Int8Array, weights, coefficient)
      : { value: null, reason: 'out_of_range', sensitivity: new Float64Array(weights.length) };
  return {
    kind: 'rank',
    columns: [odds, outcome],
    sample: outcome.map((y) => Math.min(y, 0)),
    evaluate: (columns, sample, weights) => {
      const { value, reason } = fit(columns, sample, weights);
      return { value, reason };
    },
    linearise: fit,
    method: 'influence',
  };
}

function linearise(x: Float64Array, y: Int8Array, weights: Float64Array, coefficient: Coefficient): Linearised {
  const sensitivity = new Float64Array(x.length);
  const problem = problemOf(x, y, weights);
  if (problem !== null) return { value: null, reason: problem, sensitivity };
  // Around their mean the two coefficients hardly depend on each other.
  const centre = meanOf(x, y, weights);
  const { level, slope, information } = climb(x, y, weights, centre);
  const inverse = invert(information);
  for (let i = 0; i < x.length; i++) {
    if (y[i]! < 0 || weights[i] === 0) continue;
    const from = x[i]! - centre;
    const error = y[i]! - logistic(level + slope * from);
    const bySlope = error * (inverse.ab + inverse.bb * from);
    const byLevel = error * (inverse.aa + inverse.ab * from);
    sensitivity[i] = coefficient === 'slope' ? bySlope : byLevel - centre * bySlope;
  }
  const value = coefficient === 'slope' ? slope : level - centre * slope;
  if (!Number.isFinite(value)) return { value: null, reason: 'separated', sensitivity: sensitivity.fill(0) };
  return { value, reason: null, sensitivity };
}

/** Why there is no best line; null when there is one: the log-odds of the events and of the others overlap. */
function problemOf(x: Float64Array, y: Int8Array, weights: Float64Array): UndefinedReason | null {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (y[i]! < 0 || weights[i] === 0) continue;
    low[y[i]!] = Math.min(low[y[i]!]!, x[i]!);
    high[y[i]!] = Math.max(high[y[i]!]!, x[i]!);
  }
  if (Math.max(...high) === -Infinity) return 'no_examples';
  if (Math.min(...high) === -Infinity) return 'single_class';
  if (Math.min(...low) === Math.max(...high)) return 'constant';
  return high[0]! > low[1]! && high[1]! > low[0]! ? null : 'separated';
}

function meanOf(x: Float64Array, y: Int8Array, weights: Float64Array): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    if (y[i]! < 0 || weights[i] === 0) continue;
    total += weights[i]!;
    sum += weights[i]! * x[i]!;
  }
  return sum / total;
}

/** A symmetric matrix of two rows. */
interface Symmetric {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

/** The likelihood of a line, its slope in either coefficient, and how it bends. */
interface Point {
  readonly level: number;
  readonly slope: number;
  readonly likelihood: number;
  readonly byLevel: number;
  readonly bySlope: number;
  readonly information: Symmetric;
}

/** The line of the largest likelihood: Newton's steps, halved where they would lead down. */
function climb(x: Float64Array, y: Int8Array, weights: Float64Array, centre: number): Point {
  let here = visit(x, y, weights, centre, 0, 0);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { aa, ab, bb } = invert(here.information);
    let up = aa * here.byLevel + ab * here.bySlope;
    let right = ab * here.byLevel + bb * here.bySlope;
    let next = visit(x, y, weights, centre, here.level + up, here.slope + right);
    while (next.likelihood < here.likelihood * (1 + SLACK) && Math.hypot(up, right) > SMALLEST_STEP) {
      up /= 2;
      right /= 2;
      next = visit(x, y, weights, centre, here.level + up, here.slope + right);
    }
    here = next;
    if (Math.hypot(up, right) <= SMALLEST_STEP * (1 + Math.hypot(here.level, here.slope))) break;
  }
  return here;
}

function visit(
  x: Float64Array,
  y: Int8Array,
  weights: Float64Array,
  centre: number,
  level: number,
  slope: number,
): Point {
  let likelihood = 0;
  let byLevel = 0;
  let bySlope = 0;
  let [aa, ab, bb] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = weights[i]!;
    if (y[i]! < 0 || weight === 0) continue;
    const from = x[i]! - centre;
    const odds = level + slope * from;
    const fitted = logistic(odds);
    const error = weight * (y[i]! - fitted);
    const bend = weight * fitted * (1 - fitted);
    likelihood -= weight * softplus(y[i] === 1 ? -odds : odds);
    byLevel += error;
    bySlope += error * from;
    aa += bend;
    ab += bend * from;
    bb += bend * from * from;
  }
  return { level, slope, likelihood, byLevel, bySlope, information: { aa, ab, bb } };
}

function invert({ aa, ab, bb }: Symmetric): Symmetric {
  const determinant = aa * bb - ab * ab;
  return { aa: bb / determinant, ab: -ab / determinant, bb: aa / determinant };
}

function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** ln(1 + exp(odds)), without overflow. */
function softplus(odds: number): number {
  return Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
}
