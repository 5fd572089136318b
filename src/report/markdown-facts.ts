import type { Report, SuiteReport } from '../model/report.ts';
import type { Section } from './budget.ts';
import { escapeHtml, escapeMarkdown, escapeProse } from './escape.ts';
import { describeFlips } from './flips.ts';
import { countOf, formatCount } from './format.ts';
import { details, moreItem, wholeSection } from './markdown-blocks.ts';
import { explanations, sizeFacts } from './pairing.ts';
import { PRIORITY } from './priority.ts';
import { worseSlices } from './worse-slices.ts';

/** Ids that are listed a side; the counts are complete, and the report file has more. */
const MAX_IDS = 25;
const MAX_ID = 80;
const MAX_NOTE = 400;

/** The examples that only one of the two models gets right, folded away. */
export function flipSection({ flips }: SuiteReport): readonly Section[] {
  const summary = flips && describeFlips(flips);
  if (flips === null || summary === null) return [];
  const { worse, better, worseCount, betterCount } = flips;
  const rows = [...idItem('Worse', worse, worseCount), ...idItem('Better', better, betterCount)];
  return [{ ...details(escapeHtml(summary)), priority: PRIORITY.flips, rows, more: moreItem }];
}

function idItem(title: string, ids: readonly string[], count: number): readonly string[] {
  if (count === 0) return [];
  const shown = ids.slice(0, MAX_IDS).map((id) => escapeMarkdown(id, MAX_ID));
  const rest = count - shown.length;
  return [`- ${title}: ${[...shown, ...(rest > 0 ? [`… and ${formatCount(rest)} more`] : [])].join(' ')}\n`];
}

/** The slices that got worse beyond chance. */
export function sliceSection(suite: SuiteReport): readonly Section[] {
  return worseSlices(suite).map(({ title, items, left }) => {
    const rows = items.map(({ names, change }) => {
      const name = names.map((part) => escapeMarkdown(part, MAX_ID)).join(' · ');
      return `- ${name}: ${escapeProse(change, MAX_NOTE)}\n`;
    });
    const tail = left > 0 ? moreItem(left) : '';
    return { priority: PRIORITY.slices, head: `\n${title}:\n\n`, rows, tail, more: moreItem };
  });
}

/** What was measured and what it was compared with. */
export function footerSection({ commit }: Report, suite: SuiteReport): Section {
  const facts = [
    ...(commit === null ? [] : [escapeMarkdown(commit.slice(0, 7), 7)]),
    `suite ${escapeMarkdown(suite.name, MAX_ID)}`,
    ...(isUnaffected(suite)
      ? ['not affected']
      : [...sizeFacts(suite), ...(suite.baseline === null ? ['compared with nothing'] : [])]),
  ];
  const known = suite.baseline === null && suite.anchor === null ? [] : explanations(suite);
  const why = known.length === 0 ? '' : `. ${known.map((text) => escapeProse(text, MAX_NOTE)).join(' ')}`;
  return wholeSection(PRIORITY.footer, `\n<sub>${facts.join(' · ')}${why}</sub>\n`);
}

function isUnaffected({ findings }: SuiteReport): boolean {
  return findings.some(({ reason }) => reason === 'not-affected');
}

/** What a reader should know besides. */
export function noteSection({ notes }: SuiteReport): readonly Section[] {
  if (notes.length === 0) return [];
  const rows = notes.map((note) => `- ${escapeProse(note, MAX_NOTE)}\n`);
  return [{ ...details(countOf(notes.length, 'note')), priority: PRIORITY.notes, rows, more: moreItem }];
}
