import { expect, test } from 'vitest';
import { GitHubError } from '../../src/errors.ts';
import type { Comments } from '../../src/model/ports.ts';
import { COMMENT_MARKER, closingOf, openingOf } from '../../src/publish/marker.ts';
import { parseSections } from '../../src/publish/sections.ts';
import { keepSection } from '../../src/publish/shared-comment.ts';
import { BOT, commentsInMemory, HUMAN } from './comments-in-memory.ts';

const marker = COMMENT_MARKER;
const pace = { sleep: async () => {}, jitter: () => 0.5 };
const holding = (text: string, slug = 'default') => [marker, openingOf(slug), text, closingOf(slug)].join('\n');
const wanted = (text: string, mayCreate = true, slug = 'default') => ({
  ...{ issue: 3, slug, mayCreate, maxBytes: 60_000 },
  render: () => text,
});
const keepComment = (comments: Comments, own: ReturnType<typeof wanted>) => keepSection(comments, own, pace);

test('the first run creates, the second edits, the same text again writes nothing', async () => {
  const { comments, stored, writes } = commentsInMemory();
  await keepComment(comments, wanted('one'));
  await keepComment(comments, wanted('two'));
  const kept = await keepComment(comments, wanted('two'));
  expect(writes).toEqual(['create', 'update 1']);
  expect([...stored.values()]).toEqual([kept]);
});

test('line ends and trailing space that GitHub changed are no difference', async () => {
  const { comments, writes, add } = commentsInMemory();
  add(holding('one\ntwo').replaceAll('\n', '\r\n'), BOT);
  await keepComment(comments, wanted('one\ntwo\n'));
  expect(writes).toEqual([]);
});

test('the marker counts only on the first line of a comment by a bot, and only whole', async () => {
  const { comments, stored, add } = commentsInMemory();
  const foreign = [
    add(`${marker}\npasted`, HUMAN),
    add(`> ${marker}\nquoted`, BOT),
    add(`text\n${marker}`, BOT),
    add(`${openingOf('default')}\nno shared comment`, BOT),
  ];
  const kept = await keepComment(comments, wanted('ours'));
  expect(kept!.id).toBe(5);
  for (const comment of foreign) expect(stored.get(comment.id)).toEqual(comment);
});

test('the own comment is found among 250', async () => {
  const { comments, writes, add } = commentsInMemory();
  for (let i = 0; i < 249; i += 1) add(`comment ${i}`, i % 2 === 0 ? HUMAN : BOT);
  add(holding('old'), BOT);
  await keepComment(comments, wanted('new'));
  expect(writes).toEqual(['update 250']);
});

test('nothing is created when that is not wanted, but what is there is brought up to date', async () => {
  const { comments, writes, add } = commentsInMemory();
  expect(await keepComment(comments, wanted('fine', false))).toBeNull();
  add(holding('regressed'), BOT);
  await keepComment(comments, wanted('recovered', false));
  expect(writes).toEqual(['update 1']);
});

test('a comment that is deleted before it is edited is created again', async () => {
  const { comments, stored, writes, add } = commentsInMemory();
  const gone = add(holding('old'), BOT);
  const stale = { ...comments, listComments: async () => (writes.length === 0 ? [gone] : [...stored.values()]) };
  stored.delete(gone.id);
  expect((await keepComment(stale, wanted('new')))!.id).toBe(2);
  expect(writes).toEqual(['create']);
});

test.each([2, 3, 5])('%i runs that create at the same moment end with one comment', async (runs) => {
  const { comments, stored } = commentsInMemory();
  let arrived = 0;
  let open = (): void => {};
  const allCreated = new Promise<void>((resolve) => {
    open = resolve;
  });
  const racing = {
    ...comments,
    createComment: async (issue: number, body: string) => {
      const created = await comments.createComment(issue, body);
      arrived += 1;
      if (arrived === runs) open();
      await allCreated;
      return created;
    },
  };
  const texts = Array.from({ length: runs }, (_, run) => `run ${run}`);
  const kept = await Promise.all(texts.map((text, run) => keepComment(racing, wanted(text, true, `gate-${run}`))));
  expect([...stored.keys()]).toEqual([1]);
  expect(kept.map((comment) => comment!.id)).toEqual(texts.map(() => 1));
  expect([...parseSections(stored.get(1)!.body).values()]).toEqual(texts);
});

test.each([502, null])('a creation that ended with %s is looked for before it is tried once more', async (status) => {
  const lost = new GitHubError('comment on #3', status, 'lost.');
  const happened = commentsInMemory();
  const afterwards = await keepComment(
    {
      ...happened.comments,
      createComment: async (issue, body) => {
        await happened.comments.createComment(issue, body);
        throw lost;
      },
    },
    wanted('text'),
  );
  expect(afterwards!.id).toBe(1);
  expect(happened.writes).toEqual(['create']);

  const not = commentsInMemory();
  let tries = 0;
  const flaky = {
    ...not.comments,
    createComment: async (issue: number, body: string) => {
      tries += 1;
      if (tries === 1) throw lost;
      return not.comments.createComment(issue, body);
    },
  };
  expect((await keepComment(flaky, wanted('text')))!.id).toBe(1);
  expect(tries).toBe(2);
});

test('a refusal is passed on and nothing is tried again', async () => {
  const { comments } = commentsInMemory();
  const refused = new GitHubError('comment on #3', 403, 'Resource not accessible.', 'pull-requests: write');
  let tries = 0;
  const readOnly = {
    ...comments,
    createComment: async () => {
      tries += 1;
      throw refused;
    },
  };
  await expect(keepComment(readOnly, wanted('text'))).rejects.toBe(refused);
  expect(tries).toBe(1);
});

test('a gate that is alone asks as little as it can', async () => {
  const { comments } = commentsInMemory();
  const asked: string[] = [];
  const counting = Object.fromEntries(
    Object.entries(comments).map(([name, ask]) => [
      name,
      (...given: unknown[]) => {
        asked.push(name);
        return (ask as (...all: unknown[]) => unknown)(...given);
      },
    ]),
  ) as unknown as Comments;
  await keepComment(counting, wanted('one'));
  expect(asked.splice(0)).toEqual(['listComments', 'createComment', 'listComments']);
  await keepComment(counting, wanted('two'));
  expect(asked.splice(0)).toEqual(['listComments', 'updateComment']);
  await keepComment(counting, wanted('two'));
  expect(asked.splice(0)).toEqual(['listComments']);
  await keepComment(counting, wanted('beside', true, 'other'));
  expect(asked.splice(0)).toEqual(['listComments', 'updateComment', 'listComments']);
});

test('a gate whose section is overwritten again and again gives up in the end', async () => {
  const { comments, stored, writes, add } = commentsInMemory();
  add(holding('another', 'other'), BOT);
  const hostile = {
    ...comments,
    updateComment: async (id: number, body: string) => {
      const updated = await comments.updateComment(id, body);
      stored.set(id, { ...updated, body: holding('another', 'other') });
      return updated;
    },
  };
  await expect(keepComment(hostile, wanted('mine'))).rejects.toThrow('went on overwriting');
  expect(writes.length).toBeLessThanOrEqual(7);
});

test('the section that no gate may make is not made beside others', async () => {
  const { comments, writes, add } = commentsInMemory();
  add(holding('another', 'other'), BOT);
  expect(await keepComment(comments, wanted('fine', false))).toBeNull();
  expect(writes).toEqual([]);
});
