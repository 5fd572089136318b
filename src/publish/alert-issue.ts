import { GitHubError } from '../errors.ts';
import type { AlertPolicy } from '../model/policy.ts';
import type { Issue, Issues, Log } from '../model/ports.ts';
import type { SuiteReport } from '../model/report.ts';
import { alertTitle } from '../report/alert.ts';
import { isSameBody, linesOf, mayBeDone } from './stored.ts';

/** By this label, which is made when it is absent, the issues are found again. */
export const ALERT_LABEL = 'model-gate-alert';
const LABEL_COLOR = 'b60205';
const LABEL_TEXT = 'A suite of the model gate fails on the default branch';

interface Opening {
  readonly issues: Issues;
  readonly policy: AlertPolicy;
  readonly suite: SuiteReport;
  readonly marker: string;
  readonly log: Log;
}

/** Only a bot's issue counts as ours, since anybody can paste the marker. */
export const isOwn = ({ body, author }: Issue, marker: string): boolean => author.isBot && linesOf(body)[0] === marker;

/**
 * Opens the issue about a suite. When another run opened one at the same moment, the one with the lower number stays: the run with the
 * higher one finds that out by listing once more and closes its own. null: the other run's stays, and that run tells of it.
 */
export async function openIssue(opening: Opening, body: string): Promise<Issue | null> {
  const { issues, marker, log } = opening;
  await issues.createLabel(ALERT_LABEL, LABEL_COLOR, LABEL_TEXT);
  const created = await createOnce(opening, body);
  if (!created.author.isBot) {
    log.warning(
      `The issue #${created.number} was opened by ${created.author.login}, who is no bot, so later runs will not recognise it and ` +
        'open another. Use the token of the job or of a GitHub App.',
    );
    return created;
  }
  if (!created.labels.includes(ALERT_LABEL)) {
    log.warning(
      `GitHub left the label ${ALERT_LABEL} off the issue #${created.number}, so later runs will not find it. Add the label by hand.`,
    );
    return created;
  }
  const [first] = await listOpen(issues, marker);
  if (first === undefined || first.number >= created.number) return created;
  await closeDuplicate(issues, created.number, first.number);
  return null;
}

/** Brings an issue up to date; that GitHub stored something else is a warning. */
export async function editIssue(
  { issues, log }: Pick<Opening, 'issues' | 'log'>,
  { number }: Issue,
  body: string,
  changes: Pick<Parameters<Issues['updateIssue']>[1], 'state' | 'stateReason'> = {},
): Promise<void> {
  const stored = await issues.updateIssue(number, { body, ...changes });
  if (!isSameBody(stored.body, body) || (changes.state !== undefined && stored.isOpen !== (changes.state === 'open'))) {
    log.warning(`GitHub did not keep the issue #${number} as it was written: ${stored.url}`);
  }
}

/** Without our marker, later runs take it for nobody's. Servers that do not know the reason close it without one. */
export async function closeDuplicate(issues: Issues, number: number, of: number): Promise<void> {
  const closing = { body: `Duplicate of #${of}.`, state: 'closed' } as const;
  try {
    await issues.updateIssue(number, { ...closing, stateReason: 'duplicate' });
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 422) throw error;
    await issues.updateIssue(number, closing);
  }
}

/** After a server error or a dropped answer the issue may be there all the same: look before trying once more. */
async function createOnce(opening: Opening, body: string): Promise<Issue> {
  try {
    return await create(opening, body);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const [first] = await listOpen(opening.issues, opening.marker);
    return first ?? (await create(opening, body));
  }
}

/** An account that cannot be assigned, or a label that is refused, must not keep the issue from being opened. */
async function create({ issues, policy, suite, log }: Opening, body: string): Promise<Issue> {
  const { labels, assignees } = policy.issue;
  const plain = { title: alertTitle(suite.name), body, labels: [ALERT_LABEL], assignees: [] };
  if (labels.length + assignees.length === 0) return issues.createIssue(plain);
  try {
    return await issues.createIssue({ ...plain, labels: [...new Set([ALERT_LABEL, ...labels])], assignees });
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 422) throw error;
    log.warning(
      `GitHub refused the labels or assignees of the policy (alerts.issue), so the issue has none: ${error.message}`,
    );
    return issues.createIssue(plain);
  }
}

const listOpen = async (issues: Issues, marker: string): Promise<readonly Issue[]> =>
  (await issues.listIssues(ALERT_LABEL))
    .filter((issue) => issue.isOpen && isOwn(issue, marker))
    .toSorted((a, b) => a.number - b.number);
