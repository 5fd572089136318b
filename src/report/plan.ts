import type { ErrorBasis, FalseBlocks, Plan, PlannedChange, PlannedLimit, PlannedSuite } from '../model/plan.ts';
import { type Row, renderColumns } from './columns.ts';
import { cleanLine, disarmCommands } from './escape.ts';
import { describeFalseBlocks } from './false-blocks.ts';
import {
  chooseForm,
  countOf,
  formatCount,
  formatDelta,
  formatLimit,
  formatValue,
  NOTHING,
  type NumberForm,
} from './format.ts';
import { indent } from './indent.ts';
import { namesOf } from './subject.ts';
import { type Style, styleOf } from './terminal-style.ts';

/** Below this a table is no table; text is wrapped at it all the same. */
const LEAST_WIDTH = 60;
const MAX_WIDTH = 140;
/** Sentences about single gates, a suite; the table shows them all. */
const MAX_SENTENCES = 10;

const CHANGE_TITLES = ['change', 'n', 'tolerated', 'visible from', 'blocks from', 'n needed', 'by', 'history suggests'];
const LIMIT_TITLES = ['limit', 'n', 'now', 'margin', 'provable'];

/** What the test sets can see, for a terminal: a table of the rules of each suite, and what to do about those that ask for more. */
export function renderPlan(plan: Plan, { color, width }: { readonly color: boolean; readonly width: number }): string {
  const style = styleOf(color);
  const columns = Math.min(Math.max(width, LEAST_WIDTH), MAX_WIDTH);
  const lines = [
    ...plan.suites.flatMap((suite) => [...suiteLines(suite, columns, style), '']),
    ...falseBlockLines(plan.falseBlocks).flatMap((text) => indent(text, columns, '')),
  ];
  return `${disarmCommands(lines.join('\n'))}\n`;
}

function suiteLines(suite: PlannedSuite, width: number, style: Style): readonly string[] {
  const { name, rows, baseline, changes, limits } = suite;
  const blunt = changes.filter(isBlunt);
  const sentences = [
    ...blunt.slice(0, MAX_SENTENCES).map(adviseChange),
    ...(blunt.length > MAX_SENTENCES
      ? [`${countOf(blunt.length - MAX_SENTENCES, 'more gate')} as well: see the table.`]
      : []),
    ...limits.flatMap((limit) => adviseLimit(limit) ?? []),
  ];
  return [
    `${style.strong(cleanLine(name, 40))}${rows === 0 ? '' : `  ${countOf(rows, 'row')}`}`,
    ...indent(baseline, width, '   '),
    ...(changes.length === 0 ? [] : ['', ...renderColumns(CHANGE_TITLES, changes.map(changeRow), width, style)]),
    ...(limits.length === 0 ? [] : ['', ...renderColumns(LIMIT_TITLES, limits.map(limitRow), width, style)]),
    ...(sentences.length === 0 ? [] : ['']),
    ...sentences.flatMap((text) => indent(text, width, '   ', ` ${style.warn('!')} `)),
    ...(changes.some(({ sight }) => sight !== null) ? [''] : []),
    ...legend(changes).flatMap((text) => indent(text, width, '   ')),
  ];
}

/** What the data see is more than what is tolerated. Where nothing is tolerated, a drop is never told from none: only proven ones block. */
function isBlunt({ tolerance, sight }: PlannedChange): boolean {
  return tolerance !== null && tolerance > 0 && sight !== null && sight.smallestVisible > tolerance;
}

function changeRow(change: PlannedChange): Row {
  const { tolerance, n, sight, suggested } = change;
  const form = formOf(change);
  return {
    state: sight === null ? 'waiting' : isBlunt(change) ? 'warn' : 'pass',
    cells: [
      nameOf(change),
      formatCount(n),
      toleranceText(change, form),
      sight === null ? NOTHING : size(sight.smallestVisible, form),
      sight === null ? NOTHING : size(sight.blocksFrom, form),
      sight?.rowsNeeded == null || tolerance === null ? NOTHING : formatCount(sight.rowsNeeded),
      sight === null ? 'no error known' : basisWord(sight.basis),
      suggested === null ? NOTHING : size(suggested, form),
    ],
  };
}

function limitRow(planned: PlannedLimit): Row {
  const { rule, limit, n, value, distance, provable, range } = planned;
  const form = chooseForm(range, [value, limit], [[value, limit]]);
  const state = distance === null ? 'waiting' : distance < 0 ? 'fail' : lacksProof(planned) ? 'warn' : 'pass';
  return {
    state,
    cells: [
      `${nameOf(planned)} ${rule === 'min' ? '≥' : '≤'} ${formatLimit(limit, form.style === 'percent')}`,
      formatCount(n),
      formatValue(value, form),
      formatDelta(distance, form),
      provable === null ? NOTHING : size(provable, form),
    ],
  };
}

function lacksProof({ mustProve, distance, provable }: PlannedLimit): boolean {
  return mustProve && distance !== null && distance >= 0 && (provable === null || provable > distance);
}

function adviseChange(change: PlannedChange): string {
  const { tolerance, n, sight, rule, range, relative } = change;
  const form = formOf(change);
  const { smallestVisible, rowsNeeded, roundTolerance } = sight!;
  const what = `${rule === 'max-drop' ? 'a drop' : 'a rise'} of ${size(tolerance!, form)}`;
  const [least, most] = range;
  const isPossible = least === null || most === null || smallestVisible < most - least;
  const round = relative
    ? formatLimit(roundTolerance, true)
    : size(roundTolerance, chooseForm(range, [roundTolerance]));
  const remedy = isPossible ? `, or the tolerance to ${round}` : '';
  return `${nameOf(change)}: this gate cannot usually tell ${what} from none. Raise its examples from ${formatCount(n)} to about ${formatCount(rowsNeeded!)}${remedy}.`;
}

function adviseLimit(limit: PlannedLimit): string | null {
  const { distance, provable, n, rule, range, value } = limit;
  const form = chooseForm(range, [value, limit.limit], [[value, limit.limit]]);
  const name = `${nameOf(limit)} ${rule}`;
  if (distance === null) return null;
  if (distance < 0) return `${name}: the value breaks the limit by ${size(-distance, form)} already.`;
  if (!lacksProof(limit)) return null;
  if (provable === null || distance === 0)
    return `${name}: this gate demands proof, and these data prove nothing here.`;
  const needed = Math.ceil(n * (provable / distance) ** 2);
  return `${name}: this gate demands proof, and ${countOf(n, 'example')} prove a margin of ${size(provable, form)} where there is one of ${size(distance, form)}. About ${formatCount(needed)} would prove it.`;
}

function legend(changes: readonly PlannedChange[]): readonly string[] {
  const used = new Map(changes.flatMap(({ sight }) => (sight === null ? [] : [[basisWord(sight.basis), sight.basis]])));
  if (used.size === 0) return [];
  return [
    'visible from: the smallest drop that is told from a harmless change in 80 of 100 cases, at one-sided 95 %. blocks from: the drop that fails, where the gate may, in 80 of 100.',
    ...[...used].map(([word, basis]) => `${word}: ${describeBasis(basis)}`),
  ];
}

function basisWord(basis: ErrorBasis): string {
  switch (basis.kind) {
    case 'comparison':
      return 'baseline';
    case 'discordance':
      return `${formatLimit(Number(basis.share.toPrecision(2)), true)} flips`;
    case 'correlation':
      return `ρ = ${basis.correlation}`;
    case 'independent':
      return 'unpaired';
  }
}

function describeBasis(basis: ErrorBasis): string {
  switch (basis.kind) {
    case 'comparison':
      return 'the standard error of the comparison with the baseline.';
    case 'discordance':
      return basis.share === 0.1
        ? 'assumed, not measured: a tenth of the examples turn from right to wrong or back.'
        : 'assumed, not measured: as many examples turn from right to wrong or back as between two unrelated models of this quality, which is less than a tenth.';
    case 'correlation':
      return `assumed, not measured: √2·SE·√(1 − ρ) from the standard error SE of the value, where the errors of both models correlate by ρ = ${basis.correlation}.`;
    case 'independent':
      return 'assumed, not measured: √2·SE from the standard error SE of the value, because both sides are compared as independent samples.';
  }
}

function falseBlockLines(falseBlocks: FalseBlocks): readonly string[] {
  const { counted, unknown } = falseBlocks;
  return [
    ...[describeFalseBlocks(falseBlocks) ?? []].flat(),
    ...(unknown === 0
      ? []
      : [`How often ${countOf(unknown, 'rule')} without a known error would block them is not known.`]),
    ...(counted === 0 ? [] : ['Limits are not counted: they judge the value itself.']),
  ];
}

function toleranceText({ tolerance, toleranceText: text, relative }: PlannedChange, form: NumberForm): string {
  if (tolerance === 0) return 'nothing';
  if (tolerance === null) return cleanLine(text, 20);
  return relative ? `${cleanLine(text, 20)} (${size(tolerance, form)})` : size(tolerance, form);
}

function formOf({ range, tolerance, sight }: PlannedChange): NumberForm {
  return chooseForm(range, [tolerance, sight?.smallestVisible ?? null], [[tolerance, sight?.smallestVisible ?? null]]);
}

/** The size of a change, without a sign. */
function size(amount: number, form: NumberForm): string {
  return formatDelta(amount, form).replace(/^[+\u2212]/, '');
}

function nameOf(planned: PlannedChange | PlannedLimit): string {
  const name = namesOf(planned)
    .map((part) => cleanLine(part, 200))
    .join(' · ');
  return 'against' in planned && planned.against === 'anchor' ? `${name} vs anchor` : name;
}
