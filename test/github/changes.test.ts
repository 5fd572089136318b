import { expect, test } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { openGitHub } from '../github-server/open.ts';

test('what a change touches: both names of a renamed file, and nothing where the list may lack some', async () => {
  const server = await openGitHub();
  const nothing = (): void => {};
  const log = { info: nothing, notice: nothing, warning: nothing, error: nothing };
  const { changedFiles } = githubClient({
    ...{ token: server.token, apiUrl: server.apiUrl, owner: 'octo', repo: 'models', log },
    sleep: async () => {},
  });
  const first = server.commitFiles('main', { a: '1', b: '2', c: '3' });
  const second = server.commitFiles('main', { a: '4', b: null, 'd/b': '2', e: '5' });
  const third = server.commitFiles('main', {});
  expect([...(await changedFiles(first, second))!].sort()).toEqual(['a', 'b', 'd/b', 'e']);
  expect(await changedFiles(second, third)).toEqual([]);
  expect(await changedFiles(second, first)).toBeNull();
  expect(await changedFiles(first, first)).toBeNull();
  const aside = server.commitFiles(null, { a: '9' }, { parents: [first] });
  expect(await changedFiles(second, aside)).toBeNull();
  const files = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, String(i)]));
  expect(await changedFiles(third, server.commitFiles(null, files(299), { parents: [third] }))).toHaveLength(299);
  expect(await changedFiles(third, server.commitFiles(null, files(300), { parents: [third] }))).toBeNull();
});
