import type { Gate, SliceSelector } from '../model/policy.ts';
import { quote } from '../model/quote.ts';
import {
  amountChange,
  type Change,
  choiceChange,
  keptChange,
  numberChange,
  otherChange,
  scalarText,
} from './diff-change.ts';

/** What a gate is about, in words: "`recall` of "benign" in age="80+" of the suite "tumour"". Equal subjects give equal words. */
export function subjectOf({ metric, label, across, select }: Gate, suite: string): string {
  const name = /^[\w@.:|+-]+$/.test(metric) ? `\`${metric}\`` : quote(metric);
  const ofClass = label === null ? '' : ` of ${quote(label)}`;
  const groups = across === null ? '' : ` across ${quote(across)}`;
  return `${name}${ofClass}${groups}${placeOf(select)} of the suite ${quote(suite)}`;
}

function placeOf(select: SliceSelector): string {
  if (select.kind === 'all') return '';
  if (select.kind === 'each') return ` in each slice by ${select.columns.map(quote).join(', ')}`;
  const parts = Object.entries(select.slice).sort(([a], [b]) => (a < b ? -1 : 1));
  return ` in ${parts.map(([column, value]) => `${quote(column)}=${quote(value)}`).join(', ')}`;
}

/** What a change does to a gate. */
export function diffGate(base: Gate, head: Gate, suite: string): readonly Change[] {
  const subject = subjectOf(base, suite);
  const key = (name: string) => `\`${name}\` on ${subject}`;
  const history = (gate: Gate) => (gate.fromHistory === undefined ? null : scalarText(gate.fromHistory));
  const [before, after] = [history(base), history(head)];
  return [
    ...numberChange(key('min'), base.min, head.min, 'higher'),
    ...numberChange(key('max'), base.max, head.max, 'lower'),
    ...amountChange(key('max-drop'), base.maxDrop, head.maxDrop, 'lower'),
    ...amountChange(key('max-rise'), base.maxRise, head.maxRise, 'lower'),
    ...(before !== null && after !== null
      ? otherChange(key('from-history'), before, after)
      : keptChange(key('from-history'), before && 'a limit', after && 'a limit')),
    ...choiceChange(key('level'), base.level, head.level, ['info', 'warn', 'fail']),
    ...choiceChange(key('when-unsure'), base.whenUnsure, head.whenUnsure, ['pass', 'warn', 'fail']),
    ...otherChange(key('baseline'), base.against, head.against),
    ...otherChange(key('method'), base.method, head.method),
  ];
}
