import { isFailed, type NullChange, type SuiteSelfTest, type Trial } from '../model/self-test.ts';
import { cleanLine, disarmCommands } from './escape.ts';
import { chooseForm, countOf, formatCount, formatDelta, formatValue, type NumberForm } from './format.ts';
import { indent } from './indent.ts';
import { namesOf } from './subject.ts';
import { type Style, styleOf } from './terminal-style.ts';

const LEAST_WIDTH = 60;
const MAX_WIDTH = 140;

/** What the gates made of injected regressions, for a terminal: a line a rule, and what it comes to. */
export function renderSelfTest(
  suites: readonly SuiteSelfTest[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const style = styleOf(color);
  const columns = Math.min(Math.max(width, LEAST_WIDTH), MAX_WIDTH);
  const lines = [
    ...suites.flatMap((suite) => [...suiteLines(suite, columns, style), '']),
    ...indent(summary(suites), columns, ''),
  ];
  return `${disarmCommands(lines.join('\n'))}\n`;
}

function suiteLines({ name, rows, nullChange, trials }: SuiteSelfTest, width: number, style: Style): readonly string[] {
  const line = (sign: string, text: string) => indent(text, width, '     ', ` ${sign} `.padStart(3));
  return [
    `${style.strong(cleanLine(name, 40))}${rows === 0 ? '' : `  ${countOf(rows, 'row')}`}`,
    ...line(nullChange.blocked.length === 0 ? style.pass('✓') : style.fail('✗'), describeNull(nullChange)),
    ...nullChange.blocked.flatMap((message) => indent(message, width, '     ')),
    ...trials.flatMap((trial) => line(signOf(trial, style), `${nameOf(trial)}: ${describe(trial)}`)),
  ];
}

function signOf(trial: Trial, style: Style): string {
  if (trial.outcome === 'blocks') return style.pass('✓');
  return isFailed(trial) ? style.fail('✗') : style.warn('!');
}

function describeNull({ exchanged, blocked }: NullChange): string {
  const copy =
    exchanged === 0
      ? 'an identical copy'
      : `a copy in which ${countOf(exchanged, 'example')} exchanged their answers with others like them`;
  return blocked.length === 0 ? `nothing got worse: ${copy} passes` : `nothing got worse, and yet ${copy} is blocked:`;
}

function describe(trial: Trial): string {
  const { outcome, injected, message } = trial;
  const form = formOf(trial);
  switch (outcome) {
    case 'blocks':
      return `${regression(trial, form)} ${VERB[trial.level]} (${injected!.how})`;
    case 'unsure':
      return `${regression(trial, form)} ${trial.verdict === 'pass' ? 'passes unproven' : 'only warns'} (${injected!.how}): ${unproven(trial, form)}`;
    case 'missed':
      return `${regression(trial, form)} passes (${injected!.how})`;
    case 'no-history':
      return 'judges by earlier records, and the evidence alone has none, so nothing is shown of it here';
    case 'already':
      return `does not hold on the evidence as it is. ${message}`;
    case 'never':
      return `could never fail here: ${whyNever(trial, form)}`;
    case 'unreached':
      return `could not be made worse here: nothing that was tried makes the metric ${isChange(trial) ? 'so much worse' : 'break the limit'}, so nothing is shown of this gate`;
  }
}

const VERB = { fail: 'blocks', warn: 'warns, as its level says', info: 'is told of, as its level says' } as const;

/** `a drop of 2.4 pp`, `a value of 89.6%` */
function regression(trial: Trial, form: NumberForm): string {
  const { rule, limit, injected } = trial;
  if (!isChange(trial)) return `a value of ${formatValue(injected!.value, form)}`;
  const isLess = limit !== null && injected!.worse < 1.99 * limit;
  return `a ${wordOf(rule)} of ${size(injected!.worse, form)}${isLess ? ', the largest that could be made,' : ''}`;
}

function unproven({ n, rowsNeeded, blocksAt, rule }: Trial, form: NumberForm): string {
  const needed = rowsNeeded === null ? '' : `, and about ${formatCount(rowsNeeded)} would be needed`;
  const larger = blocksAt === null ? '' : `; here a ${wordOf(rule)} of ${size(blocksAt, form)} blocks`;
  return `${countOf(n, 'example')} cannot prove it${needed}${larger}`;
}

function whyNever(trial: Trial, form: NumberForm): string {
  const { rule, limit, value } = trial;
  if (isChange(trial)) {
    const verb = rule === 'max-drop' ? 'fall' : 'rise';
    return `the value is ${formatValue(value, form)}, and cannot ${verb} by more than ${size(limit ?? 0, form)}`;
  }
  return `the metric has no value ${rule === 'min' ? 'below' : 'above'} ${formatValue(limit, form)}`;
}

function isChange({ rule }: Trial): boolean {
  return rule === 'max-drop' || rule === 'max-rise';
}

function wordOf(rule: Trial['rule']): string {
  return rule === 'max-drop' ? 'drop' : 'rise';
}

function summary(suites: readonly SuiteSelfTest[]): string {
  const trials = suites.flatMap((suite) => suite.trials);
  const blocking = trials.filter(({ level, outcome }) => level === 'fail' && outcome !== 'no-history');
  const failed = blocking.filter(isFailed).length;
  const told = suites.some(({ nullChange }) => nullChange.blocked.length > 0)
    ? 'A change that makes nothing worse is blocked.'
    : 'A change that makes nothing worse passes.';
  const regressions =
    blocking.length === 0
      ? trials.some(({ outcome }) => outcome === 'no-history')
        ? 'No rule that can be tried without earlier records blocks.'
        : 'No gate blocks: all are of level warn or info.'
      : failed === 0
        ? blocking.length === 1
          ? 'The one blocking rule blocks what it must.'
          : `All ${countOf(blocking.length, 'blocking rule')} block what they must.`
        : `${failed} of ${countOf(blocking.length, 'blocking rule')} did not block.`;
  return `${regressions} ${told} Injected regressions are losses alone, the clearest there are; a real change also wins examples, and \`plan\` tells what that takes.`;
}

function nameOf(trial: Trial): string {
  const names = namesOf(trial).map((name) => cleanLine(name, 200));
  return `${names.join(' · ')} ${trial.rule} ${cleanLine(trial.limitText, 30)}${trial.against === 'anchor' ? ' vs anchor' : ''}`;
}

function formOf({ range, value, limit, injected, rule }: Trial): NumberForm {
  if (rule === 'min' || rule === 'max') {
    return chooseForm(range, [value, limit], [[injected?.value ?? null, limit]]);
  }
  return chooseForm(range, [limit, injected?.worse ?? null], [[injected?.worse ?? null, limit]]);
}

/** The size of a change, without a sign. */
function size(amount: number, form: NumberForm): string {
  return formatDelta(amount, form).replace(/^[+\u2212]/, '');
}
