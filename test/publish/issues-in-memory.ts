import { GitHubError } from '../../src/errors.ts';
import type { Issue, Issues } from '../../src/model/ports.ts';
import { BOT } from './comments-in-memory.ts';

/** Issues of one repository, with the author that the token writes as, and a list of the writes. */
export function issuesInMemory(given: { author?: Issue['author']; now?: () => Date; dropsLabels?: boolean } = {}) {
  const { author = BOT, now = () => new Date(0), dropsLabels = false } = given;
  const stored = new Map<number, Issue>();
  const writes: string[] = [];
  const comments: string[] = [];
  const refused: { assignees: boolean; duplicates: boolean } = { assignees: false, duplicates: false };

  const add = (facts: Partial<Issue> = {}): Issue => {
    const number = stored.size + 1;
    const issue = {
      ...{ number, body: '', url: `https://example.test/${number}`, isOpen: true, closedAt: null },
      ...{ labels: ['model-gate-alert'], author: BOT },
      ...facts,
    };
    stored.set(number, issue);
    return issue;
  };

  const issues: Issues = {
    listIssues: async (label) => [...stored.values()].filter(({ labels }) => labels.includes(label)).reverse(),
    createIssue: async ({ title, body, labels, assignees }) => {
      if (refused.assignees && assignees.length > 0) throw new GitHubError('open an issue', 422, 'Invalid assignee.');
      writes.push(`open ${title} [${labels.join()}] [${assignees.join()}]`);
      return add({ body, author, labels: dropsLabels ? [] : labels });
    },
    updateIssue: async (number, { body, state, stateReason }) => {
      if (refused.duplicates && stateReason === 'duplicate') throw new GitHubError('edit', 422, 'Unknown reason.');
      writes.push(['edit', number, state, stateReason].filter((part) => part !== undefined).join(' '));
      const old = stored.get(number)!;
      const isOpen = state === undefined ? old.isOpen : state === 'open';
      const closedAt = isOpen ? null : old.isOpen ? now().toISOString() : old.closedAt;
      const issue = { ...old, body: body ?? old.body, isOpen, closedAt };
      stored.set(number, issue);
      return issue;
    },
    createLabel: async (name) => void writes.push(`label ${name}`),
    commentOnIssue: async (number, body) => {
      writes.push(`comment ${number}`);
      comments.push(body);
    },
  };
  return { issues, stored, writes, comments, refused, add };
}
