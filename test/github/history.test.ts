import { expect, test } from 'vitest';
import { clientOf, failureOf, startServer } from './canned-server.ts';

const commit = (sha: string, ...parents: string[]) => ({ sha, parents: parents.map((parent) => ({ sha: parent })) });

test('the merge base is asked for without the list of commits', async () => {
  const server = await startServer(() => ({ body: { merge_base_commit: { sha: 'base' } } }));
  expect(await clientOf(server.url).github.mergeBase('a', 'b')).toBe('base');
  expect(server.seen[0]!.path).toBe('/repos/octo/models/compare/a...b?per_page=1');
});

test('the first-parent line leaves out side branches and stops at the root', async () => {
  const body = [
    commit('m2', 'm1', 's2'),
    commit('s2', 's1'),
    commit('m1', 'm0', 's1'),
    commit('s1', 'm0'),
    commit('m0'),
  ];
  const server = await startServer(() => ({ body }));
  const { github } = clientOf(server.url);
  expect(await github.firstParents('m2', 100)).toEqual(['m2', 'm1', 'm0']);
  expect(await github.firstParents('m2', 2)).toEqual(['m2', 'm1']);
  expect(server.seen).toHaveLength(2);
  expect(server.seen[0]!.path).toBe('/repos/octo/models/commits?sha=m2&per_page=100');
});

test('a line that leaves the page goes on from the commit that is needed', async () => {
  const pages: Record<string, unknown> = {
    m9: [commit('m9', 'm8', 'side'), commit('side', 'm8')],
    m8: [commit('m8', 'm7'), commit('m7')],
  };
  const server = await startServer(({ path }) => ({ body: pages[/sha=(\w+)/.exec(path)![1]!] }));
  expect(await clientOf(server.url).github.firstParents('m9', 10)).toEqual(['m9', 'm8', 'm7']);
  expect(server.seen).toHaveLength(2);
});

test('a commit that GitHub does not know is an error', async () => {
  const server = await startServer(() => ({ status: 404, body: { message: 'Not Found' } }));
  expect(await failureOf(clientOf(server.url).github.firstParents('m9', 10))).toMatchObject({ status: 404 });
});
