import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertComment, alertTitle } from '../../src/report/alert.ts';
import { alertMessage } from '../../src/report/alert-message.ts';
import { escapeSlack } from '../../src/report/slack-escape.ts';
import { finding, HOSTILE, suite } from './fixtures.ts';
import { text } from './live.ts';

const FACTS = {
  repository: 'octo/models',
  commit: 'c0ffee0000000000000000000000000000000000',
  runUrl: 'https://github.test/octo/models/actions/runs/1?a=1&b=2',
  issueUrl: 'https://github.test/octo/models/issues/3',
  since: '2026-03-01T12:00:00.000Z',
  repeat: 0,
};
const failing = (message: string, slice: Readonly<Record<string, string>> | null = null) =>
  finding({ metric: 'recall', slice, rule: 'max-drop', outcome: 'fail', reason: 'regressed', message });

describe('a message for a chat', () => {
  it('holds what Slack shows and what programs read', () => {
    const findings = [failing('`recall` fell.', { age: '80+' }), finding({ ...failing('fine'), outcome: 'pass' })];
    const message = JSON.parse(alertMessage({ ...FACTS, event: 'new', suite: suite({ findings }) }));
    expect(message.text).toBe('❌ Model gate fails: tumour in octo/models');
    expect(message.blocks.map(({ text: { text } }: { text: { text: string } }) => text)).toEqual([
      '*❌ Model gate fails: tumour in octo/models*',
      '• `recall` fell.',
      '<https://github.test/octo/models/actions/runs/1?a=1&amp;b=2|Run> · <https://github.test/octo/models/issues/3|Issue>',
    ]);
    expect(message.model_gate).toMatchObject({
      ...{ version: 1, event: 'new', suite: 'tumour', verdict: 'fail', failed_count: 1, repeat: 0 },
      failing_since: FACTS.since,
      failed_rules: [{ metric: 'recall', slice: { age: '80+' }, rule: 'max-drop', message: '`recall` fell.' }],
    });
  });

  it('stays within what Slack takes', () => {
    const findings = Array.from({ length: 500 }, (_, i) => failing(`${i} ${'&'.repeat(5000)}`));
    const message = JSON.parse(
      alertMessage({ ...FACTS, event: 'new', suite: suite({ findings, name: '&'.repeat(80) }) }),
    );
    for (const { text } of message.blocks) expect(text.text.length).toBeLessThanOrEqual(3000);
    expect(message.model_gate).toMatchObject({ failed_count: 500 });
    expect(message.model_gate.failed_rules).toHaveLength(50);
  });

  it.each(HOSTILE)('never brings text of others to life: %j', (written) => {
    expectDead(escapeSlack(written, 500));
  });

  it('never does, whatever it is', () => {
    fc.assert(
      fc.property(text, (written) => expectDead(escapeSlack(written, 500))),
      { numRuns: 500 },
    );
  });
});

function expectDead(shown: string): void {
  expect(shown).not.toMatch(/[<>\n]|&(?!amp;|lt;|gt;)|@(?=[^\s\u200b])|\]\(|:\/\/|www\./i);
}

describe('an issue', () => {
  it.each([
    ['spam', 'Model gate: suite spam'],
    ['@octocat [x](http://e.test) `a` <!-- #1', 'Model gate: suite octocat x (http e.test) a -- 1'],
    ['<>', 'Model gate: suite without a plain name'],
  ])('of the suite %s has a title without markup', (name, expected) => {
    expect(alertTitle(name)).toBe(expected);
  });

  it('has comments in which a name stays a name', () => {
    const findings = HOSTILE.map((written) => failing(`\`recall\` of \`${written}\` fell.`, { group: written }));
    const comment = alertComment(
      { kind: 'changed', fresh: findings, gone: 2 },
      'not <a> commit',
      'javascript:alert(1)',
    );
    expect(comment.split('\n')[0]).toBe('Still failing in this run: 15 more rules fail, 2 rules no longer fail.');
    expect(comment).toContain('- … and 5 more rules');
    expect(comment.replaceAll(/<\/?code>|<wbr>/g, '')).not.toMatch(/<|@|\]\(|:\/\//);
  });
});
