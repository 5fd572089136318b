import { beforeEach, describe, expect, test } from 'vitest';
import type { Finding, Outcome } from '../../src/model/verdict.ts';
import { alertPublisher } from '../../src/publish/alert.ts';
import { readState } from '../../src/publish/alert-state.ts';
import { alertMarkerOf } from '../../src/publish/marker.ts';
import type { AlertEvent } from '../../src/report/alert-message.ts';
import { finding, report, suite } from '../report/fixtures.ts';
import { HUMAN } from './comments-in-memory.ts';
import { issuesInMemory } from './issues-in-memory.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-01T12:00:00.000Z');
const MARKER = alertMarkerOf('default', 'tumour');

const rule = (metric: string, outcome: Outcome = 'fail'): Finding =>
  finding({ metric, rule: 'max-drop', outcome, reason: 'regressed', message: `\`${metric}\` fell.` });

/** Runs of one repository, each at a time in hours; the webhook may be down. */
function project({ hasWebhook = true, labels = [] as string[], assignees = [] as string[], ...given } = {}) {
  let now = START;
  const memory = issuesInMemory({ now: () => new Date(now), ...given });
  const told: AlertEvent[] = [];
  const warnings: string[] = [];
  const line = () => {};
  const webhook = { isDown: false };
  const run = async (hours: number, findings: readonly Finding[], name = 'default') => {
    now = START + hours * HOUR;
    memory.writes.length = 0;
    told.length = 0;
    warnings.length = 0;
    const publisher = alertPublisher(memory.issues, {
      ...{ name, repository: 'octo/models', runUrl: 'https://github.test/octo/models/actions/runs/1' },
      now: new Date(now),
      policy: {
        issue: { labels, assignees },
        webhook: hasWebhook ? { urlEnv: 'HOOK', secretEnv: null, repeatAfterHours: 24 } : null,
      },
      tell: hasWebhook
        ? async (event) => {
            if (webhook.isDown) throw new Error('it did not answer.');
            told.push(event);
          }
        : null,
      log: { info: line, notice: line, error: line, warning: (text) => void warnings.push(text) },
    });
    await publisher.publish(report('fail', [suite({ findings })], { commit: `${hours}`.padStart(40, '0') }));
    return { writes: [...memory.writes], events: told.map(({ event, repeat }) => `${event} ${repeat}`), warnings };
  };
  return { ...memory, run, told, webhook, at: (hours: number) => new Date(START + hours * HOUR) };
}

const OPENED = ['label model-gate-alert', 'open Model gate: suite tumour [model-gate-alert] []'];
const FAIL = [rule('recall')];
const PASS = [rule('recall', 'pass')];
const WARN = [rule('recall', 'warn')];

describe('the issue', () => {
  let it: ReturnType<typeof project>;
  beforeEach(() => {
    it = project({ hasWebhook: false });
  });

  test('is opened once, edited silently, and closed with a comment that names the commit', async () => {
    expect((await it.run(0, FAIL)).writes).toEqual(OPENED);
    expect((await it.run(1, FAIL)).writes).toEqual(['edit 1']);
    expect(it.stored.get(1)!.body.split('\n')[0]).toBe(MARKER);
    expect(readState(it.stored.get(1)!.body, it.at(1))).toMatchObject({
      since: it.at(0),
      commit: '1'.padStart(40, '0'),
    });
    expect((await it.run(2, PASS)).writes).toEqual(['edit 1 closed completed', 'comment 1']);
    expect(it.comments).toEqual([expect.stringContaining(`Recovered at ${'2'.padStart(40, '0')}`)]);
    expect((await it.run(3, PASS)).writes).toEqual([]);
  });

  test('gets one comment when other rules fail, which names the new ones', async () => {
    await it.run(0, FAIL);
    expect((await it.run(1, [rule('recall'), rule('roc_auc')])).writes).toEqual(['edit 1', 'comment 1']);
    expect(it.comments[0]).toContain('1 more rule fails');
    expect(it.comments[0]).toContain('<code>roc_auc</code> fell');
    expect((await it.run(2, [rule('recall'), rule('roc_auc')])).writes).toEqual(['edit 1']);
    expect((await it.run(3, [rule('roc_auc')])).writes).toEqual(['edit 1', 'comment 1']);
    expect(it.comments[1]).toContain('1 rule no longer fails');
  });

  test('is neither opened nor closed by a warning', async () => {
    expect((await it.run(0, WARN)).writes).toEqual([]);
    await it.run(1, FAIL);
    expect((await it.run(2, WARN)).writes).toEqual([]);
    expect(it.stored.get(1)!.isOpen).toBe(true);
  });

  test('is reopened within seven days, and a new one is opened after them', async () => {
    await it.run(0, FAIL);
    await it.run(1, PASS);
    expect((await it.run(24, FAIL)).writes).toEqual(['edit 1 open reopened', 'comment 1']);
    expect(it.comments.at(-1)).toContain('Fails again');
    await it.run(25, PASS);
    expect((await it.run(25 + 7 * 24, FAIL)).writes).toEqual(OPENED);
  });

  test('counts as ours only when a bot wrote it and the marker is its whole first line', async () => {
    it.add({ body: `${MARKER}\npasted`, author: HUMAN });
    it.add({ body: `> ${MARKER}` });
    it.add({ body: alertMarkerOf('other', 'tumour') });
    expect((await it.run(0, FAIL)).writes).toEqual(OPENED);
  });

  test('stays alone when two runs opened one: the lower number', async () => {
    const list = it.issues.listIssues;
    let lists = 0;
    const listIssues = async (label: string) => {
      lists += 1;
      if (lists === 2) it.stored.set(1, { ...it.stored.get(1)!, labels: ['model-gate-alert'], body: MARKER });
      return list(label);
    };
    it.add({ labels: [] });
    Object.assign(it.issues, { listIssues });
    expect((await it.run(0, FAIL)).writes).toEqual([...OPENED, 'edit 2 closed duplicate']);
    expect(it.stored.get(2)!.body).toBe('Duplicate of #1.');
  });

  test('that stands twice is closed once, also by servers that know no duplicates', async () => {
    it.add({ body: `${MARKER}\nfirst` });
    it.add({ body: `${MARKER}\nsecond` });
    it.refused.duplicates = true;
    expect((await it.run(0, FAIL)).writes).toEqual(['edit 2 closed', 'edit 1']);
  });

  test('is one for each gate and suite', async () => {
    await it.run(0, FAIL);
    expect((await it.run(0, FAIL, 'nightly')).writes).toEqual(OPENED);
    expect(it.stored.size).toBe(2);
  });

  test('of which GitHub kept something else is a warning', async () => {
    await it.run(0, FAIL);
    const { updateIssue } = it.issues;
    Object.assign(it.issues, {
      updateIssue: async (number: number, changes: object) => ({
        ...(await updateIssue(number, changes)),
        body: 'else',
      }),
    });
    expect((await it.run(1, FAIL)).warnings).toEqual([expect.stringContaining('did not keep the issue #1')]);
  });
});

test('a token of a person, and a label that GitHub left off, are warnings', async () => {
  const person = project({ author: HUMAN } as object);
  expect((await person.run(0, FAIL)).warnings).toEqual([expect.stringContaining('octocat, who is no bot')]);
  const bare = project({ dropsLabels: true } as object);
  expect((await bare.run(0, FAIL)).warnings).toEqual([expect.stringContaining('left the label model-gate-alert off')]);
});

test('an assignee whom GitHub refuses does not keep the issue from being opened', async () => {
  const it = project({ hasWebhook: false, labels: ['model'], assignees: ['gone'] });
  it.refused.assignees = true;
  const { writes, warnings } = await it.run(0, FAIL);
  expect(writes).toEqual(OPENED);
  expect(warnings).toEqual([expect.stringContaining('alerts.issue')]);
  it.refused.assignees = false;
  it.stored.clear();
  expect((await it.run(1, FAIL)).writes[1]).toBe('open Model gate: suite tumour [model-gate-alert,model] [gone]');
});

describe('the webhook', () => {
  test('is told of a new failure, again after the hours of the policy, and of the recovery', async () => {
    const it = project();
    expect((await it.run(0, FAIL)).events).toEqual(['new 0']);
    expect((await it.run(23, FAIL)).events).toEqual([]);
    expect((await it.run(24, FAIL)).events).toEqual(['still-failing 1']);
    expect((await it.run(30, FAIL)).events).toEqual([]);
    expect((await it.run(48, FAIL)).events).toEqual(['still-failing 2']);
    expect((await it.run(49, PASS)).events).toEqual(['recovered 2']);
    expect((await it.run(50, PASS)).events).toEqual([]);
    expect((await it.run(51, FAIL)).events).toEqual(['new 0']);
  });

  test('that was down is told by the next run, of the same moment', async () => {
    const it = project();
    it.webhook.isDown = true;
    expect((await it.run(0, FAIL)).warnings).toEqual([expect.stringContaining('it did not answer')]);
    it.webhook.isDown = false;
    expect((await it.run(1, FAIL)).events).toEqual(['new 0']);
    expect(it.told[0]).toMatchObject({ since: it.at(0).toISOString(), issueUrl: 'https://example.test/1' });
    it.webhook.isDown = true;
    await it.run(2, PASS);
    it.webhook.isDown = false;
    expect(await it.run(3, PASS)).toMatchObject({ events: ['recovered 0'], writes: ['edit 1'] });
    expect(await it.run(4, PASS)).toMatchObject({ events: [], writes: [] });
  });

  test('never hears of a recovery from what it was not told of', async () => {
    const it = project();
    it.webhook.isDown = true;
    await it.run(0, FAIL);
    it.webhook.isDown = false;
    expect((await it.run(1, PASS)).events).toEqual([]);
  });

  test('takes an issue that was closed by hand for still failing', async () => {
    const it = project();
    await it.run(0, FAIL);
    it.stored.set(1, { ...it.stored.get(1)!, isOpen: false, closedAt: it.at(1).toISOString() });
    expect(await it.run(2, FAIL)).toMatchObject({ writes: ['edit 1 open reopened', 'comment 1'], events: [] });
    it.stored.set(1, { ...it.stored.get(1)!, isOpen: false, closedAt: it.at(3).toISOString() });
    expect((await it.run(4, PASS)).events).toEqual(['recovered 0']);
  });

  test.each([
    ['removed', (line: string) => line.replace(/.*/, '')],
    ['of the future', (line: string) => line.replace(/told=\S+/, 'told=2099-01-01T00:00:00.000Z')],
    ['no date', (line: string) => line.replace(/since=\S+/, 'since=2026-99-99T00:00:00.000Z')],
    ['with more in it', (line: string) => line.replace('-->', 'x -->')],
  ])('takes a failure as new when what it remembers is %s', async (_, change) => {
    const it = project();
    await it.run(0, FAIL);
    const [first, state, ...rest] = it.stored.get(1)!.body.split('\n');
    it.stored.set(1, { ...it.stored.get(1)!, body: [first, change(state!), ...rest].join('\n') });
    expect((await it.run(1, FAIL)).events).toEqual(['new 0']);
  });
});
