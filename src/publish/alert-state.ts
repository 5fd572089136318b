/**
 * What an alert remembers, as a hidden line of its issue. Anybody who may edit issues can change that line, so it is a hint and no more:
 * what does not read exactly as it was written counts as absent.
 */
export interface AlertState {
  /** When the suite began to fail. */
  readonly since: Date;
  /** When the webhook was last told that it fails; null: not yet. */
  readonly told: Date | null;
  /** How often it was told that it still fails. */
  readonly repeats: number;
  /** Whether the suite has recovered, and whether the webhook knows: `untold` it was to be told and did not answer. */
  readonly recovered: 'no' | 'untold' | 'told';
  /** The commit that was judged last. */
  readonly commit: string | null;
  /** Short hashes of the rules that fail, in order. */
  readonly rules: readonly string[];
}

/** More rules than this are not remembered one by one. */
export const MAX_RULES = 200;

/** Clocks of two machines differ by less. */
const MAX_CLOCK_SKEW_MS = 3_600_000;

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const LINE = new RegExp(
  String.raw`^<!-- model-gate:state since=(${TIME}) told=(${TIME}|-) repeats=(\d{1,6}) recovered=(no|untold|told) ` +
    `commit=([0-9a-f]{40,64}|-) rules=((?:[0-9a-f]{12}(?:,[0-9a-f]{12})*)|-) -->$`,
);

export function writeState({ since, told, repeats, recovered, commit, rules }: AlertState): string {
  const known = commit !== null && /^[0-9a-f]{40,64}$/.test(commit) ? commit : '-';
  const kept = rules.join(',') || '-';
  return (
    `<!-- model-gate:state since=${since.toISOString()} told=${told?.toISOString() ?? '-'} repeats=${repeats} ` +
    `recovered=${recovered} commit=${known} rules=${kept} -->`
  );
}

/** Reads the second line of a body; null when it is not a state that could have been written before `now`. */
export function readState(body: string, now: Date): AlertState | null {
  const [, since, told, repeats, recovered, commit, rules] = LINE.exec(body.split(/\r\n|\r|\n/)[1] ?? '') ?? [];
  if (since === undefined) return null;
  const state: AlertState = {
    since: new Date(since),
    told: told === '-' ? null : new Date(told!),
    repeats: Number(repeats),
    recovered: recovered as AlertState['recovered'],
    commit: commit === '-' ? null : commit!,
    rules: rules === '-' ? [] : rules!.split(','),
  };
  const latest = now.getTime() + MAX_CLOCK_SKEW_MS;
  const times = [state.since, state.told ?? state.since].map((time) => time.getTime());
  return times.every((time) => time <= latest) ? state : null;
}
