import type { Comparison, Subject } from '../model/measurement.ts';
import type { Contributions } from '../model/metric.ts';
import type { Pairs } from '../model/pairs.ts';
import {
  type Difference,
  independentDifference,
  independentRatio,
  pairedDifference,
  pairedRatio,
} from './difference.ts';
import { type Design, type Estimate, estimate, unitTest } from './estimate.ts';
import type { Meter } from './meter.ts';
import { sliceTest } from './slices.ts';

/** Compares one subject of the candidate with the baseline: on the units that both have when rows are paired, else as two samples. */
export function compare(candidate: Meter, baseline: Meter, pairs: Pairs | null, subject: Subject): Comparison {
  if (pairs === null || candidate.contributions(subject).kind === 'scalar') {
    const [own, other] = [candidate.estimate(subject), baseline.estimate(subject)];
    const unchanged = sameContributions(own, other);
    return describe('unpaired', own, other, unchanged, independentDifference(own, other), independentRatio(own, other));
  }
  const [own, other] = pairedEstimates(candidate, baseline, pairs, subject);
  const unchanged = sameContributions(own, other);
  return describe('paired', own, other, unchanged, pairedDifference(own, other), pairedRatio(own, other));
}

function pairedEstimates(candidate: Meter, baseline: Meter, pairs: Pairs, subject: Subject): [Estimate, Estimate] {
  const [own, other] = [candidate.contributions(subject), baseline.contributions(subject)];
  const takesPart = [
    unitTest(candidate.dataset, own),
    sliceTest(candidate.dataset, subject.slice),
    unitTest(baseline.dataset, other),
    sliceTest(baseline.dataset, subject.slice),
  ] as const;
  const ownRows = new Int32Array(pairs.candidate.length);
  const otherRows = new Int32Array(pairs.candidate.length);
  let length = 0;
  for (let i = 0; i < ownRows.length; i++) {
    const [a, b] = [pairs.candidate[i]!, pairs.baseline[i]!];
    if (!(takesPart[0](a) && takesPart[1](a) && takesPart[2](b) && takesPart[3](b))) continue;
    ownRows[length] = a;
    otherRows[length] = b;
    length++;
  }
  return [
    estimate(candidate.dataset, own, ownRows.subarray(0, length)),
    estimate(baseline.dataset, other, otherRows.subarray(0, length)),
  ];
}

function describe(
  pairing: 'paired' | 'unpaired',
  own: Estimate,
  other: Estimate,
  unchanged: boolean,
  difference: Difference,
  ratio: Difference,
): Comparison {
  const known = own.value !== null && other.value !== null;
  const comparable = known && other.value > 0;
  return {
    pairing,
    pairs: pairing === 'paired' ? own.n : 0,
    value: own.value,
    baseline: other.value,
    delta: known ? own.value - other.value : null,
    reason: other.reason,
    bounds: difference.bounds,
    standardError: difference.standardError,
    relative: comparable ? { change: own.value / other.value - 1, ...ratio } : null,
    unchanged,
  };
}

/** Whether every unit contributes the same on both sides. A precomputed value has no units, so it never does. */
function sameContributions(own: Estimate, other: Estimate): boolean {
  if (own.n === 0 || !sameDesign(own.design, other.design)) return false;
  const [a, b]: [Contributions, Contributions] = [own.contributions, other.contributions];
  if (a.kind === 'proportion' && b.kind === 'proportion') return sameArray(a.hits, b.hits);
  if (a.kind === 'mean' && b.kind === 'mean') return sameArray(a.scores, b.scores);
  if (a.kind === 'sums' && b.kind === 'sums') return sameArray(a.cells, b.cells);
  if (a.kind === 'rank' && b.kind === 'rank') return sameArray(a.scores, b.scores) && sameArray(a.positive, b.positive);
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
