import type { Acknowledged, Acknowledgement, IdleEntry, Ruling } from '../model/acknowledgement.ts';
import type { Judgement, Reason } from '../model/verdict.ts';
import { isBeyond } from './rules.ts';
import { sliceKey } from './slices.ts';

const ACCEPTABLE: readonly Reason[] = ['regressed', 'beyond-limit', 'unsure'];
const DAY_MS = 86_400_000;

/** Whether a ledger can accept it: a value that is too bad, and not one that is absent or rests on groups of which nothing is known. */
function isAcceptable({ metric, outcome, reason, value, detail }: Judgement): boolean {
  return (
    metric !== null &&
    outcome !== 'pass' &&
    value !== null &&
    ACCEPTABLE.includes(reason) &&
    detail.emptyGroups === undefined
  );
}

/**
 * What the acknowledgements mean for the judgements of one suite, one ruling each (null: none), and which entries had nothing to do. An
 * entry holds for every rule about its metric, class, groups and slice.
 */
export function acknowledge(
  suite: string,
  judgements: readonly Judgement[],
  { entries, by }: Acknowledged,
  now: Date,
): { readonly rulings: readonly (Ruling | null)[]; readonly idle: readonly IdleEntry[] } {
  const own = entries.filter((entry) => entry.suite === suite);
  const rulings = judgements.map((judgement): Ruling | null => {
    if (!isAcceptable(judgement)) return null;
    const about = own.filter((entry) => isAbout(entry, judgement));
    const live = about.filter((entry) => isLive(entry, now));
    const accepting = live.find(({ worst }) => !isWorseThan(judgement, worst));
    if (accepting !== undefined) return { kind: 'accepted', entry: accepting };
    if (by !== null) return { kind: 'labelled', by };
    if (live[0] !== undefined) return { kind: 'worse', entry: live[0] };
    return about[0] === undefined ? null : { kind: 'expired', entry: about[0] };
  });
  const idle = own.flatMap((entry): IdleEntry[] => {
    const about = judgements.filter((judgement) => isAbout(entry, judgement));
    if (about.length === 0) return [{ entry, why: 'no-rule' }];
    if (!isLive(entry, now)) return [{ entry, why: 'expired' }];
    if (about.some(isAcceptable)) return [];
    return [{ entry, why: about.every(({ outcome }) => outcome === 'pass') ? 'not-needed' : 'not-acceptable' }];
  });
  return { rulings, idle };
}

function isAbout(entry: Acknowledgement, judgement: Judgement): boolean {
  return (
    entry.metric === judgement.metric &&
    entry.label === judgement.label &&
    entry.across === judgement.across &&
    sliceKey(entry.slice) === sliceKey(judgement.slice)
  );
}

/** Until the last moment of its day, in UTC. */
function isLive({ expires }: Acknowledgement, now: Date): boolean {
  return now.getTime() < Date.parse(expires) + DAY_MS;
}

/** The rule says which side is worse. */
function isWorseThan({ rule, value, detail }: Judgement, worst: number): boolean {
  const isLowWorse =
    rule === 'min' || rule === 'max-drop' || (rule === 'from-history' && detail.history?.side === 'low');
  return isBeyond(isLowWorse ? worst - value! : value! - worst, worst, value!);
}
