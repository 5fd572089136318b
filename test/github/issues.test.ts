import { expect, test } from 'vitest';
import { clientOf, failureOf, startServer } from './canned-server.ts';

const wire = (number: number, facts: object = {}) => ({
  ...{ number, body: `b${number}`, html_url: `https://example.test/${number}`, state: 'open', closed_at: null },
  ...{ labels: ['bare', { name: 'model-gate-alert' }], user: { login: 'github-actions[bot]', type: 'Bot' } },
  ...facts,
});

test('the issues of all pages are listed, open and closed, without pull requests', async () => {
  const pages = [
    Array.from({ length: 100 }, (_, number) => wire(number, number === 7 ? { pull_request: { url: 'x' } } : {})),
    [wire(100, { state: 'closed', closed_at: '2026-01-01T00:00:00Z', user: null, body: null })],
  ];
  const server = await startServer((_, index) => ({
    body: pages[index],
    headers: index === 0 ? { link: '<http://x/?page=2>; rel="next"' } : {},
  }));
  const issues = await clientOf(server.url).github.listIssues('model-gate-alert');
  expect(issues.map(({ number }) => number)).toEqual([...Array(101).keys()].filter((number) => number !== 7));
  expect(issues[0]).toMatchObject({ isOpen: true, closedAt: null, labels: ['bare', 'model-gate-alert'] });
  expect(issues.at(-1)).toMatchObject({ isOpen: false, body: '', author: { login: 'ghost', isBot: false } });
  expect(server.seen[1]!.path).toContain('/issues?labels=model-gate-alert&state=all&per_page=100&page=2');
});

test('a label that is there already is no error, another refusal is', async () => {
  const server = await startServer((_, index) => ({ status: index === 0 ? 422 : 403, body: { message: 'No' } }));
  const { github } = clientOf(server.url);
  await github.createLabel('model-gate-alert', 'b60205', 'text');
  const error = (await failureOf(github.createLabel('model-gate-alert', 'b60205', 'text'))) as Error;
  expect(error.message).toContain('`issues: write`');
});

test('opening an issue is not repeated when its answer is lost, editing one is', async () => {
  const server = await startServer(({ method }, index) =>
    method === 'POST' || index === 1 ? { broken: 'before' } : { body: wire(3) },
  );
  const { github } = clientOf(server.url);
  await failureOf(github.createIssue({ title: 't', body: 'b', labels: [], assignees: [] }));
  await github.updateIssue(3, { body: 'b', state: 'closed', stateReason: 'completed' });
  expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH']);
  expect(JSON.parse(server.seen[2]!.body)).toEqual({ body: 'b', state: 'closed', state_reason: 'completed' });
});
