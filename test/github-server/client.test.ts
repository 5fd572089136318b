import { expect, test } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { openGitHub } from './open.ts';
import type { FakeGitHub } from './server.ts';

const clientOf = ({ token, apiUrl, owner, name }: FakeGitHub) => {
  const silent = { info: () => {}, notice: () => {}, warning: () => {}, error: () => {} };
  return githubClient({ token, apiUrl, owner, repo: name, sleep: async () => {}, log: silent });
};

test('everything that the action asks of GitHub is as GitHub documents it', async () => {
  const server = await openGitHub();
  const github = clientOf(server);
  const root = server.commitFiles('main', { 'model/gate.yml': 'version: 1' });
  const head = server.commitFiles(null, { a: '2' }, { parents: [root] });
  const tip = server.commitFiles('main', { b: '1' });
  const pull = server.pullRequest({ head });

  expect(await github.parents(pull.mergeSha)).toEqual([tip, head]);
  expect(await github.mergeBase(tip, head)).toBe(root);
  expect(await github.firstParents(pull.mergeSha, 10)).toEqual([pull.mergeSha, tip, root]);
  expect(Buffer.from((await github.file('model/gate.yml', root))!).toString()).toBe('version: 1');
  expect(await github.file('absent', root)).toBeNull();

  const blob = await github.createBlob(Uint8Array.from([0, 1, 255]));
  const tree = await github.createTree(null, [{ path: 'v1/record', sha: blob }]);
  const commit = await github.createCommit('record', tree, []);
  expect(await github.branchTip('gate/store')).toBeNull();
  expect(await github.moveBranch('gate/store', null, commit)).toBe('done');
  expect(await github.tree('gate/store')).toMatchObject({
    sha: tree,
    files: [{ path: 'v1/record', sha: blob, size: 3 }],
  });
  expect([...(await github.blob(blob))]).toEqual([0, 1, 255]);
  const next = await github.createCommit('next', await github.createTree(tree, []), [commit]);
  server.faults.push({ match: 'PATCH /git/refs/{ref}', status: 'lose' });
  expect(await github.moveBranch('gate/store', commit, next)).toBe('done');
  expect(await github.moveBranch('gate/store', commit, commit)).toBe('moved');

  for (let n = 0; n < 101; n += 1) server.addArtifact(7, `shard-${n}`, Buffer.from([n]));
  server.faults.push({ match: 'GET download', status: 'truncate' });
  const artifacts = await github.listArtifacts(7);
  expect(artifacts).toHaveLength(101);
  expect([...(await github.downloadArtifact(artifacts[0]!, 10))]).toEqual([0]);

  const comment = await github.createComment(pull.number, 'report');
  await github.updateComment(comment.id, 'new report');
  expect(await github.listComments(pull.number)).toMatchObject([{ body: 'new report', author: { isBot: true } }]);
  await github.deleteComment(comment.id);
  await github.deleteComment(comment.id);
  expect(server.comments).toEqual([]);
});
