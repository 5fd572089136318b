import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { CommentOptions } from '../../src/publish/comment.ts';
import { commentPublisher } from '../../src/publish/comment.ts';
import { COMMENT_MARKER } from '../../src/publish/marker.ts';
import { BOT, commentsInMemory, HUMAN } from './comments-in-memory.ts';
import { reportOf } from './report-example.ts';

async function publish(when: CommentOptions['when'], reports: readonly Report[], author = BOT) {
  const { comments, stored, writes, add } = commentsInMemory(author);
  const warnings: string[] = [];
  const nothing = (): void => {};
  const log = { info: nothing, notice: nothing, error: nothing, warning: (line: string) => void warnings.push(line) };
  const publisher = commentPublisher(comments, {
    issue: 3,
    name: 'default',
    when,
    log,
    reportUrl: null,
    reproduce: null,
    pace: { sleep: async () => {}, jitter: () => 0 },
  });
  for (const report of reports) await publisher.publish(report);
  return { publisher, stored, writes, add, warnings };
}

test('the comment begins with the marker, stays in the budget, and its address is known', async () => {
  const { publisher, stored, warnings } = await publish('always', [reportOf('pass')]);
  const [comment] = [...stored.values()];
  expect(comment!.body.split('\n')[0]).toBe(COMMENT_MARKER);
  expect(Buffer.byteLength(comment!.body)).toBeLessThanOrEqual(60_000);
  expect(publisher.url()).toBe(comment!.url);
  expect(warnings).toEqual([]);
});

describe('a comment is first made', () => {
  const made = async (when: CommentOptions['when'], report: Report) => (await publish(when, [report])).writes.length;

  test('always, always', async () => {
    expect(await made('always', reportOf('pass'))).toBe(1);
  });

  test('on change, when the verdict or a metric is worth a word', async () => {
    expect(await made('on-change', reportOf('pass'))).toBe(0);
    expect(await made('on-change', reportOf('pass', 0))).toBe(0);
    expect(await made('on-change', reportOf('pass', 0.25))).toBe(1);
    expect(await made('on-change', reportOf('warn'))).toBe(1);
  });

  test('on regression, when the verdict is not pass', async () => {
    expect(await made('on-regression', reportOf('pass', 0.25))).toBe(0);
    expect(await made('on-regression', reportOf('warn'))).toBe(1);
    expect(await made('on-regression', reportOf('fail'))).toBe(1);
  });

  test('never, never', async () => {
    expect(await made('never', reportOf('fail'))).toBe(0);
  });
});

test.each(['always', 'on-change', 'on-regression'] as const)(
  '%s: a recovery is told where the regression was',
  async (when) => {
    const { writes, publisher } = await publish(when, [reportOf('fail', -0.25), reportOf('pass')]);
    expect(writes).toEqual(['create', 'update 1']);
    expect(publisher.url()).toBe('https://example.test/1');
  },
);

test('a token whose comments will not be recognised is pointed out', async () => {
  const { warnings } = await publish('always', [reportOf('pass')], HUMAN);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('made by octocat, who is no bot');
});
