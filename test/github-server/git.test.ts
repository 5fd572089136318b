import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { openGitHub } from './open.ts';

/** Git 2.39.5 made these of the same content, names and dates. */
const BY_GIT = {
  blob: '45b983be36b73c0788dc9cbcb76cbb80fc7bb057',
  tree: '55408f6abab99937aaa923f779f656cb9957b85f',
  firstCommit: 'fa9817b67fcf5ee7cb9cd5b1233ba0bc70fceb8d',
  secondCommit: '2ceab8e54e80b7597654258d9609979c689049ca',
};
const PERSON = { name: 'octocat', email: 'octocat@example.com', date: '2026-01-05T09:00:00Z' };

test('objects have the hashes that git gives them', async () => {
  const server = await openGitHub();
  const first = server.commitFiles('seed', { 'a/b/x.txt': 'hi\n', 'a.d/y': '', 'a-z': 'z\n' }, { message: 'first\n' });
  const second = server.commitFiles('seed', { 'a-z': 'w\n' }, { message: 'second\n' });
  expect([first, second]).toEqual([BY_GIT.firstCommit, BY_GIT.secondCommit]);

  const blob = await ask(server, 'POST /git/blobs', { body: { content: 'aGkK', encoding: 'base64' } });
  expect(blob).toMatchObject({ status: 201, json: { sha: BY_GIT.blob } });
  const item = { mode: '100644', type: 'blob' };
  const tree = await ask(server, 'POST /git/trees', {
    body: {
      tree: [
        { path: 'a/b/x.txt', ...item, sha: BY_GIT.blob },
        { path: 'a.d/y', ...item, content: '' },
        { path: 'a-z', ...item, content: 'z\n' },
      ],
    },
  });
  expect(tree).toMatchObject({ status: 201, json: { sha: BY_GIT.tree } });
  const commit = await ask(server, 'POST /git/commits', {
    body: { message: 'first\n', tree: BY_GIT.tree, parents: [], author: PERSON },
  });
  expect(commit).toMatchObject({ status: 201, json: { sha: BY_GIT.firstCommit, parents: [] } });
  expect((await ask(server, `GET /git/commits/${BY_GIT.secondCommit}`)).json.parents[0].sha).toBe(BY_GIT.firstCommit);
});

test('trees are read by branch, commit or tree, and written on top of another', async () => {
  const server = await openGitHub();
  const sha = server.commitFiles('main', { 'a/x': '1', 'a/y': '2', b: '3' });
  const { json } = await ask(server, 'GET /git/trees/main?recursive=1');
  expect(json.tree.map(({ path, type, size }: Record<string, unknown>) => [path, type, size])).toEqual([
    ['a', 'tree', undefined],
    ['a/x', 'blob', 1],
    ['a/y', 'blob', 1],
    ['b', 'blob', 1],
  ]);
  expect((await ask(server, `GET /git/trees/${sha}`)).json.tree).toHaveLength(2);
  expect((await ask(server, `GET /git/trees/${json.sha}?recursive=1`)).json).toEqual(json);

  const change = [
    { path: 'a/x', mode: '100644', type: 'blob', content: '9' },
    { path: 'b', mode: '100644', type: 'blob', sha: null },
  ];
  const changed = await ask(server, 'POST /git/trees', { body: { base_tree: json.sha, tree: change } });
  const read = await ask(server, `GET /git/trees/${changed.json.sha}?recursive=1`);
  expect(read.json.tree.map(({ path }: { path: string }) => path)).toEqual(['a', 'a/x', 'a/y']);
  const blob = await ask(server, `GET /git/blobs/${read.json.tree[1].sha}`);
  expect(Buffer.from(blob.json.content, 'base64').toString()).toBe('9');
  expect((await ask(server, `GET /git/trees/${'0'.repeat(40)}`)).status).toBe(404);
});

test('a branch moves to descendants alone', async () => {
  const server = await openGitHub();
  const root = server.commitFiles('main', { a: '1' });
  const tip = server.commitFiles('main', { a: '2' });
  const sibling = server.commitFiles(null, { a: '3' }, { parents: [root] });
  const child = server.commitFiles(null, { a: '4' }, { parents: [tip] });
  const move = (sha: string, force?: boolean) =>
    ask(server, 'PATCH /git/refs/heads/main', { body: { sha, ...(force === undefined ? {} : { force }) } });

  expect(await move(sibling)).toMatchObject({ status: 422, json: { message: 'Update is not a fast forward' } });
  expect(await move('0'.repeat(40))).toMatchObject({ status: 422, json: { message: 'Object does not exist' } });
  expect(server.refs.get('refs/heads/main')).toBe(tip);
  expect(await move(child)).toMatchObject({ status: 200, json: { object: { sha: child } } });
  expect((await move(sibling, true)).status).toBe(200);
  expect((await ask(server, 'GET /git/ref/heads%2Fmain')).json.object.sha).toBe(sibling);
});

test('a branch is created once, and not found where it is not', async () => {
  const server = await openGitHub();
  const sha = server.commitFiles('main', { a: '1' });
  const create = (ref: string) => ask(server, 'POST /git/refs', { body: { ref, sha } });
  expect((await ask(server, 'GET /git/ref/heads/store')).status).toBe(404);
  expect(await ask(server, 'PATCH /git/refs/heads/store', { body: { sha } })).toMatchObject({
    status: 422,
    json: { message: 'Reference does not exist' },
  });
  expect((await create('heads/store')).status).toBe(422);
  expect((await create('refs/heads/store')).status).toBe(201);
  expect(await create('refs/heads/store')).toMatchObject({
    status: 422,
    json: { message: 'Reference already exists' },
  });
  server.protectedRefs.add('refs/heads/other');
  expect((await create('refs/heads/other')).json.message).toContain('Repository rule violations found');
});

test('an empty repository refuses', async () => {
  const server = await openGitHub();
  for (const request of ['GET /git/trees/main', 'GET /git/ref/heads/main', 'GET /commits']) {
    expect(await ask(server, request)).toMatchObject({ status: 409, json: { message: 'Git Repository is empty.' } });
  }
  expect((await ask(server, 'POST /git/blobs', { body: { content: 'x' } })).status).toBe(409);
});

test('history is listed newest first, and compared', async () => {
  const server = await openGitHub();
  const one = server.commitFiles('main', { a: '1' });
  const two = server.commitFiles('main', { a: '2' });
  const side = server.commitFiles('side', { b: '1' }, { parents: [one] });
  const merge = server.commitFiles('main', { b: '1' }, { parents: [two, side] });
  const shas = async (request: string) => (await ask(server, request)).json.map(({ sha }: { sha: string }) => sha);
  expect(await shas('GET /commits')).toEqual([merge, side, two, one]);
  expect(await shas(`GET /commits?sha=${two}`)).toEqual([two, one]);
  expect(await shas('GET /commits?sha=main&per_page=3&page=2')).toEqual([one]);

  const compare = async (base: string, head: string) => (await ask(server, `GET /compare/${base}...${head}`)).json;
  expect(await compare(two, 'side')).toMatchObject({
    ...{ status: 'diverged', ahead_by: 1, behind_by: 1 },
    merge_base_commit: { sha: one },
    commits: [{ sha: side }],
  });
  expect(await compare('side', 'main')).toMatchObject({
    status: 'ahead',
    merge_base_commit: { sha: side },
    ahead_by: 2,
  });
  expect(await compare('main', `octo:${two}`)).toMatchObject({ status: 'behind', behind_by: 2 });
  expect(await compare('main', 'main')).toMatchObject({ status: 'identical' });
  const stranger = server.commitFiles('stranger', { a: '1' }, { parents: [] });
  expect((await ask(server, `GET /compare/main...${stranger}`)).status).toBe(404);
});

test('a merge base is the nearest common ancestor, whatever the clocks said', async () => {
  const server = await openGitHub();
  const far = server.commitFiles('main', { a: '1' }, { date: '2026-02-02T00:00:00Z' });
  const near = server.commitFiles('main', { a: '2' }, { date: '2026-01-01T00:00:00Z' });
  const [one, two] = ['1', '2'].map((b) => server.commitFiles(null, { b }, { parents: [near, far] }));
  expect((await ask(server, `GET /compare/${one}...${two}`)).json.merge_base_commit.sha).toBe(near);
});

test('files are read raw or as JSON, folders are listed', async () => {
  const server = await openGitHub();
  const old = server.commitFiles('main', { 'ä b/x.bin': Uint8Array.from([0, 255]) });
  server.commitFiles('main', { 'ä b/x.bin': 'new' });
  const path = `/contents/${encodeURIComponent('ä b/x.bin')}`;
  const raw = await ask(server, `GET ${path}?ref=${old}`, { headers: { accept: 'application/vnd.github.raw+json' } });
  expect([...raw.bytes]).toEqual([0, 255]);
  expect((await ask(server, `GET ${path}`)).json).toMatchObject({ type: 'file', content: 'bmV3\n', size: 3 });
  expect((await ask(server, `GET /contents/${encodeURIComponent('ä b')}`)).json).toMatchObject([{ path: 'ä b/x.bin' }]);
  expect((await ask(server, 'GET /contents/absent')).status).toBe(404);
  expect((await ask(server, `GET ${path}?ref=absent`)).status).toBe(404);
});
