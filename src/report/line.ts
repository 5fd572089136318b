import type { MeasurementRow, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import {
  chooseForm,
  formatChange,
  formatDeltaInterval,
  formatInterval,
  formatValue,
  NOTHING,
  type NumberForm,
} from './format.ts';
import { describeRule } from './rule.ts';
import { measurementOf, namesOf, rangeOf } from './subject.ts';
import { worseMark } from './worse-slices.ts';

/** The state of a row: `acknowledged` is a rule that does not hold and that somebody accepted, `info` is a rule that does not hold but only informs, `waiting` one that has no baseline, or too few records, yet. */
export type State = 'fail' | 'warn' | 'acknowledged' | 'pass' | 'info' | 'waiting' | 'ungated';

/** One row of a table, in words; every renderer shows the same. Only `names` holds text of others; the rest is numbers and signs. */
export interface Line {
  readonly state: State;
  /** Metric, class and slice, not yet escaped. */
  readonly names: readonly string[];
  /** The rule is about the whole suite, and its name is one of ours. */
  readonly ofSuite: boolean;
  /** Units that the metric rests on; null for the rules of a suite, and where nobody counted them. */
  readonly n: number | null;
  readonly baseline: string;
  readonly value: string;
  readonly change: string;
  /** 95 % interval: of the change for a relative rule, of the value for a limit. */
  readonly interval: string;
  readonly rule: string;
}

/** The row of a finding. The interval is the one that its rule is about. */
export function lineOfFinding(suite: SuiteReport, finding: Finding): Line {
  const row = measurementOf(suite, finding);
  const isChange = finding.rule === 'max-drop' || finding.rule === 'max-rise';
  const baseline = isChange ? finding.baseline : (row?.baseline ?? null);
  const delta = isChange ? finding.delta : (row?.delta ?? null);
  const { value, limit } = finding;
  const form = chooseForm(rangeOf(suite, finding), finding.metric === null ? [value] : [value, baseline], [
    [value, baseline],
    [delta, 0],
    isChange ? [delta && Math.abs(delta), limit] : [value, limit],
  ]);
  return {
    state: stateOf(finding),
    names: namesOf(finding),
    ofSuite: finding.metric === null,
    n: (isChange ? finding.n : null) ?? unitsOf(row),
    baseline: formatValue(baseline, form),
    value: formatValue(value, form),
    change: formatChange(delta, form) + worseMark(row),
    interval: intervalText(row, isChange, form),
    rule: describeRule(finding, form.style === 'percent'),
  };
}

/** The row of a measurement without a rule. */
export function lineOfMeasurement(row: MeasurementRow): Line {
  const { value, baseline, delta, range } = row;
  const form = chooseForm(
    range,
    [value, baseline],
    [
      [value, baseline],
      [delta, 0],
    ],
  );
  return {
    state: 'ungated',
    names: namesOf(row),
    ofSuite: false,
    n: unitsOf(row),
    baseline: formatValue(baseline, form),
    value: formatValue(value, form),
    change: formatChange(delta, form) + worseMark(row),
    interval: intervalText(row, delta !== null, form),
    rule: '',
  };
}

/** null where another program computed the value and does not say of how many. */
function unitsOf(row: MeasurementRow | undefined): number | null {
  return row === undefined || (row.kind === 'scalar' && row.n === 0) ? null : row.n;
}

function intervalText(row: MeasurementRow | undefined, ofChange: boolean, form: NumberForm): string {
  if (row === undefined) return NOTHING;
  return ofChange ? formatDeltaInterval(row.deltaInterval, form) : formatInterval(row.interval, form);
}

/** How a finding is shown: a pass that is none is told apart. */
export function stateOf({ outcome, reason }: Finding): State {
  if (outcome !== 'pass') return outcome;
  if (reason === 'no-baseline' || reason === 'short-history') return 'waiting';
  if (reason === 'acknowledged') return 'acknowledged';
  return reason === 'within' || reason === 'unchanged' || reason === 'not-affected' ? 'pass' : 'info';
}
