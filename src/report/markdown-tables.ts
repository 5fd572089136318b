import type { SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import type { Section } from './budget.ts';
import { escapeMarkdown, escapeProse } from './escape.ts';
import { countOf, formatCount } from './format.ts';
import { capitalize, describeHeld } from './headline.ts';
import { type Line, lineOfFinding, lineOfMeasurement, type State, stateOf } from './line.ts';
import { details, moreItem } from './markdown-blocks.ts';
import { needsWords, worstFirst } from './order.ts';
import { PRIORITY } from './priority.ts';
import { namesOf, ungatedOf } from './subject.ts';

const SYMBOL: Readonly<Record<State, string>> = {
  fail: '❌',
  warn: '⚠️',
  acknowledged: '☑️',
  pass: '✅',
  info: 'ℹ️',
  waiting: '⏳',
  ungated: '',
};
const MAX_NAME = 80;
const MAX_SENTENCE = 600;
/** The table beside them has every rule; sentences about hundreds of slices would all be alike. */
const MAX_SENTENCES = 20;
const NUMBERS = '--:|--:|--:|:-:';
const RULES_HEAD = `| | Metric | Baseline | This\u00a0change | Change | 95%\u00a0interval | Rule |\n|:-:|:--|${NUMBERS}|:--|\n`;
const METRICS_HEAD = `| Metric | Baseline | This\u00a0change | Change | 95%\u00a0interval |\n|:--|${NUMBERS}|\n`;

/** The table of what fails or warns, or was acknowledged. */
export function troubleSection(suite: SuiteReport): readonly Section[] {
  const findings = worstFirst(suite.findings).filter(needsWords);
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => ruleRow(lineOfFinding(suite, finding)));
  return [{ priority: PRIORITY.trouble, head: `\n${RULES_HEAD}`, rows, tail: '', more: moreRow }];
}

/** The sentences about what fails or warns, or was acknowledged, folded away; nothing when the only one is `told` already. */
export function explanationSection(suite: SuiteReport, told: Finding | null): readonly Section[] {
  const findings = worstFirst(suite.findings).filter(needsWords);
  if (findings.every((finding) => finding === told)) return [];
  const rows = findings
    .slice(0, MAX_SENTENCES)
    .map(
      (finding) => `- ${SYMBOL[stateOf(finding)]} ${escapeProse(finding.message, MAX_SENTENCE, namesOf(finding))}\n`,
    );
  const { head, tail } = details(findings.length === 1 ? 'Why' : 'Why, one by one');
  const left = findings.length - rows.length;
  return [
    { priority: PRIORITY.explanation, head, rows, tail: left > 0 ? moreItem(left) + tail : tail, more: moreItem },
  ];
}

/** The rules that hold, folded away. */
export function heldSection(suite: SuiteReport): readonly Section[] {
  const findings = suite.findings.filter((finding) => !needsWords(finding) && finding.reason !== 'not-affected');
  if (findings.length === 0) return [];
  const { head, tail } = details(capitalize(describeHeld(findings)));
  const rows = findings.map((finding) => ruleRow(lineOfFinding(suite, finding)));
  return [{ priority: PRIORITY.held, head: head + RULES_HEAD, rows, tail, more: moreRow }];
}

/** The metrics without a rule, folded away. */
export function ungatedSection(suite: SuiteReport): readonly Section[] {
  const rows = ungatedOf(suite).map((row) => `|${metricCells(lineOfMeasurement(row))}|\n`);
  if (rows.length === 0) return [];
  const { head, tail } = details(`${countOf(rows.length, 'metric')} without a rule`);
  return [
    {
      priority: PRIORITY.ungated,
      head: head + METRICS_HEAD,
      rows,
      tail,
      more: (left) => `| … and ${formatCount(left)} more |\n`,
    },
  ];
}

function ruleRow(line: Line): string {
  return `| ${SYMBOL[line.state]} |${metricCells(line)}| ${unbroken(line.rule)} |\n`;
}

function metricCells({ names, ofSuite, n, baseline, value, change, interval }: Line): string {
  const name = ofSuite ? names.join() : names.map((part) => escapeMarkdown(part, MAX_NAME)).join(' · ');
  const size = n === null ? '' : ` (n = ${formatCount(n)})`;
  return ` ${name}${unbroken(size)} | ${[baseline, value, change, interval].map(unbroken).join(' | ')} `;
}

/** A row that GitHub fills up with empty cells. */
function moreRow(left: number): string {
  return `| … | and ${formatCount(left)} more |\n`;
}

/** A number and its unit stay on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');
