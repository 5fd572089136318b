import { GitHubError } from '../errors.ts';
import type { Issue, Issues } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { at, integerAt, listAt, textAt } from './json.ts';
import { readPages } from './pages.ts';

/** Issues of the repository. GitHub lists pull requests among them; they are left out here. */
export function githubIssues(send: Send): Issues {
  return {
    listIssues: (label) =>
      readPages(send, 'listIssues', { labels: label, state: 'all' }, (json) =>
        listAt(json)
          .filter((issue) => at(issue, 'pull_request') === undefined)
          .map(readIssue),
      ),

    createIssue: async ({ title, body, labels, assignees }) =>
      (await send('createIssue', { title, body, labels, assignees })).read(readIssue),

    updateIssue: async (number, { stateReason, ...changes }) => {
      const reason = stateReason === undefined ? {} : { state_reason: stateReason };
      return (await send('updateIssue', { issue_number: number, ...changes, ...reason })).read(readIssue);
    },

    /** A label that is there already is left as it is. */
    createLabel: async (name, color, description) => {
      try {
        await send('createLabel', { name, color, description });
      } catch (error) {
        if (!(error instanceof GitHubError) || error.status !== 422) throw error;
      }
    },

    commentOnIssue: async (number, body) => {
      await send('commentOnIssue', { issue_number: number, body });
    },
  };
}

/** A label may be a bare name; an author whose account was deleted is nobody's bot. */
function readIssue(json: unknown): Issue {
  const closedAt = at(json, 'closed_at');
  return {
    number: integerAt(json, 'number'),
    body: String(at(json, 'body') ?? ''),
    url: textAt(json, 'html_url'),
    isOpen: textAt(json, 'state') === 'open',
    closedAt: typeof closedAt === 'string' ? closedAt : null,
    labels: listAt(json, 'labels').map((label) => (typeof label === 'string' ? label : String(at(label, 'name')))),
    author: { login: String(at(json, 'user', 'login') ?? 'ghost'), isBot: at(json, 'user', 'type') === 'Bot' },
  };
}
