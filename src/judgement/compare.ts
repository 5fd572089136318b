import type { Bounds, Comparison, Subject } from '../model/measurement.ts';
import type { Addends, Contributions, Extremum, Metric } from '../model/metric.ts';
import { once } from '../model/once.ts';
import type { Pairs } from '../model/pairs.ts';
import { independentDifference, independentRatio, pairedDifference, pairedRatio } from './difference.ts';
import { type Design, type Estimate, estimate, examplesOf } from './estimate.ts';
import type { Meter } from './meter.ts';
import { independentChangePosterior, pairedChangePosterior, type Scale } from './posterior-change.ts';
import { isResampled } from './resample.ts';
import type { Difference } from './spread.ts';
import { swapP } from './swap-sides.ts';

/**
 * Compares one subject of the candidate with the baseline: on the units that both have when rows are paired, else as two samples.
 * `sameRows`: rows without ids are known to be the same ones in the same order, because both sides come from the same bytes.
 */
export function compare(
  candidate: Meter,
  baseline: Meter,
  pairs: Pairs | null,
  subject: Subject,
  sameRows = false,
): Comparison {
  const { range } = candidate.metric(subject.metric);
  if (pairs === null || candidate.contributions(subject).kind === 'scalar') {
    const sides = [candidate.estimate(subject), baseline.estimate(subject)] as const;
    const how = { pairing: 'unpaired', isComplete: true, range, sameRows } as const;
    const posterior = (scale: Scale) => independentChangePosterior(...sides, scale, range, candidate.seed);
    return describe(sides, independentDifference(...sides), () => independentRatio(...sides), posterior, how);
  }
  const { own, other, isComplete } = pairedEstimates(candidate, baseline, pairs, subject);
  const how = { pairing: 'paired', isComplete, range, sameRows: true } as const;
  const { seed } = candidate;
  const found = describe(
    [own, other],
    pairedDifference(own, other, seed),
    () => pairedRatio(own, other, seed),
    (scale) => pairedChangePosterior(own, other, scale, seed),
    how,
  );
  return isResampled(own.contributions) ? { ...found, swapP: () => swapP(own, other, seed) } : found;
}

/** The metric on the pairs of which both rows are units of it, in the order of the candidate's rows. */
function pairedEstimates(candidate: Meter, baseline: Meter, pairs: Pairs, subject: Subject) {
  const [ownUnits, otherUnits] = [candidate.units(subject), baseline.units(subject)];
  const isOwn = markRows(ownUnits, candidate.dataset.rows);
  const isOther = markRows(otherUnits, baseline.dataset.rows);
  const ownRows = new Int32Array(pairs.candidate.length);
  const otherRows = new Int32Array(pairs.candidate.length);
  let length = 0;
  for (let i = 0; i < ownRows.length; i++) {
    const a = pairs.candidate[i]!;
    const b = pairs.baseline[i]!;
    if (isOwn[a] === 0 || isOther[b] === 0) continue;
    ownRows[length] = a;
    otherRows[length] = b;
    length++;
  }
  const estimateOn = (meter: Meter, rows: Int32Array) => estimate(meter.dataset, meter.contributions(subject), rows);
  const coversOwn = length === ownUnits.length;
  return {
    own: coversOwn ? candidate.estimate(subject) : estimateOn(candidate, ownRows.subarray(0, length)),
    other: estimateOn(baseline, otherRows.subarray(0, length)),
    isComplete: coversOwn && length === otherUnits.length,
  };
}

function markRows(rows: Int32Array, length: number): Uint8Array {
  const marks = new Uint8Array(length);
  for (let i = 0; i < rows.length; i++) marks[rows[i]!] = 1;
  return marks;
}

interface How extends Pick<Comparison, 'pairing' | 'isComplete'> {
  readonly range: Metric['range'];
  /** The rows of both sides belong together one by one. */
  readonly sameRows: boolean;
}

function describe(
  [own, other]: readonly [Estimate, Estimate],
  { bounds, standardError, isBlind }: Difference,
  ratio: () => Difference,
  posterior: Comparison['posterior'],
  { pairing, isComplete, range: [least, most], sameRows }: How,
): Comparison {
  const known = own.value !== null && other.value !== null;
  const span = least === null || most === null ? null : most - least;
  const limited = (any: Bounds | null) => (span === null ? any : within(any, -span, span));
  const limitedRatio = (any: Bounds | null) => (least === 0 ? within(any, -1, Infinity) : any);
  const [change, quotient] = [once(() => posterior('difference')), once(() => posterior('ratio'))];
  return {
    pairing,
    isComplete,
    pairs: pairing === 'paired' ? examplesOf(own) : 0,
    value: own.value,
    baseline: other.value,
    delta: known ? own.value - other.value : null,
    reason: other.n === 0 && other.contributions.kind !== 'scalar' ? 'no_examples' : other.reason,
    bounds: limited(bounds),
    standardError,
    isBlind,
    relative: once(() => {
      if (!known || other.value <= 0) return null;
      const relative = ratio();
      return { change: own.value / other.value - 1, ...relative, bounds: limitedRatio(relative.bounds) };
    }),
    posterior: (scale) => {
      const found = scale === 'difference' ? change() : quotient();
      return { ...found, bounds: (scale === 'difference' ? limited : limitedRatio)(found.bounds) };
    },
    unchanged: sameRows && sameContributions(own, other),
  };
}

/** Bounds that no value of the metric could go beyond. */
function within(bounds: Bounds | null, least: number, most: number): Bounds | null {
  const clamp = (bound: number) => Math.min(Math.max(bound, least), most);
  return bounds && { ...bounds, low: (level) => clamp(bounds.low(level)), high: (level) => clamp(bounds.high(level)) };
}

/** Whether every unit contributes the same on both sides. A precomputed value has no units, so it never does. */
function sameContributions(own: Estimate, other: Estimate): boolean {
  if (own.n === 0 || !sameDesign(own.design, other.design)) return false;
  return equalParts(own.contributions, other.contributions);
}

function equalParts(a: Contributions, b: Contributions): boolean {
  if (a.kind === 'proportion' && b.kind === 'proportion') return sameArray(a.hits, b.hits);
  if (a.kind === 'mean' && b.kind === 'mean') return sameArray(a.scores, b.scores);
  if (a.kind === 'sums' && b.kind === 'sums') return a.width === b.width && equalAddends(a.addends, b.addends);
  if (a.kind === 'quantile' && b.kind === 'quantile') return sameArray(a.values, b.values);
  if (a.kind === 'rank' && b.kind === 'rank') {
    if (a.fingerprint && b.fingerprint) {
      return a.fingerprint(a.columns, a.sample) === b.fingerprint(b.columns, b.sample);
    }
    return sameArray(a.sample, b.sample) && a.columns.every((column, i) => sameArray(column, b.columns[i]!));
  }
  if (a.kind === 'extremum' && b.kind === 'extremum') {
    const nameOf = ({ names, groups }: Extremum) => Array.from(groups, (group) => names[group]).join('\n');
    return nameOf(a) === nameOf(b) && a.parts.every((part, i) => equalParts(part, b.parts[i]!));
  }
  return false;
}

function equalAddends(a: Addends, b: Addends): boolean {
  if (a.form === 'cell' && b.form === 'cell') return sameArray(a.cells, b.cells);
  if (a.form === 'vector' && b.form === 'vector') return sameArray(a.values, b.values);
  if (a.form === 'cells' && b.form === 'cells') {
    return sameArray(a.lists.offsets, b.lists.offsets) && sameArray(a.lists.values, b.lists.values);
  }
  return false;
}

function sameDesign(a: Design, b: Design): boolean {
  return sameColumn(a.count, b.count) && sameColumn(a.weight, b.weight);
}

function sameColumn(a: Float64Array | null, b: Float64Array | null): boolean {
  return a === null || b === null ? a === b : sameArray(a, b);
}

type Numbers = Float64Array | Int32Array | Int8Array;

function sameArray(a: Numbers, b: Numbers): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}
