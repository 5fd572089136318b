import type { Categories, Dataset, Evidence, Versioned, Versions } from '../model/dataset.ts';
import type { Pairs } from '../model/pairs.ts';
import { quote, quoteAll } from '../model/quote.ts';
import type { BaselineRecord, Confounders } from '../model/record.ts';
import { hashIds, rowKeys, secretCheck } from './keys.ts';
import { joinKeys } from './pairing.ts';

/** Below this share of the baseline's ids the test set counts as another one. */
const MIN_COVERAGE = 0.99;
/** Below this share of the candidate's ids as well. */
const MIN_KNOWN = 0.5;
/** Below this share of the smaller side the two sides are compared as independent samples. */
const MIN_OVERLAP = 0.5;

const NAME_ONE = '(name one with `columns: { id: … }`)';

/** Which rows of the candidate are which rows of the baseline. */
export interface Match {
  /** null: the sides are compared as independent samples. */
  readonly pairs: Pairs | null;
  readonly shared: number;
  /** Why rows are not paired, as a plain clause; null when they are. */
  readonly unpairedBecause: string | null;
  /** Why the examples are not those of the baseline, as a plain clause; null when they are. */
  readonly changed: string | null;
  /** What changed with the model, beside the data set, as plain clauses by what it is. */
  readonly confounded: Confounders;
}

/** Pairs the rows by id. The classes of both datasets must be aligned. */
export function matchRows(
  candidate: Dataset,
  { ids, runs, inputs, versions }: Pick<Evidence, 'ids' | 'runs' | 'inputs' | 'versions'>,
  record: BaselineRecord,
  secret: Uint8Array | null,
): Match {
  const confounded = confoundersOf(record.versions, versions);
  const revised = changeOfVersion('dataset', record.versions, versions);
  const unpaired = (why: string, changed: string | null = null, shared = 0): Match => ({
    pairs: null,
    shared,
    unpairedBecause: why,
    changed: join([changed, revised]),
    confounded,
  });
  const { keys, idKey, dataset: baseline } = record;
  if (candidate.rows === 0 || baseline.rows === 0) return unpaired('the metrics are precomputed');
  if (keys === null || idKey === null) return unpaired(`the baseline was recorded without a column of ids ${NAME_ONE}`);
  if (ids === null) {
    const changed = `none of the baseline’s ${baseline.rows} ids is present, because the evidence has no ids`;
    return unpaired(`the evidence has no column of ids ${NAME_ONE}`, changed);
  }
  if (idKey.kind === 'secret' && secret === null) return unpaired('the key of the ids is not in the environment');
  if (idKey.kind === 'secret' && secretCheck(secret!) !== idKey.check) {
    return unpaired('the baseline’s ids were made with another key');
  }
  const key = idKey.kind === 'salt' ? idKey.salt : secret!;
  const pairs = joinKeys(rowKeys(ids, runs, key), keys);
  const shared = pairs.candidate.length;
  const changed = changeOf(candidate, baseline, pairs, countOtherInputs(inputs, record.inputs, pairs, key));
  if (shared < MIN_OVERLAP * Math.min(ids.length, keys.length)) {
    return unpaired('too few ids are shared', changed, shared);
  }
  if (countUnequal(candidate.count, baseline.count, pairs) > 0) {
    return unpaired('the counts of shared ids differ', changed, shared);
  }
  return { pairs, shared, unpairedBecause: null, changed: join([changed, revised]), confounded };
}

function confoundersOf(before: Versions, now: Versions): Confounders {
  const judge = changeOfVersion('judge', before, now);
  const prompt = changeOfVersion('prompt', before, now);
  return { ...(judge === null ? {} : { judge }), ...(prompt === null ? {} : { prompt }) };
}

/** Told only where both sides name it. */
function changeOfVersion(of: Versioned, before: Versions, now: Versions): string | null {
  const [old, own] = [before[of], now[of]];
  if (old === undefined || own === undefined || old.join('\n') === own.join('\n')) return null;
  const what = of === 'dataset' ? 'data set' : of;
  return `the ${what} changed with the model, from ${quoteAll(old)} to ${quoteAll(own)}`;
}

function join(clauses: readonly (string | null)[]): string | null {
  return clauses.filter((clause) => clause !== null).join(', and ') || null;
}

/** Shared ids under which the model was given something else. */
function countOtherInputs(
  inputs: readonly string[] | null,
  before: BigUint64Array | null,
  pairs: Pairs,
  key: Uint8Array,
): number {
  if (inputs === null || before === null) return 0;
  const own = hashIds(
    Array.from(pairs.candidate, (row) => inputs[row]!),
    key,
  );
  return own.reduce((count, hash, i) => count + (hash === before[pairs.baseline[i]!] ? 0 : 1), 0);
}

function changeOf(candidate: Dataset, baseline: Dataset, pairs: Pairs, otherInputs: number): string | null {
  const clauses: string[] = [];
  const shared = pairs.candidate.length;
  if (shared < MIN_COVERAGE * baseline.rows) {
    clauses.push(`${baseline.rows - shared} of the baseline’s ${baseline.rows} ids are absent`);
  }
  if (shared < MIN_KNOWN * candidate.rows) {
    clauses.push(`${candidate.rows - shared} of the ${candidate.rows} examples are new`);
  }
  const relabelled = countDifferences(candidate.label, baseline.label, pairs);
  if (relabelled > 0) clauses.push(`${relabelled} of the ${shared} shared ids carry another label`);
  if (otherInputs > 0) clauses.push(`${otherInputs} of the ${shared} shared ids carry another input`);
  const recounted = countUnequal(candidate.count, baseline.count, pairs);
  if (recounted > 0) clauses.push(`${recounted} of the ${shared} shared ids stand for another number of examples`);
  const reweighted = countUnequal(candidate.weight, baseline.weight, pairs);
  if (reweighted > 0) clauses.push(`${reweighted} of the ${shared} shared ids carry another weight`);
  for (const [column, { codes, names }] of candidate.slices) {
    const before = baseline.slices.get(column);
    const moved = before ? countMoved(codes, recode(before, names), pairs) : 0;
    if (moved > 0)
      clauses.push(`${moved} of the ${shared} shared ids have another value in the column ${quote(column)}`);
  }
  return clauses.length === 0 ? null : clauses.join(', and ');
}

/** The codes of a column over another list of names. A name that is not in it gets a code of none of them. */
function recode({ codes, names }: Categories, others: readonly string[]): Int32Array {
  const codeOf = names.map((name) => others.indexOf(name));
  return codes.map((code) => (code < 0 ? -1 : codeOf[code]! < 0 ? others.length + code : codeOf[code]!));
}

function countUnequal(own: Float64Array | null, other: Float64Array | null, pairs: Pairs): number {
  if (own === null && other === null) return 0;
  let unequal = 0;
  for (let i = 0; i < pairs.candidate.length; i++) {
    if ((own?.[pairs.candidate[i]!] ?? 1) !== (other?.[pairs.baseline[i]!] ?? 1)) unequal++;
  }
  return unequal;
}

/** Pairs whose codes differ; one that is missing on one side alone is a difference too, because the row left its slice. */
function countMoved(own: Int32Array, other: Int32Array, pairs: Pairs): number {
  let moved = 0;
  for (let i = 0; i < pairs.candidate.length; i++) {
    const [a, b] = [own[pairs.candidate[i]!]!, other[pairs.baseline[i]!]!];
    if (a !== b && (a >= 0 || b >= 0)) moved++;
  }
  return moved;
}

/** Pairs whose codes differ; a missing code on either side is not a difference. */
function countDifferences(own: Int32Array | null, other: Int32Array | null, pairs: Pairs): number {
  if (own === null || other === null) return 0;
  let differences = 0;
  for (let i = 0; i < pairs.candidate.length; i++) {
    const [a, b] = [own[pairs.candidate[i]!]!, other[pairs.baseline[i]!]!];
    if (a >= 0 && b >= 0 && a !== b) differences++;
  }
  return differences;
}
