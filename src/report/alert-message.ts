import type { SuiteReport } from '../model/report.ts';
import { escapeUrl } from './escape.ts';
import { countOf } from './format.ts';
import { escapeSlack } from './slack-escape.ts';

/** Something that a webhook is told of. */
export interface AlertEvent {
  readonly event: 'new' | 'still-failing' | 'recovered';
  /** `owner/name` */
  readonly repository: string;
  readonly suite: SuiteReport;
  readonly commit: string | null;
  readonly runUrl: string;
  readonly issueUrl: string;
  /** ISO 8601: when the suite began to fail. */
  readonly since: string;
  /** How often it was told before that the suite still fails. */
  readonly repeat: number;
}

const TITLE = {
  new: '❌ Model gate fails',
  'still-failing': '❌ Model gate still fails',
  recovered: '✅ Model gate recovered',
};

/** Rules that the facts hold; their number is told in full. */
const MAX_RULES = 50;
/** Slack takes 3000 characters in a section; the last line, which tells how many are left out, has its room above this. */
const MAX_SECTION = 2900;
const MAX_LINES = 8;
const MAX_LINE = 250;
const MAX_NAME = 200;

/**
 * The JSON of one message: `text` and `blocks` as Slack (and what imitates it) wants them, and the facts under `model_gate` for programs.
 * `verbatim` keeps Slack from looking for names and addresses in text of others.
 */
export function alertMessage(alert: AlertEvent): string {
  const { event, repository, suite, commit, runUrl, issueUrl, since, repeat } = alert;
  const failed = suite.findings.filter(({ outcome }) => outcome === 'fail');
  const title = `${TITLE[event]}: ${escapeSlack(suite.name, MAX_NAME)} in ${escapeSlack(repository, MAX_NAME)}`;
  const rules = ruleLines(failed.map(({ message }) => message));
  const links = [link(runUrl, 'Run'), link(issueUrl, 'Issue')].filter((each) => each !== '').join(' · ');
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });
  return JSON.stringify({
    text: title,
    blocks: [section(`*${title}*`), ...[rules, links].filter((text) => text !== '').map(section)],
    model_gate: {
      version: 1,
      event,
      repository,
      suite: suite.name,
      verdict: event === 'recovered' ? 'pass' : 'fail',
      commit,
      run_url: runUrl,
      issue_url: issueUrl,
      failing_since: since,
      repeat,
      failed_count: failed.length,
      failed_rules: failed
        .slice(0, MAX_RULES)
        .map(({ metric, label, slice, across, rule, limitText, value, baseline, delta, message }) => ({
          ...{ metric, label, slice, across, rule, limit: limitText, value, baseline, delta, message },
        })),
    },
  });
}

/** A line for each rule, as many as fit, and one that says how many do not. */
function ruleLines(messages: readonly string[]): string {
  const all = messages.slice(0, MAX_LINES).map((message) => `• ${escapeSlack(message, MAX_LINE)}`);
  const lines = all.filter((_, index) => all.slice(0, index + 1).join('\n').length <= MAX_SECTION);
  const left = messages.length - lines.length;
  return [...lines, ...(left > 0 ? [`• … and ${countOf(left, 'more rule')}`] : [])].join('\n');
}

function link(url: string, name: string): string {
  const address = escapeUrl(url);
  return address === null ? '' : `<${address.replaceAll('&', '&amp;')}|${name}>`;
}
