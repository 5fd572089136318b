import type { HistoryRule } from '../model/history.ts';
import type { Gate } from '../model/policy.ts';
import type { Certainty, HistoryFacts, Judgement, Reason } from '../model/verdict.ts';
import type { Side } from '../statistics/history/limits.ts';
import type { GateFacts, SuiteFacts } from './facts.ts';
import { guide } from './history-limit.ts';
import { seriesOf } from './history-series.ts';
import { withoutBaseline } from './limit.ts';
import { isBeyond, subjectOf, undefinedMetric } from './rules.ts';

/**
 * Judges `from-history`: the value against what the earlier records of the same data set make usual. On the limit or on its good side passes,
 * beyond it fails. Where the history sets no limit, a value that is worse than its median is for `when-unsure` to decide.
 */
export function judgeHistory(
  facts: GateFacts,
  rule: HistoryRule,
  { baseline, history }: Pick<SuiteFacts, 'baseline' | 'history'>,
): Judgement {
  const { gate, measurement } = facts;
  const { method, window, minSize } = rule;
  const base = {
    ...subjectOf(facts),
    rule: 'from-history',
    limit: null,
    limitText: method.name,
    against: 'baseline',
    value: measurement.value,
    baseline: null,
    delta: null,
    bounds: null,
    certainty: null,
  } as const;
  const { value, range, n } = measurement;
  if (measurement.reason === 'no_baseline') return { ...base, ...withoutBaseline(measurement, facts.reference) };
  if (value === null || measurement.reason !== null) return { ...base, ...undefinedMetric(measurement) };
  if (baseline.kind === 'unusable' && minSize > 0) {
    const detail = { range, n, baselineProblem: baseline.problem };
    return { ...base, outcome: 'warn', reason: 'no-baseline', detail };
  }
  const series = seriesOf(history, facts, window);
  const side = worseSide(gate, measurement.direction);
  const known = { method: method.name, side, records: series.values.length, needed: minSize, leftOut: series.leftOut };
  if (known.records < minSize) {
    return {
      ...base,
      outcome: 'pass',
      reason: 'short-history',
      detail: { range, n, history: { ...known, summary: [] } },
    };
  }
  const { summary, ...found } = guide(method, series, value, side);
  const detailWith = (more: Partial<HistoryFacts>) => ({ range, n, history: { ...known, summary, ...more } });
  const judged = { ...base, limit: found.kind === 'limit' ? found.limit : null };
  switch (found.kind) {
    case 'limit':
      return { ...judged, ...decide(isWorse(value, found.limit, side)), detail: detailWith({}) };
    case 'chart': {
      const { height, ceiling, rose } = found;
      const isAlarm = rose && isBeyond(height - ceiling, ceiling, height);
      return { ...judged, ...decide(isAlarm), detail: detailWith({ chart: { height, ceiling } }) };
    }
    case 'none': {
      const decision = isWorse(value, found.centre, side) ? unsure(gate) : decide(false);
      return { ...judged, ...decision, detail: detailWith({ problem: found.problem }) };
    }
  }
}

type Decision = { readonly outcome: Judgement['outcome']; readonly reason: Reason; readonly certainty: Certainty };

function decide(isBroken: boolean): Decision {
  return isBroken
    ? { outcome: 'fail', reason: 'beyond-limit', certainty: 'point' }
    : { outcome: 'pass', reason: 'within', certainty: 'point' };
}

function unsure({ whenUnsure }: Gate): Decision {
  return { outcome: whenUnsure, reason: 'unsure', certainty: 'point' };
}

function isWorse(value: number, limit: number, side: Side): boolean {
  return isBeyond(side === 'low' ? limit - value : value - limit, limit, value);
}

/** Where values are worse: as the metric has it, or, where it has no better side, as the gate's other rules do. */
function worseSide({ max, maxRise }: Gate, direction: 'higher' | 'lower' | null): Side {
  if (direction !== null) return direction === 'higher' ? 'low' : 'high';
  return max === null && maxRise === null ? 'low' : 'high';
}
