import type { Finding, Judgement } from '../model/verdict.ts';
import { formatCount, formatLimit, formatTolerance } from './format.ts';

type RuleFacts = Pick<Finding | Judgement, 'rule' | 'limit' | 'limitText' | 'against'>;

/** A rule in words and units: `≥ 90%`, `drop ≤ 1 pp`, `rise ≤ 10% (41)`, `no drop`. */
export function describeRule(facts: RuleFacts, percent: boolean): string {
  const { rule, limit, limitText, against } = facts;
  const suffix = against === 'anchor' ? ' vs anchor' : '';
  switch (rule) {
    case 'min':
      return `≥ ${limit === null ? limitText : formatLimit(limit, percent)}`;
    case 'max':
      return `≤ ${limit === null ? limitText : formatLimit(limit, percent)}`;
    case 'max-drop':
    case 'max-rise': {
      const change = rule === 'max-drop' ? 'drop' : 'rise';
      return limit === 0 ? `no ${change}${suffix}` : `${change} ≤ ${describeTolerance(facts, percent)}${suffix}`;
    }
    case 'from-history':
      return limit === null
        ? `as before (${limitText})`
        : `as before (${limitText}: ${formatLimit(Number(limit.toPrecision(4)), percent)})`;
    case 'max-missing':
      return `≤ ${isRelative(facts) && limit !== null ? `${limitText} (${formatCount(Math.floor(limit))})` : limitText}`;
    case 'expected-rows':
    case 'expected-shards':
      return `= ${limit === null ? limitText : formatCount(limit)}`;
    case 'baseline':
      return 'comparable';
    case 'affected-by':
      return 'not affected';
  }
}

/** `1 pp`, `0.005`, or for a relative tolerance `10%`, with what that is in the metric's unit once there is a baseline: `10% (9.1 pp)`. */
export function describeTolerance({ limit, limitText, ...facts }: RuleFacts, percent: boolean): string {
  if (limit === null) return limitText;
  const amount = formatTolerance(Number(limit.toPrecision(3)), percent);
  if (isRelative({ limitText, limit, ...facts })) return `${limitText.replace(' ', '')} (${amount})`;
  return formatTolerance(limit, percent);
}

/** Whether the limit is a share of the baseline (or of all rows). */
function isRelative({ limitText }: RuleFacts): boolean {
  return limitText.trimEnd().endsWith('%');
}
