import type { MeasurementRow, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import { escapeHtml, escapeHtmlProse } from './escape.ts';
import { formatCount, NOTHING } from './format.ts';
import { type Bar, barOfFinding, barOfMeasurement, drawBar } from './interval-bar.ts';
import { type Line, lineOfFinding, lineOfMeasurement, type State } from './line.ts';
import { worstFirst } from './order.ts';
import { measurementOf, namesOf, ungatedOf } from './subject.ts';

const STATE: Readonly<Record<State, string>> = {
  fail: '✗ fail',
  warn: '! warn',
  acknowledged: '~ acknowledged',
  pass: '✓ pass',
  info: 'i informs',
  waiting: '· waits',
  ungated: '',
};
/** Rows that are coloured as others are. */
const TONE: Partial<Record<State, string>> = { acknowledged: 'warn acknowledged' };
const NUMBERS = ['n', 'Baseline', 'This change', 'Change', '95% interval'];

/** The rules of a suite, worst first, each failing or warning one with its sentence below. */
export function ruleTable(suite: SuiteReport): string {
  const findings = worstFirst(suite.findings);
  if (findings.length === 0) return '';
  const head = headRow(['Result', 'Metric'], NUMBERS, ['Drawn', 'Rule']);
  return table('Rules', head, findings.map((finding) => ruleRows(suite, finding)).join('\n'));
}

/** The metrics that no rule is about. */
export function metricTable(suite: SuiteReport): string {
  const rows = ungatedOf(suite);
  if (rows.length === 0) return '';
  return table('Metrics without a rule', headRow(['Metric'], NUMBERS, ['Drawn']), rows.map(metricRow).join('\n'));
}

function ruleRows(suite: SuiteReport, finding: Finding): string {
  const line = lineOfFinding(suite, finding);
  const bar = barOfFinding(finding, measurementOf(suite, finding));
  const isExplained = line.state !== 'pass';
  const cells = `<td class="state">${STATE[line.state]}</td>${metricCells(line, bar)}<td class="rule">${escapeHtml(line.rule)}</td>`;
  const row = `<tr class="${TONE[line.state] ?? line.state}${isExplained ? ' explained' : ''}">${cells}</tr>`;
  if (!isExplained) return row;
  return `${row}\n<tr class="message"><td></td><td colspan="8">${escapeHtmlProse(finding.message, namesOf(finding))}</td></tr>`;
}

function metricRow(row: MeasurementRow): string {
  return `<tr class="ungated">${metricCells(lineOfMeasurement(row), barOfMeasurement(row))}</tr>`;
}

function metricCells({ names, ofSuite, n, baseline, value, change, interval }: Line, bar: Bar | null): string {
  const name = ofSuite
    ? names.join()
    : names.map((part) => `<code>${escapeHtml(part, 200, 'middle')}</code>`).join(' · ');
  const size = n === null ? NOTHING : formatCount(n);
  const numbers = [size, baseline, value, change, interval].map((text) => `<td class="number">${text}</td>`).join('');
  return `<th scope="row">${name}</th>${numbers}<td>${bar === null ? '' : drawBar(bar)}</td>`;
}

function headRow(before: readonly string[], numbers: readonly string[], after: readonly string[]): string {
  const cell = (title: string) => `<th scope="col">${title}</th>`;
  const numeric = (title: string) => `<th scope="col" class="number">${title}</th>`;
  return [...before.map(cell), ...numbers.map(numeric), ...after.map(cell)].join('');
}

function table(caption: string, head: string, body: string): string {
  return `<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}
