import type { AlertPolicy } from '../model/policy.ts';
import type { Issue, Issues, Log, Publisher } from '../model/ports.ts';
import type { SuiteReport } from '../model/report.ts';
import { alertBody, alertComment, outcomeOf } from '../report/alert.ts';
import type { AlertEvent } from '../report/alert-message.ts';
import { ALERT_LABEL, closeDuplicate, editIssue, isOwn, openIssue } from './alert-issue.ts';
import { failingRules } from './alert-rules.ts';
import { type AlertState, readState, writeState } from './alert-state.ts';
import { alertMarkerOf } from './marker.ts';

/** An issue that was closed longer ago is left alone: the next regression opens a new one. */
const REOPEN_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;

interface AlertOptions {
  /** The gate's name, which keeps several gates of one repository apart. */
  readonly name: string;
  /** `owner/name` */
  readonly repository: string;
  readonly runUrl: string;
  readonly now: Date;
  readonly policy: AlertPolicy;
  /** Tells the webhook; rejects when it did not take it. null: there is none to tell. */
  readonly tell: ((event: AlertEvent) => Promise<void>) | null;
  readonly log: Log;
}

/**
 * Keeps one issue for each suite that fails, and tells the webhook of it. A suite that only warns changes nothing. The issues are listed
 * once for all suites; `fails` opens, a change of the rules that fail is a comment, a pass closes.
 *
 * Errors: GitHubError when the issues cannot be listed. What goes wrong with one suite is a warning, and the next one has its turn.
 */
export function alertPublisher(issues: Issues, options: AlertOptions): Publisher {
  const { log } = options;
  return {
    name: 'alerts',
    publish: async (report) => {
      const listed = await issues.listIssues(ALERT_LABEL);
      for (const suite of report.suites) {
        const marker = alertMarkerOf(options.name, suite.name);
        const own = listed.filter((issue) => isOwn(issue, marker)).toSorted((a, b) => a.number - b.number);
        const body = (state: AlertState) => alertBody(report, suite, `${marker}\n${writeState(state)}`, options.runUrl);
        const context = { ...options, issues, own, suite, marker, body, commit: report.commit };
        try {
          await (outcomeOf(suite) === 'fail' ? keepFailing(context) : keepPassing(context));
        } catch (error) {
          log.warning(`The alert about the suite ${suite.name} is incomplete: ${(error as Error).message}`);
        }
      }
    },
  };
}

interface Context extends AlertOptions {
  readonly issues: Issues;
  /** Our issues about this suite, lowest number first. */
  readonly own: readonly Issue[];
  readonly suite: SuiteReport;
  readonly marker: string;
  readonly body: (state: AlertState) => string;
  readonly commit: string | null;
}

async function keepFailing(context: Context): Promise<void> {
  const { issues, suite, now, commit, runUrl, body } = context;
  const failing = failingRules(suite);
  const rules = failing.map(({ id }) => id);
  const found = await currentIssue(context);
  const old = found === null ? null : readState(found.body, now);
  const continues = old !== null && old.recovered === 'no';
  const state: AlertState = continues
    ? { ...old, commit, rules }
    : { since: now, told: null, repeats: 0, recovered: 'no', commit, rules };

  if (found === null) {
    const opened = await openIssue(context, body(state));
    if (opened !== null) await tellFailing(context, opened, state);
    return;
  }
  await editIssue(context, found, body(state), found.isOpen ? {} : { state: 'open', stateReason: 'reopened' });
  const before = new Set(old?.rules);
  const fresh = failing.filter(({ id }) => !before.has(id)).map(({ finding }) => finding);
  const gone = [...before].filter((id) => !rules.includes(id)).length;
  if (!found.isOpen) {
    const all = failing.map(({ finding }) => finding);
    await issues.commentOnIssue(found.number, alertComment({ kind: 'again', fresh: all }, commit, runUrl));
  } else if (continues && fresh.length + gone > 0) {
    await issues.commentOnIssue(found.number, alertComment({ kind: 'changed', fresh, gone }, commit, runUrl));
  }
  await tellFailing(context, found, state);
}

async function keepPassing(context: Context): Promise<void> {
  const { issues, suite, now, commit, runUrl, tell, body } = context;
  if (outcomeOf(suite) !== 'pass') return;
  const found = await currentIssue(context);
  if (found === null) return;
  const old = readState(found.body, now);
  if (!found.isOpen && (old === null || old.recovered === 'told')) return;

  const wasTold = old !== null && old.told !== null && old.recovered !== 'told';
  const kept = old ?? { since: now, told: null, repeats: 0 };
  const state: AlertState = { ...kept, recovered: wasTold && tell !== null ? 'untold' : 'told', commit, rules: [] };
  if (found.isOpen) {
    await editIssue(context, found, body(state), { state: 'closed', stateReason: 'completed' });
    await issues.commentOnIssue(found.number, alertComment({ kind: 'recovered' }, commit, runUrl));
  } else if (old?.recovered !== state.recovered) {
    await editIssue(context, found, body(state));
  }
  if (state.recovered === 'untold' && (await isTold(context, found, state, 'recovered'))) {
    await editIssue(context, found, body({ ...state, recovered: 'told' }));
  }
}

/** The open issue with the lowest number (others are closed as its duplicates), else one that was closed a short time ago. */
async function currentIssue({ issues, own, now }: Context): Promise<Issue | null> {
  const [first, ...others] = own.filter(({ isOpen }) => isOpen);
  if (first !== undefined) {
    for (const other of others) await closeDuplicate(issues, other.number, first.number);
    return first;
  }
  const closed = own.findLast(({ closedAt }) => closedAt !== null && now.getTime() - Date.parse(closedAt) < REOPEN_MS);
  return closed ?? null;
}

async function tellFailing(context: Context, issue: Issue, state: AlertState): Promise<void> {
  const { policy, now, body } = context;
  const isNew = state.told === null;
  const hours = state.told === null ? 0 : (now.getTime() - state.told.getTime()) / HOUR_MS;
  if (!isNew && hours < (policy.webhook?.repeatAfterHours ?? Number.POSITIVE_INFINITY)) return;
  const next: AlertState = { ...state, told: now, repeats: isNew ? 0 : state.repeats + 1 };
  if (await isTold(context, issue, next, isNew ? 'new' : 'still-failing')) await editIssue(context, issue, body(next));
}

/** False: there is no webhook, or it did not take it, which is a warning; the next run tries again. */
async function isTold(
  { tell, suite, repository, commit, runUrl, log }: Context,
  { url }: Issue,
  { since, repeats }: AlertState,
  event: AlertEvent['event'],
): Promise<boolean> {
  if (tell === null) return false;
  try {
    const facts = { event, repository, suite, commit, runUrl, issueUrl: url };
    await tell({ ...facts, since: since.toISOString(), repeat: repeats });
    return true;
  } catch (error) {
    log.warning(
      `The webhook was not told of the suite ${suite.name}; the next run tries again: ${(error as Error).message}`,
    );
    return false;
  }
}
