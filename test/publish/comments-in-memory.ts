import { GitHubError } from '../../src/errors.ts';
import type { Comments, IssueComment } from '../../src/model/ports.ts';

export const BOT = { login: 'github-actions[bot]', isBot: true };
export const HUMAN = { login: 'octocat', isBot: false };

/** Comments of one issue, with the author that the token writes as, and a list of the writes. */
export function commentsInMemory(author = BOT) {
  const stored = new Map<number, IssueComment>();
  const writes: string[] = [];
  let lastId = 0;

  const add = (body: string, by: IssueComment['author']): IssueComment => {
    lastId += 1;
    const comment = { id: lastId, body, url: `https://example.test/${lastId}`, author: by };
    stored.set(lastId, comment);
    return comment;
  };

  const comments: Comments = {
    listComments: async () => [...stored.values()],
    createComment: async (_, body) => {
      writes.push('create');
      return add(body, author);
    },
    updateComment: async (id, body) => {
      const found = stored.get(id);
      if (found === undefined) throw new GitHubError(`edit comment ${id}`, 404, 'Not Found.');
      writes.push(`update ${id}`);
      const updated = { ...found, body };
      stored.set(id, updated);
      return updated;
    },
    deleteComment: async (id) => {
      writes.push(`delete ${id}`);
      stored.delete(id);
    },
  };
  return { comments, stored, writes, add };
}
