import { BaselineError } from '../errors.ts';
import { once } from '../model/once.ts';
import type { BaselineStore, History, RecordedRun } from '../model/ports.ts';
import type { BaselineRecord } from '../model/record.ts';
import type { BaselineUse } from '../model/report.ts';
import { type Chosen, chooseBaseline, explainBaseline, type Wanted } from './choose.ts';
import { decodeRecord } from './decode-record.ts';

/** What a suite's search for a baseline came to. */
export type FoundBaseline =
  /** The store has never held a record: gating starts with the next one. `hint` says, as a plain clause, where it was looked for. */
  | { readonly kind: 'empty'; readonly hint: string | null }
  /** The policy wants no baseline. */
  | { readonly kind: 'none' }
  /** The store is in use, and nothing in it can be compared with; `problem` is a plain clause. */
  | { readonly kind: 'unusable'; readonly problem: string }
  | {
      readonly kind: 'found';
      readonly record: BaselineRecord;
      /** The record as it was stored. */
      readonly stored: Uint8Array;
      readonly use: Omit<BaselineUse, 'pairing' | 'shared' | 'fresh'>;
      /** Why the record is older than the policy allows, as a plain clause; null when it is not. */
      readonly stale: string | null;
    };

export interface Search {
  /** null: the policy wants no baseline. */
  readonly store: BaselineStore | null;
  readonly wanted: Wanted;
  /** The commit that is tested; null: unknown. */
  readonly head: string | null;
  readonly history: Pick<History, 'firstParents'>;
  readonly limits: { readonly maxAgeDays: number | null; readonly maxCommits: number | null };
  readonly now: Date;
}

const DAY_MS = 86_400_000;

/** Records that a store may refuse before the search ends: each costs it up to three requests. */
const MAX_REFUSED = 5;

/** Finds, reads and checks the record to compare a suite with. Throws BaselineError when a record is there but cannot be read. */
export async function findBaseline(suite: string, search: Search): Promise<FoundBaseline> {
  const { store, limits, wanted, now } = search;
  if (store === null) return { kind: 'none' };
  const runs = await store.list(suite);
  if (runs.length === 0) {
    if (!(await store.everUsed())) return neverUsed(store);
    return { kind: 'unusable', problem: (await store.explainEmpty?.()) ?? 'the store holds no record of this suite' };
  }
  const chosen = await chooseUsable(runs, search);
  if ('problem' in chosen) return { kind: 'unusable', problem: chosen.problem };
  const { where, read } = chosen.run;
  const stored = await read();
  const record = await decodeRecord(stored, where);
  if (record.suite !== suite) {
    const message = `It is the record of the suite ${JSON.stringify(record.suite)}, not of ${JSON.stringify(suite)}.`;
    throw new BaselineError([{ where, message }]);
  }
  const exactDays = Math.max(0, (now.getTime() - Date.parse(record.createdAt)) / DAY_MS);
  const { kind } = chosen;
  const distance = chosen.distance ?? (await distanceTo(record.commit, search));
  const use = { commit: record.commit, kind, ageDays: Math.floor(exactDays), distance: chosen.distance };
  const stale = staleness(exactDays, distance, limits);
  return {
    kind: 'found',
    record,
    stored,
    use: { ...use, explanation: explainBaseline(use, 'name' in wanted ? wanted.name : null) },
    stale,
  };
}

/** The record to compare with; where a store refuses one, the next best. */
async function chooseUsable(
  runs: readonly RecordedRun[],
  { wanted, history, limits }: Pick<Search, 'wanted' | 'history' | 'limits'>,
): Promise<Chosen | { readonly problem: string }> {
  const refused = new Map<RecordedRun, string>();
  while (refused.size < MAX_REFUSED) {
    const left = runs.filter((run) => !refused.has(run));
    const chosen = await chooseBaseline(left, wanted, history, limits);
    if (chosen === null) break;
    const refusal = (await chosen.run.refusal?.()) ?? null;
    if (refusal === null) return chosen;
    refused.set(chosen.run, refusal);
  }
  if (refused.size === 0) return { problem: 'the store holds no record of a commit that this change is based on' };
  return { problem: `the store holds no record that can be used: ${[...refused.values()].join('; ')}` };
}

/** The commit that a policy calls its anchor, looked up when the first suite asks for it. */
export interface Anchor {
  readonly name: string;
  /** null: there is none of that name. */
  readonly commit: () => Promise<string | null>;
}

export function openAnchor(name: string | null, { resolve }: Pick<History, 'resolve'>): Anchor | null {
  return name === null ? null : { name, commit: once(() => resolve(name)) };
}

interface AnchorSearch extends Pick<Search, 'store' | 'head' | 'history' | 'now'> {
  /** null: the policy names none. */
  readonly anchor: Anchor | null;
}

/** Finds the record of the anchor, or of its nearest recorded ancestor, however old. Throws as `findBaseline` does. */
export async function findAnchor(suite: string, { anchor, ...search }: AnchorSearch): Promise<FoundBaseline> {
  if (anchor === null || search.store === null) return { kind: 'none' };
  const { name } = anchor;
  const commit = await anchor.commit();
  if (commit === null) return { kind: 'unusable', problem: `there is no tag, branch or commit named ${name}` };
  const limits = { maxAgeDays: null, maxCommits: null };
  const found = await findBaseline(suite, { ...search, wanted: { kind: 'anchor', commit, name }, limits });
  if (found.kind !== 'unusable') return found;
  return {
    kind: 'unusable',
    problem: `the store holds no record of this suite for the anchor ${name} or what it is built on`,
  };
}

/** A folder may be waiting for its first record; a file that is named and is not there is more likely a mistake. */
function neverUsed({ path }: BaselineStore): FoundBaseline {
  if (path === undefined) return { kind: 'empty', hint: null };
  const remedy = `\`record --out ${path}\` writes one`;
  return path.endsWith('.parquet')
    ? { kind: 'unusable', problem: `there is no record file ${path}, and ${remedy}` }
    : { kind: 'empty', hint: `there is no record under ${path}, and ${remedy}` };
}

/**
 * How many commits a record that no commit led to lies back on the first-parent line; Infinity when it is not within the limit; null where a
 * side has no commit. Asked only where the policy limits it.
 */
async function distanceTo(
  commit: string | null,
  { head, history, limits: { maxCommits } }: Search,
): Promise<number | null> {
  if (maxCommits === null || commit === null || head === null) return null;
  const line = await history.firstParents(head, maxCommits + 1);
  const found = line.indexOf(commit);
  return found < 0 ? Infinity : found;
}

function staleness(
  ageDays: number,
  distance: number | null,
  { maxAgeDays, maxCommits }: Search['limits'],
): string | null {
  const clauses: string[] = [];
  if (maxAgeDays !== null && ageDays > maxAgeDays) {
    clauses.push(`it is ${Number(ageDays.toFixed(1))} days old, and the policy allows ${maxAgeDays}`);
  }
  if (maxCommits !== null && distance === null) {
    clauses.push(
      `its distance is unknown, because it or this run has no commit, and the policy allows ${maxCommits} commits`,
    );
  } else if (maxCommits !== null && distance! > maxCommits) {
    const where = distance === Infinity ? `not among the last ${maxCommits} commits` : `${distance} commits back`;
    clauses.push(`it is ${where}, and the policy allows ${maxCommits} commits`);
  }
  return clauses.length === 0 ? null : clauses.join('; ');
}
