import type { Report, SuiteReport } from '../model/report.ts';
import { escapeHtml, escapeHtmlProse } from './escape.ts';
import { falseBlockText } from './false-blocks.ts';
import { describeFlips } from './flips.ts';
import { countOf, formatCount } from './format.ts';
import { headlineOf, tallyOf } from './headline.ts';
import { STYLE } from './html-style.ts';
import { metricTable, ruleTable } from './html-tables.ts';
import { countOutcomes, suitesWorstFirst } from './order.ts';
import { explanations, sizeFacts } from './pairing.ts';
import { policyChangesOf } from './policy-changes.ts';
import { worseSlices } from './worse-slices.ts';

/**
 * The report as one page that asks nothing of any server: it has its style and drawings within, no scripts, and a policy that forbids
 * every request.
 */
export function renderHtml(report: Report): string {
  const { tone, title, reason, names } = headlineOf(report);
  const commit = report.commit === null ? '' : ` of <code>${escapeHtml(report.commit.slice(0, 12))}</code>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>
${STYLE}
</style>
</head>
<body>
<header class="verdict ${tone}">
<h1>${title}</h1>
<p>${escapeHtmlProse(reason, names)}</p>
${report.policyNote === null ? '' : `<p>Policy: ${escapeHtmlProse(report.policyNote)}</p>`}${policyList(report)}
</header>
<main>
${suitesWorstFirst(report).map(suiteSection).join('\n')}
</main>
<footer>${falseBlockText(report)
    .map((text) => `<p>${escapeHtmlProse(text)}</p>\n`)
    .join('')}Evaluation${commit}, compared at ${escapeHtml(report.createdAt)}, seed ${report.seed}.
In the drawings the line is the 95% interval, the dot the estimate, the dashed tick the limit, and the plain tick the baseline.</footer>
</body>
</html>
`;
}

function policyList(report: Report): string {
  const changes = policyChangesOf(report);
  if (changes === null) return '';
  const items = changes.shown.map(({ text }) => `<li>${escapeHtmlProse(text)}</li>`);
  const rest = changes.left > 0 ? `<li>… and ${formatCount(changes.left)} more</li>` : '';
  return `<p>Policy: ${changes.title}:</p>\n<ul>${items.join('')}${rest}</ul>`;
}

function suiteSection(suite: SuiteReport): string {
  const { fail, warn } = countOutcomes(suite.findings);
  const tone = fail > 0 ? 'fail' : warn > 0 ? 'warn' : 'pass';
  const parts = [
    `<h2>${escapeHtml(suite.name)}</h2>`,
    `<p><span class="tally ${tone}">${tallyOf(suite)}</span> <span class="soft">· ${[suite.task, ...sizeFacts(suite)].join(' · ')}</span></p>`,
    ...explanations(suite).map((text) => `<p>${escapeHtmlProse(text)}</p>`),
    ruleTable(suite),
    metricTable(suite),
    ...worseSlices(suite).map(({ title, items, left }) =>
      list(title, [
        ...items.map(({ names, change }) => `${names.map((name) => code(name)).join(' · ')}: ${escapeHtml(change)}`),
        ...(left > 0 ? [`… and ${formatCount(left)} more`] : []),
      ]),
    ),
    flipLists(suite),
    list(
      'Notes',
      suite.notes.map((note) => escapeHtmlProse(note)),
    ),
    evidenceTable(suite),
  ];
  return `<section>\n${parts.filter(Boolean).join('\n')}\n</section>`;
}

function flipLists({ flips }: SuiteReport): string {
  const summary = flips && describeFlips(flips);
  if (flips === null || summary === null) return '';
  const lists = [ids('got worse', flips.worse, flips.worseCount), ids('got better', flips.better, flips.betterCount)];
  return `<p>${escapeHtml(summary)}.</p>\n${lists.join('')}`;
}

function ids(verb: string, listed: readonly string[], count: number): string {
  if (count === 0) return '';
  const items = listed.map((id) => `<li><code>${escapeHtml(id, 200)}</code></li>`).join('');
  const rest = count > listed.length ? `<p>… and ${formatCount(count - listed.length)} more</p>` : '';
  return `<details><summary>${countOf(count, 'example')} ${verb}</summary><ul class="ids">${items}</ul>${rest}</details>\n`;
}

const code = (text: string): string => `<code>${escapeHtml(text, 200)}</code>`;

/** Items that are safe already. */
function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h3>${title}</h3>\n<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function evidenceTable({ evidence }: SuiteReport): string {
  const items = evidence.map(
    ({ path, sha256, format, rows }) =>
      `<code>${escapeHtml(path, 300)}</code> ${escapeHtml(format)}, ${countOf(rows, 'row')}, SHA-256 <code>${escapeHtml(sha256)}</code>`,
  );
  if (items.length === 0) return '';
  return `<details><summary>Evidence: ${countOf(items.length, 'file')}</summary>${list('', items).replace('<h3></h3>\n', '')}</details>`;
}
