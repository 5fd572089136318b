import type { Categories } from '../model/dataset.ts';
import { gather } from '../model/gather.ts';
import type { Slice, Subject } from '../model/measurement.ts';
import type { Pairs } from '../model/pairs.ts';
import { type SliceSearch, WORSE_Q_VALUE, type WorseSlice } from '../model/report.ts';
import { adjustPValues } from '../statistics/benjamini-hochberg.ts';
import { sum } from '../statistics/sum.ts';
import { straightDifference } from './difference.ts';
import { estimate, examplesOf } from './estimate.ts';
import { harmOf, type SliceHarm } from './harm.ts';
import type { Meter } from './meter.ts';
import { type PairedColumn, sliceCandidates } from './slice-candidates.ts';
import { subjectKey } from './slices.ts';

/** Examples that a slice has at least, slices that are looked at, and the most that a report tells of. */
const MIN_EXAMPLES = 30;
const MAX_SLICES = 500;
const MAX_TOLD = 5;
/** Rows × metrics that are gone through in all slices together, and how many a metric that sorts its rows counts for: about a second. */
const MAX_STEPS = 4e6;
const SORTING = 4;

interface Sides {
  readonly candidate: Meter;
  readonly baseline: Meter;
  readonly pairs: Pairs;
}

interface Searched {
  readonly search: SliceSearch;
  /** Slices that were looked at, and those that there are of enough examples. */
  readonly slices: number;
  readonly possible: number;
}

/** A column of both sides over their pairs. Values that only the baseline has are none. */
export function pairColumn(name: string, own: Categories, other: Categories, pairs: Pairs): PairedColumn {
  const codeOf = new Map(own.names.map((value, code) => [value, code]));
  const recoded = Int32Array.from(other.names, (value) => codeOf.get(value) ?? -1);
  const codes = new Int32Array(pairs.candidate.length);
  for (let i = 0; i < codes.length; i++) {
    const [a, b] = [own.codes[pairs.candidate[i]!]!, other.codes[pairs.baseline[i]!]!];
    codes[i] = b >= 0 && recoded[b] === a ? a : -1;
  }
  return { name, names: own.names, codes };
}

/**
 * Looks at metrics in slices that nobody asked for: every value of every column and of every two columns, for those that got worse beyond chance
 * among all that were looked at (Benjamini and Hochberg). Changes are judged along a straight line, also where a gate would resample. What the
 * report has already is not looked at again. Of slices within one another only the one is told of that is sure to have got worse by most.
 *
 * `subjects` are the metrics, without a slice; `reported` what is known of slices that the policy asks for.
 */
export function searchSlices(
  sides: Sides,
  columns: readonly PairedColumn[],
  subjects: readonly Subject[],
  reported: readonly SliceHarm[],
): Searched {
  const { candidate, pairs } = sides;
  const { count } = candidate.dataset;
  const limits = {
    examples: MIN_EXAMPLES,
    slices: MAX_SLICES,
    pairs: MAX_STEPS / sum(subjects.map(({ metric }) => (candidate.metric(metric).kind === 'rank' ? SORTING : 1))),
  };
  const { candidates, possible } = sliceCandidates(columns, (i) => count?.[pairs.candidate[i]!] ?? 1, limits);
  const known = new Set(reported.map(({ subject }) => subjectKey(subject)));
  const looked = subjects.flatMap((subject) => {
    const isUnit = unitsOfBoth(sides, subject);
    return candidates.flatMap(({ slice, pairs: members }) => {
      const sliced = { ...subject, slice };
      return known.has(subjectKey(sliced)) ? [] : lookAt(sides, sliced, marked(members, isUnit));
    });
  });
  const adjusted = adjustPValues(looked.map(({ p }) => p));
  const found = looked.map((each, i) => ({ ...each, q: adjusted[i]! })).filter(({ q }) => q <= WORSE_Q_VALUE);
  return {
    search: { lookedAt: looked.length, worst: worstApart(found, reported) },
    slices: candidates.length,
    possible,
  };
}

interface Looked extends Omit<WorseSlice, 'qValue'> {
  readonly p: number;
  readonly atLeast: number;
}

/** The change of a metric on some pairs; nothing where too few of them count, or nothing can be said of harm. */
function lookAt({ candidate, baseline, pairs }: Sides, subject: Subject, members: Int32Array): readonly Looked[] {
  if (members.length === 0) return [];
  const on = (meter: Meter, side: Int32Array) =>
    estimate(meter.dataset, meter.contributions(subject), gather(side, members));
  const [own, other] = [on(candidate, pairs.candidate), on(baseline, pairs.baseline)];
  const n = examplesOf(own);
  if (n < MIN_EXAMPLES || own.value === null || other.value === null || own.reason !== null || other.reason !== null) {
    return [];
  }
  const { range, direction } = candidate.metric(subject.metric);
  const delta = own.value - other.value;
  const { bounds } = straightDifference(own, other);
  const change = { bounds, baseline: other.value, delta, reason: null, unchanged: delta === 0 && bounds === null };
  const harm = harmOf(change, { direction: direction ?? candidate.direction(subject.metric), range });
  return harm === null ? [] : [{ ...subject, range, n, value: own.value, baseline: other.value, delta, ...harm }];
}

/** 1 for the pairs of which both rows are units of the metric. */
function unitsOfBoth({ candidate, baseline, pairs }: Sides, subject: Subject): Uint8Array {
  const mark = (meter: Meter) => {
    const marks = new Uint8Array(meter.dataset.rows);
    for (const row of meter.units(subject)) marks[row] = 1;
    return marks;
  };
  const [own, other] = [mark(candidate), mark(baseline)];
  const both = new Uint8Array(pairs.candidate.length);
  for (let i = 0; i < both.length; i++) both[i] = own[pairs.candidate[i]!]! & other[pairs.baseline[i]!]!;
  return both;
}

function marked(members: Int32Array, marks: Uint8Array): Int32Array {
  const kept = new Int32Array(members.length);
  let length = 0;
  for (let i = 0; i < members.length; i++) if (marks[members[i]!] === 1) kept[length++] = members[i]!;
  return kept.subarray(0, length);
}

/**
 * The slices that are sure to have got worse by most, leaving out what lies within or around one of the same metric that got worse by more, be it
 * told of here or by the policy's slices.
 */
function worstApart(
  found: readonly (Looked & { readonly q: number })[],
  reported: readonly SliceHarm[],
): readonly WorseSlice[] {
  const worse: Pick<SliceHarm, 'subject' | 'atLeast'>[] = reported.filter(({ q }) => q <= WORSE_Q_VALUE);
  const told: WorseSlice[] = [];
  for (const { p: _p, q, atLeast, ...slice } of found.toSorted((a, b) => b.atLeast - a.atLeast)) {
    if (told.length === MAX_TOLD) break;
    if (worse.some((other) => other.atLeast >= atLeast && areNested(other.subject, slice))) continue;
    worse.push({ subject: slice, atLeast });
    told.push({ ...slice, qValue: q });
  }
  return told;
}

function areNested(a: Subject, b: Subject): boolean {
  if (a.metric !== b.metric || a.label !== b.label || a.across !== b.across || !a.slice || !b.slice) return false;
  const holds = (inner: Slice, outer: Slice) =>
    Object.entries(outer).every(([column, value]) => inner[column] === value);
  return holds(a.slice, b.slice) || holds(b.slice, a.slice);
}
