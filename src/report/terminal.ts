import type { Report, SuiteReport } from '../model/report.ts';
import { SYMBOL } from './columns.ts';
import { cleanLine, disarmCommands } from './escape.ts';
import { falseBlockText } from './false-blocks.ts';
import { describeFlips } from './flips.ts';
import { formatCount } from './format.ts';
import { headlineOf, tallyOf } from './headline.ts';
import { indent } from './indent.ts';
import { lineOfFinding, lineOfMeasurement, stateOf } from './line.ts';
import { needsWords, suitesWorstFirst, worstFirst } from './order.ts';
import { explanations, sizeFacts } from './pairing.ts';
import { policyChangesOf } from './policy-changes.ts';
import { ungatedOf } from './subject.ts';
import { type Style, styleOf } from './terminal-style.ts';
import { renderTable } from './terminal-table.ts';
import { worseSlices } from './worse-slices.ts';

/** Below this a table is no table; text is wrapped at it all the same. */
const LEAST_WIDTH = 60;
const MAX_WIDTH = 140;
const MAX_IDS = 10;
const VERDICT = { fail: 'FAIL', warn: 'WARN', pass: 'PASS' } as const;

/** The report for a terminal: the verdict, a table of rules for each suite, what failing and warning rules say, flips and baseline. */
export function renderTerminal(
  report: Report,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const style = styleOf(color);
  const columns = Math.min(Math.max(width, LEAST_WIDTH), MAX_WIDTH);
  const lines = [
    ...verdictLines(report, columns, style),
    ...suitesWorstFirst(report).flatMap((suite) => ['', ...suiteLines(suite, columns, style)]),
    ...falseBlockText(report).flatMap((text) => ['', ...indent(text, columns, '')]),
  ];
  return `${disarmCommands(lines.join('\n'))}\n`;
}

function verdictLines(report: Report, width: number, style: Style): readonly string[] {
  const { verdict, commit, policyNote } = report;
  const { tone, title, reason } = headlineOf(report);
  const subject = commit === null ? '' : style.faint(`  ${cleanLine(commit).slice(0, 7)}`);
  return [
    `${style[verdict](style.strong(VERDICT[verdict]))}  ${style.strong(title)}${subject}`,
    // Reasons of a verdict that is not a pass stand below, at their suites.
    ...(tone === 'pass' || tone === 'first-run' ? indent(reason, width, '      ') : []),
    ...(policyNote === null ? [] : indent(policyNote, width, '      ')),
    ...policyLines(report, width),
  ];
}

function policyLines(report: Report, width: number): readonly string[] {
  const changes = policyChangesOf(report);
  if (changes === null) return [];
  return [
    ...indent(`${changes.title}:`, width, '      '),
    ...changes.shown.flatMap(({ text }) => indent(text, width, '        ', '      - ')),
    ...(changes.left > 0 ? [`      - … and ${formatCount(changes.left)} more`] : []),
  ];
}

function suiteLines(suite: SuiteReport, width: number, style: Style): readonly string[] {
  const findings = worstFirst(suite.findings);
  const trouble = findings.filter(needsWords);
  const ungated = ungatedOf(suite);
  const size = sizeFacts(suite).join(' · ');
  return [
    `${style.strong(cleanLine(suite.name, 40))}  ${tallyOf(suite)}`,
    ...(size === '' ? [] : [`   ${style.faint(size)}`]),
    ...(findings.length === 0
      ? []
      : [
          '',
          ...renderTable(
            findings.map((f) => lineOfFinding(suite, f)),
            width,
            style,
          ),
        ]),
    ...(ungated.length === 0 ? [] : ['', ...renderTable(ungated.map(lineOfMeasurement), width, style)]),
    ...(trouble.length === 0 ? [] : ['']),
    ...trouble.flatMap((finding) => {
      const state = stateOf(finding);
      return indent(finding.message, width, '   ', ` ${style[state](SYMBOL[state])} `);
    }),
    '',
    ...sliceLines(suite, width),
    ...flipLines(suite, width),
    ...explanations(suite).flatMap((text) => indent(text, width, '   ')),
    ...suite.notes.flatMap((note) => indent(`Note: ${note}`, width, '   ')),
  ];
}

function sliceLines(suite: SuiteReport, width: number): readonly string[] {
  const lines = worseSlices(suite).flatMap(({ title, items, left }) => [
    ...indent(`${title}:`, width, '   '),
    ...items.flatMap(({ names, change }) => indent(`${names.join(' · ')}: ${change}`, width, '     ', '   - ')),
    ...(left > 0 ? [`   - … and ${formatCount(left)} more`] : []),
  ]);
  return lines.length === 0 ? [] : [...lines, ''];
}

function flipLines({ flips }: SuiteReport, width: number): readonly string[] {
  if (flips === null) return [];
  const summary = describeFlips(flips);
  if (summary === null) return ['   No example changed between right and wrong.'];
  const ids = flips.worse.slice(0, MAX_IDS).map((id) => cleanLine(id, 40));
  const rest = flips.worseCount > ids.length ? ', …' : '';
  return indent(`${summary}.${ids.length === 0 ? '' : ` Worse: ${ids.join(', ')}${rest}`}`, width, '   ');
}
