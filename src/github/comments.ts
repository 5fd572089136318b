import { GitHubError } from '../errors.ts';
import type { Comments, IssueComment } from '../model/ports.ts';
import type { Send } from './connection.ts';
import { at, integerAt, listAt, textAt } from './json.ts';
import { readPages } from './pages.ts';

/** Comments of issues and pull requests. */
export function githubComments(send: Send): Comments {
  return {
    listComments: (issue) =>
      readPages(send, 'listComments', { issue_number: issue }, (json) => listAt(json).map(readComment)),

    createComment: async (issue, body) =>
      (await send('createComment', { issue_number: issue, body })).read(readComment),

    updateComment: async (id, body) => (await send('updateComment', { comment_id: id, body })).read(readComment),

    /** A comment that is already gone counts as deleted. */
    deleteComment: async (id) => {
      try {
        await send('deleteComment', { comment_id: id });
      } catch (error) {
        if (!(error instanceof GitHubError) || error.status !== 404) throw error;
      }
    },
  };
}

/** The author is null on GitHub when the account was deleted; such an author is nobody's bot. */
function readComment(json: unknown): IssueComment {
  return {
    id: integerAt(json, 'id'),
    body: textAt(json, 'body'),
    url: textAt(json, 'html_url'),
    author: { login: String(at(json, 'user', 'login') ?? 'ghost'), isBot: at(json, 'user', 'type') === 'Bot' },
  };
}
