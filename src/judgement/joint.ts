import { type Categories, type Dataset, NO_COLUMNS } from '../model/dataset.ts';
import type { Pairs } from '../model/pairs.ts';

/**
 * Both sides of a comparison as one dataset, the candidate's rows first: what drifted between two samples is a metric of this. Only
 * columns that both sides have are in it. Rows that are the same example on both sides depend on each other, and so are a cluster.
 */
export function joinSides(candidate: Dataset, baseline: Dataset, pairs: Pairs | null): Dataset {
  return {
    ...NO_COLUMNS,
    rows: candidate.rows + baseline.rows,
    classes: candidate.classes,
    label: both(candidate.label, baseline.label, joinCodes),
    prediction: both(candidate.prediction, baseline.prediction, joinCodes),
    numericLabel: both(candidate.numericLabel, baseline.numericLabel, joinNumbers),
    numericPrediction: both(candidate.numericPrediction, baseline.numericPrediction, joinNumbers),
    scores: candidate.scores.flatMap(({ className, values }) => {
      const other = baseline.scores.find((score) => score.className === className);
      return other === undefined ? [] : [{ className, values: joinNumbers(values, other.values) }];
    }),
    count: withDefault(candidate, baseline, 'count'),
    weight: withDefault(candidate, baseline, 'weight'),
    cluster: joinClusters(candidate, baseline, pairs),
    slices: new Map(
      [...candidate.slices].flatMap(([name, own]) => {
        const other = baseline.slices.get(name);
        return other === undefined ? [] : [[name, joinCategories(own, other)] as const];
      }),
    ),
  };
}

function both<T>(own: T | null, other: T | null, join: (own: T, other: T) => T): T | null {
  return own === null || other === null ? null : join(own, other);
}

function joinNumbers(own: Float64Array, other: Float64Array): Float64Array {
  const joined = new Float64Array(own.length + other.length);
  joined.set(own);
  joined.set(other, own.length);
  return joined;
}

function joinCodes(own: Int32Array, other: Int32Array): Int32Array {
  const joined = new Int32Array(own.length + other.length);
  joined.set(own);
  joined.set(other, own.length);
  return joined;
}

function withDefault(own: Dataset, other: Dataset, column: 'count' | 'weight'): Float64Array | null {
  if (own[column] === null && other[column] === null) return null;
  const ones = ({ rows }: Dataset) => new Float64Array(rows).fill(1);
  return joinNumbers(own[column] ?? ones(own), other[column] ?? ones(other));
}

/** Values that only the baseline has follow those of the candidate. */
function joinCategories(own: Categories, other: Categories): Categories {
  const names = [...own.names, ...other.names.filter((name) => !own.names.includes(name))];
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return {
    names,
    codes: joinCodes(
      own.codes,
      other.codes.map((code) => (code < 0 ? -1 : codeOf.get(other.names[code]!)!)),
    ),
  };
}

/** A pair is in the cluster of its candidate's row, or makes one; baseline rows without a partner keep their own. */
function joinClusters(candidate: Dataset, baseline: Dataset, pairs: Pairs | null): Int32Array | null {
  if (pairs === null && candidate.cluster === null && baseline.cluster === null) return null;
  const cluster = new Int32Array(candidate.rows + baseline.rows).fill(-1);
  let next = 0;
  for (const code of candidate.cluster ?? []) next = Math.max(next, code + 1);
  for (let i = 0; i < candidate.rows; i++) cluster[i] = candidate.cluster?.[i] ?? -1;
  const first = next;
  for (const code of baseline.cluster ?? []) next = Math.max(next, first + code + 1);
  for (let i = 0; i < baseline.rows; i++) {
    const code = baseline.cluster?.[i] ?? -1;
    if (code >= 0) cluster[candidate.rows + i] = first + code;
  }
  for (let i = 0; i < (pairs?.candidate.length ?? 0); i++) {
    const [own, other] = [pairs!.candidate[i]!, candidate.rows + pairs!.baseline[i]!];
    if (cluster[own]! < 0) cluster[own] = next++;
    cluster[other] = cluster[own]!;
  }
  return cluster;
}
