import type { History, RecordedRun } from '../model/ports.ts';
import type { BaselineUse } from '../model/report.ts';
import { ANCHOR_COPY } from './slug.ts';

/**
 * How far the first-parent line is followed at least: with 100 commits a page that is three requests, and farther back a
 * baseline says little about the change that is tested. `max-commits` of the policy can only lengthen it, because a record
 * beyond that limit has to be found to be called stale.
 */
const MIN_WALK = 250;
/** Commits that are asked for at once: with the one they start from, a page of GitHub's list. */
const STEP = 99;

/** What the candidate should be compared with: a commit or its nearest recorded ancestor, or the newest record there is. */
export type Wanted =
  | { readonly kind: 'first-parent' | 'merge-base'; readonly commit: string }
  /** `name`: as the policy has it. */
  | { readonly kind: 'anchor'; readonly commit: string; readonly name: string }
  | { readonly kind: 'latest' | 'file' };

export interface Chosen extends Pick<BaselineUse, 'kind' | 'distance'> {
  readonly run: RecordedRun;
}

/**
 * Chooses the record to compare with. For a commit: its own record, or else that of the nearest ancestor on the first-parent
 * line, at most max(maxCommits, 250) commits back; the history is asked only when the commit itself has none. For `latest` and
 * `file`: the newest by creation time. Of several records of one commit the newest; of equally old ones the first.
 * null: there is none, which is for the caller to report.
 */
export async function chooseBaseline(
  runs: readonly RecordedRun[],
  wanted: Wanted,
  history: Pick<History, 'firstParents'>,
  limits: { readonly maxCommits: number | null },
): Promise<Chosen | null> {
  const newestFirst = runs.toSorted((a, b) => time(b) - time(a));
  const { kind } = wanted;
  if (!('commit' in wanted)) {
    // The copy of an anchor in a report may be newer than that of the baseline.
    const run = newestFirst.find(({ where }) => !where.endsWith(ANCHOR_COPY)) ?? newestFirst[0];
    return run ? { run, kind, distance: null } : null;
  }
  const recordOf = (commit: string) => newestFirst.find((run) => run.commit === commit);
  const own = recordOf(wanted.commit);
  if (own) return { run: own, kind, distance: 0 };
  if (runs.length === 0) return null;

  const recorded = new Set(runs.map(({ commit }) => commit));
  const reach = Math.max(limits.maxCommits ?? 0, MIN_WALK);
  let from = wanted.commit;
  for (let walked = 0; walked < reach; walked += STEP) {
    const steps = Math.min(STEP, reach - walked);
    const ancestors = (await history.firstParents(from, steps + 1)).slice(1);
    const found = ancestors.findIndex((commit) => recorded.has(commit));
    if (found >= 0) return { run: recordOf(ancestors[found]!)!, kind, distance: walked + found + 1 };
    if (ancestors.length < steps) return null;
    from = ancestors.at(-1)!;
  }
  return null;
}

/**
 * Which record a candidate is compared with, why that one and how old it is, as one sentence of plain text:
 * "Compared with the record of abc1234 (3 days old): the first parent of the tested commit."
 */
export function explainBaseline(
  use: Pick<BaselineUse, 'commit' | 'kind' | 'ageDays' | 'distance'>,
  anchor: string | null,
): string {
  const record = use.commit === null ? 'a record without a commit' : `the record of ${use.commit.slice(0, 7)}`;
  return `Compared with ${record} (${age(use.ageDays)}): ${reason(use, anchor)}.`;
}

function reason({ kind, distance }: Pick<BaselineUse, 'kind' | 'distance'>, anchor: string | null): string {
  if (kind === 'file') return 'the newest in the baseline file or folder';
  if (kind === 'latest') return 'the newest one stored';
  const wanted = wantedText(kind, anchor);
  if (!distance) return wanted;
  if (distance === 1) return `the commit before ${wanted}, which has no record`;
  return `${distance} commits before ${wanted}, because the nearer ones have no record`;
}

function wantedText(kind: BaselineUse['kind'], anchor: string | null): string {
  if (anchor !== null) return `the anchor ${anchor}`;
  return kind === 'first-parent'
    ? 'the first parent of the tested commit'
    : 'the merge base of the change and its target';
}

function age(days: number | null): string {
  if (days === null) return 'age unknown';
  const whole = Math.floor(days);
  if (whole < 1) return 'less than a day old';
  return whole === 1 ? '1 day old' : `${whole} days old`;
}

function time({ createdAt }: RecordedRun): number {
  return createdAt === null ? -1 : Date.parse(createdAt);
}
