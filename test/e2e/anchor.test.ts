import { expect, test } from 'vitest';
import { policy, predictions } from './laptop.ts';
import { findingOf, openProject, propose, push, review } from './project.ts';

const POLICY = policy('{ metric: accuracy, max-drop: 2pp }, { metric: accuracy, baseline: anchor, max-drop: 3pp }', {
  baseline: '{ store: branch, anchor: v1 }',
});

test('the record of a tag is a second baseline, that no later push moves', async () => {
  const server = await openProject({ policy: POLICY });
  const release = server.refs.get('refs/heads/main')!;
  server.refs.set('refs/tags/v1', release);
  expect((await push(server)).exitCode).toBe(0);
  server.commitFiles('main', { 'model.py': 'second' });
  const second = await push(server, { results: predictions(1000, 64) });
  expect(second.exitCode).toBe(0);

  const third = await review(server, propose(server), { results: predictions(1000, 130) });
  expect(third.exitCode).toBe(1);
  const [suite] = third.report.suites;
  expect(suite.baseline).toMatchObject({ kind: 'first-parent' });
  expect(suite.anchor).toMatchObject({ kind: 'anchor', commit: release, pairing: 'paired', shared: 1000 });
  expect(suite.findings.filter(({ against }: { against: string }) => against === 'anchor')).toMatchObject([
    { metric: 'accuracy', outcome: 'fail', certainty: 'proven', baseline: 0.95 },
  ]);
  expect(third.summary).toContain('the anchor v1');
});

test('an anchor that there is not is a warning, and costs no verdict', async () => {
  const server = await openProject({ policy: POLICY });
  await push(server);
  const result = await review(server, propose(server));
  expect(result.exitCode).toBe(0);
  expect(result.report.verdict).toBe('warn');
  expect(findingOf(result, 'accuracy')).toMatchObject({ outcome: 'pass' });
  expect(result.report.suites[0].findings[1]).toMatchObject({ outcome: 'warn', reason: 'no-baseline' });
  expect(result.report.suites[0].findings[1].message).toContain('there is no tag, branch or commit named v1');
});

test('of several suites the anchor is looked up once', async () => {
  const second = POLICY.slice(POLICY.indexOf('  - name: spam')).replace('spam', 'ham');
  const server = await openProject({ policy: `${POLICY}${second}` });
  server.refs.set('refs/tags/v1', server.refs.get('refs/heads/main')!);
  await push(server);
  const before = server.requests.length;
  const result = await review(server, propose(server));
  expect(result.report.suites.map(({ anchor }: { anchor: unknown }) => anchor)).toMatchObject([
    { kind: 'anchor' },
    { kind: 'anchor' },
  ]);
  const lookups = server.requests.slice(before).filter(({ path }) => path.includes('v1...v1'));
  expect(lookups).toHaveLength(1);
});
