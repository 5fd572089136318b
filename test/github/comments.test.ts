import { expect, test } from 'vitest';
import { clientOf, startServer } from './canned-server.ts';

const wire = (id: number, user: unknown) => ({ id, body: `b${id}`, html_url: `https://example.test/${id}`, user });

test('the comments of all pages are listed with their authors', async () => {
  const bot = { login: 'github-actions[bot]', type: 'Bot' };
  const pages = [Array.from({ length: 100 }, (_, id) => wire(id, bot)), [wire(100, null)]];
  const server = await startServer((_, index) => ({
    body: pages[index],
    headers: index === 0 ? { link: '<http://x/?page=2>; rel="next"' } : {},
  }));
  const comments = await clientOf(server.url).github.listComments(3);
  expect(comments).toHaveLength(101);
  expect(comments[0]!.author).toEqual({ login: 'github-actions[bot]', isBot: true });
  expect(comments[100]!.author).toEqual({ login: 'ghost', isBot: false });
  expect(server.seen[1]!.path).toBe('/repos/octo/models/issues/3/comments?per_page=100&page=2');
});

test('a comment is edited and deleted by its id', async () => {
  const server = await startServer(({ method }) => (method === 'DELETE' ? { status: 204 } : { body: wire(9, null) }));
  const { github } = clientOf(server.url);
  expect((await github.updateComment(9, 'b9')).url).toBe('https://example.test/9');
  await github.deleteComment(9);
  expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PATCH /repos/octo/models/issues/comments/9',
    'DELETE /repos/octo/models/issues/comments/9',
  ]);
});

test('deleting a comment that is gone is no error', async () => {
  const server = await startServer(() => ({ status: 404, body: { message: 'Not Found' } }));
  await expect(clientOf(server.url).github.deleteComment(9)).resolves.toBeUndefined();
});
