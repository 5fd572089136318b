import type { Report, SuiteReport } from '../model/report.ts';
import type { Finding } from '../model/verdict.ts';
import { cleanLine, escapeProse, escapeUrl } from './escape.ts';
import { countOf } from './format.ts';
import { renderMarkdown } from './markdown.ts';
import { countOutcomes } from './order.ts';
import { namesOf } from './subject.ts';

/** GitHub refuses the body of an issue beyond 65 536 characters. */
const MAX_BODY_BYTES = 60_000;
const MAX_TITLE_NAME = 80;
/** Rules that a comment names; the body has them all. */
const MAX_NAMED = 10;
const MAX_SENTENCE = 600;

/** What a suite comes to: the worst of its rules. */
export function outcomeOf({ findings }: SuiteReport): 'fail' | 'warn' | 'pass' {
  const { fail, warn } = countOutcomes(findings);
  if (fail > 0) return 'fail';
  return warn > 0 ? 'warn' : 'pass';
}

/** The title of the issue about a suite, always the same for it. Characters that GitHub or a mail program could read as markup are left out. */
export function alertTitle(suite: string): string {
  const name = cleanLine(suite, MAX_TITLE_NAME)
    .replace(/[^\p{L}\p{M}\p{N} ._()+=-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return `Model gate: suite ${name || 'without a plain name'}`;
}

/** The body of the issue: the report of this suite alone, under hidden lines. */
export function alertBody(report: Report, suite: SuiteReport, head: string, reportUrl: string): string {
  const own: Report = { ...report, verdict: outcomeOf(suite), falseBlocks: null, suites: [suite] };
  return renderMarkdown(own, { marker: head, maxBytes: MAX_BODY_BYTES, reportUrl });
}

/** What changed since the last run, for a comment. */
type AlertChange =
  | { readonly kind: 'changed'; readonly fresh: readonly Finding[]; readonly gone: number }
  | { readonly kind: 'again'; readonly fresh: readonly Finding[] }
  | { readonly kind: 'recovered' };

/** A comment on the issue; GitHub makes a link of the bare commit. */
export function alertComment(change: AlertChange, commit: string | null, runUrl: string): string {
  const address = escapeUrl(runUrl);
  const at = `${commit !== null && /^[0-9a-f]{7,64}$/.test(commit) ? `at ${commit}` : 'in this run'}${address === null ? '' : ` ([run](${address}))`}`;
  switch (change.kind) {
    case 'recovered':
      return `✅ Recovered ${at}: no rule of this suite fails or warns any more.\n`;
    case 'again':
      return `❌ Fails again ${at}.\n${namedRules(change.fresh)}`;
    case 'changed': {
      const { fresh, gone } = change;
      const parts = [
        ...(fresh.length > 0 ? [`${countOf(fresh.length, 'more rule')} fail${fresh.length === 1 ? 's' : ''}`] : []),
        ...(gone > 0 ? [`${countOf(gone, 'rule')} ${gone === 1 ? 'no longer fails' : 'no longer fail'}`] : []),
      ];
      return `Still failing ${at}: ${parts.join(', ')}.\n${namedRules(fresh)}`;
    }
  }
}

function namedRules(findings: readonly Finding[]): string {
  const lines = findings
    .slice(0, MAX_NAMED)
    .map((finding) => `- ${escapeProse(finding.message, MAX_SENTENCE, namesOf(finding))}\n`);
  const left = findings.length - lines.length;
  return `${lines.length > 0 ? '\n' : ''}${lines.join('')}${left > 0 ? `- … and ${countOf(left, 'more rule')}\n` : ''}`;
}
