import type { Report, SuiteReport } from '../model/report.ts';
import { fitSections, type Omission, type Section } from './budget.ts';
import { escapeMarkdown, escapeProse, escapeUrl, fence } from './escape.ts';
import { falseBlockText } from './false-blocks.ts';
import { countOf } from './format.ts';
import { headlineOf, tallyOf } from './headline.ts';
import { moreItem, wholeSection } from './markdown-blocks.ts';
import { flipSection, footerSection, noteSection, sliceSection } from './markdown-facts.ts';
import { explanationSection, heldSection, troubleSection, ungatedSection } from './markdown-tables.ts';
import { countOutcomes, suitesWorstFirst, worstFinding } from './order.ts';
import { policyChangesOf } from './policy-changes.ts';
import { PRIORITY } from './priority.ts';

export interface MarkdownOptions {
  /** Bytes of UTF-8. For a comment 60 000: GitHub refuses more than 65 536 characters. For a job summary 1 MiB a step. */
  readonly maxBytes: number;
  /** First line of the document, by which it is found again: an HTML comment. */
  readonly marker?: string;
  /** Where the full report is. */
  readonly reportUrl?: string | null;
  /** The command that repeats the check on a laptop. */
  readonly reproduce?: string | null;
}

const ALERT = { fail: 'CAUTION', warn: 'WARNING', pass: 'TIP', 'first-run': 'NOTE' } as const;
const CHANGE_SIGN = { relaxes: '⚠️ ', tightens: '', changes: '' } as const;
const MAX_REASON = 600;
const MAX_NOTE = 400;

/**
 * The report for a comment, a summary or a file: the verdict as an alert, then what fails or warns, and the rest folded away. Sections are
 * left out whole, the least important first, until it fits into `maxBytes`; a line then says what is missing and where it is.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const suites = suitesWorstFirst(report);
  const sections: readonly Section[] = [
    verdictSection(report, options.marker),
    ...policySection(report),
    ...suites.flatMap((suite) => suiteSections(report, suite)),
    ...falseBlockText(report).map((text) =>
      wholeSection(PRIORITY.footer, `\n<sub>${escapeProse(text, MAX_NOTE)}</sub>\n`),
    ),
    ...linkSections(options),
  ];
  return fitSections(sections, options.maxBytes, (omission) => describeOmission(omission, options.reportUrl));
}

function verdictSection(report: Report, marker: string | undefined): Section {
  const { tone, title, reason, names } = headlineOf(report);
  const head = `${marker === undefined ? '' : `${marker}\n`}> [!${ALERT[tone]}]\n> **${title}.** ${escapeProse(reason, MAX_REASON, names)}\n`;
  return wholeSection(PRIORITY.verdict, head);
}

function policySection(report: Report): readonly Section[] {
  const { policyNote } = report;
  const changes = policyChangesOf(report);
  return [
    ...(policyNote === null
      ? []
      : [wholeSection(PRIORITY.policy, `\n**Policy:** ${escapeProse(policyNote, MAX_NOTE)}\n`)]),
    ...(changes === null
      ? []
      : [
          {
            priority: PRIORITY.policy,
            head: `\n**Policy:** ${changes.title}:\n\n`,
            rows: changes.shown.map(({ kind, text }) => `- ${CHANGE_SIGN[kind]}${escapeProse(text, MAX_NOTE)}\n`),
            tail: changes.left > 0 ? moreItem(changes.left) : '',
            more: moreItem,
          },
        ]),
  ];
}

function suiteSections(report: Report, suite: SuiteReport): readonly Section[] {
  const { fail, warn } = countOutcomes(suite.findings);
  const symbol = fail > 0 ? '❌' : warn > 0 ? '⚠️' : '✅';
  const heading = `\n### ${symbol} ${escapeMarkdown(suite.name, 80)}: ${tallyOf(suite)}\n`;
  return [
    ...(report.suites.length > 1 ? [wholeSection(PRIORITY.suite, heading)] : []),
    ...troubleSection(suite),
    ...explanationSection(suite, worstFinding(report)?.finding ?? null),
    ...sliceSection(suite),
    ...heldSection(suite),
    ...ungatedSection(suite),
    ...flipSection(suite),
    footerSection(report, suite),
    ...noteSection(suite),
  ];
}

function linkSections({ reportUrl, reproduce }: MarkdownOptions): readonly Section[] {
  const url = reportUrl ? escapeUrl(reportUrl) : null;
  const steps = reproduce
    ? `\n<details><summary>Repeat this check on your machine</summary>\n\n${fence(reproduce)}\n\n</details>\n`
    : null;
  return [
    ...(steps === null ? [] : [wholeSection(PRIORITY.reproduce, steps)]),
    ...(url === null ? [] : [wholeSection(PRIORITY.link, `\n<sub>[Full report](${url})</sub>\n`)]),
  ];
}

function describeOmission({ rows, sections }: Omission, reportUrl: string | null | undefined): string {
  const where = reportUrl && escapeUrl(reportUrl) ? 'The full report' : 'The report file of this run';
  const lost = [...(rows > 0 ? [countOf(rows, 'row')] : []), ...(sections > 0 ? [countOf(sections, 'section')] : [])];
  return `\n**Shortened to fit:** ${lost.join(' and ')} left out here. ${where} has them all.\n`;
}
